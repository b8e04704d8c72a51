"""A site with one article as long as a book, of natural sentences with their English."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[2]

CHARACTERS = 25_000
A_SECTION = 20
"""The number of paragraphs under each heading."""


def write(root: Path) -> None:
    """Write the site folder: the article is `/zh-hans/long/`."""
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text(
        'title = { zh = "长文", en = "Long" }\neditions = ["zh-Hans"]\n', "utf-8"
    )
    chinese, english, length = ["---\ntitle: 长文\nslug: long\n---"], ["---\ntitle: Long\n---"], 0
    pairs = zip(cycle(_chinese()), cycle(_english()), strict=False)
    for number, (paragraph, translation) in enumerate(pairs):
        if length >= CHARACTERS:
            break
        if number % A_SECTION == 0:
            chinese.append(f"## 第 {number // A_SECTION + 1} 节")
            english.append(f"## Part {number // A_SECTION + 1}")
        chinese.append(paragraph)
        english.append(translation)
        length += len(paragraph)
    (root / "articles/long.md").write_text("\n\n".join(chinese), "utf-8")
    (root / "articles/long.en.md").write_text("\n\n".join(english), "utf-8")


def _chinese() -> list[str]:
    """Paragraphs of two sentences from the labelled corpus."""
    lines = [
        line.split("\t")[0]
        for file in sorted((ROOT / "corpus/running").glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if "\t" in line and not line.startswith("#")
    ]
    return ["".join(sentences) for sentences in _twos(lines)]


def _english() -> list[str]:
    text = (ROOT / "seeds/articles/deepseek.en.md").read_text("utf-8").split("---\n", 2)[2]
    return [part.strip() for part in text.split("\n\n") if part.strip() and part[0] != "#"]


def _twos(lines: list[str]) -> list[tuple[str, ...]]:
    return [tuple(lines[at : at + 2]) for at in range(0, len(lines), 2)]
