"""The words of an article: what each edition shows, and the data of the pop-up for all of them.

1. `DistinctWords` numbers the distinct words of an article in the order of the text.
2. `edition_words` takes the form of each from the `WordTable`. Words with the same text, appearance
   and reading are one `PageWord`. The words of a page are followed by the dictionary words inside
   or around them (`nested.py`) that do not occur on it themselves.
3. `share_records` numbers the records of all editions: a record that differs from edition to
   edition has several numbers. The number is the place of the record in the script of the article
   (`words_script`). Scripts find it by the text of a word. If several records have this text,
   `data-k` tells which of them: nothing for the first, 1 for the second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.annotate.marks import site_lexeme
from generator.language.characters import IS_HAN
from generator.model import AnnotatedWord, Block, Edition
from generator.site.nested import longer_words
from generator.site.word_columns import SharedRecord, likeness
from generator.site.word_record import Content, DistinctWord, ReadWord, WordRecord
from generator.site.word_table import Identity, WordForm, WordTable


class PageWord(Struct, gc=False, eq=False):
    """A word of a page, with the number and the place of its uses."""

    record: WordRecord
    first: int
    """The place of its first use in `DistinctWords.numbers`."""
    count: int = 0
    longer_words: tuple[ReadWord, ...] = ()
    """The longer words that it is part of somewhere on the page, each once."""
    key: int = -1
    """The number of its record, when it has been given one."""
    shown_key: str = ""
    """Which of the records with this text it is, as pages have it: empty for the first."""


class DistinctWords:
    """The words of blocks, as numbers of distinct words."""

    def __init__(self, blocks: Sequence[Block], table: WordTable) -> None:
        engines = table.engines
        self.words: list[AnnotatedWord] = []
        self.starts: list[int] = []
        """The place of the first word of each block."""
        self.longer_words: dict[int, list[tuple[int, int]]] = {}
        """The first and the last word of each longer headword around a word, by its place."""
        known: dict[DistinctWord, int] = {}
        self.numbers: list[int] = []
        """The number of each word in `distinct`."""
        self.first: list[int] = []
        """The place of the first use of each distinct word."""
        has_lexeme = engines.site.has
        for block in blocks:
            start = len(self.words)
            self.starts.append(start)
            self.words += block.annotated_words
            for place, word in enumerate(block.annotated_words, start):
                gloss = ""
                if has_lexeme(word.simplified):
                    lexeme = site_lexeme(block, word.span, engines)
                    gloss = "" if lexeme is None else lexeme.english
                number = known.setdefault(DistinctWord.of(word, gloss), len(known))
                if number == len(self.first):
                    self.first.append(place)
                self.numbers.append(number)
            for index, runs in longer_words(block, engines).items():
                self.longer_words[start + index] = [(start + a, start + b) for a, b in runs]
        self.counts = [count for _, count in sorted(Counter(self.numbers).items())]
        """How often each distinct word is used."""
        self.distinct = [table.known(word) for word in known]
        self._sentences: dict[str, int] = {}

    def sentence(self, id_: str) -> Iterator[int]:
        """Yield the places of the words of a sentence."""
        if not self._sentences:
            for place, word in enumerate(self.words):
                self._sentences.setdefault(word.sentence_id, place)
        place = self._sentences[id_]
        while place < len(self.words) and self.words[place].sentence_id == id_:
            yield place
            place += 1


class EditionWords(Struct, frozen=True):
    """The words of an article in one edition."""

    edition: Edition
    forms: Sequence[WordForm]
    """The form of each distinct word."""
    page_words: Sequence[PageWord]
    """The words with a record, in the order of their first use."""
    by_number: Sequence[PageWord | None]
    """The page word of each distinct word."""
    nested: Mapping[ReadWord, WordRecord]
    """The words inside and around them. Those that do not occur on the page with the reading that
    they have there have records of their own."""

    def characters(self) -> Iterator[str]:
        """Yield the Han characters that the pop-up explains."""
        texts = [word.record.text for word in self.page_words]
        texts += [longer.text for word in self.page_words for longer in word.longer_words]
        return filter(IS_HAN.match, set("".join(texts)))


def edition_words(words: DistinctWords, edition: Edition, table: WordTable) -> EditionWords:
    """Return the words of an article in an edition."""
    forms = [word[edition] for word in words.distinct]
    known: dict[Identity, PageWord] = {}
    by_number: list[PageWord | None] = []
    for form, first, count in zip(forms, words.first, words.counts, strict=True):
        if form.record is None:
            by_number.append(None)
            continue
        found = known.get(form.identity)
        if found is None:
            found = known[form.identity] = PageWord(form.record, first)
        found.count += count
        by_number.append(found)
    for place, runs in words.longer_words.items():
        found = by_number[words.numbers[place]]
        if found is not None:
            for start, end in runs:
                parts = [forms[n] for n in words.numbers[start : end + 1]]
                text = "".join([part.text for part in parts])
                syllables = tuple([s for part in parts for s, _ in part.syllables])
                longer = ReadWord(text, syllables)
                if longer not in found.longer_words:
                    found.longer_words += (longer,)
    page_words = list(known.values())
    nested = _nested(page_words, edition, table)
    return EditionWords(edition, forms, page_words, by_number, nested)


def _nested(
    page_words: Sequence[PageWord], edition: Edition, table: WordTable
) -> Mapping[ReadWord, WordRecord]:
    wanted = [
        word
        for page_word in page_words
        if page_word.record.inner_words or page_word.longer_words
        for word in (*page_word.record.inner_words, *page_word.longer_words)
    ]
    texts = {word.text for word in wanted}
    known = {
        ReadWord(word.record.text, word.record.syllables): word.record
        for word in reversed(page_words)
        if word.record.text in texts
    }
    by_text = {word.text: record for word, record in known.items()}
    found: dict[ReadWord, WordRecord] = {}
    for word in wanted:
        record = known.get(word) or table.records.nested(word, edition)
        if record is not None and record.syllables != word.syllables:
            record = by_text.get(word.text, record)  # no entry has this reading
        if record is not None:
            found[word] = record
    return found


def share_records(editions: Sequence[EditionWords], table: WordTable) -> Sequence[SharedRecord]:
    """Number the records of all editions, and return them in the order of their numbers."""
    bases: dict[Content, int] = {}
    base_of: dict[WordRecord, int] = {}  # Taiwan and Hong Kong share most records
    keys: dict[tuple[int, tuple[int, ...], tuple[int, ...]], int] = {}
    first_key: dict[int, int] = {}
    records: list[WordRecord] = []
    counts: defaultdict[int, int] = defaultdict(int)

    def number(
        record: WordRecord, longer: Sequence[ReadWord], nested: Mapping[ReadWord, WordRecord]
    ) -> int:
        inner: tuple[int, ...] = ()
        outer: tuple[int, ...] = ()
        if record.inner_words or longer:
            inner, outer = (
                tuple([base_of[nested[each]] for each in group if each in nested])
                for group in (record.inner_words, longer)
            )
        base = base_of[record]
        key = keys.setdefault((base, inner, outer), len(keys))
        if key == len(records):
            records.append(record)
            first_key.setdefault(base, key)
        return key

    for words in editions:
        own = dict.fromkeys([word.record for word in words.page_words])
        for record in own | dict.fromkeys(words.nested.values()):
            if record not in base_of:
                base_of[record] = bases.setdefault(record.content, len(bases))
        for word in words.page_words:
            word.key = number(word.record, word.longer_words, words.nested)
            counts[word.key] += word.count
        for record in words.nested.values():
            if record not in own:
                number(record, (), words.nested)
    names = list(map(table.records.common_name, records))
    order = sorted(  # of equals the commonest first, which pages need not number
        range(len(records)),
        key=lambda at: (likeness(names[at], records[at].content.cells), -counts[at]),
    )
    place = {key: at for at, key in enumerate(order)}
    ordered = [records[key] for key in order]
    shown = {
        is_simplified: _shown_keys(ordered, is_simplified=is_simplified)
        for is_simplified in {each.edition is Edition.HANS for each in editions}
    }
    for words in editions:
        shown_keys = shown[words.edition is Edition.HANS]
        for word in words.page_words:
            word.key = place[word.key]
            word.shown_key = shown_keys[word.key]
    parts = [
        [tuple([place[first_key[base]] for base in group]) for group in (inner, outer)]
        if inner or outer
        else ((), ())
        for _, inner, outer in keys
    ]
    return [
        SharedRecord(
            names[key], records[key].content.cells, records[key].content.marks, *parts[key]
        )
        for key in order
    ]


def _shown_keys(records: Sequence[WordRecord], *, is_simplified: bool) -> list[str]:
    """Return what words show of their records, among those with their text, as `known.js` does."""
    counts: dict[str, int] = {}
    shown: list[str] = []
    for record in records:
        text = record.simplified if is_simplified else record.traditional
        before = counts.get(text, 0)
        shown.append(str(before or ""))
        counts[text] = before + 1
    return shown
