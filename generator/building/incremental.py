"""Build a site, making anew only what has changed.

1. Read the settings, the glossary and the lexicon, and find the articles.
2. Bring the outputs of each article up to date (`article_outputs.py`), first of those that were
   edited: a fork makes their pages while this process goes on (`outputs_beside.py`).
3. Let the workers of the articles make what needs no facts of all articles: the index of the search
   (`search_outputs.py`), characters and grammar notes (`site_outputs.py`).
4. Make the other files of the site meanwhile, from the facts of its articles (`site_outputs.py`,
   `example_outputs.py`, `feed_outputs.py`, `export_outputs.py`).
5. Move everything into place, and write the record for the next build.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from generator.building.article_outputs import ArticleOutputs
from generator.building.crew import Crew
from generator.building.example_outputs import ExampleOutputs
from generator.building.export_outputs import ExportOutputs
from generator.building.feed_outputs import FeedOutputs
from generator.building.gathered_facts import GatheredFacts
from generator.building.options import Options, Start
from generator.building.record import BuildRecord
from generator.building.search_outputs import SearchOutputs
from generator.building.site_outputs import SiteOutputs
from generator.building.state import BuildState
from generator.building.stored_reports import encode_report
from generator.diagnostics import Report
from generator.storage.output import CommitResult, Output


def build_changes(
    root: Path, report: Report, options: Options, known: Start, out: Output
) -> tuple[BuildRecord, CommitResult] | None:
    """Bring the site in `out` up to date; None if there were errors, which are reported."""
    out.prepare(None if known.last is None else known.last.outputs())
    state = BuildState(root, report, options, known, out)
    crew = Crew(state)
    articles = ArticleOutputs(state, crew)
    site, exports = SiteOutputs(state), ExportOutputs(state)
    site.write_assets()  # first, since `serve` shows articles as soon as they are written
    gathered = GatheredFacts()
    search = SearchOutputs(state)
    with closing(crew), closing(articles), ExampleOutputs(state) as examples:
        if articles.begin():
            state.show()
        for path, record, result in articles.write():
            examples.add(path, result)
            exports.add(path, result)
            search.add(path, result)
            gathered.add(record, made=result is not None)
        facts = gathered.articles
        if not report.failed:
            site.check_addresses(facts)
        if not report.failed:
            explained = gathered.characters
            if crew.has_workers:
                articles.complete()  # the index of the search needs what they add
                search.plan(crew, articles.units)
                site.plan(crew, facts, explained)
                crew.begin()
            examples.write(articles.units)
            site.write(facts)
            articles.complete()
            FeedOutputs(state, articles).write(facts)
            exports.write(articles.units, facts)
            if not crew.has_workers:
                search.plan(crew, articles.units)
                site.plan(crew, facts, explained)
                crew.begin()
            crew.finish()
    if report.failed:
        return None
    done = _finish(state)
    if options.kept is not None and not options.kept.is_ready:
        articles.rehearse()
        options.kept.is_ready = True
    return done


def _finish(state: BuildState) -> tuple[BuildRecord, CommitResult]:
    """Move the site into place, and complete the record."""
    record = state.record
    record.entries = state.entries.digest
    record.frame = state.frame
    record.has_address = bool(state.config.base_url)
    record.templates = state.templates
    record.report = encode_report(state.report, state.root)
    record.pages = sum(place.endswith(".html") for place in record.places())
    done = state.out.commit()
    state.note_inputs()
    if state.cache is not None:
        state.cache.prune()
    return record, done
