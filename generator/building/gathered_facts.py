"""What the pages of a site need of all its articles, gathered while these are made."""

from __future__ import annotations

import msgspec

from generator.building.article_records import ArticleRecord
from generator.building.article_tasks import Collected
from generator.site.article_facts import ArticleFacts, with_shared_strings
from generator.site.grammar import with_named_notes

NOTES_OF = 500
"""How many articles more have all their notes before most of these are dropped."""


class GatheredFacts:
    """The facts of the articles of a site."""

    def __init__(self) -> None:
        self.articles: list[ArticleFacts] = []
        """In the order in which they were added."""
        self._characters: set[str] = set()
        self._strings: dict[str, str] = {}

    @property
    def characters(self) -> str:
        """The Han characters that the pop-ups explain, sorted."""
        return "".join(sorted(self._characters))

    def add(self, record: ArticleRecord, *, made: bool) -> None:
        """Add an article, unless it is left out; `made` is whether this build has made it.

        Many that were made are kept in less memory. For those of the record it would delay an edit.
        """
        if not (record.slug and record.collected):
            return
        collected = msgspec.msgpack.decode(record.collected, type=Collected)
        self._characters.update(collected.characters)
        facts = collected.facts
        self.articles.append(with_shared_strings(facts, self._strings) if made else facts)
        if made and len(self.articles) % NOTES_OF == 0:
            self.articles = with_named_notes(self.articles)
