"""Which front matter keys mean what: our own, and those of other programs.

Hugo, Hexo, Jekyll, Zola, Astro and Obsidian have been looked at.

`canonical_entries` gives every value under our name for it. Keys that we do not know are kept under
`extra` (S004), since a site may come with keys for its theme, and no value may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from generator.content.fields import FrontMatter, FrontMatterEntry, is_empty

KEYS = (
    "title",
    "title_en",
    "description",
    "author",
    "date",
    "updated",
    "source",
    "source_url",
    "licence",
    "license",
    "tags",
    "categories",
    "series",
    "level",
    "slug",
    "permalink",
    "aliases",
    "cover",
    "audio",
    "draft",
    "weight",
    "toc",
    "math",
    "lang",
    "script",
    "extra",
)
"""The front matter keys of an article."""

_ALIASES = {
    alias: key
    for key, aliases in {
        "title": "标题 標題",
        "description": "summary excerpt abstract desc subtitle lede 摘要 描述 简介 簡介",
        "author": "authors by writer 作者",
        "date": "pubdate pub_date publishdate publish_date publisheddate published_date"
        " published_at date_published created created_at date_created datecreated 日期",
        "updated": "lastmod modified last_modified last_modified_at lastupdated last_updated"
        " last_update updated_at updateddate updated_date date_modified update_date 更新",
        "source": "来源 來源",
        "source_url": "link original_url",
        "tags": "tag keywords 标签 標籤",
        "categories": "category 分类 分類",
        "permalink": "url path",
        "aliases": "alias redirect_from",
        "cover": "image cover_image coverimage cover_img thumbnail thumb feature_image"
        " featured_image featuredimage featureimage hero_image heroimage hero header_image"
        " banner banner_img index_img top_img og_image ogimage 封面",
        "audio": "audio_url audiourl audio_file podcast_url enclosure mp3 录音 錄音",
        "level": "hsk",
        "weight": "order nav_order sidebar_position",
        "toc": "table_of_contents showtoc",
        "math": "mathjax katex latex usemath",
        "lang": "language locale",
    }.items()
    for alias in aliases.split()
}
_GROUPS = ("taxonomies", "extra", "params")
"""Tables whose keys count as if they stood outside, unless they do: of Zola and Hugo."""
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOT_PUBLIC = frozenset({"draft", "private", "hidden", "pending", "草稿"})
_MAX_NODES, _MAX_DEPTH = 1000, 20


class Canonical(Struct, frozen=True):
    """The entries of front matter by our names, and the others."""

    entries: dict[str, FrontMatterEntry]
    extra: dict[str, FrontMatterEntry]
    unknown: tuple[str, ...]
    """The keys of `extra` that we do not know, for a note to the author."""
    is_draft: bool
    """Whether `published: false`, `status: draft` or the like says so."""


def canonical_entries(entries: FrontMatter) -> Canonical:
    """Sort the entries of front matter; an earlier key wins over a later one of the same meaning.

    Our own key wins over any other name for it.
    """
    known = {key: entry for key, entry in entries.items() if key in KEYS and key != "extra"}
    found = Canonical(known, {}, (), False)
    unknown: list[str] = []
    is_draft = False
    for key, entry in _flattened(entries):
        name = _meaning(key, entry)
        if name == "hidden":
            is_draft = True
        elif name == "shown":
            continue
        elif name in KEYS:
            taken = found.entries.get(name)
            if taken is None or (is_empty(taken.node) and taken.node is not None):
                found.entries[name] = entry
            elif taken is not entry and not is_empty(entry.node):
                found.extra[key] = entry
        else:
            found.extra[key] = entry
            if key in entries:
                unknown.append(key)
    return Canonical(found.entries, found.extra, tuple(unknown), is_draft)


def _flattened(entries: FrontMatter) -> Iterator[tuple[str, FrontMatterEntry]]:
    for key, entry in entries.items():
        if key in _GROUPS and isinstance(entry.node, yaml.MappingNode):
            for name, value in entry.node.value:
                mark = name.start_mark
                yield str(name.value), FrontMatterEntry(value, mark.line + 1, mark.column + 1)
        elif not (key in _GROUPS and is_empty(entry.node)):
            yield key, entry


def _meaning(key: str, entry: FrontMatterEntry) -> str:
    """Return our name for a key; `hidden` or `shown` for one that only says whether to publish."""
    if key in KEYS:
        return key
    name = re.sub(r"[\s-]+", "_", key.strip().casefold())
    if name in KEYS:
        return name
    text = str(entry.node.value).strip() if isinstance(entry.node, yaml.ScalarNode) else ""
    if name in ("published", "publish", "status"):
        shown = _BOOLEANS.get(text.casefold())
        if shown is not None:
            return "shown" if shown else "hidden"
        if name == "status" or not text:
            return "hidden" if text.casefold() in _NOT_PUBLIC else "shown"
        return "date"
    return _ALIASES.get(name, "")


def plain_value(node: yaml.Node | None) -> object:
    """Return the value of a node as texts, lists and mappings.

    A node may be repeated by reference any number of times, so there is a limit.
    """
    left = _MAX_NODES

    def plain(node: yaml.Node | None, depth: int = 0) -> object:
        nonlocal left
        left -= 1
        if node is None or left < 0 or depth > _MAX_DEPTH:
            return ""
        if isinstance(node, yaml.MappingNode):
            pairs = ((str(key.value), value) for key, value in node.value if left > 0)
            return {key: plain(value, depth + 1) for key, value in pairs}
        if isinstance(node, yaml.SequenceNode):
            return [plain(item, depth + 1) for item in node.value if left > 0]
        return str(node.value)

    return plain(node)
