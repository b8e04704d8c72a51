from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.storage.transaction import Transaction
from generator.translating.draft import Unit
from generator.translating.memory import FOLDER, DraftRecord, Memory, load_record, save_draft
from generator.translating.tags import Tag, TaggedText

UNIT = Unit(
    "b1.s1",
    TaggedText("银行<1/>。", (Tag(1, "`x`", "code: x", is_empty=True),)),
    (("银行", "bank"),),
)


def test_answers_are_there_again(tmp_path: Path) -> None:
    Memory(tmp_path).add(UNIT, "m", "A bank<1/>.")
    assert Memory(tmp_path).get(UNIT, "m") == "A bank<1/>."
    assert Memory(tmp_path).get(replace(UNIT, id="b7.s3"), "m") == "A bank<1/>."


def test_what_an_answer_depends_on(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add(UNIT, "m", "A bank<1/>.")
    assert memory.get(UNIT, "n") is None
    assert memory.get(replace(UNIT, agreed=(("银行", "the bank"),)), "m") is None
    assert memory.get(replace(UNIT, agreed=()), "m") is None
    assert memory.get(replace(UNIT, source=TaggedText("银行。")), "m") is None
    other = TaggedText(UNIT.source.text, (Tag(1, "`y`", "code: y", is_empty=True),))
    assert memory.get(replace(UNIT, source=other), "m") is None


def test_a_sentence_with_a_separator_of_lines(tmp_path: Path) -> None:
    Memory(tmp_path).add(UNIT, "m", "One\u2028<1/>.")
    assert Memory(tmp_path).get(UNIT, "m") == "One\u2028<1/>."


def test_the_last_answer_counts(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add(UNIT, "m", "One<1/>.")
    memory.add(UNIT, "m", "Two<1/>.")
    assert memory.get(UNIT, "m") == Memory(tmp_path).get(UNIT, "m") == "Two<1/>."


def test_a_line_that_was_cut_off_costs_that_line_alone(tmp_path: Path) -> None:
    other = replace(UNIT, agreed=())
    memory = Memory(tmp_path)
    memory.add(UNIT, "m", "One<1/>.")
    memory.add(other, "m", "Two<1/>.")
    path = tmp_path / FOLDER / "memory.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    again = Memory(tmp_path)
    assert (again.get(UNIT, "m"), again.get(other, "m")) == ("One<1/>.", None)
    again.add(other, "m", "Three<1/>.")
    last = Memory(tmp_path)
    assert (last.get(UNIT, "m"), last.get(other, "m")) == ("One<1/>.", "Three<1/>.")


def test_a_line_that_the_disk_has_no_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(UNIT, agreed=())
    memory = Memory(tmp_path)
    memory.add(UNIT, "m", "One<1/>.")
    opened = Path.open

    def full(path: Path, *arguments: Any, **options: Any) -> Any:
        file = opened(path, *arguments, **options)
        return SimpleNamespace(write=lambda data: file.write(data[:9]), close=file.close)

    monkeypatch.setattr(Path, "open", lambda *a, **o: closing(full(*a, **o)))
    with pytest.raises(OSError, match="No space") as caught:
        memory.add(other, "m", "Two<1/>.")
    assert caught.value.filename == str(tmp_path / FOLDER / "memory.jsonl")
    monkeypatch.undo()
    memory.add(other, "m", "Three<1/>.")
    last = Memory(tmp_path)
    assert (last.get(UNIT, "m"), last.get(other, "m")) == ("One<1/>.", "Three<1/>.")


def test_records(tmp_path: Path) -> None:
    draft = tmp_path / "articles/sub/a.en.md"
    assert load_record(tmp_path, draft) is None
    blocks = ((("题", "Title"),), (("一。", "One."), ("二。", "Two.")))
    record = DraftRecord(blocks, "- \x001\x00\n", "m-1")
    with Transaction(tmp_path) as transaction:
        save_draft(transaction, tmp_path, draft, "A bank.\n", record)
    assert draft.read_text("utf-8") == "A bank.\n"
    assert load_record(tmp_path, draft) == record
    (file,) = (tmp_path / FOLDER / "drafts/articles/sub").iterdir()
    file.write_text('{"blocks": [[["x"]]]}', "utf-8")
    assert load_record(tmp_path, draft) is None
