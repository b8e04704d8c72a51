"""CSV: the vocabulary of an article or of the site, a word a line, for spreadsheets.

The file is UTF-8 with a byte order mark, without which Excel reads it in another encoding, and has
the line ends of RFC 4180. A cell that a spreadsheet would take for a formula begins with `'`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct, structs

from generator.exporting.glosses import gloss
from generator.exporting.sentences import sentence_translations
from generator.exporting.target import Part, Target
from generator.language.levels import STANDARDS, word_level
from generator.model import ATOM
from generator.site.article_content import ArticleContent
from generator.site.vocabulary import listed_words

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a cell begins that some spreadsheet evaluates; in Chinese ones, also with full width."""


class Row(Struct, frozen=True):
    """A word; the names of the fields are the head of the table."""

    simplified: str
    traditional: str
    pinyin: str
    english: str
    hsk_2: str
    """Levels 1 to 7, which stands for 7 to 9; empty if the list lacks the word."""
    hsk_2021: str
    hsk_2026: str
    uses: int
    sentence: str
    translation: str
    article: str
    """The slug of the article with the sentence."""


def article_csv(content: ArticleContent, target: Target) -> bytes:
    """Return the vocabulary of an article."""
    return _table(_rows(content, target))


def article_rows(content: ArticleContent, target: Target) -> bytes:
    """Return the rows of an article for the table of the site."""
    return msgspec.json.encode(_rows(content, target))


def site_csv(parts: Sequence[Part], target: Target) -> bytes:
    """Return the vocabulary of the site: each word once, where it first occurs, with all uses."""
    del target
    found: dict[tuple[str, ...], Row] = {}
    for part in parts:
        for row in msgspec.json.decode(part.data, type=list[Row]):
            key = row.simplified, row.traditional, row.pinyin, row.english
            known = found.get(key)
            uses = row.uses + (0 if known is None else known.uses)
            found[key] = structs.replace(known or row, uses=uses)
    return _table(found.values())


def _rows(content: ArticleContent, target: Target) -> list[Row]:
    """Return the words of an article in the order of their first use."""
    terms = {term.id: term.english for term in target.facts.terms}
    english = sentence_translations(content.article)
    sentences = {
        sentence.id: " ".join(block.text_in(target.edition, sentence.span).split())
        for block in content.blocks
        for sentence in block.sentences
    }
    rows = []
    for word in listed_words(content.editions[target.edition].page_words):
        record, id_ = word.record, content.words.words[word.first].sentence_id
        rows.append(
            Row(
                record.simplified,
                record.traditional,
                record.pinyin,
                "; ".join(word.glosses) or gloss(record, terms),
                *_levels(record.simplified),
                word.uses,
                sentences[id_].replace(ATOM, ""),
                english.get(id_, ""),
                content.article.meta.slug,
            )
        )
    return rows


def _levels(simplified: str) -> tuple[str, str, str]:
    first, second, third = (word_level(simplified, standard) for standard in STANDARDS)
    return str(first or ""), str(second or ""), str(third or "")


def _table(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(Row.__struct_fields__)
    writer.writerows([_safe(str(value)) for value in structs.astuple(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
