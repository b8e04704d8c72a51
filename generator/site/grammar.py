"""The grammar notes of a site: a page that lists those that its articles show, and their data.

/zh-hans/grammar/                the page
/static/grammar/zh-hans.js       for the pop-up: [pattern, level, title, zh, en, examples] by id
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import structs

from generator.language.grammar.notes import GrammarNote, grammar_notes
from generator.model import Edition
from generator.site import addresses, lazy_data
from generator.site.article_facts import ArticleFacts, newest_first
from generator.site.facts import SiteFacts
from generator.site.phrases import Phrases
from generator.site.site_views import GrammarLevel, GrammarNoteView, GrammarView
from generator.site.views import Link

USES = 4
"""Maximum number of articles that a note links to."""


def shown_notes(articles: Iterable[ArticleFacts]) -> Sequence[str]:
    """Return the ids of the notes that articles show, in the order of the notes."""
    shown = {id_ for article in articles for id_ in article.grammar}
    return [id_ for id_ in grammar_notes() if id_ in shown]


def note_uses(articles: Sequence[ArticleFacts]) -> dict[str, list[tuple[ArticleFacts, str]]]:
    """Return the newest articles with each note, and the sentence of each."""
    found: dict[str, list[tuple[ArticleFacts, str]]] = {}
    complete: set[str] = set()
    for article in newest_first(articles):
        for id_ in article.grammar.keys() - complete:
            uses = found.setdefault(id_, [])
            uses.append((article, article.grammar[id_]))
            if len(uses) == USES:
                complete.add(id_)
    return found


def named_articles(
    uses: Mapping[str, Sequence[tuple[ArticleFacts, str]]],
) -> tuple[ArticleFacts, ...]:
    """Return the articles of all uses, each once: with them alone, the uses are the same."""
    return tuple({article.slug: article for some in uses.values() for article, _ in some}.values())


def with_named_notes(articles: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """Return articles without the notes that only newer ones are named for.

    All pages show the same of them, and they take less memory.
    """
    named = {article.slug for article in named_articles(note_uses(articles))}
    return [
        article if article.slug in named else structs.replace(article, grammar={})
        for article in articles
    ]


def grammar_view(
    facts: SiteFacts, articles: Sequence[ArticleFacts], edition: Edition
) -> GrammarView:
    """Return the page with the notes by level, with links to their uses."""
    here = addresses.grammar(edition)
    uses = note_uses(articles)
    by_level: dict[int, list[GrammarNoteView]] = {}
    for id_ in shown_notes(articles):
        note = grammar_notes()[id_]
        links = tuple(
            Link(
                article.editions[edition.value].title,
                addresses.relative(here, addresses.article(edition, article.slug), sentence),
            )
            for article, sentence in uses[id_]
        )
        by_level.setdefault(note.level, []).append(_note_view(note, facts.phrases, edition, links))
    return GrammarView(
        page=facts.page(addresses.grammar, edition, facts.label("grammar", edition)),
        levels=tuple(GrammarLevel(level, tuple(by_level[level])) for level in sorted(by_level)),
    )


def _note_view(
    note: GrammarNote, phrases: Phrases, edition: Edition, uses: tuple[Link, ...]
) -> GrammarNoteView:
    convert = phrases.converted
    return GrammarNoteView(
        note.id,
        convert(note.pattern, edition),
        note.level,
        note.title,
        convert(note.zh, edition),
        note.en,
        tuple((convert(zh, edition), en) for zh, en in note.examples),
        uses,
    )


def grammar_files(
    ids: Sequence[str], phrases: Phrases, editions: Iterable[Edition]
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the script with the notes for the pop-up, in each edition."""
    for edition in editions:
        views = [_note_view(grammar_notes()[id_], phrases, edition, ()) for id_ in ids]
        data = {
            view.id: [view.pattern, view.level, view.title, view.zh, view.en, view.examples]
            for view in views
        }
        name = f"grammar/{edition.path}"
        yield lazy_data.place(name), lazy_data.script(name, data)
