"""What providers have answered, and what a draft was when it was written.

    .jiazhu/translations/memory.jsonl        {"key": …, "zh": …, "en": …}, a line an answer
    .jiazhu/translations/drafts/<name>.json  a draft as the machine wrote it

An answer is remembered under all that it depends on: the sentence, its agreed terms, the model.
Each is appended as soon as it is there, by a single write, so that a run that is cut off loses
nothing; a last line that was cut off is passed over.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.storage.atomic import write_atomically
from generator.translating.draft import Unit

FOLDER = Path(".jiazhu") / "translations"
"""Below the site folder."""

Pairs = tuple[tuple[tuple[str, str], ...], ...]
"""For each block its sentences, Chinese and English; the title is the first block."""


class Memory:
    """The answers of all providers to one site."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / "memory.jsonl"
        self._known: dict[str, str] = {}
        self._is_cut = False
        if self._path.is_file():
            text = self._path.read_bytes().decode("utf-8", errors="replace")
            self._is_cut = bool(text) and not text.endswith("\n")
            for line in text.splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self._known[str(entry["key"])] = str(entry["en"])
        except (ValueError, KeyError, TypeError):
            return  # cut off while it was written

    def get(self, unit: Unit, model: str) -> str | None:
        """The answer to a sentence, tags and all; None where there is none yet."""
        return self._known.get(_key(unit, model))

    def add(self, unit: Unit, model: str, english: str) -> None:
        """Remember an answer, on disk before this returns. Raises OSError."""
        key = _key(unit, model)
        self._known[key] = english
        entry = {"key": key, "zh": unit.source.text, "en": english}
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab", buffering=0) as file:
            file.write(("\n" * self._is_cut + line).encode())
        self._is_cut = False


def _key(unit: Unit, model: str) -> str:
    tags = [[tag.number, tag.opening, tag.closing] for tag in unit.source.tags]
    parts = [model, unit.source.text, tags, unit.agreed]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What a machine draft was when it was written, so that an author's changes show."""

    blocks: Pairs
    frame: str = ""
    """All around the sentences, with holes for them (`frame`)."""
    translator: str = ""


def record_path(root: Path, draft: Path) -> Path:
    """Where the record of a draft stands; Raises ValueError for a draft outside the site."""
    place = draft.relative_to(root)
    return root / FOLDER / "drafts" / place.with_name(f"{place.name}.json")


def load_record(root: Path, draft: Path) -> DraftRecord | None:
    """The record of a draft; None where there is none that can be read."""
    try:
        data = json.loads(record_path(root, draft).read_text("utf-8"))
        blocks = tuple(tuple((str(zh), str(en)) for zh, en in block) for block in data["blocks"])
        return DraftRecord(blocks, str(data["frame"]), str(data["translator"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_record(root: Path, draft: Path, record: DraftRecord) -> None:
    """Write the record of a draft, whole or not at all. Raises OSError."""
    path = record_path(root, draft)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(record), ensure_ascii=False))
