"""`jiazhu build`: build static pages from a site folder.

1. If nothing has changed since the last build into the same folder, say again what it reported.
   This reads no article and loads no dictionary.
2. Otherwise make anew what the changes touch (`building/incremental.py`), in a temporary folder.
3. Move the changed files into place at the end: a failed build leaves the last good site.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.building.article_records import is_due
from generator.building.environment import program_fingerprint
from generator.building.inputs import TREES, States, read_states, same_content
from generator.building.options import Kept, Options, Start
from generator.building.record import (
    BuildRecord,
    load_record,
    record_place,
    save_record,
)
from generator.building.stored_reports import decode_report
from generator.diagnostics import Report
from generator.storage.stamps import has_stamp, stamp_of
from generator.storage.transaction import reading

if TYPE_CHECKING:
    from generator.building.moved import MovedArticle

_DEFAULT = Options()


class BuildResult(Struct, frozen=True):
    """The counts of a build; all zero if it failed."""

    pages: int = 0
    articles: int = 0
    seconds: float = 0.0
    written: int = 0
    removed: int = 0
    drafts_left_out: int = 0
    waiting: tuple[tuple[str, str], ...] = ()
    """The dates and the paths of the articles that wait for their date, soonest first."""
    has_no_address: bool = False
    """Whether this is the first build of a site that has no base URL."""
    moved: tuple[MovedArticle, ...] = ()
    """The articles that have another address than in the last build."""


def build(
    root: Path,
    output: Path,
    report: Report,
    options: Options = _DEFAULT,
) -> BuildResult:
    """Build the site in `root` into `output`.

    If the report has errors afterwards, the build has failed and `output` is unchanged.
    """
    start, root = perf_counter(), root.absolute()
    try:
        with reading(root):
            return _build(root, output, report, start, options)
    except BlockingIOError:
        message = "Another command is writing to the site"
        report.add("S001", root, message, "Build again when it has finished.")
    return BuildResult()


def _build(root: Path, output: Path, report: Report, start: float, options: Options) -> BuildResult:
    cache = options.cache
    place = None if cache is None else record_place(cache, root, output)
    last = None if place is None else _last_record(place, options.kept)
    program = program_fingerprint(cache)
    if options.kept is not None:
        options.kept.program = options.kept.program or program
        if options.kept.program != program:
            message = (
                "The program has changed since this process began, and it is still the old one"
            )
            report.add("S038", root, message, "Stop it, and start it again.")
            return BuildResult()
    states = read_states(root, {} if last is None else last.inputs)
    if last is not None and _is_current(last, program, states, output, options):
        if place is not None and states != last.inputs:
            last.inputs = states  # so that the next build need not read these files again
            _save(place, last, options.kept)
        report.merge(decode_report(last.report, root))
        return _result(last, perf_counter() - start)
    return _build_changes(root, output, report, start, place, Start(program, states, last), options)


def _last_record(place: Path, kept: Kept | None) -> BuildRecord | None:
    """Return the record of the last build, as it is kept if no other process has written it."""
    if kept is not None and kept.record is not None:
        with suppress(OSError):
            if stamp_of(place) == kept.record_stamp:
                return kept.record
    return load_record(place)


def _save(place: Path, record: BuildRecord, kept: Kept | None) -> None:
    save_record(place, record)
    if kept is not None:
        kept.record = None
        with suppress(OSError):
            kept.record_stamp = stamp_of(place)
            kept.record = record


def _result(record: BuildRecord, seconds: float, written: int = 0, removed: int = 0) -> BuildResult:
    return BuildResult(
        record.pages,
        record.article_count,
        seconds,
        written,
        removed,
        record.drafts_left_out,
        tuple(record.waiting),
    )


def _is_current(
    last: BuildRecord, program: str, states: States, output: Path, options: Options
) -> bool:
    """Whether the last build has made what this one would, and it is still in place."""
    target = os.path.realpath(output)
    return (
        (last.program, last.drafts) == (program, options.drafts)
        and (options.kept is None or options.kept.is_ready)
        and all(is_due(article, options.until) for article in last.articles.values())
        and same_content(last.inputs, states)
        and all(has_stamp(f"{target}/{name}", stamp) for name, stamp in last.outputs())
    )


def _build_changes(
    root: Path,
    output: Path,
    report: Report,
    start: float,
    place: Path | None,
    known: Start,
    options: Options,
) -> BuildResult:
    """Make anew what has changed."""
    from generator.building.article_work import report_template
    from generator.building.changing_articles import ChangingArticleError, report_changing
    from generator.building.incremental import build_changes
    from generator.building.moved import moved_articles
    from generator.building.workers import WorkerDiedError
    from generator.content.config import report_plugin
    from generator.plugins import PluginError
    from generator.site.template_faults import TemplateFaultError
    from generator.storage.output import Output
    from generator.storage.refusal import OutputRefusedError

    sources = [root / name for name in TREES]
    try:
        with Output(
            output,
            protect=[root],
            sources=sources,
            force=options.force,
            wait=options.wait,
            whole=options.whole,
            standby=None if options.cache is None else options.cache / "standby",
        ) as out:
            made = build_changes(root, report, options, known, out)
    except ChangingArticleError as error:
        report_changing(error.path, report)
        return BuildResult()
    except TemplateFaultError as error:
        report_template(error, report)
        return BuildResult()
    except PluginError as error:
        report_plugin(error, report)
        return BuildResult()
    except WorkerDiedError as death:
        hint = "Build with fewer --jobs; if it is always the same article, split it."
        message = f"The process that worked on this article was stopped {death.cause}"
        report.add("S026", Path(death.name), message, hint)
        return BuildResult()
    except OutputRefusedError as refusal:
        report.add(refusal.code, refusal.path, str(refusal), refusal.hint)
        return BuildResult()
    if made is None:
        return BuildResult()
    record, done = made
    if place is not None:
        _save(place, record, options.kept)
    result = _result(record, perf_counter() - start, done.written, done.removed)
    if known.last is None:
        return replace(result, has_no_address=place is not None and not record.has_address)
    return replace(result, moved=tuple(moved_articles(known.last, record)))
