"""The files of one article: its text and its vocabulary in each edition, and its data.

Each `render_…` makes one file. They are pure functions of what `article_content.py` works out once,
and of `SiteFacts`. Only the page of the text depends on other articles: those that it leads to.

    /<edition>/<slug>/                         the text
    /<edition>/<slug>/vocabulary/              its words
    /static/articles/<slug>/words.js           the data of the pop-up, for all editions
    /static/articles/<slug>/sentences.js       the sentences, for the pop-up of any article
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.model import Edition
from generator.site import addresses, lazy_data, markup
from generator.site.article_content import ArticleContent, words_by_block
from generator.site.article_words import PageWord
from generator.site.facts import SiteFacts
from generator.site.files import is_local
from generator.site.lengths import is_long
from generator.site.render import Renderer
from generator.site.sentences import english_sentences, sentence_lines
from generator.site.structured_data import article_data, picture
from generator.site.text import Frame, Gap
from generator.site.views import ArticleView, ArticleVocabularyView, HeadingView, Link
from generator.site.vocabulary import beginning_of, listed_words, plain_text, vocabulary_rows
from generator.site.ways_on import WaysOn
from generator.site.ways_on_view import ways_on_view
from generator.site.word_columns import words_script
from generator.spelling.ruby import RubyGroup


def render_words(content: ArticleContent) -> str:
    """Render the data of the pop-up."""
    name = addresses.data_folder(content.article.meta.slug)
    return words_script(f"{name}/words", content.records)


def render_sentences(content: ArticleContent, facts: SiteFacts) -> str:
    """Render the script with the sentences of an article."""
    meta = content.article.meta
    by_block = words_by_block(content)
    texts = [[form.text for form in each.forms] for each in content.editions.values()]
    titles = [facts.phrases.converted(meta.title.zh, edition) for edition in content.editions]
    lines = sentence_lines(content.blocks[1:], by_block[1:], texts, titles=titles)
    data = {
        "editions": [edition.path for edition in content.editions],
        "lines": "\n".join(lines),
        "english": english_sentences(content.article),
    }
    return lazy_data.script(f"{addresses.data_folder(meta.slug)}/sentences", data)


def render_article(
    content: ArticleContent, ways_on: WaysOn, edition: Edition, facts: SiteFacts, renderer: Renderer
) -> str:
    """Render the page of an article."""
    article, convert = content.article, facts.phrases.converted
    meta = article.meta

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.article(other, meta.slug)

    here = page_address(edition)
    html = _word_html(content, edition)
    used = _used_terms(content)

    def shelves(kind: str, labels: Iterable[str]) -> tuple[Link, ...]:
        """Return links to the shelves that an article is on."""

        def address(id_: str) -> str:
            if kind == "tag":
                return addresses.relative(here, addresses.shelf(edition, id_))
            return addresses.relative(here, addresses.archive(edition), id_)

        return tuple(
            Link(convert(label, edition), address(facts.shelf_id(kind, label))) for label in labels
        )

    page = facts.page(page_address, edition, convert(meta.title.zh, edition))
    card = picture(meta, content.links, edition, facts.config.base_url)
    view = ArticleView(
        page=page,
        title=Markup(_fill(content.title, content, edition, html)),
        title_en=meta.title.en,
        description=convert(meta.description, edition),
        author=convert(meta.author, edition),
        date=meta.date.isoformat() if meta.date else "",
        updated=meta.updated.isoformat() if meta.updated else "",
        source=convert(meta.source, edition),
        source_url=meta.source_url,
        licence=convert(meta.licence, edition),
        level=meta.level,
        series=shelves("series", meta.series),
        tags=shelves("tag", meta.topics),
        cover=_file_href(content.article.meta.cover, content, here, edition),
        audio=_file_href(content.article.meta.audio, content, here, edition),
        times=",".join(f"{each.id} {each.start} {each.end}" for each in article.recording.times),
        voice=article.recording.voice,
        body=Markup(_fill(content.body, content, edition, html)),
        contents=tuple(
            HeadingView(heading.href, heading.depth, heading.text(edition), heading.english)
            for heading in content.headings
        ),
        ways_on=ways_on_view(ways_on, meta, edition, facts),
        has_translation=article.translation is not None,
        machine_translation=article.translation is not None and article.translation.machine,
        terms=tuple(facts.term(term, edition, here) for term in facts.terms if term.id in used),
        words_href=addresses.relative(here, addresses.words(meta.slug)),
        vocabulary_href=addresses.relative(here, addresses.vocabulary(edition, meta.slug)),
        is_long=is_long(article),
        statistics=content.statistics,
        card=card,
        structured=article_data(article, page, edition, facts, image=card),
        downloads=tuple(_downloads(meta.slug, here, edition, facts)),
    )
    return renderer.render("article.html", view)


def _downloads(
    slug: str, here: PurePosixPath, edition: Edition, facts: SiteFacts
) -> Iterator[Link]:
    """Yield links to the article in the formats that the site is exported to."""
    for each in facts.config.export_formats:
        if each.article is not None:
            own = edition if each.by_edition else None
            place = addresses.article_export(slug, each.suffix, own)
            label = facts.labels[edition].plain(each.label_id) if each.label_id else each.label
            yield Link(label, addresses.relative(here, place))


def _file_href(address: str, content: ArticleContent, here: PurePosixPath, edition: Edition) -> str:
    """Return the address of a file that the front matter names; empty if there is none."""
    link = content.links.get(address)
    if link is not None:
        return link.href(here, edition)
    return "" if is_local(address) else address


def _used_terms(content: ArticleContent) -> set[str]:
    return {use.term_id for block in content.blocks for use in block.layers.terms}


def _fill(frame: Frame, content: ArticleContent, edition: Edition, html: Sequence[str]) -> str:
    starts = content.words.starts
    return frame.fill(
        [
            html[starts[gap.block] + gap.word] if gap.part is None else _part(gap, content, edition)
            for gap in frame.gaps
        ]
    )


def _word_html(content: ArticleContent, edition: Edition) -> list[str]:
    """Return the HTML of each word of an article, title included."""
    found, words = content.editions[edition], content.words
    distinct = [
        form.html
        if word is None or not (word.shown_key or content.has_levels)
        else _word(content, word, form.parts)
        for form, word in zip(found.forms, found.by_number, strict=True)
    ]
    html = [distinct[number] for number in words.numbers]
    switched = {
        words.starts[block] + index: groups
        for block, switches in enumerate(content.switches)
        for index, groups in switches.switched_words(edition).items()
    }
    for place, groups in switched.items():
        word = found.by_number[words.numbers[place]]
        html[place] = _ruby_or_word(content, word, groups)
    for word in found.page_words if content.has_first_uses else ():
        groups = switched.get(word.first, found.forms[words.numbers[word.first]].groups)
        html[word.first] = _word(content, word, markup.word_parts(groups), is_first=True)
    return html


def _ruby_or_word(
    content: ArticleContent, word: PageWord | None, groups: Sequence[RubyGroup]
) -> str:
    if word is None:
        return markup.ruby(groups)
    return _word(content, word, markup.word_parts(groups))


def _word(
    content: ArticleContent, word: PageWord, parts: markup.WordParts, *, is_first: bool = False
) -> str:
    """Return the HTML of a word, given its parts."""
    levels = word.record.levels if content.has_levels else ""
    return markup.word(word.shown_key, levels, parts, is_first=is_first)


def _part(gap: Gap, content: ArticleContent, edition: Edition) -> str:
    """Return the HTML of a part of a word, which Markdown separates from the rest."""
    words, found = content.words, content.editions[edition]
    place = words.starts[gap.block] + gap.word
    readings = content.switches[gap.block].in_edition(edition)
    groups = readings.groups(words.words[place], gap.part)
    word = found.by_number[words.numbers[place]]
    if word is None:
        return markup.ruby(groups)
    is_first = content.has_first_uses and word.first == place
    levels = word.record.levels if content.has_levels else ""
    return markup.word(f"#{word.key}", levels, markup.word_parts(groups), is_first=is_first)


def render_vocabulary(
    content: ArticleContent, edition: Edition, facts: SiteFacts, renderer: Renderer
) -> str:
    """Render the page with the words of an article."""
    meta = content.article.meta

    def page_address(other: Edition) -> PurePosixPath:
        return addresses.vocabulary(other, meta.slug)

    here = page_address(edition)
    title_id = content.article.title.id
    words, found = content.words, content.editions[edition]

    @cache
    def text(id_: str) -> str:
        texts = (found.forms[words.numbers[place]].text for place in words.sentence(id_))
        return plain_text(texts) if id_.startswith(title_id) else beginning_of(texts)

    listed = listed_words(found.page_words)
    ids = [words.words[word.first].sentence_id for word in listed]
    used = _used_terms(content)
    title = facts.phrases.converted(meta.title.zh, edition)
    article_href = addresses.relative(here, addresses.article(edition, meta.slug))
    rows = vocabulary_rows(
        (
            ("" if id_.startswith(title_id) else id_, text(id_), word)
            for id_, word in zip(ids, listed, strict=True)
        ),
        edition,
        article_href,
    )
    view = ArticleVocabularyView(
        page=facts.page(page_address, edition, title),
        title=title,
        title_en=meta.title.en,
        article_href=article_href,
        rows=Markup(rows),
        count=len(listed),
        words_href=addresses.relative(here, addresses.words(meta.slug)),
        terms=tuple(facts.term(term, edition, here) for term in facts.terms if term.id in used),
        statistics=content.statistics,
    )
    return renderer.render("vocabulary.html", view)
