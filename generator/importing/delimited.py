"""Two columns of text (CSV, TSV, a text with tabs) -> a document whose one block is a table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from generator.importing.bilingual import pair_rows
from generator.importing.document import Block, CannotImportError, Document, table
from generator.importing.markdown_text import escape


def is_two_columns(text: str) -> bool:
    """Whether a plain text is Chinese and English apart by a tab, nearly everywhere."""
    lines = [line for line in text.split("\n") if line.strip()]
    with_tab = sum("\t" in line.strip() for line in lines)
    if with_tab < 2 or with_tab < len(lines) * 0.8:
        return False
    return pair_rows([line.split("\t") for line in lines]) is not None


def read_delimited(text: str, path: Path, *, tabs: bool = False) -> Document:
    """The document of a CSV or TSV text; `tabs` says that tabs part the cells and nothing quotes.

    Raises `CannotImportError` where there are no two columns, or one quotation never ends.
    """
    found = [line.split("\t") for line in text.split("\n")] if tabs else _quoted(text, path)
    rows = tuple(
        tuple(escape(" ".join(cell.split())) for cell in row)
        for row in found
        if any(cell.strip() for cell in row)
    )
    if not rows or pair_rows(rows) is None:
        message = "no two columns, one of them Chinese and one English, were found"
        hint = "write a Chinese and an English cell in each line, apart by a comma or a tab"
        raise CannotImportError(path, message, hint)
    return Document((Block("table", table(rows), rows=rows),))


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
