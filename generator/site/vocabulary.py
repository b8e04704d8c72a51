"""The rows of the vocabulary page, as HTML: one a word, below the sentence that it first occurs in.

    <tbody><tr><th colspan=7><a href=…>sentence</a><tr><th>word<td>pinyin<td>…

A row has the word, its pinyin, its level in each list, its meaning and the number of its uses; the
style sheet and the script know them by their places. End tags and quotes are left out, as the HTML
standard allows. The meaning is a gloss: the first senses of the entries with the reading of the
text. The pop-up has the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from generator.language.levels import STANDARDS, word_level
from generator.model import Edition
from generator.site.article_words import PageWord
from generator.site.labels import labels
from generator.site.markup import attribute, escape
from generator.site.statistics import level_label
from generator.site.views import EntryView
from generator.site.word_table import WordRecord, bare

COLUMNS = 4 + len(STANDARDS)
GLOSS_LENGTH = 48
"""The length from which further senses are left out of a gloss, in characters."""
ROWS = 8192
"""Maximum number of rows that are kept, about 5 MB."""


def is_listed(record: WordRecord) -> bool:
    """Whether the vocabulary page lists a word: it has a meaning, or is a name or a term."""
    return bool(record.entries or record.name or record.term_id)


def vocabulary_rows(
    words: Iterable[tuple[str, str, PageWord]], edition: Edition, article_href: str
) -> str:
    """Return the bodies of the table.

    `words` are the listed words in the order of the text, each with the id of its first sentence,
    empty for the title, and the text of that sentence.
    """
    return "".join(_pieces(words, edition, article_href))


def _pieces(
    words: Iterable[tuple[str, str, PageWord]], edition: Edition, article_href: str
) -> Iterator[str]:
    current = None
    for sentence_id, text, word in words:
        if current != sentence_id:
            current = sentence_id
            href = attribute(f"{article_href}#{sentence_id}" if sentence_id else article_href)
            yield f"<tbody><tr><th colspan={COLUMNS}><a href={href}>{escape(text)}</a>"
        yield f"{_row(word.record, _row_edition(word.record, edition))}{word.count}\n"


def _row_edition(record: WordRecord, edition: Edition) -> Edition:
    """Return the edition whose row is shown; most are the same in Taiwan and Hong Kong."""
    if edition is not Edition.HK or any(entry.taiwan_pinyin for entry in record.entries):
        return edition
    return Edition.TW


@lru_cache(maxsize=ROWS)
def _row(record: WordRecord, edition: Edition) -> str:
    """Return the row of a word up to the number of its uses."""
    levels = [word_level(record.simplified, standard) for standard in STANDARDS]
    shown = "".join(f"<td>{level_label(level) if level else ''}" for level in levels)
    return (
        f"<tr><th>{escape(record.text)}<td>{escape(record.pinyin)}{shown}"
        f"<td>{_meaning(record, edition)}<td>"
    )


def _meaning(record: WordRecord, edition: Edition) -> str:
    """Return the senses of a word, or else those of its parts."""
    own = [e for e in record.entries if e.simplified == record.simplified]
    wanted = bare(record.pinyin)
    read = [e for e in own if not e.pinyin or bare(e.pinyin) == wanted] or own[:1]
    read = [e for e in read if not e.is_minor] or read
    if read:
        length = GLOSS_LENGTH // len(read)
        return "; ".join(dict.fromkeys(_entry(entry, edition, length) for entry in read))
    parts = {entry.simplified: entry for entry in reversed(record.entries)}
    length = GLOSS_LENGTH // max(1, len(parts))
    shown = []
    for part in reversed(parts.values()):
        form = escape(_form(part, edition))
        meaning = _entry(part, edition, length)
        shown.append(f"<b lang={_script(edition)}>{form}</b> {meaning}")
    return "; ".join(shown)


def _script(edition: Edition) -> str:
    return "zh-Hans" if edition is Edition.HANS else "zh-Hant"


def _form(entry: EntryView, edition: Edition) -> str:
    return entry.simplified if edition is Edition.HANS else entry.traditional


def _entry(entry: EntryView, edition: Edition, length: int) -> str:
    """Return the first senses of an entry, with its measure words and Taiwan reading."""
    ends = accumulate(map(len, entry.senses))
    senses = [
        s
        for at, (s, end) in enumerate(zip(entry.senses, ends, strict=True))
        if not at or end <= length
    ]
    out = escape("; ".join(senses)) + (
        "\N{NO-BREAK SPACE}…" if len(senses) < len(entry.senses) else ""
    )
    if entry.measure_words:
        words = "，".join(_measure_word(word, edition) for word in entry.measure_words)
        out += (
            f" <i lang={_script(edition)}>{labels(edition)['measure-words'].zh} {escape(words)}</i>"
        )
    if entry.taiwan_pinyin:
        label = labels(edition)["taiwan-reading"].zh
        out += f" <i lang={_script(edition)}>{label} {escape(entry.taiwan_pinyin)}</i>"
    return out


def _measure_word(word: str, edition: Edition) -> str:
    """Return a measure word in the script of an edition: of `個|个 gè`, `個 gè`."""
    forms, space, pinyin = word.partition(" ")
    traditional, _, simplified = forms.partition("|")
    shown = simplified or traditional if edition is Edition.HANS else traditional
    return f"{shown}{space}{pinyin}"
