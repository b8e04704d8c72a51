"""Stores the answers of providers, and a record of each draft as it was written.

    .jiazhu/translations/memory.jsonl        {"key": …, "zh": …, "en": …}, one answer a line
    .jiazhu/translations/drafts/<name>.json  a draft as the machine wrote it

The key of an answer hashes all that it depends on: the sentence, its agreed terms and the model.
Each answer is appended by a single write as soon as it arrives, so that an interrupted run loses
nothing. An incomplete last line is ignored.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.storage.transaction import Transaction
from generator.translating.draft import Unit

FOLDER = Path(".jiazhu") / "translations"
"""The folder, relative to the site folder."""

Pairs = tuple[tuple[tuple[str, str], ...], ...]
"""The sentences of each block, Chinese and English; the title is the first block."""


class Memory:
    """The answers of all providers for one site."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / "memory.jsonl"
        self._answers: dict[str, str] = {}
        self._ends_in_line = False
        if self._path.is_file():
            text = self._path.read_bytes().decode("utf-8", errors="replace")
            self._ends_in_line = bool(text) and not text.endswith("\n")
            for line in text.split("\n"):  # a sentence may contain other ends of lines
                self._load_line(line)

    def _load_line(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self._answers[str(entry["key"])] = str(entry["en"])
        except (ValueError, KeyError, TypeError):
            return  # an interrupted write

    def get(self, unit: Unit, model: str) -> str | None:
        """Return the answer to a sentence, with tags, or None."""
        return self._answers.get(_key(unit, model))

    def add(self, unit: Unit, model: str, english: str) -> None:
        """Store an answer; it is on disk when this returns. Raises OSError."""
        key = _key(unit, model)
        self._answers[key] = english
        entry = {"key": key, "zh": unit.source.text, "en": english}
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        data = ("\n" * self._ends_in_line + line).encode()
        self._ends_in_line = True  # until the whole line is on disk
        with self._path.open("ab", buffering=0) as file:
            if file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))
        self._ends_in_line = False


def _key(unit: Unit, model: str) -> str:
    tags = [[tag.number, tag.opening, tag.closing] for tag in unit.source.tags]
    parts = [model, unit.source.text, tags, unit.agreed]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A machine draft as it was written, to find the edits of its author."""

    blocks: Pairs
    frame: str = ""
    """The file around the sentences, with holes for them (`frame`)."""
    translator: str = ""


def record_path(root: Path, draft: Path) -> Path:
    """Return the path of the record of a draft. Raises ValueError for a draft outside the site."""
    place = draft.relative_to(root)
    return root / FOLDER / "drafts" / place.with_name(f"{place.name}.json")


def load_record(root: Path, draft: Path) -> DraftRecord | None:
    """Return the record of a draft, or None if there is none that can be read."""
    place = record_path(root, draft)
    try:
        if not place.is_file():  # reading a pipe would wait for ever
            return None
        data = json.loads(place.read_text("utf-8"))
        blocks = tuple(tuple((str(zh), str(en)) for zh, en in block) for block in data["blocks"])
        return DraftRecord(blocks, str(data["frame"]), str(data["translator"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_draft(
    transaction: Transaction, root: Path, draft: Path, text: str, record: DraftRecord
) -> None:
    """Add a draft and its record to a transaction. Raises OSError."""
    encoded = json.dumps(asdict(record), ensure_ascii=False)
    transaction.write(record_path(root, draft), encoded)
    transaction.write(draft, text)
