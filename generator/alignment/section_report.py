"""Reports the sections whose blocks do not pair one to one and in order (T003).

For each such section, the first block without a counterpart is reported, or if there is none, the
first block that has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.alignment.sections import Pair, Section, is_heading
from generator.diagnostics import Report
from generator.model import Block, Span

_KINDS = {"p": "paragraph", "li": "list item", "td": "table cell", "th": "table cell"}


def report_pairs(
    sections: Iterable[Section], *, zh_path: Path, en_path: Path, report: Report
) -> None:
    """Report each section that is out of step."""
    before: list[Pair] = []
    for section in sections:
        if not section.in_step:
            _report_section(before, section, zh_path, en_path, report)
        before += section.pairs


def _report_section(
    before: Sequence[Pair], section: Section, zh_path: Path, en_path: Path, report: Report
) -> None:
    pairs = section.pairs
    first = next((n for n, (zh, en) in enumerate(pairs) if not (zh and en)), None)
    if first is None:
        _report_moved(section, zh_path, en_path, report)
        return
    zh, en = pairs[first]
    earlier = [*before, *pairs[:first]]
    if zh is not None:
        block, path, other_path = zh, zh_path, en_path
        neighbour = next((b for _, b in reversed(earlier) if b), None)
        remedy = "Translate it there, or join it to the block with which it is translated."
    elif en is not None:
        block, path, other_path = en, en_path, zh_path
        neighbour = next((b for b, _ in reversed(earlier) if b), None)
        remedy = "Join it to its neighbour, split the Chinese there, or delete it."
    else:  # a pair has at least one block
        return
    other = other_path.name  # it stands beside the file of the report
    place = f"after {other}:{neighbour.line}" if neighbour else f"at the start of {other}"
    zh_count = _count(zh for zh, _ in pairs)
    en_count = _count(en for _, en in pairs)
    report.add(
        "T003",
        path,
        f"The {_kind(block)} “{_excerpt(block.text)}” has no counterpart {place}; "
        f"this section has {zh_count} in the article and {en_count} in the translation",
        f"{remedy} Both files need the same blocks in the same order between two headings.",
        line=block.line,
        column=block.column,
        block=block.id,
        span=Span(0, len(block.text)),
    )


def _report_moved(section: Section, zh_path: Path, en_path: Path, report: Report) -> None:
    group = next(group for group in section.groups if group.moved)
    zh, en = group.zh[0], group.en[0]
    report.add(
        "T003",
        en_path,
        f"The {_kind(en)} “{_excerpt(en.text)}” translates "
        f"{zh_path.name}:{zh.line} “{_excerpt(zh.text)}”, but is not in the article's order",
        "Move it to its place in the article's order. "
        "Until then its sentences are shown beside those that they translate.",
        line=en.line,
        column=en.column,
        block=en.id,
        span=Span(0, len(en.text)),
    )


def _count(blocks: Iterable[Block | None]) -> str:
    count = sum(block is not None for block in blocks)
    return f"{count or 'no'} block{'' if count == 1 else 's'}"


def _kind(block: Block) -> str:
    return "heading" if is_heading(block) else _KINDS.get(block.tag, "block")


def _excerpt(text: str, limit: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
