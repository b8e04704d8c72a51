"""Interpret the front matter of articles and translations.

1. Every value gets our name for its key (`front_matter_keys`); what we do not know is kept under
   `extra` (S004).
2. Wrong values are reported (S005). What other programs write is understood where it is clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import yaml
from msgspec import Struct

from generator.content.dates import file_name_date, parse_date
from generator.content.fields import FrontMatter, FrontMatterReader, is_empty, scalar_text
from generator.content.front_matter_keys import KEYS, canonical_entries, plain_value
from generator.content.slugs import pinyin_slug, slug_fault, slugify
from generator.content.urls import split_url
from generator.content.values import (
    closest_name,
    edition_hint,
    join_names,
    link_fault,
    web_address_fault,
)
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Bilingual, Edition, Metadata

TRANSLATION_KEYS = ("title", "translator", "machine")
"""The front matter keys of a translation."""

_SIMILAR = 80
"""How similar a key must be to one of ours to be taken for a misspelling, of 100."""
_MOST = 100
"""How many tags, categories and series count: the page of each names those of its articles."""
_FOLDER_NAMES = frozenset({"index", "_index", "readme"})
"""Names of files that stand for their folder, as in Hugo and Zola."""


def parse_metadata(
    entries: FrontMatter, path: Path, report: Report, *, title: str = ""
) -> Metadata | None:
    """Return the metadata of an article; a wrong value is reported and replaced by its default.

    `title` is used if the front matter has none: the leading heading, or the first line of a plain
    text; without one, the name of the file is. Returns None if the article has no valid slug.
    """
    found = canonical_entries(entries)
    fields = FrontMatterReader(found.entries, path, report)
    _note_unknown(found.unknown, entries, path, report)

    def has_table(key: str) -> bool:
        node = fields.node(key)
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return any(isinstance(each, yaml.MappingNode) for each in nodes)

    other_names = [name for name in fields.texts("aliases") if not _is_address(name)]
    names = _titles(fields, title)
    slug = _slug(fields, path, names)
    written = _date(fields, "date")
    if written is None and fields.node("date") is None:
        written = file_name_date(path.stem)
    made = Metadata(
        slug=slug,
        title=names,
        description=_loose_text(fields, "description"),
        author="、".join(_names(fields.node("author"))),
        date=written,
        updated=_date(fields, "updated"),
        source=fields.text("source"),
        source_url=_source_url(fields),
        licence=_licence(fields),
        tags=_shelves(fields, "tags"),
        categories=_shelves(fields, "categories"),
        series=_shelves(fields, "series"),
        level=_level(fields),
        draft=found.is_draft or fields.boolean("draft") or "_drafts" in path.parts,
        script=_script(fields),
        aliases=_aliases(fields),
        cover=_address(fields, "cover"),
        audio=_address(fields, "audio"),
        weight=_weight(fields),
        toc=_loose_boolean(fields, "toc"),
        math=_loose_boolean(fields, "math"),
        extra={
            # The rest of what tables say of people and of the cover, and names of notes.
            **{key: plain_value(fields.node(key)) for key in ("author", "cover") if has_table(key)},
            **({"names": other_names} if other_names else {}),
            **{key: plain_value(entry.node) for key, entry in found.extra.items()},
        },
    )
    return made if slug else None


class TranslationMetadata(Struct, frozen=True):
    """The front matter of a translation; a text that is not given is empty."""

    title: str
    translator: str
    machine: bool
    """Whether it is a machine draft that nobody has signed off."""
    machine_line: int
    """The line of `machine`; 1 if it is not given."""


def parse_translation_metadata(
    entries: FrontMatter, path: Path, report: Report
) -> TranslationMetadata:
    """Return the metadata of a translation; a wrong value is reported and left out."""
    fields = FrontMatterReader(entries, path, report)
    listed = join_names(TRANSLATION_KEYS)
    for key, entry in entries.items():
        if key not in TRANSLATION_KEYS:
            match = closest_name(key, TRANSLATION_KEYS, least=_SIMILAR)
            hint = "Move it to the front matter of the Chinese article."
            if key not in KEYS:
                hint = f"Did you mean `{match}`?" if match else f"A translation has {listed}."
            message = f"The key `{key}` has no meaning in a translation"
            report.add("S004", path, message, hint, line=entry.line, column=entry.column)
    line = entries["machine"].line if "machine" in entries else 1
    return TranslationMetadata(
        fields.text("title"), fields.text("translator"), fields.boolean("machine"), line
    )


def _note_unknown(
    unknown: tuple[str, ...], entries: FrontMatter, path: Path, report: Report
) -> None:
    for key in unknown:
        match = closest_name(key, KEYS, least=_SIMILAR)
        hint = 'If your templates use it, set ignore = ["S004"] in [check] of site.toml.'
        if key in ("zh", "en"):
            hint = f"Indent `{key}` under `title`."
        elif match:
            hint = f"Did you mean `{match}`?"
        message = f"The key `{key}` has no meaning here and is kept under `extra`"
        entry = entries[key]
        report.add("S004", path, message, hint, line=entry.line, column=entry.column)


def is_draft(entries: FrontMatter, path: Path) -> bool:
    """Whether an article is a draft, even if its front matter has faults."""
    found = canonical_entries(entries)
    reader = FrontMatterReader(found.entries, Path(), Report())
    return found.is_draft or "_drafts" in path.parts or reader.boolean("draft")


def _titles(fields: FrontMatterReader, title: str) -> Bilingual:
    node = fields.node("title")
    english = fields.text("title_en")
    chinese, is_wrong = title, fields.is_broken("title")
    if isinstance(node, yaml.MappingNode):
        parts = _mapping(fields, node)
        chinese = parts.get("zh", title)
        is_wrong = any(key.value == "zh" and not is_empty(value) for key, value in node.value)
        if english and parts.get("en"):
            message = "The English title is given twice"
            fields.fault("title_en", message, "Keep `title_en` or the `en` of `title`.")
        english = parts.get("en", english)
    elif node is not None:
        chinese, is_wrong = fields.text("title"), True
    if not chinese and not is_wrong:
        chinese = _file_title(fields)
    return Bilingual(zh=chinese, en=english)


def _file_title(fields: FrontMatterReader) -> str:
    """Return the name of the file as a title; if it is not in Chinese, this is reported (S027)."""
    path = fields.path
    name = path.parent.name if path.stem.casefold() in _FOLDER_NAMES else path.stem
    if file_name_date(name):
        name = name[10:]
    name = name.strip("-_ ") or path.stem
    if not has_han(name):
        hint = "Start the text with a heading, `# …`, or the front matter with `title: …`."
        message = f"The article has no title, so the name of its file, “{name}”, is used"
        fields.report.add("S027", path, message, hint)
    return name


def _mapping(fields: FrontMatterReader, node: yaml.MappingNode) -> dict[str, str]:
    """Return the texts `zh` and `en` of a title."""
    parts: dict[str, str] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in ("zh", "en"):
            hint = "Write `zh` and `en` under `title`, and other keys at the start of a line."
            fields.fault("title", f"Unknown key `title.{name}`", hint, node=key)
        elif not isinstance(value, yaml.ScalarNode):
            hint = f"Write `{name}: …` on one line."
            fields.fault("title", f"`title.{name}` must be a text", hint, node=value)
        elif not is_empty(value):
            parts[name] = scalar_text(value)
    return parts


def _slug(fields: FrontMatterReader, path: Path, titles: Bilingual) -> str:
    """Return the slug given, or one made from the address or the file name; empty if not valid."""
    node = fields.node("slug")
    proposal = slugify(titles.en) or "deep-learning"
    if node is not None:
        slug = fields.text("slug")
        if has_han(slug):
            slug = pinyin_slug(slug)
        fault = slug_fault(slug) if slug else None
        if fault:
            better = slugify(slug)
            proposal = better if better and slug_fault(better) is None else proposal
            message = f"The slug “{slug}” {fault}"
            fields.fault("slug", message, f"Write, for example, `slug: {proposal}`.", node=node)
            return ""
        return slug
    if fields.is_broken("slug"):
        return ""
    slug = _permalink_slug(fields) or _file_slug(path)
    if not slug:
        message = f"The file name “{path.name}” cannot be made into an address"
        hint = f"Add a slug in ASCII letters to the front matter: `slug: {proposal}`."
        fields.fault("slug", message, hint)
        return ""
    fault = slug_fault(slug)
    if fault:
        message = f"The slug “{slug}”, made from the file name, {fault}"
        fields.fault("slug", message, f"Add another slug: `slug: {slug[:90]}-article`.")
        return ""
    return slug


def _file_slug(path: Path) -> str:
    stem = path.stem
    if "_posts" in path.parts and file_name_date(stem):  # as Jekyll has it
        stem = stem[11:]
    if stem.casefold() in _FOLDER_NAMES and path.parent.name not in ("", "articles"):
        stem = path.parent.name
    return slugify(stem) or pinyin_slug(stem)


def _permalink_slug(fields: FrontMatterReader) -> str:
    """Return the last part of an address that the author wants, if it can be a slug."""
    address = _loose_text(fields, "permalink")
    if ":" in split_url(address).path:  # a pattern of Jekyll: /:year/:title/
        return ""
    last = unquote(split_url(address).path).strip("/").rpartition("/")[2]
    slug = slugify(re.sub(r"\.html?$", "", last))
    return slug if slug and slug != "index" and slug_fault(slug) is None else ""


def _aliases(fields: FrontMatterReader) -> tuple[str, ...]:
    """Return the other addresses of an article, among them that of `permalink`."""
    address = _loose_text(fields, "permalink")
    given = [address] if "/" in address and ":" not in split_url(address).path else []
    return tuple(dict.fromkeys([*given, *filter(_is_address, fields.texts("aliases"))]))


def _is_address(alias: str) -> bool:
    """Whether an alias is an address; in Obsidian it is another name of a note."""
    return "/" in alias or (alias.isascii() and " " not in alias)


def _date(fields: FrontMatterReader, key: str) -> date | None:
    text = fields.text(key)
    if not text:
        return None
    message = f"“{text}” is not a date"
    try:
        found = parse_date(text)
    except ValueError:
        message, found = f"The date {text} does not exist", None
    if found is None:
        hint = f"Write year-month-day: `{key}: 2025-01-24`."
        fields.fault(key, message, hint, node=fields.node(key))
    return found


def _loose_text(fields: FrontMatterReader, key: str) -> str:
    """Return a text; anything else counts as none."""
    node = fields.node(key)
    return scalar_text(node) if isinstance(node, yaml.ScalarNode) else ""


def _loose_boolean(fields: FrontMatterReader, key: str) -> bool:
    """Return whether something is asked for, as by `toc: true` or by settings of it."""
    node = fields.node(key)
    if isinstance(node, yaml.ScalarNode):
        return scalar_text(node).casefold() not in ("false", "no", "off", "0")
    return node is not None


def _address(fields: FrontMatterReader, key: str) -> str:
    """Return the address of a file: a text, the first of a list, or that of a table."""
    node = fields.node(key)
    while isinstance(node, yaml.SequenceNode) and node.value:
        node = node.value[0]
    if isinstance(node, yaml.MappingNode):
        parts: Mapping[str, yaml.Node] = {str(key.value): value for key, value in node.value}
        node = next((parts[k] for k in ("image", "src", "url", "path") if k in parts), None)
    address = scalar_text(node).strip("[]") if isinstance(node, yaml.ScalarNode) else ""
    if fault := link_fault(address):
        hint = "Name a file of the site, or an address that begins with https://."
        fields.fault(key, f"`{key}` {fault}", hint)
        return ""
    return address


def _weight(fields: FrontMatterReader) -> int | None:
    text = _loose_text(fields, "weight")
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else None


def _names(node: yaml.Node | None) -> Iterator[str]:
    """Yield the names of people: a text, a list of them, or tables with a `name`."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.MappingNode):
            parts = {str(key.value): value for key, value in item.value}
            item = parts.get("name")  # noqa: PLW2901
        if isinstance(item, yaml.ScalarNode) and not is_empty(item):
            yield scalar_text(item)


def _source_url(fields: FrontMatterReader) -> str:
    url = fields.text("source_url")
    fault = web_address_fault(url) if url else None
    if fault:
        hint = "Write the whole address: `source_url: https://…`."
        fields.fault("source_url", f"`source_url` {fault}", hint, node=fields.node("source_url"))
        return ""
    return url


def _licence(fields: FrontMatterReader) -> str:
    if "licence" in fields.entries and "license" in fields.entries:
        message = "Both `licence` and `license`, which mean the same, are given"
        fields.fault("license", message, "Keep one of the two.")
    return fields.text("licence") or fields.text("license")


def _shelves(fields: FrontMatterReader, key: str) -> tuple[str, ...]:
    """Return the names of what an article is listed under; too many are left out (S037)."""
    found = fields.texts(key)
    if len(found) > _MOST:
        message = f"`{key}` has {len(found):,} items; those after the first {_MOST} are left out"
        hint = "Keep those that readers look for, as each is a page of the site."
        fields.fault(key, message, hint, code="S037")
    return found[:_MOST]


def _level(fields: FrontMatterReader) -> str:
    """Return the level: any text, but HSK levels must exist."""
    level = fields.text("level")
    match = re.fullmatch(r"hsk[\s-]*(\d+)(?:\s*[-–—~～]\s*(\d+))?", level, re.IGNORECASE)
    if match is None:
        return level
    bounds = [int(number) for number in match.groups() if number]
    if min(bounds) < 1 or max(bounds) > 9 or bounds != sorted(bounds):
        hint = "Use HSK levels from 1 to 9: `level: HSK 4` or `level: HSK 7–9`."
        fields.fault("level", f"There is no level “{level}”", hint, node=fields.node("level"))
        return ""
    return "HSK " + "–".join(map(str, bounds))


def _script(fields: FrontMatterReader) -> Edition | None:
    """Return the edition that the author writes in: `script`, or what `lang` says of it."""
    text = fields.text("script")
    editions = {edition.value.casefold(): edition for edition in Edition}
    if not text:
        return _SCRIPTS.get(_loose_text(fields, "lang").casefold().replace("_", "-"))
    if text.casefold() in editions:
        return editions[text.casefold()]
    message = f"Unknown script “{text}”"
    fields.fault("script", message, edition_hint(text), node=fields.node("script"))
    return None


_SCRIPTS = {
    "zh-cn": Edition.HANS,
    "zh-sg": Edition.HANS,
    "zh-hans": Edition.HANS,
    "zh-hans-cn": Edition.HANS,
    "zh-tw": Edition.TW,
    "zh-hant": Edition.TW,
    "zh-hant-tw": Edition.TW,
    "zh-hk": Edition.HK,
    "zh-mo": Edition.HK,
    "zh-hant-hk": Edition.HK,
}
"""The editions of language tags; `zh` alone does not say which script a text is in."""
