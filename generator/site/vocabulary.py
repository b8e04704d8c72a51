"""The rows of the vocabulary page, as HTML: one a word, below the sentence that it first occurs in.

    <tbody><tr><th colspan=7><a href=…>sentence</a><tr><th>word<td>pinyin<td>meaning<td>uses

The style sheet and the script know the cells by their places. End tags and quotes are left out, as
the HTML standard allows, and so is the last cell of a word that is used once. A page has what can
be read without scripts: the beginning of a sentence, and a gloss: that of the use, or else the
first senses of the entries with its reading. `vocabulary.js` adds what the scripts of the article
have: the whole sentences, the other senses and the levels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.language.levels import STANDARDS
from generator.model import ATOM, Edition
from generator.site.article_words import PageWord
from generator.site.markup import attribute, escape
from generator.site.views import EntryView
from generator.site.word_entries import bare
from generator.site.word_record import WordRecord

COLUMNS = 4 + len(STANDARDS)
GLOSS_LENGTH = 12
"""The length from which further senses are left out of a gloss, in characters."""
GLOSSES = 3
"""Maximum number of glosses of a word."""
SENTENCE_LENGTH = 4
"""The length from which a sentence is cut, in characters."""
ROWS = 8192
"""Maximum number of rows that are kept, about 5 MB."""


class ListedWord(Struct, frozen=True, gc=False):
    """A word of the vocabulary page, in all its uses in the article."""

    record: WordRecord
    first: int
    """As that of `PageWord`."""
    uses: int
    glosses: tuple[str, ...]
    """Those of its uses, in the order of the text; none if no use is listed."""


def listed_words(words: Iterable[PageWord]) -> Sequence[ListedWord]:
    """Return the words that have a meaning or are names or terms, each once in all its uses."""
    found: dict[tuple[str, tuple[str, ...]], ListedWord] = {}
    for word in words:
        record = word.record
        if record.entries or record.use or record.name or record.term_id:
            key = record.text, record.content.cells
            glosses = (record.use.gloss,) if record.use else ()
            known = found.get(key)
            if known is None:
                found[key] = ListedWord(record, word.first, word.count, glosses)
            else:
                found[key] = replace(
                    known,
                    uses=known.uses + word.count,
                    glosses=tuple(dict.fromkeys((*known.glosses, *glosses))),
                )
    return list(found.values())


def vocabulary_rows(
    words: Iterable[tuple[str, str, ListedWord]], edition: Edition, article_href: str
) -> str:
    """Return the bodies of the table.

    `words` are the listed words in the order of the text, each with the id of its first sentence,
    empty for the title, and the text of that sentence.
    """
    is_simplified = edition is Edition.HANS
    current = None
    pieces: list[str] = []
    for sentence_id, text, word in words:
        if current != sentence_id:
            before = "\n" if pieces else ""
            current = sentence_id
            href = attribute(f"{article_href}#{sentence_id}" if sentence_id else article_href)
            shown = escape(_beginning(text) if sentence_id else text)
            pieces.append(f"{before}<tbody><tr><th colspan={COLUMNS}><a href={href}>{shown}</a>")
        pieces.append(_row(word.record, word.glosses, is_simplified))
        if word.uses > 1:
            pieces.append(f"<td>{word.uses}")
    return "".join(pieces)


def beginning_of(words: Iterable[str]) -> str:
    """Return the text of a sentence, given its words, at least as far as a page shows it."""
    found, length = [], 0
    for word in words:
        found.append(word)
        length += len(word)
        if length > SENTENCE_LENGTH:
            text = plain_text(found)
            if len(text) > SENTENCE_LENGTH:
                return text
    return plain_text(found)


def plain_text(words: Iterable[str]) -> str:
    """Return the text of words without what is no text."""
    return "".join(words).strip().replace(ATOM, "")


def _beginning(text: str) -> str:
    return text if len(text) <= SENTENCE_LENGTH else text[:SENTENCE_LENGTH] + "…"


@lru_cache(maxsize=ROWS)
def _row(record: WordRecord, glosses: tuple[str, ...], is_simplified: bool) -> str:
    """Return the row of a word without the number of its uses."""
    meaning = escape("; ".join(glosses[:GLOSSES])) or _meaning(record, is_simplified)
    return f"<tr><th>{escape(record.text)}<td>{escape(record.pinyin)}<td>{meaning}"


def _meaning(record: WordRecord, is_simplified: bool) -> str:
    """Return the senses of a word, or else those of its parts."""
    senses = read_senses(record)
    if senses:
        return escape(_gloss(senses))
    parts = {entry.simplified: entry for entry in reversed(record.entries)}
    lang = "zh-Hans" if is_simplified else "zh-Hant"
    return "; ".join(
        [
            f"<b lang={lang}>{escape(_form(part, is_simplified))}</b> {escape(part.senses[0])}"
            for part in reversed(parts.values())
        ]
    )


def read_senses(record: WordRecord) -> list[str]:
    """Return the senses of a word in its reading; none if it has no entry of its own."""
    own = [e for e in record.entries if e.simplified == record.simplified]
    wanted = bare(record.pinyin)
    read = [e for e in own if not e.pinyin or bare(e.pinyin) == wanted] or own[:1]
    return [sense for entry in read for sense in entry.senses]


def _form(entry: EntryView, is_simplified: bool) -> str:
    return entry.simplified if is_simplified else entry.traditional


def _gloss(senses: list[str]) -> str:
    """Return the first of the senses, and more if there is room for them."""
    count, length = 1, len(senses[0])
    while count < len(senses) and length + len(senses[count]) <= GLOSS_LENGTH:
        length += len(senses[count])
        count += 1
    more = "\N{NO-BREAK SPACE}…" if count < len(senses) else ""
    return "; ".join(senses[:count]) + more
