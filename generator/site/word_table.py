"""Distinct words as each edition shows them, remembered from article to article.

An article has some 800 distinct words, and most of them occur in other articles too. What depends
only on the word (its ruby, its dictionary entries, its levels) is worked out once and kept, for a
bounded number of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from generator.annotate.engines import Engines
from generator.language.pinyin.styles import Style
from generator.model import Edition, WordKind
from generator.site import markup
from generator.site.word_record import Content, DistinctWord, WordRecord
from generator.site.word_records import CommonNames, WordRecords
from generator.spelling.ruby import RubyGroup, Syllables, spell_groups

WORDS = 8192
"""Maximum number of distinct words that are kept with their forms, about 20 MB."""

_NOT_LOOKED_UP = {WordKind.SPACE, WordKind.PUNCT, WordKind.ATOM}


class Identity(Struct, frozen=True, gc=False, cache_hash=True):
    """What tells the words of a page apart."""

    word: tuple[object, ...]
    """What it is in the source, and how it is written and read in the edition."""
    content: Content | None
    """That of its record."""


class WordForm(Struct, frozen=True, gc=False, eq=False):
    """A distinct word in an edition."""

    text: str
    syllables: Syllables
    """Citation forms."""
    groups: tuple[RubyGroup, ...]
    """The citation forms as ruby."""
    parts: markup.WordParts
    """Their HTML."""
    html: str
    """The word as most pages have it: found by its text, without levels."""
    identity: Identity
    """Words with the same identity share a record."""
    record: WordRecord | None
    """None for a word that cannot be looked up."""


class KnownWord(dict[Edition, WordForm]):
    """The forms of a distinct word in the editions, made when they are first looked up."""

    __slots__ = ("_table", "_word")

    def __init__(self, word: DistinctWord, table: WordTable) -> None:
        super().__init__()
        self._word = word
        self._table = table

    def form(self, edition: Edition) -> WordForm:
        """Return the form in an edition."""
        return self[edition]

    def __missing__(self, edition: Edition) -> WordForm:
        """Make the form in an edition."""
        found = self[edition] = self._make_form(edition)
        return found

    def _make_form(self, edition: Edition) -> WordForm:
        word, text, shown = self._word, self._word.text, self._word.syllables
        for variant_edition, variant_text, own in word.variants:
            if variant_edition is edition:
                text, shown = variant_text, own or shown
        for other, form in self.items():
            if form.text != text or form.syllables != shown:
                continue
            is_same_script = Edition.HANS not in (edition, other)
            if is_same_script or self._table.is_the_same_in_both_scripts(form):
                return form
        if edition is Edition.HANS:
            return self._table.make_form(word, text, shown, is_simplified=True)
        simplified = self.get(Edition.HANS)
        return self._table.make_form(word, text, shown, is_simplified=False, other=simplified)


class WordTable:
    """The forms and the records of distinct words, in all editions of a site."""

    def __init__(
        self,
        engines: Engines,
        style: Style = Style.MARKS,
        common: Mapping[str, CommonNames] | None = None,
    ) -> None:
        """`common` is what `records.common` of another table with this style has found."""
        self.engines = engines
        self._style = style
        self.records = WordRecords(engines, style, common)
        self.known = lru_cache(maxsize=WORDS)(partial(KnownWord, table=self))
        """`known(word)` returns a distinct word with its forms."""

    def is_the_same_in_both_scripts(self, form: WordForm) -> bool:
        """Whether a form would also be that of an edition in the other script with this text."""
        text, record = form.text, form.record
        if record is None or not text == record.simplified == record.traditional:
            return False
        own = (entry for entry in record.entries if entry.simplified == text)
        is_only_form = all(entry.traditional == text for entry in own)
        return is_only_form and self.engines.converter.simplify(text) == text

    def make_form(
        self,
        word: DistinctWord,
        text: str,
        shown: Syllables,
        *,
        is_simplified: bool,
        other: WordForm | None = None,
    ) -> WordForm:
        """Return the form of a word that an edition writes as `text`, read as `shown`.

        `other` is its form in the simplified edition, if this is another and that is known.
        """
        groups = spell_groups(text, shown, self._style)
        pinyin = "".join([group.pinyin for group in groups])
        record = None
        if word.kind not in _NOT_LOOKED_UP:
            if other is not None and other.syllables == shown and word.traditional() == text:
                record = self.records.in_traditional(other.record, text)
            if record is None:
                readings = tuple([syllable for syllable, _ in word.syllables])
                plain = replace(word, text=text, syllables=shown, variants=())
                form = word.traditional() if is_simplified else text
                record = self.records.of_word(
                    plain, readings, groups, form, is_simplified=is_simplified
                )
        identity = Identity(
            (word.simplified, text, pinyin, word.name, word.gloss, word.term_id, word.choice),
            None if record is None else record.content,
        )
        parts = markup.word_parts(groups)
        html = markup.ruby(groups) if record is None else markup.word("", "", parts)
        return WordForm(text, shown, groups, parts, html, identity, record)
