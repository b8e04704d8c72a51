"""Writes a corpus as the project folder that each tool expects."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.build.corpus import Article, front_matter

ROOT = Path(__file__).parents[2]

GLOSSARIES = {
    "none": None,
    "small": Path(__file__).parent / "glossary.toml",
    "seed": ROOT / "seeds/glossary.toml",
}
"""The glossaries that a site can have, by name."""

SITE = """\
title = { zh = "语料", en = "Corpus" }
editions = ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]
"""


def write_jiazhu(root: Path, articles: Iterable[Article], glossary: str = "small") -> None:
    """Write a site of Jiazhu in three editions."""
    write_articles(root / "articles", articles, "# jiazhu: ignore T002: no source has English\n")
    (root / "site.toml").write_text(SITE, "utf-8")
    if chosen := GLOSSARIES[glossary]:
        shutil.copyfile(chosen, root / "glossary.toml")


def write_articles(folder: Path, articles: Iterable[Article], comment: str = "") -> None:
    """Write the articles as Markdown with front matter, named by their numbers."""
    folder.mkdir(parents=True)
    for number, article in enumerate(articles, 1):
        meta = front_matter(article, number)
        (folder / f"{number:05}.md").write_text(
            f"---\n{comment}title: {meta['title']}\ndate: {meta['date']}\n"
            f"tags: [{meta['tags']}]\n---\n\n{article.markdown()}",
            "utf-8",
        )
