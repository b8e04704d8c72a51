"""A site with one article as long as a book, of natural sentences with their English."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]

A_SECTION = 20
"""The number of paragraphs under each heading."""


def write(root: Path, *, paragraphs: int) -> None:
    """Write the site folder: the article is `/zh-hans/long/`.

    Above about 200 paragraphs it is laid out little by little (`idle_layout.js`).
    """
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text(
        'title = { zh = "长文", en = "Long" }\neditions = ["zh-Hans"]\n', "utf-8"
    )
    chinese, english = ["---\ntitle: 长文\nslug: long\n---"], ["---\ntitle: Long\n---"]
    pairs = zip(cycle(_chinese()), cycle(_english()), strict=False)
    for number, (paragraph, translation) in enumerate(islice(pairs, paragraphs)):
        if number % A_SECTION == 0:
            chinese.append(f"## 第 {number // A_SECTION + 1} 节")
            english.append(f"## Part {number // A_SECTION + 1}")
        chinese.append(paragraph)
        english.append(translation)
    (root / "articles/long.md").write_text("\n\n".join(chinese), "utf-8")
    (root / "articles/long.en.md").write_text("\n\n".join(english), "utf-8")


def _chinese() -> list[str]:
    """The sentences of the labelled corpus."""
    return [
        line.split("\t")[0]
        for file in sorted((ROOT / "corpus/running").glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if "\t" in line and not line.startswith("#")
    ]


def _english() -> list[str]:
    text = (ROOT / "seeds/articles/deepseek.en.md").read_text("utf-8").split("---\n", 2)[2]
    return [part.strip() for part in text.split("\n\n") if part.strip() and part[0] != "#"]
