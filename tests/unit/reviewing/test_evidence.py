"""The evidence for each reading of a word, and the other places of the word."""

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


def test_each_engine_is_a_source(session: ReviewSession) -> None:
    current, *others = _candidates(session, "长")
    assert current.current
    assert {c.pinyin for c in (current, *others)} >= {"zhǎng", "cháng"}
    assert not any(other.current for other in others)
    sources = " ".join(source for c in (current, *others) for source in c.sources)
    for who in ("dictionary", "pypinyin", "trained model", "of its uses"):
        assert who in sources
    assert any("long" in sense for c in others for sense in c.senses if c.pinyin == "cháng")


def test_the_candidates_of_a_word_are_readings_of_the_whole_word(session: ReviewSession) -> None:
    (only,) = _candidates(session, "起源")
    assert (only.pinyin, only.current) == ("qǐyuán", True)
    assert "dictionary" in only.sources
    assert any("origin" in sense for sense in only.senses)


def test_the_lexicon_is_named_as_a_source(session: ReviewSession, root: Path) -> None:
    lexicon = root / "lexicon.toml"
    lexicon.write_text('[[word]]\ntext = "起源"\npinyin = "qǐyuān"\n', "utf-8")
    session.refresh()
    current, other = _candidates(session, "起源")
    assert current.sources == ("the lexicon",)
    assert (other.pinyin, other.current) == ("qǐyuán", False)


def test_the_network_proposes_other_syllables_of_a_longer_word(
    session: ReviewSession, root: Path
) -> None:
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n任长霞是一位公安局长。\n", "utf-8")
    session.refresh()
    found = {c.pinyin for c in _candidates(session, "任长霞")}
    assert {"Rén Zhǎngxiá", "Rén Chángxiá"} <= found


def test_a_character_without_a_reading_has_no_candidates(
    session: ReviewSession, root: Path
) -> None:
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
