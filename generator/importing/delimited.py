"""Two columns of text (CSV, TSV, plain text) -> a document whose one block is a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from generator.importing.bilingual import pair_rows
from generator.importing.document import Block, CannotImportError, Document, table
from generator.importing.markdown_text import escape

_COLUMNS = (re.compile("\t"), re.compile(r"[ \u3000]{3,}"))
"""What parts the columns of a plain text."""


def read_columns(text: str) -> Document | None:
    """The document of a plain text in which nearly every line is Chinese and English, else None.

    The two are apart by a tab, or by three spaces and more.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for gap in _COLUMNS:
        count = sum(bool(gap.search(line)) for line in lines)
        rows = [gap.split(line) for line in lines]
        if count > 1 and count >= len(lines) * 0.8 and pair_rows(rows):
            return _document(rows)
    return None


def read_delimited(text: str, path: Path) -> Document:
    """The document of a CSV or TSV text.

    Raises `CannotImportError` where there are no two columns, or one quotation never ends.
    """
    rows = [row for row in _quoted(text, path) if any(cell.strip() for cell in row)]
    if not pair_rows(rows):
        message = "no two columns, one of them Chinese and one English, were found"
        hint = "write a Chinese and an English cell in each line, apart by a comma or a tab"
        raise CannotImportError(path, message, hint)
    return _document(rows)


def _document(rows: Sequence[Sequence[str]]) -> Document:
    cells = tuple(
        tuple(escape(" ".join(cell.split())).replace("|", "\\|") for cell in row) for row in rows
    )
    return Document((Block("table", table(cells), rows=cells),))


def _quoted(text: str, path: Path) -> list[list[str]]:
    delimiter = max("\t;,", key=lambda char: _even(text.split("\n"), char))
    reader = csv.reader(text.split("\n"), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        hint = 'write a quotation mark inside a quoted cell twice: ""'
        raise CannotImportError(path, f"broken CSV: {error}", hint, line=reader.line_num) from None
    return rows


def _even(lines: Sequence[str], delimiter: str) -> int:
    """How many lines a delimiter cuts in two."""
    return sum(line.count(delimiter) == 1 for line in lines)
