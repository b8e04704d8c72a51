"""What passes between a build and those who work on its articles: the site, tasks and results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from generator.building.keys import Dependencies
from generator.building.outputs_beside import Made
from generator.content.articles import ArticleFiles
from generator.content.config import Config
from generator.content.entries import Lexeme, Term
from generator.content.pages import TextPage
from generator.site.article_facts import ArticleFacts
from generator.site.assets import Assets
from generator.site.ways_on import WaysOn


class BuildSite(Struct, frozen=True):
    """A site as every worker needs it; small enough to be sent to other machines."""

    config: Config
    terms: tuple[Term, ...]
    lexemes: tuple[Lexeme, ...]
    slugs: Mapping[Path, str]
    """The slug of each article and page, by its file."""
    assets: Assets
    """Without the content of the files."""
    pages: tuple[TextPage, ...] = ()
    """The author's own pages, without their texts."""

    def without_articles(self) -> BuildSite:
        """Return what stays the same while only articles change."""
        return structs.replace(self, slugs={})


class ArticleTask(Struct, frozen=True):
    """One article to bring up to date."""

    files: ArticleFiles
    source: str
    """The key of its files when it was found."""
    drafts: bool = False
    until: date | None = None
    """As `Options` has it."""
    ways_on: WaysOn = WaysOn()
    ways_on_key: str = ""
    """The digest of everything that decides how `ways_on` are shown."""
    further_kinds: tuple[str, ...] = ()
    """The kinds of output to make besides those of every article."""
    known: Mapping[str, str] = {}
    """The keys of what is in place: of each kind of output, and of `annotation`. It is not made
    again."""
    before: str = ""
    """The key of its annotation in the last build; empty if there was none."""
    changed: int = 0
    """When the site was last changed (`inputs.last_change`). No key has it: what stays the same
    keeps the time at which it was made."""

    @property
    def name(self) -> str:
        """The file of the article, for messages."""
        return str(self.files.path)


class Collected(Struct, frozen=True, array_like=True):
    """What the site needs of an annotated article."""

    facts: ArticleFacts
    characters: str
    """The Han characters that its pop-ups explain, sorted."""


class ArticleResult(Struct, frozen=True):
    """What became of a task: the outputs of an article, and what the site needs of it."""

    report: bytes
    """As `stored_reports.encode_report` encodes it."""
    is_broken: bool = False
    """Whether a template cannot be rendered, so that no article can."""
    source: str = ""
    """The key of the files that were read."""
    slug: str = ""
    """Empty if the article is a draft, cannot be read or cannot be rendered."""
    annotation: str = ""
    entries: str = ""
    dependencies: Dependencies = Dependencies()
    outputs: Mapping[str, Made] = {}
    collected: bytes | None = None
    """A `Collected` in MessagePack; None if the annotation in place is current."""
    examples: bytes = b""
    """What it adds to the index of examples (`example_slices.py`)."""
    example_digests: bytes | None = None
    """The digests of `examples` by shard; None like `collected`."""
    published: Mapping[str, str] = {}
    """The files that its pages refer to: the path in the site folder by the path on the site."""
