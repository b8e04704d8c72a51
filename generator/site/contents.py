"""The contents of an article: its headings, to which a page links."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct

from generator.model import ATOM, Article, Block, Edition
from generator.site.english import English

FEWEST = 3
"""Fewer headings need no contents, unless the author asks for them."""
DEPTHS = 3


class Heading(Struct, frozen=True):
    """A heading that the contents list."""

    block: Block
    href: str
    depth: int
    """1 for the highest headings of the article, up to `DEPTHS`."""
    english: str

    def text(self, edition: Edition) -> str:
        """Return the text as an edition writes it."""
        return self.block.text_in(edition).replace(ATOM, "").strip()


def contents(article: Article, english: English) -> Sequence[Heading]:
    """Return the headings of an article that have an id; none if they are few."""
    found = []
    for block in article.blocks:
        opening = article.skeleton[block.token - 1]
        if opening.type == "heading_open":
            id_ = opening.attrs.get("id", opening.meta.get("id"))
            if id_:
                found.append((int(opening.tag[1]), block, f"#{quote(str(id_))}"))
    if len(found) < FEWEST and not article.meta.toc:
        return ()
    ranks = {level: rank for rank, level in enumerate(sorted({level for level, *_ in found}), 1)}
    return [
        Heading(
            block,
            href,
            min(ranks[level], DEPTHS),
            " ".join(group.html(str).striptags() for group in english.groups.get(block.id, ())),
        )
        for level, block, href in found
    ]
