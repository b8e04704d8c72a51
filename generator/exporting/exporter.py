"""The files of a site in the formats that it is exported to.

    exports/articles/<slug>.<suffix>              an article
    exports/articles/<slug>.<edition>.<suffix>    the same, if there is a file for each edition
    exports/<name of the site>.<suffix>           the site
    exports/<companion>                           what belongs to all files of a format

`jiazhu export` writes the same below its output folder, without `exports/`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from generator.content.entries import Lexeme
from generator.content.slugs import pinyin_slug
from generator.export_formats import Format, resolved
from generator.exporting.target import Part, Target, option_values
from generator.model import Edition
from generator.site import addresses
from generator.site.article_content import ArticleContent
from generator.site.facts import SiteFacts
from generator.site.render import Renderer

File = tuple[PurePosixPath, bytes]
"""The path of a file on the site, and its content."""


class Exporter:
    """Makes the files of a site in any format; `options` are those of each format, by its name.

    Without `editions`, all editions of the site have files. `changed` is as in `Target`.
    """

    def __init__(
        self,
        facts: SiteFacts,
        lexemes: Sequence[Lexeme],
        options: Mapping[str, Mapping[str, str]],
        renderers: Mapping[Edition, Renderer],
        editions: Collection[Edition] = (),
    ) -> None:
        self._facts = facts
        self._lexemes = tuple(lexemes)
        self._options = options
        self._renderers = renderers
        self._wanted = editions or facts.config.editions

    def article(self, format_: Format, content: ArticleContent, changed: int) -> Iterator[File]:
        """Yield the files of an article."""
        if format_.article is None:
            return
        make, slug = resolved(format_.article), content.article.meta.slug
        for edition in self._editions(format_):
            place = addresses.article_export(slug, format_.suffix, edition)
            yield place, make(content, self._target(format_, edition, changed))

    def parts(
        self, format_: Format, content: ArticleContent, changed: int
    ) -> Iterator[tuple[str, bytes]]:
        """Yield what an article adds to the files of the site, each with the name of its edition.

        The name is empty in a format with one file for all editions.
        """
        if format_.part is None:
            return
        make = resolved(format_.part)
        for edition in self._editions(format_):
            name = "" if edition is None else edition.value
            yield name, make(content, self._target(format_, edition, changed))

    def site(
        self, format_: Format, parts: Mapping[str, Sequence[Part]], changed: int
    ) -> Iterator[File]:
        """Yield the files of the site, given the parts of its articles by name of the edition."""
        if format_.site is None:
            return
        make, name = resolved(format_.site), site_name(self._facts)
        for edition in self._editions(format_):
            place = addresses.site_export(name, format_.suffix, edition)
            given = parts.get("" if edition is None else edition.value, ())
            yield place, make(given, self._target(format_, edition, changed))

    def _editions(self, format_: Format) -> Iterable[Edition | None]:
        return self._wanted if format_.by_edition else (None,)

    def _target(self, format_: Format, edition: Edition | None, changed: int) -> Target:
        options = option_values(format_, self._options.get(format_.name, {}))
        edition = edition or self._facts.config.editions[0]
        render = self._renderers[edition].render
        return Target(self._facts, self._lexemes, edition, options, changed, render)


def companions(format_: Format) -> Iterator[File]:
    """Yield what belongs to all files of a format."""
    for name, make in format_.companions.items():
        yield addresses.EXPORTS / name, resolved(make)()


def site_name(facts: SiteFacts) -> str:
    """Return the name of the files of a site: its title in letters that every system allows."""
    title = facts.config.title
    return pinyin_slug(title.en) or pinyin_slug(title.zh) or "site"
