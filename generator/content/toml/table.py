"""A table of a TOML file: its data, and the positions of its keys and values.

It does not hold a report: a fault, found while loading or later, is added to the report given.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator.content.toml.decode import Decoded
from generator.content.toml.places import Path as KeyPath
from generator.content.values import place_of
from generator.diagnostics import Report


class Table(Struct, frozen=True, eq=False):
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
        """Whether both are the same table of the same text, so that positions are equal too."""
        if not isinstance(other, Table):
            return NotImplemented
        mine = self.path, self.file, self.source.text
        return mine == (other.path, other.file, other.source.text)

    __hash__ = None  # type: ignore[assignment]  # tables are compared, never used as keys

    @property
    def line(self) -> int:
        """The one-based line of the table's header or key."""
        return place_of(self.source.text, self._offset())[0]

    @property
    def has_syntax_faults(self) -> bool:
        """Whether the file had syntax errors, so that a missing key may have been lost."""
        return bool(self.source.faults)

    def place(self, key: str) -> tuple[int, int]:
        """Return the one-based line and column of the value of a key."""
        return place_of(self.source.text, self._offset(key))

    def name(self, key: str) -> str:
        """Return the full name of a key as authors know it: `definition.zh`."""
        names = [part for part in self.path if isinstance(part, str)]
        within_array = any(isinstance(part, int) for part in self.path)
        return ".".join([*names[1:], key] if within_array else [*names, key])

    def get_string(self, key: str) -> str:
        """Return a string, stripped; empty if the value is missing or not a string."""
        value = self.data.get(key)
        return value.strip() if isinstance(value, str) else ""

    def child(self, data: Mapping[str, object], *path: str | int) -> Table:
        """Return the table with this data, at a path below this one."""
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

        `index` is a code point of a string value or an item of a list.
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
            # A text with escapes or an initial line break is longer in the file.
            if isinstance(value, str) and self.source.text.startswith(quote + value, start):
                return start + len(quote) + index
        return start
