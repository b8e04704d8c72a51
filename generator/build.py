"""`jiazhu build`: build static pages from a site folder.

1. Prepare the site (`prepare`); stop if it has errors.
2. Render every article in every edition, then the pages of the site, into a temporary folder.
3. Move the changed files into place at the end: a failed build leaves the last good site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from time import perf_counter

from jinja2 import TemplateError

from generator.diagnostics import Report
from generator.pages import SitePages
from generator.prepare import AnnotationCache, prepare
from generator.prepared import PreparedSite, Progress
from generator.resources import shared
from generator.site import addresses
from generator.site.article import TermUses, article_examples
from generator.site.assets import Assets, collect
from generator.site.examples import ExampleIndex
from generator.storage.output import CommitResult, Output, OutputRefusedError


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The counts of a build; all zero if it failed."""

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
    cache: AnnotationCache | None = None,
) -> BuildResult:
    """Build the site in `root` into `output`, taking unchanged articles from `cache`.

    If the report has errors afterwards, the build has failed and `output` is unchanged.
    """
    start = perf_counter()
    try:
        with Output(
            output,
            protect=[root],
            sources=[root / name for name in ("articles", "templates", "static")],
        ) as out:
            site = prepare(root, report, drafts=drafts, progress=progress, cache=cache)
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


def _commit(out: Output, report: Report) -> CommitResult | None:
    """Move the site into place, unless faults were found while writing it."""
    return None if report.failed else out.commit()


def _write(
    site: PreparedSite, root: Path, out: Output, report: Report, progress: Progress | None
) -> int:
    """Write every file of the site to the temporary folder, and return the number of pages."""
    assets = collect(shared("static"), root / "static", report)
    _publish(((place, root / place, data) for place, data in assets.files.items()), out, report)
    pages = SitePages(site, root, assets)
    characters: set[str] = set()
    published: dict[PurePosixPath, Path] = {}
    term_uses: dict[str, TermUses] = {}
    written = 0
    steps = count()
    total = len(pages.editions) * len(site.articles)
    examples = ExampleIndex()
    for article in site.articles:
        content = pages.content(article)
        slug = article.meta.slug
        for edition in pages.editions:
            if progress is not None:
                progress("Writing", next(steps), total)
            for place, make in pages.article_pages(content, edition):
                out.write(place, make())
                written += 1
            characters |= content.characters(edition)
        _write_data(((place, make()) for place, make in pages.article_data(content)), assets, out)
        examples.add(slug, article_examples(content))
        published.update(content.published)
        term_uses[slug] = content.term_uses
    _write_data(examples.files(), assets, out)
    for edition in pages.editions:
        for place, make in pages.site_pages(edition, term_uses):
            html = make()
            out.write(place, html)
            written += 1
            if place == addresses.OFFLINE:
                for file, text in pages.offline_files(html):
                    out.write(file, text)
    _write_data(pages.characters(characters), assets, out)
    _publish(((place, path, path.read_bytes()) for place, path in published.items()), out, report)
    return written


def _publish(
    files: Iterable[tuple[PurePosixPath, Path, bytes]], out: Output, report: Report
) -> None:
    """Publish files (place, source, content); a file name that is not portable is a fault."""
    for place, path, content in files:
        try:
            out.write(place, content)
        except ValueError:
            report.add(
                "S014",
                path,
                f"“{path.name}” is not a valid file name on every system",
                "Rename the file without backslashes, colons and control characters.",
            )


def _write_data(
    files: Iterable[tuple[PurePosixPath, str | bytes]], assets: Assets, out: Output
) -> None:
    """Write the data that pages load on demand; the site's own static files replace it."""
    for place, content in files:
        if place not in assets.files:
            out.write(place, content)


def _report_template(error: TemplateError, root: Path, report: Report) -> None:
    """Report a template that cannot be rendered (S013)."""
    path = getattr(error, "filename", None) or root / "templates"
    report.add(
        "S013",
        Path(path),
        f"The template cannot be rendered: {error.message or error}",
        "Correct the template, or delete the site's copy to use the one included in Jiazhu.",
        line=getattr(error, "lineno", None) or 1,
    )
