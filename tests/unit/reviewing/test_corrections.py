"""Corrections are written into the right files, or refused without a trace."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from generator.reviewing.corrections import Corrections, Scope
from generator.reviewing.doubts import Place
from generator.reviewing.errors import EditError
from generator.reviewing.session import ReviewSession
from tests.unit.reviewing.conftest import FILES


@pytest.fixture
def corrections(session: ReviewSession) -> Corrections:
    return Corrections(session)


def _where(
    session: ReviewSession, text: str, slug: str = "bank", nth: int = 0
) -> tuple[Place, str, str]:
    """Return the place of a text, the text and its sentence."""
    article = session.articles[slug]
    found = [
        (block, sentence, at)
        for block in (article.title, *article.blocks)
        for sentence in block.sentences
        for at in range(sentence.span.start, sentence.span.end)
        if block.text.startswith(text, at)
    ]
    block, sentence, at = found[nth]
    place = Place(slug, block.id, sentence.id, at, at + len(text))
    return place, text, sentence.span.of(block.text)


def _reading(session: ReviewSession, text: str, slug: str = "bank", nth: int = 0) -> list[str]:
    place, _, _ = _where(session, text, slug, nth)
    article = session.articles[slug]
    block = next(b for b in (article.title, *article.blocks) if b.id == place.block)
    return [r.pinyin for r in block.layers.readings if place.start <= r.span.start < place.end]


def _files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def _notes(session: ReviewSession, name: str = "bank") -> object:
    text = (session.root / f"articles/{name}.notes.toml").read_text("utf-8")
    return tomllib.loads(text)["note"]


def test_a_correction_is_written_as_a_note(
    corrections: Corrections, session: ReviewSession
) -> None:
    entry = corrections.correct(*_where(session, "长", nth=2), Scope.NOTE, {"pinyin": "cháng"})
    assert entry.paths == ("articles/bank.notes.toml",)
    assert _notes(session) == [{"text": "长", "after": "着", "pinyin": "cháng"}]
    assert _reading(session, "长", nth=2) == ["chang2"]


def test_a_second_correction_replaces_the_first(
    corrections: Corrections, session: ReviewSession
) -> None:
    corrections.correct(*_where(session, "起源"), Scope.NOTE, {"pinyin": "qǐyuān"})
    corrections.correct(*_where(session, "起源"), Scope.NOTE, {"pinyin": "qíyuán"})
    assert _notes(session) == [{"text": "起源", "pinyin": "qíyuán"}]
    assert _reading(session, "起源") == ["qi2", "yuan2"]


def test_a_note_that_quotes_the_place_differently_is_updated(
    corrections: Corrections, session: ReviewSession
) -> None:
    notes = session.root / "articles/bank.notes.toml"
    notes.write_text('[[note]]\ntext = "长"\nbefore = "，"\npinyin = "cháng"\n', "utf-8")
    corrections.correct(*_where(session, "长", nth=2), Scope.NOTE, {"pinyin": "zhǎng"})
    assert _notes(session) == [{"text": "长", "before": "，", "pinyin": "zhǎng"}]


def test_a_correction_is_written_as_a_mark(
    corrections: Corrections, session: ReviewSession
) -> None:
    corrections.correct(*_where(session, "研究生命"), Scope.TEXT, {"words": ["研究生", "命"]})
    corrections.correct(*_where(session, "起源"), Scope.TEXT, {"pinyin": "qǐyuān"})
    text = (session.root / "articles/bank.md").read_text("utf-8")
    assert "{研究生/命}的{起源|qǐyuān}很难。" in text


def test_a_correction_is_written_to_the_lexicon(
    corrections: Corrections, session: ReviewSession
) -> None:
    corrections.correct(*_where(session, "起源"), Scope.SITE, {"pinyin": "qǐyuān"})
    lexicon = (session.root / "lexicon.toml").read_text("utf-8")
    assert lexicon == '# Our words.\n\n[[word]]\ntext = "起源"\npinyin = "qǐyuān"\n'


@pytest.mark.parametrize(
    ("text", "scope", "values", "cause"),
    [
        ("起源", Scope.NOTE, {"pinyin": "qǐ"}, "syllable"),
        ("起源", Scope.TEXT, {"name": "person"}, "only give words"),
        ("起源", Scope.SITE, {"words": ["起", "源"]}, "every place"),
        ("起源", Scope.NOTE, {"term": "none-such"}, "G007"),
        ("起源", Scope.NOTE, {"sense": "banana"}, "W006"),
        ("本** `", Scope.NOTE, {"word": True}, "no longer here"),
    ],
)
def test_an_invalid_correction_is_refused_without_a_trace(
    corrections: Corrections,
    session: ReviewSession,
    text: str,
    scope: Scope,
    values: dict[str, object],
    cause: str,
) -> None:
    before = _files(session.root)
    place, _, sentence = _where(session, "起源")
    with pytest.raises(EditError, match=cause):
        corrections.correct(place, text, sentence, scope, values)
    assert _files(session.root) == before
    assert corrections.entries == []


def test_a_correction_that_a_more_specific_one_overrides_is_refused(
    corrections: Corrections, session: ReviewSession
) -> None:
    corrections.correct(*_where(session, "起源"), Scope.TEXT, {"pinyin": "qǐyuān"})
    before = _files(session.root)
    with pytest.raises(EditError, match="more specific"):
        corrections.correct(*_where(session, "起源"), Scope.NOTE, {"pinyin": "qíyuán"})
    assert _files(session.root) == before


def test_plain_text_accepts_only_notes(corrections: Corrections, session: ReviewSession) -> None:
    with pytest.raises(EditError):
        corrections.correct(*_where(session, "没", "plain"), Scope.TEXT, {"pinyin": "mò"})
    corrections.correct(*_where(session, "没", "plain"), Scope.NOTE, {"pinyin": "mò"})
    assert _reading(session, "没", "plain") == ["mo4"]


def test_a_place_that_has_moved_is_found(corrections: Corrections, session: ReviewSession) -> None:
    seen = _where(session, "起源")
    path = session.root / "articles/bank.md"
    path.write_text(FILES["articles/bank.md"].replace("孩子", "前面多了一段。\n\n孩子"), "utf-8")
    corrections.correct(*seen, Scope.NOTE, {"pinyin": "qǐyuān"})
    assert _reading(session, "起源") == ["qi3", "yuan1"]


def test_a_place_that_has_changed_is_refused(
    corrections: Corrections, session: ReviewSession
) -> None:
    seen = _where(session, "起源")
    path = session.root / "articles/bank.md"
    path.write_text(FILES["articles/bank.md"].replace("很难", "不难"), "utf-8")
    before = _files(session.root)
    with pytest.raises(EditError, match="has been changed"):
        corrections.correct(*seen, Scope.NOTE, {"pinyin": "qǐyuān"})
    assert _files(session.root) == before


def test_undo_keeps_later_changes(corrections: Corrections, session: ReviewSession) -> None:
    first = corrections.correct(*_where(session, "起源"), Scope.NOTE, {"pinyin": "qǐyuān"})
    second = corrections.correct(*_where(session, "研究"), Scope.NOTE, {"pinyin": "yánjiù"})
    corrections.undo(first.id)
    assert _notes(session) == [{"text": "研究", "pinyin": "yánjiù"}]
    with pytest.raises(EditError, match="already"):
        corrections.undo(first.id)
    corrections.undo(second.id)
    assert _files(session.root) == FILES


def test_accepting_a_doubt_extends_an_existing_note(
    corrections: Corrections, session: ReviewSession
) -> None:
    notes = session.root / "articles/bank.notes.toml"
    notes.write_text('[[note]]\ntext = "他"\naccept = ["L001"]\nreason = "It comes."\n', "utf-8")
    english = session.root / "articles/bank.en.md"
    english.write_text("The child grows fast and has long hair.\n", "utf-8")
    session.refresh()
    doubt = next(d for d in session.doubts if d.code == "T014")
    entry = corrections.accept(doubt, "Not translated.")
    assert entry.paths == ("articles/bank.notes.toml",)
    assert all(d.id != doubt.id for d in session.doubts)


def test_accepting_a_doubt_in_the_translation_adds_a_comment(
    corrections: Corrections, session: ReviewSession
) -> None:
    english = session.root / "articles/bank.en.md"
    english.write_text(FILES["articles/bank.en.md"] + "\nNobody said this in Chinese.\n", "utf-8")
    session.refresh()
    doubt = next(d for d in session.doubts if d.path.endswith("en.md") and d.may_accept)
    corrections.accept(doubt, "A remark of the translator.")
    text = english.read_text("utf-8")
    assert f"<!-- jiazhu: ignore {doubt.code}: A remark of the translator. -->" in text
    assert all(d.id != doubt.id for d in session.doubts)


def test_sentences_are_paired_with_anchors(
    corrections: Corrections, session: ReviewSession
) -> None:
    place, _, _ = _where(session, "他看了")
    translation = session.articles["bank"].translation
    assert translation is not None
    entry = corrections.pair(place, translation.blocks[1].sentences[1].id)
    assert entry.paths == ("articles/bank.md", "articles/bank.en.md")
    assert "{=a}他看了" in (session.root / "articles/bank.md").read_text("utf-8")
    assert "{=a}He read" in (session.root / "articles/bank.en.md").read_text("utf-8")
    corrections.undo(entry.id)
    corrections.pair(place, None)
    assert "{=}他看了" in (session.root / "articles/bank.md").read_text("utf-8")


def test_a_pair_is_undone_in_both_files_or_in_none(
    corrections: Corrections, session: ReviewSession, root: Path
) -> None:
    place, _, _ = _where(session, "研究生命")
    entry = corrections.pair(place, "e2.s1")
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8").replace("{=a}研究", "{=mine}研究"), "utf-8")
    before = _files(root)
    with pytest.raises(EditError, match="has changed since"):
        corrections.undo(entry.id)
    assert _files(root) == before
    assert not entry.undone


def test_an_existing_pair_is_not_written_again(
    corrections: Corrections, session: ReviewSession
) -> None:
    place, _, _ = _where(session, "研究生命")
    corrections.pair(place, "e2.s1")
    with pytest.raises(EditError, match="already has"):
        corrections.pair(place, "e2.s1")
    assert len(corrections.entries) == 1


def test_accepting_a_doubt_about_markup_adds_a_comment(
    corrections: Corrections, session: ReviewSession, root: Path
) -> None:
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n看`code`的人也看<blink>书</blink>。\n", "utf-8")
    session.refresh()
    doubt = next(d for d in session.doubts if d.code == "S010" and "</blink>" in d.message)
    entry = corrections.accept(doubt, "It is meant.")
    assert entry.summary == "S010 (Raw HTML is shown as text: </blink>) accepted: It is meant."
    assert entry.paths == ("articles/bank.md",)
    assert "<!-- jiazhu: ignore S010: It is meant. -->" in bank.read_text("utf-8")
    assert "S010" not in {d.code for d in session.doubts}
