"""`jiazhu build`: a site folder becomes static pages.

1. Prepare the site (`prepare`); stop here if anything is wrong with it.
2. Render every page in every edition, aside.
3. Move what changed into place, all at the end: a failed build leaves the last good site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from time import perf_counter

from jinja2 import TemplateError

from generator.diagnostics import Report
from generator.model import Edition
from generator.prepare import PreparedSite, Progress, prepare
from generator.resources import shared
from generator.site import addresses, site_pages
from generator.site.article import ArticlePages
from generator.site.assets import Assets, collect
from generator.site.characters import character_files
from generator.site.context import SiteContext
from generator.site.examples import Examples
from generator.site.offline import service_worker, web_manifest
from generator.site.output import Committed, Output, OutputRefusedError
from generator.site.render import Renderer
from generator.site.text import TextWriter
from generator.site.views import ArticleView, ArticleVocabularyView


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
    assets = collect(shared("static"), root / "static", report)
    _publish(((place, root / place, data) for place, data in assets.files.items()), out, report)
    context = SiteContext(
        config=site.source.config,
        engines=site.engines,
        terms=site.source.terms,
        assets=assets,
    )
    pages = 0
    editions = site.source.config.editions
    steps = count()
    total = len(editions) * len(site.articles)
    for edition in editions:
        renderer = Renderer(edition, [root / "templates", shared("templates")])
        writer = TextWriter(renderer, edition, html=site.source.config.html)
        examples = Examples(site.articles, edition, context.phrases.say)
        for article in site.articles:
            if progress is not None:
                progress("Writing", next(steps), total)
            views = ArticlePages(article, context, site.files, examples).views(edition, writer)
            pages += _write_article(article.meta.slug, views, edition, renderer, out)
        _write_data(examples.files(), assets, out)
        for page, template, view in _site_views(site, context, edition, writer):
            out.write(page, renderer.render(template, view))
            pages += 1
        if edition is editions[0]:
            pages += _write_offline(context, renderer, out)
    style = site.source.config.pinyin.style
    _write_data(character_files(context.characters, site.engines, style), assets, out)
    published = site.files.published
    _publish(((place, path, path.read_bytes()) for place, path in published.items()), out, report)
    return pages


def _publish(
    files: Iterable[tuple[PurePosixPath, Path, bytes]], out: Output, report: Report
) -> None:
    """Publish files (place, source, content); a name that not every host can serve is a fault."""
    for place, path, content in files:
        try:
            out.write(place, content)
        except ValueError:
            report.add(
                "S014",
                path,
                f"“{path.name}” is not a file name that every system can hold",
                "rename the file: no backslash, no colon, no control characters",
            )


def _write_data(
    files: Iterable[tuple[PurePosixPath, str | bytes]], assets: Assets, out: Output
) -> None:
    """Write what pages ask for later; a static file of the site's own replaces it."""
    for place, content in files:
        if place not in assets.files:
            out.write(place, content)


def _write_article(
    slug: str,
    views: tuple[ArticleView, ArticleVocabularyView],
    edition: Edition,
    renderer: Renderer,
    out: Output,
) -> int:
    article, vocabulary = views
    out.write(addresses.article(edition, slug), renderer.render("article.html", article))
    out.write(addresses.vocabulary(edition, slug), renderer.render("vocabulary.html", vocabulary))
    return 2


def _write_offline(context: SiteContext, renderer: Renderer, out: Output) -> int:
    """What makes the site readable without a network, in the default edition."""
    config, edition = context.config, renderer.edition
    page = renderer.render("offline.html", site_pages.offline_view(context, edition))
    out.write(addresses.OFFLINE, page)
    out.write(addresses.WORKER, service_worker(context.assets, config.editions, page))
    texts = (context.phrases.say(text.zh, edition) for text in (config.title, config.description))
    out.write(addresses.MANIFEST, web_manifest(config, *texts))
    return 1


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
