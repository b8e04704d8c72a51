"""`jiazhu build`: a site folder becomes static pages.

1. Prepare the site (`prepare`); stop here if anything is wrong with it.
2. Render every page in every edition, aside.
3. Move what changed into place, all at the end: a failed build leaves the last good site.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from time import perf_counter

from jinja2 import TemplateError

from generator.diagnostics import Report
from generator.model import Article, Edition
from generator.prepare import PreparedSite, Progress, prepare
from generator.resources import shared
from generator.site import addresses, site_pages
from generator.site.article import ArticlePages
from generator.site.context import Assets, SiteContext
from generator.site.files import static_files
from generator.site.output import Committed, Output, OutputRefusedError
from generator.site.render import Renderer
from generator.site.text import TextWriter

STYLES = ("tokens", "layout", "pages", "reader", "translation", "popup", "print")
"""The order of the style sheets: later ones may build on earlier ones; others follow."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did; all zero where it failed."""

    pages: int = 0
    articles: int = 0
    seconds: float = 0.0
    written: int = 0
    removed: int = 0


def build(
    root: Path,
    output: Path,
    report: Report,
    *,
    drafts: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the site in `root` into `output`.

    Whether it worked is in the report; where it did not, `output` is as it was.
    """
    start = perf_counter()
    try:
        with Output(
            output,
            protect=[root],
            sources=[root / name for name in ("articles", "templates", "static")],
        ) as out:
            site = prepare(root, report, drafts=drafts, progress=progress)
            if report.failed:
                return BuildResult()
            pages = _write(site, root, out, report, progress)
            done = _commit(out, report)
            if done is None:
                return BuildResult()
    except OutputRefusedError as refusal:
        report.add("S012", refusal.path, str(refusal), refusal.hint)
        return BuildResult()
    except TemplateError as error:
        _report_template(error, root, report)
        return BuildResult()
    return BuildResult(
        pages, len(site.articles), perf_counter() - start, done.written, done.removed
    )


def _commit(out: Output, report: Report) -> Committed | None:
    """Move the site into place, unless writing it found faults."""
    return None if report.failed else out.commit()


def _write(
    site: PreparedSite, root: Path, out: Output, report: Report, progress: Progress | None
) -> int:
    """Write every file of the site aside; the number of pages."""
    static = static_files([shared("static"), root / "static"])
    _copy(static, out, report)
    context = SiteContext(
        config=site.source.config,
        engines=site.engines,
        terms=site.source.terms,
        assets=_assets(static),
    )
    pages = 0
    editions = site.source.config.editions
    steps = count()
    total = len(editions) * len(site.articles)
    for edition in editions:
        renderer = Renderer(edition, [root / "templates", shared("templates")])
        writer = TextWriter(renderer, edition, html=site.source.config.html)
        for article in site.articles:
            if progress is not None:
                progress("Writing", next(steps), total)
            pages += _write_article(article, site, context, edition, renderer, writer, out)
        for page, template, view in _site_views(site, context, edition, writer):
            out.write(page, renderer.render(template, view))
            pages += 1
    _copy(site.files.published, out, report)
    return pages


def _copy(files: Mapping[PurePosixPath, Path], out: Output, report: Report) -> None:
    """Publish files as they are; one whose name not every host can serve is a fault."""
    for place, path in files.items():
        try:
            out.write(place, path.read_bytes())
        except ValueError:
            report.add(
                "S014",
                path,
                f"“{path.name}” is not a file name that every system can hold",
                "rename the file: no backslash, no colon, no control characters",
            )


def _write_article(
    article: Article,
    site: PreparedSite,
    context: SiteContext,
    edition: Edition,
    renderer: Renderer,
    writer: TextWriter,
    out: Output,
) -> int:
    pages = ArticlePages(article, context, site.files)
    view, words = pages.views(edition, writer)
    slug = article.meta.slug
    out.write(addresses.article(edition, slug), renderer.render("article.html", view))
    out.write(addresses.vocabulary(edition, slug), renderer.render("vocabulary.html", words))
    return 2


def _site_views(
    site: PreparedSite, context: SiteContext, edition: Edition, writer: TextWriter
) -> Iterator[tuple[PurePosixPath, str, object]]:
    """The pages of the site in an edition; those at its root are in the default edition."""
    articles = site.articles
    yield addresses.home(edition), "home.html", site_pages.home_view(context, articles, edition)
    glossary = site_pages.glossary_view(context, articles, edition)
    yield addresses.glossary(edition), "glossary.html", glossary
    body = site_pages.about_body(site.about, edition, writer)
    about = site_pages.about_view(context, articles, edition, body)
    yield addresses.about(edition), "about.html", about
    if edition is context.config.editions[0]:
        home = site_pages.home_view(context, articles, edition, at_root=True)
        yield addresses.ROOT, "home.html", home
        missing = site_pages.not_found_view(context, edition)
        yield addresses.NOT_FOUND, "404.html", missing


def _assets(static: dict[PurePosixPath, Path]) -> Assets:
    def order(path: PurePosixPath) -> tuple[int, str]:
        known = path.stem in STYLES
        return (STYLES.index(path.stem) if known else len(STYLES), path.as_posix())

    return Assets(
        tuple(
            _stamped(place, static[place])
            for place in sorted((p for p in static if p.suffix == ".css"), key=order)
        ),
        tuple(_stamped(place, static[place]) for place in sorted(static) if place.suffix == ".js"),
    )


def _stamped(place: PurePosixPath, path: Path) -> PurePosixPath:
    """The path with a query that changes with the file, so that no cache serves an old one."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return place.with_name(f"{place.name}?{digest}")


def _report_template(error: TemplateError, root: Path, report: Report) -> None:
    """A broken template is a fault of the site's author, if it is the site's own."""
    path = getattr(error, "filename", None) or root / "templates"
    report.add(
        "S013",
        Path(path),
        f"template cannot be rendered: {error.message or error}",
        "correct the template, or delete the site's copy to use the one that comes with Jiazhu",
        line=getattr(error, "lineno", None) or 1,
    )
