"""Faults and doubts of one article, each with its place, its cause and a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markdown_it.token import Token

from generator.content.ignores import apply_ignores
from generator.content.markdown.blocks import ParsedMarkdown, visible_text
from generator.content.markdown.faults import MarkdownFault
from generator.content.notes import SUFFIX
from generator.content.values import han_pinyin
from generator.diagnostics import Report
from generator.language.characters import count_han
from generator.language.pinyin.syllables import mark_tone, split_syllables
from generator.language.readings.confidence import DOUBT_THRESHOLD
from generator.model import Article, Block, Reading, Span, WordKind
from generator.site.files import Files, is_local
from generator.spelling.ruby import inline_pinyin, ruby_groups


def mark_faults(parsed: ParsedMarkdown, path: Path, report: Report) -> None:
    """Report the author's marks that cannot hold and are shown as text (W004)."""
    for fault in parsed.broken_marks:
        _add(
            report,
            "W004",
            path,
            fault,
            f"the mark “{fault.text}” cannot hold: {fault.cause}",
            "set it around whole words, inside or outside of a link; "
            "where braces are meant to show, put a backslash before them",
        )


def markdown_faults(parsed: ParsedMarkdown, path: Path, report: Report) -> None:
    """Report what Markdown shows as text, though it was not meant so (S010, L002, W004).

    The suppressions in its comments are added to the report (S025).
    """
    apply_ignores(parsed.comments, path, report)
    mark_faults(parsed, path, report)
    for fault in parsed.raw_html:
        _add(
            report,
            "S010",
            path,
            fault,
            f"raw HTML is shown as text: {fault.text}",
            "write it in Markdown, or set html = true under [markdown] in site.toml "
            "if you trust every author",
        )
    for fault in parsed.unsafe_links:
        _add(
            report,
            "L002",
            path,
            fault,
            f"the link to “{fault.text}” is unsafe and was left as text",
            "link to an http, https or mailto address, or to a file of the site",
        )


def _add(
    report: Report, code: str, path: Path, fault: MarkdownFault, message: str, hint: str
) -> None:
    block, span = fault.block, fault.span
    report.add(
        code, path, message, hint, line=fault.line, column=fault.column, block=block, span=span
    )


def article_faults(article: Article, files: Files, report: Report) -> None:
    """Report what annotation and links leave to doubt (R001, R002, L001)."""
    for block in (article.title, *article.blocks):
        _reading_faults(block, article.path, report)
    for block in article.blocks:
        _link_faults(block, article.skeleton, article.path, files, report)
    translation = article.translation
    if translation is not None:
        for block in translation.blocks:
            _link_faults(block, translation.skeleton, translation.path, files, report)


def reading_doubts(article: Article, report: Report) -> None:
    """Report the readings that the engine itself is unsure of (R003)."""
    for block in (article.title, *article.blocks):
        for reading in block.layers.readings:
            if reading.pinyin and reading.confidence < DOUBT_THRESHOLD:
                char = reading.span.of(block.text)
                report.add_at(
                    block,
                    reading.span,
                    "R003",
                    article.path,
                    f"“{char}” is read {mark_tone(reading.pinyin)} here, but that is in doubt",
                    f"if it is right, write {_marked(block, reading)}, else the right one; or say "
                    f"so in {article.path.stem}{SUFFIX}, or for every article in lexicon.toml",
                )


def _marked(block: Block, reading: Reading) -> str:
    """A reading as an author's mark, with the rest of its word: {因为|yīnwèi}."""
    word = next(w for w in block.layers.words if w.span.contains(reading.span))
    span = word.span if word.kind is WordKind.HAN else reading.span
    inside = [r for r in block.layers.readings if span.contains(r.span)]
    return f"{{{span.of(block.text)}|{inline_pinyin(ruby_groups(span.of(block.text), inside))}}}"


def draft_doubts(article: Article, report: Report) -> None:
    """Report a translation that a machine made and nobody has signed off (T004)."""
    translation = article.translation
    if translation is not None and translation.machine:
        report.add(
            "T004",
            translation.path,
            "a machine made this translation, and nobody has signed it off",
            "read it against the Chinese, mend it, then remove the line `machine: true`",
            line=translation.machine_line,
        )


def _reading_faults(block: Block, path: Path, report: Report) -> None:
    for written in block.marks:
        if not written.pinyin:
            continue
        text = written.span.of(block.text)
        wanted, given = count_han(text), _syllable_count(han_pinyin(text, written.pinyin))
        if wanted != given:
            found = (
                "no readable syllables" if given is None else f"{given} syllable{'s'[: given != 1]}"
            )
            report.add_at(
                block,
                written.span,
                "R001",
                path,
                f"“{text}” has {wanted} Han character{'s'[: wanted != 1]}, "
                f"but “{written.pinyin}” has {found}",
                "write one syllable for each character, such as {行长|hángzhǎng}",
            )
    for reading in block.layers.readings:
        if not reading.pinyin:
            char = reading.span.of(block.text)
            report.add_at(
                block,
                reading.span,
                "R002",
                path,
                f"no reading is known for “{char}” (U+{ord(char):04X})",
                f"give it one in lexicon.toml, or here: {{{char}|pīnyīn}}",
            )


def _syllable_count(pinyin: str) -> int | None:
    try:
        return len(split_syllables(pinyin))
    except ValueError:
        return None


def _link_faults(
    block: Block, skeleton: Sequence[Token], path: Path, files: Files, report: Report
) -> None:
    for span, address in addresses(skeleton[block.token].children or []):
        if is_local(address) and files.find(address, path) is None:
            report.add_at(
                block,
                span,
                "L001",
                path,
                f"“{address}” is not a file of the site",
                "check the path: it is relative to this file and must stay in the site folder",
            )


def addresses(children: Sequence[Token]) -> list[tuple[Span, str]]:
    """The addresses of the links and images of a block, and the part of its text that has them."""
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
        elif child.type == "image":
            found.append((Span(offset, end), str(child.attrGet("src") or "")))
        offset = end
    return found
