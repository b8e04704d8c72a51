"""The keys of what is made from an article: digests of everything that decides it, and no more.

    source       the files of the article
    annotation   source, the settings of annotation, and the entries of the glossary and the
                 lexicon whose forms occur in the text
    output       annotation, and what this kind of output shows: the targets of links, the articles
                 to go on to, the terms that are explained, the frame of pages, and the templates

An entry whose forms do not occur in a text cannot change how it is annotated: words of the site are
found by their simplified form (`annotate/vocabulary.py`). Changing one entry of the glossary thus
makes new only the articles that have one of its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from generator.annotate.vocabulary import fold_ascii
from generator.building.digests import digest
from generator.content.config import Config
from generator.content.entries import Lexeme, Term
from generator.export_formats import Format
from generator.exporting.target import option_values
from generator.pages import (
    KINDS,
    SEARCH,
    SEARCH_PART,
    WITH_FRAME,
    WITH_LINKS,
    WITH_SITE,
    WITH_WAYS_ON,
)


class Dependencies(Struct, frozen=True):
    """What an article depends on, apart from its own files; small, and kept from build to build."""

    text: str = ""
    """Everything in it that may be looked up: simplified, its ASCII letters in lower case."""
    named_terms: tuple[str, ...] = ()
    """The ids of terms that its marks and notes name."""
    has_notes: bool = False
    """Whether its notes or marks may name any term, so that their faults depend on all ids."""
    links: tuple[tuple[str, bool], ...] = ()
    """The local addresses in it, and whether each is in the translation."""
    shown_terms: tuple[str, ...] = ()
    """The ids of the terms that its pages explain."""


FILE, PART = "export", "part"
"""What kinds of output are called that belong to a format: its files of an article, and what the
article adds to those of the site."""


def export_kind(what: str, format_: Format) -> str:
    """Return the name of a kind of output that belongs to a format: `export json`."""
    return f"{what} {format_.name}"


class _Entry(Struct, frozen=True):
    id: str
    forms: tuple[str, ...]
    digest: str


class Entries:
    """The glossary and the lexicon of a site, by the simplified forms in which a text has them."""

    def __init__(
        self, terms: Iterable[Term], lexemes: Iterable[Lexeme], simplify: Callable[[str], str]
    ) -> None:
        def key(form: str) -> str:
            return fold_ascii(simplify(form))

        found = []
        for term in terms:
            forms = tuple(dict.fromkeys(map(key, (*term.forms.values(), *term.aliases))))
            content = digest(replace(term, line=0, source_place=(1, 1)))
            found.append((_Entry(term.id, forms, content), term))
        self._entries = [entry for entry, _ in found]
        self._entries += [
            _Entry("", (key(lexeme.text),), digest(replace(lexeme, line=0))) for lexeme in lexemes
        ]
        self.term_ids = tuple(entry.id for entry, _ in found)
        self.digest = digest([entry.digest for entry in self._entries])
        """Of all entries, in order."""
        self.shown = {term.id: self._shown(entry, term, key) for entry, term in found}
        """The digest of what pages show of each term, by its id."""

    def _shown(self, entry: _Entry, term: Term, key: Callable[[str], str]) -> str:
        texts = (*term.forms.values(), *term.aliases, term.definition.zh)
        inside = self._occurring("\n".join(map(key, texts)))
        return digest(entry.digest, [other.digest for other in inside])

    def occurring(self, found: Dependencies) -> str:
        """Return the digest of the entries that may change how a text is annotated."""
        named = set(found.named_terms)
        entries = [entry.digest for entry in self._entries if entry.id and entry.id in named]
        entries += [entry.digest for entry in self._occurring(found.text)]
        return digest(entries, self.term_ids if found.has_notes else ())

    def occurring_in(self, text: str) -> str:
        """Return the digest of the entries that may change how a short text is converted."""
        return digest([entry.digest for entry in self._occurring(text)])

    def _occurring(self, text: str) -> list[_Entry]:
        return [entry for entry in self._entries if any(form in text for form in entry.forms)]


class SiteKeys(Struct, frozen=True, dict=True):
    """The digests of what all articles of a site share."""

    program: str
    config: Config
    entries: Entries
    frame: str
    """Of the frame of the pages, without the addresses that depend on the page."""
    templates: Mapping[str, str]
    """Of each kind of output, by its name."""
    has_lexemes: bool = False
    """Whether forms of the glossary are simplified (`annotate/engines.py`)."""

    @cached_property
    def exports(self) -> Mapping[str, Format]:
        """The kinds of output of an article that belong to a format, with the format."""
        formats = self.config.export_formats
        files = {export_kind(FILE, each): each for each in formats if each.article}
        return files | {export_kind(PART, each): each for each in formats if each.part}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of output of an article."""
        search = (SEARCH, SEARCH_PART) if self.config.site.search else ()
        return (*KINDS, *search, *self.exports)

    @cached_property
    def embeds_files(self) -> bool:
        """Whether an output contains the files that an article refers to."""
        return any(each.embeds_files for each in self.exports.values())

    @cached_property
    def annotation(self) -> str:
        """The digest of the settings of annotation."""
        config = self.config
        return digest(
            self.program,
            config.editions,
            config.house,
            config.html,
            config.pinyin,
            config.plugins.digest,
            self.has_lexemes,
        )

    def annotation_key(self, source: str, entries: str) -> str:
        """Return the key of an annotated article; `entries` as `Entries.occurring` returns it."""
        return digest(self.annotation, source, entries)

    def output_key(
        self,
        kind: str,
        annotation: str,
        targets: Sequence[object],
        shown: Iterable[str],
        ways_on: str = "",
        embedded: Sequence[bytes] = (),
    ) -> str:
        """Return the key of one kind of output of an article.

        `targets` are those of its links, `shown` the ids of the terms that its pages explain,
        `ways_on` is the digest of the articles that it leads to, and `embedded` are those of the
        files that it refers to.
        """
        if kind in self.exports:
            return self._export_key(kind, annotation, targets, shown, embedded)
        if kind in (SEARCH, SEARCH_PART):
            return digest(kind, annotation, self._explained(shown))
        parts: list[object] = [kind, annotation, self.templates[kind]]
        if kind in WITH_LINKS:
            parts.append(list(targets))
        if kind in WITH_WAYS_ON:
            parts.append(ways_on)
        if kind in WITH_SITE:
            parts.append(self.reader)
        if kind in WITH_FRAME:
            parts += [self.frame, self._explained(shown)]
        return digest(*parts)

    def _export_key(
        self,
        kind: str,
        annotation: str,
        targets: Sequence[object],
        shown: Iterable[str],
        embedded: Sequence[bytes],
    ) -> str:
        format_ = self.exports[kind]
        parts: list[object] = [kind, annotation, self.format_key(format_)]
        if format_.embeds_files:
            parts += [list(targets), list(embedded)]
        return digest(*parts, self._explained(shown))

    def format_key(self, format_: Format) -> str:
        """Return the digest of the settings that decide what a format makes of any article."""
        options = option_values(format_, self.config.exports.options.get(format_.name, {}))
        templates = self.templates.get(f"format {format_.name}", "")
        return digest(format_.name, format_.suffix, options, templates, self.reader)

    def _explained(self, shown: Iterable[str]) -> list[tuple[str, str]]:
        return [(id_, self.entries.shown.get(id_, "")) for id_ in shown]

    @cached_property
    def reader(self) -> str:
        """The digest of the settings that only pages show."""
        config = self.config
        return digest(
            config.reader,
            config.base_url,
            config.title,
            config.description,
            config.author,
            config.site.interface,
            config.site.labels,
            config.exports.formats,
        )
