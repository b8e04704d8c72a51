"""The formats that a site can be exported to: what each makes, with which options.

One table serves `[exports]` in `site.toml` (`content/export_settings.py`), `jiazhu export` and
builds. Functions are named `module:function`, so that a format loads nothing until it is used; a
plugin may give a function itself.

    article(content, target) -> bytes    the file of an article
    part(content, target) -> bytes       what an article adds to the file of the site
    site(parts, target) -> bytes         the file of the site

`content` is an `ArticleContent` (`site/article_content.py`), `parts` are `Part`s in the order of
the site, and `target` is a `Target` (both in `exporting/target.py`). All three must be pure: the
same bytes for the same arguments, so no time of the day. That of `target.changed` alone makes no
file anew.
Without `part`, the file of the site is made of the settings, the glossary and the lexicon alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any

Maker = str | Callable[..., bytes]
"""A function, or its name: `module:function`."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a format: of `jiazhu export FORMAT`, and a key of `[exports.FORMAT]`."""

    name: str
    help: str
    """One sentence for `--help`."""
    default: str = ""
    values: tuple[str, ...] = ()
    """The values that it may have; empty if it may be any text."""
    pattern: str = ""
    """A regular expression that its value must match, if it must match one."""
    reads_file: bool = False
    """Whether the command is given a text file, of which it takes the text; settings cannot."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that an article, a site or both can be exported to."""

    name: str
    """In commands and in `site.toml`: `json`."""
    label: str
    """For readers, who know it by its name in every language: `JSON`."""
    suffix: str
    """Of its files; no other format has it: `.json`."""
    help: str
    """One sentence for `--help`."""
    article: Maker | None = None
    part: Maker | None = None
    site: Maker | None = None
    label_id: str = ""
    """The id of a label, for a format whose name is a word and no proper name."""
    by_edition: bool = False
    """Whether there is a file for each edition; else there is one for all."""
    embeds_files: bool = False
    """Whether its files contain those that an article refers to, or where its links lead."""
    templates: tuple[str, ...] = ()
    """The templates that it is rendered with."""
    in_builds: bool = True
    """Whether builds can write it; else only `jiazhu export` does."""
    options: tuple[Option, ...] = ()
    companions: Mapping[str, Maker] = field(default_factory=dict)
    """Files that belong to all of the format, by name; their functions take no arguments."""

    def __post_init__(self) -> None:
        if self.article is None and self.site is None:
            message = f"The format {self.name} makes a file neither of an article nor of a site"
            raise ValueError(message)


def resolved(maker: Maker) -> Callable[..., bytes]:
    """Return a function, given itself or its name."""
    function: Any = resolve_name(maker) if isinstance(maker, str) else maker
    return function  # type: ignore[no-any-return]


RANGE = r"\d+(-\d*)?|-\d+"
"""`3`, `3-5`, `3-` or `-5`."""
_HANDOUT = (
    Option(
        "copy",
        "For whom: the teacher's with everything; the pupil's without pinyin and English; or one"
        " with a gap in each sentence.",
        "teacher",
        ("teacher", "pupil", "gaps"),
    ),
    Option(
        "level",
        "List the words from this HSK level on, and those without one; 0 lists all, and auto begins"
        " at the level of the article, or at 4.",
        "auto",
        ("auto", *"01234567"),
    ),
)

BOOK_TEMPLATES = (
    *("package.opf", "nav.xhtml", "toc.ncx", "book.css", "cover.xhtml", "chapter.xhtml"),
    *("translation.xhtml", "colophon.xhtml"),
)

_LISTED = (
    Format(
        name="json",
        label="JSON",
        suffix=".json",
        help="The whole annotated document, by a published schema.",
        article="generator.exporting.json_document:article_json",
        companions={"article-1.schema.json": "generator.exporting.json_document:json_schema"},
    ),
    Format(
        name="conllu",
        label="CoNLL-U",
        suffix=".conllu",
        help="Words with readings and glosses, as Universal Dependencies has them.",
        article="generator.exporting.conllu:article_conllu",
        part="generator.exporting.conllu:article_conllu",
        site="generator.exporting.conllu:site_conllu",
    ),
    Format(
        name="csv",
        label="CSV",
        suffix=".csv",
        help="The vocabulary as a table for spreadsheets.",
        article="generator.exporting.vocabulary_csv:article_csv",
        part="generator.exporting.vocabulary_csv:article_rows",
        site="generator.exporting.vocabulary_csv:site_csv",
    ),
    Format(
        name="tmx",
        label="TMX",
        suffix=".tmx",
        help="Sentences with their translations, for translation memories.",
        article="generator.exporting.tmx:article_tmx",
        part="generator.exporting.tmx:article_units",
        site="generator.exporting.tmx:site_tmx",
    ),
    Format(
        name="handout",
        label="Hand-out",
        suffix=".handout.html",
        help="A page to print for a class: pinyin, numbered notes, translation, words.",
        article="generator.exporting.handout:article_handout",
        label_id="format-handout",
        by_edition=True,
        embeds_files=True,
        templates=("handout.html",),
        options=_HANDOUT,
    ),
    Format(
        name="pdf",
        label="PDF",
        suffix=".pdf",
        help="The hand-out as a PDF, which Chromium prints.",
        article="generator.exporting.pdf:article_pdf",
        by_edition=True,
        embeds_files=True,
        templates=("handout_pages.html",),
        in_builds=False,
        options=_HANDOUT,
    ),
    Format(
        name="tbx",
        label="TBX",
        suffix=".tbx",
        help="The glossary, for the term bases of translators.",
        site="generator.exporting.tbx:site_tbx",
        options=(
            Option("version", "Version of the standard, of 2019 or of 2008.", "3", ("3", "2")),
        ),
    ),
    Format(
        name="yomitan",
        label="Yomitan",
        suffix=".yomitan.zip",
        help="A Yomitan dictionary of the glossary and the lexicon.",
        site="generator.exporting.yomitan:site_yomitan",
    ),
    Format(
        name="anki",
        label="Anki",
        suffix=".apkg",
        help="A card a word and a term, with a sentence, for Anki.",
        article="generator.exporting.anki:article_package",
        part="generator.exporting.anki:article_deck",
        site="generator.exporting.anki:site_package",
        by_edition=True,
        embeds_files=True,
        options=(
            Option(
                "level",
                "Only words of these levels, such as 4 or 3-6; 4- includes those in no list.",
                pattern=RANGE,
            ),
            Option(
                "standard",
                "The word list that has the levels, instead of that of the site.",
                values=("2.0", "2021", "2026"),
            ),
            Option(
                "rank",
                "Only words of these ranks by frequency, such as 1000-5000.",
                pattern=RANGE,
            ),
            Option("known", "A list of words to leave out.", reads_file=True),
            Option(
                "audio",
                "What the back plays: the sentence, cut from the recording; the recording, at its"
                " address; or nothing.",
                "sentence",
                ("sentence", "link", "none"),
            ),
        ),
    ),
    Format(
        name="epub",
        label="EPUB",
        suffix=".epub",
        help="A book with readings, footnotes on terms and the translation, for any reader.",
        article="generator.exporting.epub.book:article_book",
        part="generator.exporting.epub.book:article_chapter",
        site="generator.exporting.epub.book:site_book",
        by_edition=True,
        embeds_files=True,
        templates=tuple(f"epub/{name}" for name in BOOK_TEMPLATES),
        options=(
            Option(
                "translation",
                "Where the English is: below each paragraph, beside it, at the end, or nowhere.",
                "below",
                ("below", "facing", "end", "none"),
            ),
            Option("pinyin", "Which words have their reading.", "all", ("all", "none")),
        ),
    ),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _LISTED}
"""The formats that Jiazhu brings, by name."""
