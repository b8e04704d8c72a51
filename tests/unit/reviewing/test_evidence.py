"""What speaks for each reading of a word, and where else the word stands."""

from __future__ import annotations

from pathlib import Path

from generator.model import AnnotatedWord, Block
from generator.reviewing.evidence import Candidate, candidates, similar
from generator.reviewing.session import ReviewSession


def _word(session: ReviewSession, text: str, nth: int = 0) -> tuple[Block, AnnotatedWord]:
    found = [
        (block, word)
        for block in session.articles["bank"].blocks
        for word in block.annotated_words
        if word.text == text
    ]
    return found[nth]


def _candidates(session: ReviewSession, text: str) -> list[Candidate]:
    block, word = _word(session, text)
    return candidates(block, word, session.site.engines)


def test_each_engine_has_its_say(session: ReviewSession) -> None:
    stands, *others = _candidates(session, "长")
    assert stands.stands
    assert {c.pinyin for c in (stands, *others)} >= {"zhǎng", "cháng"}
    assert not any(other.stands for other in others)
    voices = " ".join(voice for c in (stands, *others) for voice in c.said_by)
    for who in ("dictionary", "pypinyin", "trained model", "of its uses"):
        assert who in voices
    assert any("long" in sense for c in others for sense in c.senses if c.pinyin == "cháng")


def test_a_word_is_read_as_a_whole(session: ReviewSession) -> None:
    (only,) = _candidates(session, "起源")
    assert (only.pinyin, only.stands) == ("qǐyuán", True)
    assert "dictionary" in only.said_by
    assert any("origin" in sense for sense in only.senses)


def test_who_stated_it_is_named(session: ReviewSession, root: Path) -> None:
    lexicon = root / "lexicon.toml"
    lexicon.write_text('[[word]]\ntext = "起源"\npinyin = "qǐyuān"\n', "utf-8")
    session.refresh()
    stands, other = _candidates(session, "起源")
    assert stands.said_by == ("the lexicon",)
    assert (other.pinyin, other.stands) == ("qǐyuán", False)


def test_each_character_of_a_longer_word_may_be_another(session: ReviewSession, root: Path) -> None:
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n任长霞是一位公安局长。\n", "utf-8")
    session.refresh()
    found = {c.pinyin for c in _candidates(session, "任长霞")}
    assert {"Rén Zhǎngxiá", "Rén Chángxiá"} <= found


def test_what_nobody_can_read_is_no_candidate(session: ReviewSession, root: Path) -> None:
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n字𠮷。\n", "utf-8")
    session.refresh()
    assert _candidates(session, "𠮷") == []


def test_punctuation_and_latin_have_no_reading(session: ReviewSession) -> None:
    assert _candidates(session, "。") == []


def test_other_places_of_a_word(session: ReviewSession) -> None:
    block, word = _word(session, "书")
    (other,) = similar(session.site.articles, session.articles["bank"], block, word.span)
    assert other.slug == "bank"
    assert other.excerpt.count("[书]") == 1
    assert (other.pinyin, other.stated) == ("shū", False)
