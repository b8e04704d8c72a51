"""Decisions of an author become what is written into the files, or are refused whole."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from generator.reviewing.corrections import Corrections, Reach
from generator.reviewing.doubts import Place
from generator.reviewing.errors import EditError
from generator.reviewing.session import ReviewSession
from tests.unit.reviewing.conftest import FILES


@pytest.fixture
def corrections(room: ReviewSession) -> Corrections:
    return Corrections(room)


def _where(
    room: ReviewSession, text: str, slug: str = "bank", nth: int = 0
) -> tuple[Place, str, str]:
    """The place of a text, the text and its sentence."""
    article = room.articles[slug]
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


def _reading(room: ReviewSession, text: str, slug: str = "bank", nth: int = 0) -> list[str]:
    place, _, _ = _where(room, text, slug, nth)
    article = room.articles[slug]
    block = next(b for b in (article.title, *article.blocks) if b.id == place.block)
    return [r.pinyin for r in block.layers.readings if place.start <= r.span.start < place.end]


def _files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def _notes(room: ReviewSession, name: str = "bank") -> object:
    text = (room.root / f"articles/{name}.notes.toml").read_text("utf-8")
    return tomllib.loads(text)["note"]


def test_a_note(corrections: Corrections, room: ReviewSession) -> None:
    entry = corrections.correct(*_where(room, "长", nth=2), Reach.NOTE, {"pinyin": "cháng"})
    assert entry.paths == ("articles/bank.notes.toml",)
    assert _notes(room) == [{"text": "长", "after": "着", "pinyin": "cháng"}]
    assert _reading(room, "长", nth=2) == ["chang2"]


def test_a_second_thought_replaces_the_first(corrections: Corrections, room: ReviewSession) -> None:
    corrections.correct(*_where(room, "起源"), Reach.NOTE, {"pinyin": "qǐyuān"})
    corrections.correct(*_where(room, "起源"), Reach.NOTE, {"pinyin": "qíyuán"})
    assert _notes(room) == [{"text": "起源", "pinyin": "qíyuán"}]
    assert _reading(room, "起源") == ["qi2", "yuan2"]


def test_a_note_that_quotes_the_place_otherwise_is_used(
    corrections: Corrections, room: ReviewSession
) -> None:
    notes = room.root / "articles/bank.notes.toml"
    notes.write_text('[[note]]\ntext = "长"\nbefore = "，"\npinyin = "cháng"\n', "utf-8")
    corrections.correct(*_where(room, "长", nth=2), Reach.NOTE, {"pinyin": "zhǎng"})
    assert _notes(room) == [{"text": "长", "before": "，", "pinyin": "zhǎng"}]


def test_a_mark(corrections: Corrections, room: ReviewSession) -> None:
    corrections.correct(*_where(room, "研究生命"), Reach.TEXT, {"words": ["研究生", "命"]})
    corrections.correct(*_where(room, "起源"), Reach.TEXT, {"pinyin": "qǐyuān"})
    text = (room.root / "articles/bank.md").read_text("utf-8")
    assert "{研究生/命}的{起源|qǐyuān}很难。" in text


def test_the_lexicon(corrections: Corrections, room: ReviewSession) -> None:
    corrections.correct(*_where(room, "起源"), Reach.SITE, {"pinyin": "qǐyuān"})
    lexicon = (room.root / "lexicon.toml").read_text("utf-8")
    assert lexicon == '# Our words.\n\n[[word]]\ntext = "起源"\npinyin = "qǐyuān"\n'


@pytest.mark.parametrize(
    ("text", "reach", "says", "cause"),
    [
        ("起源", Reach.NOTE, {"pinyin": "qǐ"}, "syllable"),
        ("起源", Reach.TEXT, {"name": "person"}, "nothing else"),
        ("起源", Reach.SITE, {"words": ["起", "源"]}, "every place"),
        ("起源", Reach.NOTE, {"term": "none-such"}, "G007"),
        ("起源", Reach.NOTE, {"sense": "banana"}, "W006"),
        ("本** `", Reach.NOTE, {"word": True}, "not there any more"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    corrections: Corrections,
    room: ReviewSession,
    text: str,
    reach: Reach,
    says: dict[str, object],
    cause: str,
) -> None:
    before = _files(room.root)
    place, _, sentence = _where(room, "起源")
    with pytest.raises(EditError, match=cause):
        corrections.correct(place, text, sentence, reach, says)
    assert _files(room.root) == before
    assert corrections.entries == []


def test_what_a_nearer_correction_beats_is_refused(
    corrections: Corrections, room: ReviewSession
) -> None:
    corrections.correct(*_where(room, "起源"), Reach.TEXT, {"pinyin": "qǐyuān"})
    before = _files(room.root)
    with pytest.raises(EditError, match="nearer"):
        corrections.correct(*_where(room, "起源"), Reach.NOTE, {"pinyin": "qíyuán"})
    assert _files(room.root) == before


def test_a_plain_text_takes_notes_alone(corrections: Corrections, room: ReviewSession) -> None:
    with pytest.raises(EditError):
        corrections.correct(*_where(room, "没", "plain"), Reach.TEXT, {"pinyin": "mò"})
    corrections.correct(*_where(room, "没", "plain"), Reach.NOTE, {"pinyin": "mò"})
    assert _reading(room, "没", "plain") == ["mo4"]


def test_a_place_that_moved_is_found(corrections: Corrections, room: ReviewSession) -> None:
    seen = _where(room, "起源")
    path = room.root / "articles/bank.md"
    path.write_text(FILES["articles/bank.md"].replace("孩子", "前面多了一段。\n\n孩子"), "utf-8")
    corrections.correct(*seen, Reach.NOTE, {"pinyin": "qǐyuān"})
    assert _reading(room, "起源") == ["qi3", "yuan1"]


def test_a_place_that_changed_is_refused(corrections: Corrections, room: ReviewSession) -> None:
    seen = _where(room, "起源")
    path = room.root / "articles/bank.md"
    path.write_text(FILES["articles/bank.md"].replace("很难", "不难"), "utf-8")
    before = _files(room.root)
    with pytest.raises(EditError, match="changed meanwhile"):
        corrections.correct(*seen, Reach.NOTE, {"pinyin": "qǐyuān"})
    assert _files(room.root) == before


def test_undoing_keeps_what_others_wrote(corrections: Corrections, room: ReviewSession) -> None:
    first = corrections.correct(*_where(room, "起源"), Reach.NOTE, {"pinyin": "qǐyuān"})
    second = corrections.correct(*_where(room, "研究"), Reach.NOTE, {"pinyin": "yánjiù"})
    corrections.undo(first.id)
    assert _notes(room) == [{"text": "研究", "pinyin": "yánjiù"}]
    with pytest.raises(EditError, match="already"):
        corrections.undo(first.id)
    corrections.undo(second.id)
    assert _files(room.root) == FILES


def test_accepting_where_a_note_stands_adds_to_it(
    corrections: Corrections, room: ReviewSession
) -> None:
    notes = room.root / "articles/bank.notes.toml"
    notes.write_text('[[note]]\ntext = "他"\naccept = ["L001"]\nreason = "It comes."\n', "utf-8")
    english = room.root / "articles/bank.en.md"
    english.write_text("The child grows fast and has long hair.\n", "utf-8")
    room.refresh()
    doubt = next(d for d in room.doubts if d.code == "T014")
    entry = corrections.accept(doubt, "Not translated.")
    assert entry.paths == ("articles/bank.notes.toml",)
    assert all(d.id != doubt.id for d in room.doubts)


def test_accepting_in_the_translation_is_a_comment(
    corrections: Corrections, room: ReviewSession
) -> None:
    english = room.root / "articles/bank.en.md"
    english.write_text(FILES["articles/bank.en.md"] + "\nNobody said this in Chinese.\n", "utf-8")
    room.refresh()
    doubt = next(d for d in room.doubts if d.path.endswith("en.md") and d.may_accept)
    corrections.accept(doubt, "A remark of the translator.")
    text = english.read_text("utf-8")
    assert f"<!-- jiazhu: ignore {doubt.code}: A remark of the translator. -->" in text
    assert all(d.id != doubt.id for d in room.doubts)


def test_pairs(corrections: Corrections, room: ReviewSession) -> None:
    place, _, _ = _where(room, "他看了")
    translation = room.articles["bank"].translation
    assert translation is not None
    entry = corrections.pair(place, translation.blocks[1].sentences[1].id)
    assert entry.paths == ("articles/bank.md", "articles/bank.en.md")
    assert "{=a}他看了" in (room.root / "articles/bank.md").read_text("utf-8")
    assert "{=a}He read" in (room.root / "articles/bank.en.md").read_text("utf-8")
    corrections.undo(entry.id)
    corrections.pair(place, None)
    assert "{=}他看了" in (room.root / "articles/bank.md").read_text("utf-8")


def test_a_pair_is_taken_back_in_both_files_or_in_none(
    corrections: Corrections, room: ReviewSession, root: Path
) -> None:
    place, _, _ = _where(room, "研究生命")
    entry = corrections.pair(place, "e2.s1")
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8").replace("{=a}研究", "{=mine}研究"), "utf-8")
    before = _files(root)
    with pytest.raises(EditError, match="has been changed since"):
        corrections.undo(entry.id)
    assert _files(root) == before
    assert not entry.undone


def test_what_stands_there_already_is_not_written_again(
    corrections: Corrections, room: ReviewSession
) -> None:
    place, _, _ = _where(room, "研究生命")
    corrections.pair(place, "e2.s1")
    with pytest.raises(EditError, match="says so already"):
        corrections.pair(place, "e2.s1")
    assert len(corrections.entries) == 1


def test_accepting_markup_is_a_comment(
    corrections: Corrections, room: ReviewSession, root: Path
) -> None:
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n看`code`的人也看<b>书</b>。\n", "utf-8")
    room.refresh()
    doubt = next(d for d in room.doubts if d.code == "S010" and "</b>" in d.message)
    entry = corrections.accept(doubt, "It is meant.")
    assert entry.said == "S010 (raw HTML is shown as text: </b>) accepted: It is meant."
    assert entry.paths == ("articles/bank.md",)
    assert "<!-- jiazhu: ignore S010: It is meant. -->" in bank.read_text("utf-8")
    assert "S010" not in {d.code for d in room.doubts}
