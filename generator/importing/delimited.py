"""Reads two columns of text (CSV, TSV or plain text) as a document with one table."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from generator.importing.bilingual import pair_rows
from generator.importing.document import Block, CannotImportError, Document, format_table
from generator.importing.markdown_text import escape

_COLUMN_GAPS = (re.compile("\t"), re.compile(r"[ \u3000]{3,}"))
"""Gaps between the columns of a plain text."""


def read_columns(text: str) -> Document | None:
    """Return the document of a plain text in two columns, or None if it is not in columns.

    The columns are separated by a tab or by at least three spaces.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for gap in _COLUMN_GAPS:
        count = sum(bool(gap.search(line)) for line in lines)
        rows = [gap.split(line) for line in lines]
        if count > 1 and count >= len(lines) * 0.8 and pair_rows(rows):
            return _document(rows)
    return None


def read_delimited(text: str, path: Path) -> Document:
    """Return the document of a CSV or TSV text.

    Raises `CannotImportError` if it has no Chinese and English column, or is not valid CSV.
    """
    rows = [row for row in _parse(text, path) if any(cell.strip() for cell in row)]
    if not pair_rows(rows):
        message = "No Chinese and English columns were found"
        hint = "Separate the Chinese and the English cell of each line with a comma or a tab."
        raise CannotImportError(path, message, hint)
    return _document(rows)


def _document(rows: Sequence[Sequence[str]]) -> Document:
    cells = tuple(
        tuple(escape(" ".join(cell.split())).replace("|", "\\|") for cell in row) for row in rows
    )
    return Document((Block("table", format_table(cells), rows=cells),))


def _parse(text: str, path: Path) -> list[list[str]]:
    delimiter = max("\t;,", key=lambda char: _count_split_lines(text.split("\n"), char))
    reader = csv.reader(text.split("\n"), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        message = f"The CSV is not valid: {error}"
        hint = 'Double each quotation mark inside a quoted cell: "".'
        raise CannotImportError(path, message, hint, line=reader.line_num) from None
    return rows


def _count_split_lines(lines: Sequence[str], delimiter: str) -> int:
    """How many lines the delimiter splits into two cells."""
    return sum(line.count(delimiter) == 1 for line in lines)
