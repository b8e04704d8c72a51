"""`jiazhu export`: write a site, or some articles of it, in another format.

The files are laid out below the output folder as a build lays them out below `exports/`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.building.inputs import last_change, read_states
from generator.diagnostics import Report
from generator.export_formats import Format
from generator.exporting.errors import CannotExportError
from generator.exporting.exporter import Exporter, companions
from generator.exporting.target import Part
from generator.model import Edition
from generator.pages import SitePages
from generator.prepare import prepare
from generator.prepared import PreparedSite, Progress
from generator.resources import shared
from generator.site import addresses
from generator.site.article_content import article_content
from generator.site.article_facts import ArticleFacts, article_facts, in_order
from generator.site.assets import collect
from generator.storage.transaction import Transaction


class UnknownArticleError(ValueError):
    """Raised for the slug of an article that the site does not have."""


class UnknownEditionError(ValueError):
    """Raised for an edition that the site does not have."""


def export(
    root: Path,
    output: Path,
    format_: Format,
    report: Report,
    *,
    options: Mapping[str, str] | None = None,
    slugs: Collection[str] = (),
    editions: Collection[str] = (),
    drafts: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the files of a format, all or none, and return their paths.

    Nothing is written if the site has errors.

    `options` come before those of the site. With `slugs`, only these articles are exported, and
    with `editions` only these editions.
    """
    root = root.absolute()
    site = prepare(root, report, drafts=drafts, progress=progress)
    if report.failed:
        return []
    written = []
    changed = last_change(read_states(root, {}))
    with Transaction(output) as transaction:
        for place, data in _files(site, format_, options or {}, slugs, editions, changed):
            path = output / place.relative_to(addresses.EXPORTS)
            if not path.parent.resolve().is_relative_to(output.resolve()):
                message = f"The folder {path.parent} leads out of {output}"
                raise CannotExportError(message, "Put a folder in the place of the link.")
            transaction.write(path, data)
            written.append(path)
    return written


def _files(
    site: PreparedSite,
    format_: Format,
    options: Mapping[str, str],
    slugs: Collection[str],
    editions: Collection[str],
    changed: int,
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of the articles, then those of the site."""
    config = site.source.config
    unknown = set(slugs) - {article.meta.slug for article in site.articles}
    if unknown:
        raise UnknownArticleError(min(unknown))
    wanted = _editions(editions, config.editions)
    assets = collect(shared("static"), config.root / "static", Report())
    pages = SitePages(site, config.root, assets)
    facts = pages.facts
    given = {**config.exports.options.get(format_.name, {}), **options}
    exporter = Exporter(facts, site.source.lexemes, {format_.name: given}, pages.renderers, wanted)
    parts: dict[str, dict[str, Part]] = {}
    listed: list[ArticleFacts] = []
    for article in site.articles:
        if slugs and article.meta.slug not in slugs:
            continue
        content = article_content(article, facts)
        yield from exporter.article(format_, content, changed)
        if format_.part is not None:
            shown = article_facts(article, facts, content.term_uses, content.statistics)
            listed.append(shown)
            for edition, data in exporter.parts(format_, content, changed):
                parts.setdefault(edition, {})[shown.slug] = Part(shown, data)
    order = [each.slug for each in in_order(listed, config.site.order)]
    ordered = {edition: [found[slug] for slug in order] for edition, found in parts.items()}
    yield from exporter.site(format_, ordered, changed)
    yield from companions(format_)


def _editions(names: Collection[str], existing: Sequence[Edition]) -> list[Edition]:
    """Return the editions of a site that have these names, in any case."""
    by_name = {each.value.lower(): each for each in existing}
    for name in names:
        if name.lower() not in by_name:
            message = f"The site has no edition “{name}”; it has {', '.join(existing)}"
            raise UnknownEditionError(message)
    return list(dict.fromkeys(by_name[name.lower()] for name in names))
