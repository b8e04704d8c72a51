"""Writes the site that is searched: natural text, with a few translated articles among it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy import gold_pairs
from benchmarks.build import sites
from benchmarks.build.corpus import Article
from generator.model import Block

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures" / "alignment"


def write(root: Path, articles: Sequence[Article]) -> None:
    """Write a site of so many articles; the last of them give way to those with a translation."""
    translated = [gold_pairs.read(path) for path in sorted(FIXTURES.glob("*-*.txt"))]
    sites.write_jiazhu(root, articles[: -len(translated)])
    for article in translated:
        _write(root / "articles" / f"{article.name}.md", article.zh)
        _write(root / "articles" / f"{article.name}.en.md", article.en)


def _write(path: Path, blocks: Sequence[Block]) -> None:
    text = "\n\n".join(block.text.strip() for block in blocks)
    path.write_text(f"---\ntitle: {path.name.split('.')[0]}\n---\n\n{text}\n", "utf-8")
