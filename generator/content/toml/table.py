"""A table of a TOML file: its data, and where in the file its keys and values are.

It belongs to no report. Whoever finds a fault in it, while it is loaded or later, names the report
that the fault goes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content.toml.decode import Decoded
from generator.content.toml.places import Path as KeyPath
from generator.content.values import place_of
from generator.diagnostics import Report


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of a TOML file."""

    file: Path
    """The file that holds it."""
    source: Decoded
    """The whole file."""
    data: Mapping[str, object]
    path: KeyPath = ()
    """The keys and indexes that lead to the table."""

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def __eq__(self, other: object) -> bool:
        """Whether both are the same table of the same text, so that places are equal too."""
        if not isinstance(other, Table):
            return NotImplemented
        mine = self.path, self.file, self.source.text
        return mine == (other.path, other.file, other.source.text)

    __hash__ = None  # type: ignore[assignment]  # a table is compared, never looked up

    @property
    def line(self) -> int:
        """The one-based line of its header or of its key."""
        return place_of(self.source.text, self._offset())[0]

    @property
    def damaged(self) -> bool:
        """Whether a part of the file was not valid TOML, where a missing key may have been."""
        return bool(self.source.faults)

    def place(self, key: str) -> tuple[int, int]:
        """The one-based line and column of the value of a key."""
        return place_of(self.source.text, self._offset(key))

    def name(self, key: str) -> str:
        """The key as an author would look for it: `definition.zh`."""
        names = [part for part in self.path if isinstance(part, str)]
        within_array = any(isinstance(part, int) for part in self.path)
        return ".".join([*names[1:], key] if within_array else [*names, key])

    def peek(self, key: str) -> str:
        """A string without white space around it; empty where the value is none."""
        value = self.data.get(key)
        return value.strip() if isinstance(value, str) else ""

    def child(self, data: Mapping[str, object], *path: str | int) -> Table:
        """The table with this data, at a path below this one."""
        return Table(self.file, self.source, data, (*self.path, *path))

    def report_fault(
        self,
        report: Report,
        code: str,
        message: str,
        hint: str,
        *,
        key: str = "",
        index: int | None = None,
    ) -> None:
        """Report a fault of the table, or of the value of one of its keys.

        `index` counts code points into a string value, items into a list.
        """
        offset = self._offset(key, index) if key in self.data else self._offset()
        line, column = place_of(self.source.text, offset)
        report.add(code, self.file, message, hint, line=line, column=column)

    def _offset(self, key: str = "", index: int | None = None) -> int:
        places = self.source.places
        if not key:
            return places[self.path].key if self.path in places else 0
        start = places[*self.path, key].value if (*self.path, key) in places else 0
        if index is None:
            return start
        item = places.get((*self.path, key, index))
        if item:
            return item.value
        value = self.data.get(key)
        for quote in ("'''", '"""', "'", '"'):
            # A text with escapes or a first line break is longer in the file than it is.
            if isinstance(value, str) and self.source.text.startswith(quote + value, start):
                return start + len(quote) + index
        return start
