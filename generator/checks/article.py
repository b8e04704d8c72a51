"""Checks of the Markdown, the readings and the links of one article."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from generator.checks.repeated import also
from generator.content.ignores import apply_ignores
from generator.content.markdown.blocks import ParsedMarkdown, visible_text
from generator.content.markdown.faults import MarkdownFault
from generator.content.markdown.links import WIKI
from generator.content.markdown.raw_html import LeftOut
from generator.content.notes import SUFFIX
from generator.content.values import han_pinyin
from generator.diagnostics import Report
from generator.language.characters import count_han
from generator.language.pinyin.syllables import mark_tone, split_syllables
from generator.language.readings.confidence import DOUBT_THRESHOLD
from generator.model import Article, Block, Reading, Span, WordKind
from generator.site.files import Files, is_local
from generator.spans import within
from generator.spelling.ruby import inline_pinyin, ruby_groups

_PATH_HINT = "Check the path. It is relative to this file and must stay in the site folder."
_WIKI_HINT = "Write the name of a file in articles/, with or without its suffix."

_CLOSED_HINT = "Check its permissions."

_START = attrgetter("span.start")
_KEPT_HINT = (
    "Use what the page on Markdown lists under HTML, or put it into `head_html`, `body_html` or a "
    "template of the site."
)
_LEFT_OUT = {
    LeftOut.ELEMENT: ("An element of raw HTML is left out", _KEPT_HINT),
    LeftOut.TAG: ("A tag of raw HTML is left out", _KEPT_HINT),
    LeftOut.ATTRIBUTE: ("Attributes of a tag of raw HTML are left out", _KEPT_HINT),
    LeftOut.ALONE: (
        "A tag of raw HTML has no partner, and is left out",
        "Open and close it in the same list item, quotation or paragraph.",
    ),
}


def check_marks(parsed: ParsedMarkdown, path: Path, report: Report) -> None:
    """Report the author's marks that have no effect and are shown as text (W004)."""
    for fault in parsed.broken_marks:
        _add(
            report,
            "W004",
            path,
            fault,
            f"The mark “{fault.text}” has no effect: {fault.cause}",
            "Put it around whole words, either inside or outside a link. "
            "To show braces, put a backslash before them.",
        )


def check_markdown(parsed: ParsedMarkdown, path: Path, report: Report) -> None:
    """Report raw HTML, unsafe links and marks that are shown as text (S010, L002, W004).

    Where raw HTML is allowed, what is left out of it (S036).
    Suppressions in comments are added to the report, invalid ones as errors (S025).
    """
    apply_ignores(parsed.comments, path, report)
    check_marks(parsed, path, report)
    for fault in parsed.raw_html:
        _add(
            report,
            "S010",
            path,
            fault,
            f"Raw HTML is shown as text: {fault.text}",
            "Write it in Markdown, or set html = true in [markdown] in site.toml, "
            "which keeps what is harmless.",
        )
    for fault in parsed.left_out:
        message, hint = _LEFT_OUT[LeftOut(fault.cause)]
        _add(report, "S036", path, fault, f"{message}: {fault.text}", hint)
    for fault in parsed.unsafe_links:
        _add(
            report,
            "L002",
            path,
            fault,
            f"The link to “{fault.text}” is unsafe and is shown as text",
            "Link to an http, https or mailto address, or to a file of the site.",
        )


def _add(
    report: Report, code: str, path: Path, fault: MarkdownFault, message: str, hint: str
) -> None:
    block, span = fault.block, fault.span
    report.add(
        code, path, message, hint, line=fault.line, column=fault.column, block=block, span=span
    )


def check_article(article: Article, files: Files, report: Report) -> None:
    """Report wrong and missing readings, missing files and closed ones (R001, R002, L001, S001)."""
    for block in (article.title, *article.blocks):
        _check_readings(block, article.path, report)
    for block in article.blocks:
        _check_files(block, article.skeleton, article.path, files, report)
    translation = article.translation
    if translation is not None:
        for block in translation.blocks:
            _check_files(block, translation.skeleton, translation.path, files, report)
    for address in filter(None, (article.meta.audio, article.meta.cover)):
        found = files.find(address, article.path)
        if found is not None and not os.access(found, os.R_OK):
            report.add("S001", found, "The file cannot be read", _CLOSED_HINT)


def check_confidence(article: Article, report: Report) -> None:
    """Report the readings with a low confidence, each once for a word that is so read (R003)."""
    found: dict[tuple[str, int, str], list[tuple[Block, Reading]]] = {}
    for block in (article.title, *article.blocks):
        for reading in block.layers.readings:
            if reading.pinyin and reading.confidence < DOUBT_THRESHOLD:
                word = _word_of(block, reading)
                key = word.of(block.text), reading.span.start - word.start, reading.pinyin
                found.setdefault(key, []).append((block, reading))
    for places in found.values():
        block, reading = places[0]
        char = reading.span.of(block.text)
        report.add_at(
            block,
            reading.span,
            "R003",
            article.path,
            f"“{char}” is read {mark_tone(reading.pinyin)} here, but this is uncertain"
            f"{also([(each, doubted.span) for each, doubted in places])}",
            f"If it is right, write {_as_mark(block, reading)}, else the right one; or "
            f"state it in {article.path.stem}{SUFFIX} or, for all articles, lexicon.toml.",
        )


def _word_of(block: Block, reading: Reading) -> Span:
    """Return the span of the word that a reading is in; of other text, that of its character."""
    words = block.layers.words
    word = words[bisect_right(words, reading.span.start, key=_START) - 1]
    return word.span if word.kind is WordKind.HAN else reading.span


def _as_mark(block: Block, reading: Reading) -> str:
    """An author's mark that states a reading, for the whole word: {因为|yīnwèi}."""
    span = _word_of(block, reading)
    inside = within(block.layers.readings, span)
    return f"{{{span.of(block.text)}|{inline_pinyin(ruby_groups(span.of(block.text), inside))}}}"


def check_draft(article: Article, report: Report) -> None:
    """Report a machine draft that nobody has signed off (T004)."""
    translation = article.translation
    if translation is not None and translation.machine:
        report.add(
            "T004",
            translation.path,
            "This translation is a machine draft that nobody has signed off",
            "Compare it with the Chinese, correct it, then remove the line `machine: true`.",
            line=translation.machine_line,
        )


def _check_readings(block: Block, path: Path, report: Report) -> None:
    for mark in block.marks:
        if not mark.pinyin:
            continue
        text = mark.span.of(block.text)
        expected, given = count_han(text), _syllable_count(han_pinyin(text, mark.pinyin))
        if expected != given:
            found = "no valid pinyin" if given is None else f"{given} syllable{'s'[: given != 1]}"
            report.add_at(
                block,
                mark.span,
                "R001",
                path,
                f"“{text}” has {expected} Han character{'s'[: expected != 1]}, "
                f"but “{mark.pinyin}” has {found}",
                "Write one syllable for each character, such as {行长|hángzhǎng}.",
            )
    for reading in block.layers.readings:
        if not reading.pinyin:
            char = reading.span.of(block.text)
            report.add_at(
                block,
                reading.span,
                "R002",
                path,
                f"No reading is known for “{char}” (U+{ord(char):04X})",
                f"Give it one in lexicon.toml, or here: {{{char}|pīnyīn}}.",
            )


def _syllable_count(pinyin: str) -> int | None:
    try:
        return len(split_syllables(pinyin))
    except ValueError:
        return None


def _check_files(
    block: Block, skeleton: Sequence[Token], path: Path, files: Files, report: Report
) -> None:
    for span, address in addresses(skeleton[block.token].children or []):
        found = files.find(address, path)
        if found is not None and not os.access(found, os.R_OK):
            message = f"“{shown_address(address)}” cannot be read"
            report.add_at(block, span, "S001", path, message, _CLOSED_HINT)
        elif found is None and is_local(address):
            report.add_at(
                block,
                span,
                "L001",
                path,
                f"“{shown_address(address)}” is not a file of the site",
                _WIKI_HINT if address.startswith(WIKI) else _PATH_HINT,
            )


def shown_address(address: str) -> str:
    """Return an address as the author wrote it, for messages."""
    return f"[[{unquote(address.removeprefix(WIKI))}]]" if address.startswith(WIKI) else address


def addresses(children: Sequence[Token]) -> list[tuple[Span, str]]:
    """The addresses of the links and images of a block, each with its span in the text."""
    found: list[tuple[Span, str]] = []
    offset = link = 0
    for child in children:
        end = offset + len(visible_text(child))
        if child.type == "link_open":
            link = len(found)
            found.append((Span(offset, offset), str(child.attrGet("href") or "")))
        elif child.type == "link_close":
            opened, address = found[link]
            found[link] = Span(opened.start, offset), address
        elif child.type in ("image", "embed"):
            found.append((Span(offset, end), str(child.attrGet("src") or "")))
        offset = end
    return found
