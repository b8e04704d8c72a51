"""Interpret the front matter of articles and translations.

Unknown keys (S004) and wrong values (S005) are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from generator.content.fields import FrontMatter, FrontMatterReader, is_empty, scalar_text
from generator.content.slugs import slug_fault, slugify
from generator.content.values import closest_name, edition_hint, join_names, web_address_fault
from generator.diagnostics import Report
from generator.model import Bilingual, Edition, Metadata

KEYS = (
    "title",
    "title_en",
    "author",
    "date",
    "source",
    "source_url",
    "licence",
    "license",
    "tags",
    "level",
    "slug",
    "draft",
    "script",
)
"""The front matter keys of an article."""

TRANSLATION_KEYS = ("title", "translator", "machine")
"""The front matter keys of a translation."""

_SUGGESTED_KEYS = {
    "by": "author",
    "category": "tags",
    "categories": "tags",
    "hsk": "level",
    "keywords": "tags",
    "lang": "script",
    "language": "script",
    "link": "source_url",
    "permalink": "slug",
    "published": "date",
    "url": "source_url",
    "作者": "author",
    "日期": "date",
    "来源": "source",
    "來源": "source",
    "标签": "tags",
    "標籤": "tags",
    "标题": "title",
    "標題": "title",
}


def parse_metadata(
    entries: FrontMatter, path: Path, report: Report, *, title: str = "", body: str = ""
) -> Metadata | None:
    """Return the metadata of an article; a wrong value is reported and replaced by its default.

    `title` is used if the front matter has none: the first line of a plain text. `body` is only
    used to suggest a title. Returns None if the article has no valid slug.
    """
    fields = FrontMatterReader(entries, path, report)
    meant = _check_keys(fields, KEYS)
    names = _titles(fields, title, body, is_meant="title" in meant)
    slug = _slug(fields, path, names)
    made = Metadata(
        slug=slug,
        title=names,
        author=fields.text("author"),
        date=_date(fields),
        source=fields.text("source"),
        source_url=_source_url(fields),
        licence=_licence(fields),
        tags=_tags(fields),
        level=_level(fields),
        draft=fields.boolean("draft"),
        script=_script(fields),
    )
    return made if slug else None


@dataclass(frozen=True, slots=True)
class TranslationMetadata:
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
    for key in entries:
        if key in KEYS and key not in TRANSLATION_KEYS:
            hint = "Move it to the front matter of the Chinese article."
            fields.fault(key, f"`{key}` belongs in the article", hint, code="S004")
    _check_keys(fields, TRANSLATION_KEYS, ignored=KEYS)
    line = entries["machine"].line if "machine" in entries else 1
    return TranslationMetadata(
        fields.text("title"), fields.text("translator"), fields.boolean("machine"), line
    )


def _check_keys(
    fields: FrontMatterReader, known: Iterable[str], ignored: Iterable[str] = ()
) -> set[str]:
    """Report the unknown keys, and return the keys that their hints suggest."""
    meant: set[str] = set()
    for key in fields.entries:
        if key in known or key in ignored:
            continue
        listed = [name for name in known if name != "license"]
        match = _SUGGESTED_KEYS.get(key.casefold())
        match = match if match in listed else closest_name(key, listed)
        meant.update([match] if match else ())
        hint = f"Did you mean `{match}`?" if match else f"Use {join_names(listed, 'or')}."
        if key in ("zh", "en") and "title_en" in listed:
            hint = f"Indent `{key}` under `title`."
        entry = fields.entries[key]
        fields.report.add(
            "S004",
            fields.path,
            f"Unknown front matter key `{key}`",
            hint,
            line=entry.line,
            column=entry.column,
        )
    return meant


def is_draft(entries: FrontMatter) -> bool:
    """Whether the front matter has `draft: true`, even if it has faults."""
    return FrontMatterReader(entries, Path(), Report()).boolean("draft")


def _titles(fields: FrontMatterReader, title: str, body: str, *, is_meant: bool) -> Bilingual:
    node = fields.node("title")
    english = fields.text("title_en")
    chinese, missing = title, node is None and not fields.is_broken("title")
    if isinstance(node, yaml.MappingNode):
        parts = _mapping(fields, node)
        chinese = parts.get("zh", title)
        missing = all(key.value != "zh" or is_empty(value) for key, value in node.value)
        if english and parts.get("en"):
            message = "The English title is given twice"
            fields.fault("title_en", message, "Keep `title_en` or the `en` of `title`.")
        english = parts.get("en", english)
    elif node is not None:
        chinese = fields.text("title")
    if missing and not chinese and not is_meant:
        heading = re.match(r"\s*#[ \t]+(.+)", body)
        example = f"title: {heading[1].strip(' #')}" if heading else "title: …"
        hint = f"Start the file with the three lines `---`, `{example}` and `---`."
        if fields.entries:
            hint = f"Add the line `{example}`."
        fields.fault("title", "The article has no title", hint)
    return Bilingual(zh=chinese, en=english)


def _mapping(fields: FrontMatterReader, node: yaml.MappingNode) -> dict[str, str]:
    """Return the texts `zh` and `en` of a title."""
    parts: dict[str, str] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in ("zh", "en"):
            hint = "Write `zh` and `en` under `title`, and other keys at the start of a line."
            fields.fault("title", f"Unknown key `title.{name}`", hint, node=key, code="S004")
        elif not isinstance(value, yaml.ScalarNode):
            hint = f"Write `{name}: …` on one line."
            fields.fault("title", f"`title.{name}` must be a text", hint, node=value)
        elif not is_empty(value):
            parts[name] = scalar_text(value)
    return parts


def _slug(fields: FrontMatterReader, path: Path, titles: Bilingual) -> str:
    """Return the slug given, or one made from the file name; empty if it is not valid."""
    node = fields.node("slug")
    proposal = slugify(titles.en) or "deep-learning"
    if node is not None:
        slug = fields.text("slug")
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
    slug = slugify(path.stem)
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


def _date(fields: FrontMatterReader) -> date | None:
    node = fields.node("date")
    if node is None:
        return None
    text = fields.text("date")
    if not text:
        return None
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", text):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            message = f"The date {match[1]} does not exist"
            fields.fault("date", message, "Write year-month-day: `date: 2025-01-24`.", node=node)
            return None
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    example = "2025-01-24"
    if len(numbers) == 3 and numbers[0] > 999:
        example = "{:04}-{:02}-{:02}".format(*numbers)
    hint = f"Write year-month-day: `date: {example}`."
    fields.fault("date", f"“{text}” is not a date", hint, node=node)
    return None


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


def _tags(fields: FrontMatterReader) -> tuple[str, ...]:
    node = fields.node("tags")
    if node is None:
        return ()
    if isinstance(node, yaml.ScalarNode):
        parts = [part.strip() for part in re.split(r"[,，、;；]", scalar_text(node))]
        if len(parts) > 1:
            hint = f"Write a list: `tags: [{', '.join(filter(None, parts))}]`."
            fields.fault("tags", "`tags` is a text with commas instead of a list", hint, node=node)
            return ()
        return tuple(parts)
    if not isinstance(node, yaml.SequenceNode):
        fields.fault("tags", "`tags` must be a list", "Write `tags: [first, second]`.")
        return ()
    tags: dict[str, None] = {}
    for item in node.value:
        if isinstance(item, yaml.ScalarNode) and not is_empty(item):
            tags[scalar_text(item)] = None
        else:
            hint = "Write `tags: [first, second]`."
            fields.fault("tags", "A tag must be a text", hint, node=item)
    return tuple(tags)


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
    text = fields.text("script")
    if not text:
        return None
    editions = {edition.value.casefold(): edition for edition in Edition}
    if text.casefold() in editions:
        return editions[text.casefold()]
    message = f"Unknown script “{text}”"
    fields.fault("script", message, edition_hint(text), node=fields.node("script"))
    return None
