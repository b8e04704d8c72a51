"""What the keys of the front matter mean: entries -> `Metadata`, with every fault reported.

Unknown keys are S004, wrong values S005.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from generator.content.fields import Entries, Fields, is_null, text_of
from generator.content.slugs import slug_fault, slugify
from generator.content.values import edition_hint, listing, nearest, web_address_fault
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
"""The keys of an article's front matter."""

TRANSLATION_KEYS = ("title", "translator", "machine")
"""The keys of a translation's front matter."""

_INSTEAD = {
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


def metadata(
    entries: Entries, path: Path, report: Report, *, title: str = "", body: str = ""
) -> Metadata | None:
    """The metadata of an article; a value that is wrong is reported and left at its default.

    `title` stands in for a title that the front matter lacks, as the first line of a plain
    text does. `body` only helps to suggest one. None where no slug can be made out.
    """
    fields = Fields(entries, path, report)
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
        draft=fields.truth("draft"),
        script=_script(fields),
    )
    return made if slug else None


@dataclass(frozen=True, slots=True)
class TranslationMetadata:
    """The front matter of a translation; a text is empty where it is not given."""

    title: str
    translator: str
    machine: bool
    """Whether a machine made it and nobody has signed it off."""
    machine_line: int
    """The line that says so, 1 where none does."""


def translation_metadata(entries: Entries, path: Path, report: Report) -> TranslationMetadata:
    """The metadata of a translation; a value that is wrong is reported and left out."""
    fields = Fields(entries, path, report)
    for key in entries:
        if key in KEYS and key not in TRANSLATION_KEYS:
            hint = "Move it to the front matter of the Chinese article."
            fields.fault(key, f"`{key}` belongs to the article", hint, code="S004")
    _check_keys(fields, TRANSLATION_KEYS, passed=KEYS)
    line = entries["machine"].line if "machine" in entries else 1
    return TranslationMetadata(
        fields.text("title"), fields.text("translator"), fields.truth("machine"), line
    )


def _check_keys(fields: Fields, known: Iterable[str], passed: Iterable[str] = ()) -> set[str]:
    """Report the unknown keys; the known ones that they are taken for."""
    meant: set[str] = set()
    for key in fields.entries:
        if key in known or key in passed:
            continue
        shown = [name for name in known if name != "license"]
        match = _INSTEAD.get(key.casefold())
        match = match if match in shown else nearest(key, shown)
        meant.update([match] if match else ())
        hint = f"Did you mean `{match}`?" if match else f"Known keys: {listing(shown)}."
        if key in ("zh", "en") and "title_en" in shown:
            hint = f"`{key}` belongs under `title`, indented."
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


def is_draft(entries: Entries) -> bool:
    """Whether the front matter says `draft: true`, whatever else is wrong with it."""
    return Fields(entries, Path(), Report()).truth("draft")


def _titles(fields: Fields, title: str, body: str, *, is_meant: bool) -> Bilingual:
    node = fields.node("title")
    english = fields.text("title_en")
    chinese, missing = title, node is None and not fields.is_broken("title")
    if isinstance(node, yaml.MappingNode):
        parts = _mapping(fields, node)
        chinese = parts.get("zh", title)
        missing = all(key.value != "zh" or is_null(value) for key, value in node.value)
        if english and parts.get("en"):
            message = "The English title is given twice"
            fields.fault("title_en", message, "Keep `title_en` or the `en` of `title`.")
        english = parts.get("en", english)
    elif node is not None:
        chinese = fields.text("title")
    if missing and not chinese and not is_meant:
        heading = re.match(r"\s*#[ \t]+(.+)", body)
        example = f"title: {heading[1].strip(' #')}" if heading else "title: …"
        hint = f"Begin the file with a line `---`, a line `{example}` and a line `---`."
        if fields.entries:
            hint = f"Add a line `{example}`."
        fields.fault("title", "The article has no title", hint)
    return Bilingual(zh=chinese, en=english)


def _mapping(fields: Fields, node: yaml.MappingNode) -> dict[str, str]:
    """The texts `zh` and `en` of a title."""
    parts: dict[str, str] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in ("zh", "en"):
            hint = "A title has a `zh` and an `en`; other keys begin at the start of a line."
            fields.fault("title", f"Unknown key `title.{name}`", hint, node=key, code="S004")
        elif not isinstance(value, yaml.ScalarNode):
            hint = f"Write `{name}: …` on one line."
            fields.fault("title", f"`title.{name}` should be one text", hint, node=value)
        elif not is_null(value):
            parts[name] = text_of(value)
    return parts


def _slug(fields: Fields, path: Path, titles: Bilingual) -> str:
    """The slug given or made of the file name; empty where neither will do."""
    node = fields.node("slug")
    proposal = slugify(titles.en) or "deep-learning"
    if node is not None:
        slug = fields.text("slug")
        fault = slug_fault(slug) if slug else None
        if fault:
            better = slugify(slug)
            proposal = better if better and slug_fault(better) is None else proposal
            message = f"The slug “{slug}” {fault}"
            fields.fault("slug", message, f"Write for example `slug: {proposal}`.", node=node)
            return ""
        return slug
    if fields.is_broken("slug"):
        return ""
    slug = slugify(path.stem)
    if not slug:
        message = f"No address can be made of the file name “{path.name}”"
        hint = f"Add a slug in ASCII letters to the front matter, for example `slug: {proposal}`."
        fields.fault("slug", message, hint)
        return ""
    fault = slug_fault(slug)
    if fault:
        message = f"The address “{slug}” made of the file name {fault}"
        fields.fault("slug", message, f"Add a slug, for example `slug: {slug[:90]}-article`.")
        return ""
    return slug


def _date(fields: Fields) -> date | None:
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
            message = f"The date {match[1]} is not in the calendar"
            fields.fault("date", message, "Write year-month-day: `date: 2025-01-24`.", node=node)
            return None
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    example = "2025-01-24"
    if len(numbers) == 3 and numbers[0] > 999:
        example = "{:04}-{:02}-{:02}".format(*numbers)
    hint = f"Write year-month-day: `date: {example}`."
    fields.fault("date", f"“{text}” is not a date", hint, node=node)
    return None


def _source_url(fields: Fields) -> str:
    url = fields.text("source_url")
    fault = web_address_fault(url) if url else None
    if fault:
        hint = "Write the whole address: `source_url: https://…`."
        fields.fault("source_url", f"`source_url` {fault}", hint, node=fields.node("source_url"))
        return ""
    return url


def _licence(fields: Fields) -> str:
    if "licence" in fields.entries and "license" in fields.entries:
        message = "`license` means the same as `licence` and both are given"
        fields.fault("license", message, "Keep one of the two.")
    return fields.text("licence") or fields.text("license")


def _tags(fields: Fields) -> tuple[str, ...]:
    node = fields.node("tags")
    if node is None:
        return ()
    if isinstance(node, yaml.ScalarNode):
        parts = [part.strip() for part in re.split(r"[,，、;；]", text_of(node))]
        if len(parts) > 1:
            hint = f"Write a list: `tags: [{', '.join(filter(None, parts))}]`."
            fields.fault("tags", "`tags` is one text with commas", hint, node=node)
            return ()
        return tuple(parts)
    if not isinstance(node, yaml.SequenceNode):
        fields.fault("tags", "`tags` should be a list", "Write `tags: [first, second]`.")
        return ()
    tags: dict[str, None] = {}
    for item in node.value:
        if isinstance(item, yaml.ScalarNode) and not is_null(item):
            tags[text_of(item)] = None
        else:
            hint = "Write `tags: [first, second]`."
            fields.fault("tags", "A tag should be a text", hint, node=item)
    return tuple(tags)


def _level(fields: Fields) -> str:
    """Any text; of the HSK's levels only those that there are."""
    level = fields.text("level")
    match = re.fullmatch(r"hsk[\s-]*(\d+)(?:\s*[-–—~～]\s*(\d+))?", level, re.IGNORECASE)
    if match is None:
        return level
    bounds = [int(number) for number in match.groups() if number]
    if min(bounds) < 1 or max(bounds) > 9 or bounds != sorted(bounds):
        hint = "The HSK has the levels 1 to 9, `level: HSK 4` or `level: HSK 7–9`."
        fields.fault("level", f"There is no level “{level}”", hint, node=fields.node("level"))
        return ""
    return "HSK " + "–".join(map(str, bounds))


def _script(fields: Fields) -> Edition | None:
    text = fields.text("script")
    if not text:
        return None
    editions = {edition.value.casefold(): edition for edition in Edition}
    if text.casefold() in editions:
        return editions[text.casefold()]
    message = f"Unknown script “{text}”"
    fields.fault("script", message, edition_hint(text), node=fields.node("script"))
    return None
