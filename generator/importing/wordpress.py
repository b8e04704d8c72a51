"""Reads the posts and pages of a WordPress export (WXR, XML)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from generator.content.urls import split_url
from generator.importing.document import CannotImportError, Document
from generator.importing.html_markdown import Links, to_blocks
from generator.importing.html_tree import Element, parse
from generator.importing.images import Images

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WP = re.compile(r"\{http://wordpress\.org/export/[\d.]+/\}(\w+)")
_EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
_PRIVATE = frozenset({"draft", "pending", "private", "future", "auto-draft"})
_LEFT_OUT = frozenset({"trash", "inherit"})
_CAPTION = re.compile(r"\[caption[^\[\]]*\]((?:(?!\[caption).)*?)\[/caption\]", re.S)
_EMBED = re.compile(r"\[embed[^\[\]]*\]\s*((?:(?!\[embed)\S)+?)\s*\[/embed\]")
_SHORTCODE = re.compile(r"\[(/?[a-z][\w-]*)(?:\s[^\[\]]*)?\](?!\()")
_KNOWN_BLOCK = re.compile(
    r"<(?:p|h[1-6]|ul|ol|li|blockquote|pre|table|figure|div|hr|iframe|video|audio|section)\b", re.I
)
_TEXT = re.compile(r"[^<>]++(?!>)")
"""What is not inside a tag."""
_PRE = re.compile(r"(<pre\b(?:(?!<pre\b).)*?</pre>)", re.S | re.I)


@dataclass(frozen=True, slots=True)
class WordPressText:
    """A post or a page, and the address that it had."""

    document: Document
    is_page: bool
    address: str


@dataclass(frozen=True, slots=True)
class WordPressSite:
    """A WordPress export."""

    texts: tuple[WordPressText, ...]
    settings: dict[str, str]
    counts: Counter[str]
    """How often each thing occurs that is not imported or left as it is."""


def read_wordpress(path: Path) -> WordPressSite:
    """Return the texts of an export. Raises `CannotImportError` if it is none."""
    channel = _channel(path)
    counts: Counter[str] = Counter()
    texts = []
    for item in channel.iter("item"):
        fields = dict(_fields(item))
        kind, status = fields.get("post_type", "post"), fields.get("status", "publish")
        comments = sum(1 for child in item if _WP.sub(r"\1", child.tag) == "comment")
        counts["comments left out"] += comments
        if kind not in ("post", "page") or status in _LEFT_OUT:
            counts[
                f"{kind} left out" if kind not in ("post", "page") else f"{status} left out"
            ] += 1
            continue
        texts.append(_text(item, fields, is_draft=status in _PRIVATE, counts=counts))
    facts = {
        "title": channel.findtext("title") or "",
        "description": channel.findtext("description") or "",
        "base_url": channel.findtext("link") or "",
    }
    settings = {key: text.strip() for key, text in facts.items() if text.strip()}
    return WordPressSite(tuple(texts), settings, counts)


def is_export(path: Path) -> bool:
    """Whether a file is a WordPress export."""
    with path.open("rb") as file:
        return b"wordpress.org/export/" in file.read(8192)


def _channel(path: Path) -> ElementTree.Element:
    data = path.read_bytes()
    hint = "Export it again under Tools, Export, All content."
    if b"<!ENTITY" in data[:8192]:
        raise CannotImportError(path, "The export defines entities, which is not supported", hint)
    try:
        channel = ElementTree.fromstring(data).find("channel")
    except ElementTree.ParseError as error:
        message = f"The export is not valid XML: {error.msg}"
        raise CannotImportError(path, message, hint, line=error.position[0]) from None
    if channel is None or not is_export(path):
        raise CannotImportError(path, "The XML file is no WordPress export", hint)
    return channel


def _fields(item: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for child in item:
        match = _WP.fullmatch(child.tag)
        if match:
            yield match[1], child.text or ""
        elif _EXCERPT.fullmatch(child.tag):
            yield "excerpt", child.text or ""


def _text(
    item: ElementTree.Element, fields: dict[str, str], *, is_draft: bool, counts: Counter[str]
) -> WordPressText:
    images = Images(lambda _: None)
    html = _with_paragraphs(_without_shortcodes(item.findtext(_CONTENT) or "", counts))
    blocks = to_blocks(parse(f"<body>{html}</body>").root, _links(images))
    link = item.findtext("link") or ""
    address = split_url(link).path if not split_url(link).query else ""
    front_matter: dict[str, object] = {}
    if is_draft:
        front_matter["draft"] = True
    if excerpt := parse(fields.get("excerpt", "")).root.text().strip():
        front_matter["description"] = " ".join(excerpt.split())
    for name, domain in (("categories", "category"), ("tags", "post_tag")):
        found = [each.text or "" for each in item.iter("category") if each.get("domain") == domain]
        if found := [text for text in found if text and text.lower() != "uncategorized"]:
            front_matter[name] = found
    counts["remote images kept by their addresses"] += len(images.remote)
    document = Document(
        tuple(blocks),
        title=(item.findtext("title") or "").strip(),
        author=(item.findtext(_CREATOR) or "").strip(),
        date=_date(fields.get("post_date", "")),
        slug=unquote(fields.get("post_name", "")),
        front_matter=front_matter,
    )
    return WordPressText(document, fields.get("post_type") == "page", address)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _links(images: Images) -> Links:
    def image(element: Element) -> str | None:
        return images.add_remote(element.get("src"))

    return Links(
        link=lambda address: address or None,
        image=image,
        remote=image,
        media=images.remote_media,
    )


def _without_shortcodes(text: str, counts: Counter[str]) -> str:
    """Return the content without captions and embeds as shortcodes; others are counted."""
    text = _EMBED.sub(r"<p>\1</p>", _CAPTION.sub(r"<figure>\1</figure>", text))
    counts.update(f"[{name}] left" for name in _SHORTCODE.findall(text) if name[0] != "/")
    return text


def _with_breaks(text: re.Match[str]) -> str:
    return text[0].replace("\n", "<br>\n")


def _with_paragraphs(text: str) -> str:
    """Mark the paragraphs of the classic editor, which stand between empty lines."""
    if "<!-- wp:" in text:
        return text
    parts = _PRE.split(text.replace("\r\n", "\n"))
    for at in range(0, len(parts), 2):
        paragraphs = re.split(r"\n\s*\n", parts[at])
        parts[at] = "\n".join(
            part
            if _KNOWN_BLOCK.match(part.strip()) or not part.strip()
            else "<p>" + _TEXT.sub(_with_breaks, part.strip()) + "</p>"
            for part in paragraphs
        )
    return "".join(parts)
