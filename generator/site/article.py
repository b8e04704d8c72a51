"""The pages of one article: its text in an edition, and the words it is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.language.levels import STANDARDS, word_level
from generator.model import ATOM, Alignment, Article, Block, Edition, Sentence, Span
from generator.site import addresses
from generator.site.context import SiteContext
from generator.site.files import Files
from generator.site.inline import cut, echo, relink
from generator.site.lookup import Lookup, PageWord
from generator.site.statistics import Statistics, level_label, statistics
from generator.site.text import TextWriter, weave_block, with_children
from generator.site.views import (
    ArticleView,
    ArticleVocabularyView,
    Link,
    TranslationView,
    VocabularyView,
)
from generator.spelling.edition_text import span_in_edition


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Makes the views of an article, edition by edition."""

    article: Article
    context: SiteContext
    files: Files
    examples: Container[str] = ()
    """The words that the site has other sentences with."""

    def views(
        self, edition: Edition, writer: TextWriter
    ) -> tuple[ArticleView, ArticleVocabularyView]:
        """The article page and its vocabulary page."""
        article, context = self.article, self.context
        meta, say = article.meta, context.phrases.say

        def target(other: Edition) -> PurePosixPath:
            return addresses.article(other, meta.slug)

        here = target(edition)
        lookup = Lookup(
            article.script, edition, context.engines, context.config.pinyin.style, self.examples
        )
        title = self._title(edition, writer, lookup)
        body = self._body(edition, writer, lookup, here)
        frame = context.page(target, edition, say(meta.title.zh, edition))
        used = {use.term_id for b in self._blocks() for use in b.layers.terms}
        terms = [term for term in context.terms if term.id in used]
        tags = tuple(
            Link(
                say(tag, edition),
                addresses.relative(here, addresses.home(edition), context.tag_id(tag)),
            )
            for tag in meta.tags
        )
        figures = statistics(article, lambda text: context.engines.simplified(text, article.script))
        view = ArticleView(
            page=frame,
            title=title,
            title_en=meta.title.en,
            author=say(meta.author, edition),
            date=meta.date.isoformat() if meta.date else "",
            source=say(meta.source, edition),
            source_url=meta.source_url,
            licence=say(meta.licence, edition),
            level=meta.level,
            tags=tags,
            body=body,
            has_translation=article.translation is not None,
            machine_translation=article.translation is not None and article.translation.machine,
            terms=tuple(context.term(term, edition, here) for term in terms),
            dictionary=lookup.json(),
            vocabulary_href=addresses.relative(here, addresses.vocabulary(edition, meta.slug)),
            statistics=figures,
        )
        context.characters.update(lookup.characters())
        return view, self._vocabulary(edition, lookup, here, figures)

    def _blocks(self) -> tuple[Block, ...]:
        return (self.article.title, *self.article.blocks)

    def _title(self, edition: Edition, writer: TextWriter, lookup: Lookup) -> Markup:
        title = self.article.title
        children = self.article.title_tokens[0].children or []
        return writer.write_inline(
            weave_block(
                title,
                children,
                edition,
                look_up=lookup.look_up,
                sentences=False,
                how=self.context.config.pinyin,
            )
        )

    def _body(
        self, edition: Edition, writer: TextWriter, lookup: Lookup, here: PurePosixPath
    ) -> Markup:
        article = self.article
        english = (
            _EnglishSentences(article, writer, self.files, here, edition)
            if article.translation
            else None
        )
        woven = {}
        for block in article.blocks:
            woven[block.token] = weave_block(
                block,
                article.skeleton[block.token].children or [],
                edition,
                look_up=lookup.look_up,
                translations=tuple(english.beside(block)) if english is not None else (),
                resolve=lambda address: self.files.resolve(address, article.path, here, edition),
                how=self.context.config.pinyin,
            )
        return writer.write(with_children(article.skeleton, woven))

    def _vocabulary(
        self,
        edition: Edition,
        lookup: Lookup,
        article_page: PurePosixPath,
        figures: Statistics,
    ) -> ArticleVocabularyView:
        meta, say = self.article.meta, self.context.phrases.say

        def target(other: Edition) -> PurePosixPath:
            return addresses.vocabulary(other, meta.slug)

        here = target(edition)
        sentences = {s.id: (b, s) for b in self._blocks() for s in b.sentences}
        used = {word.term_id for word in lookup.words}
        terms = [term for term in self.context.terms if term.id in used]
        text = cache(lambda id_: _sentence_text(*sentences[id_], edition))
        article_href = addresses.relative(here, article_page)
        rows = tuple(
            self._row(word, text(word.sentence_id), article_href)
            for word in lookup.words
            if word.entries or word.name or word.term_id
        )
        title = say(meta.title.zh, edition)
        return ArticleVocabularyView(
            page=self.context.page(target, edition, title),
            title=title,
            title_en=meta.title.en,
            article_href=article_href,
            rows=rows,
            terms=tuple(self.context.term(term, edition, here) for term in terms),
            statistics=figures,
        )

    def _row(self, word: PageWord, sentence: str, article_href: str) -> VocabularyView:
        in_title = word.sentence_id.startswith(self.article.title.id)
        return VocabularyView(
            text=word.text,
            pinyin=word.pinyin,
            entries=word.entries,
            levels=tuple((list_, _level(word.simplified, list_)) for list_ in STANDARDS),
            count=word.count,
            sentence_href=article_href if in_title else f"{article_href}#{word.sentence_id}",
            sentence=sentence,
        )


def _level(simplified: str, standard: str) -> str:
    found = word_level(simplified, standard)
    return level_label(found) if found else ""


def _sentence_text(block: Block, sentence: Sentence, edition: Edition) -> str:
    return span_in_edition(block, sentence.span, edition).strip().replace(ATOM, "")


class _EnglishSentences:
    """The English of an article, by the Chinese sentence that it stands after."""

    def __init__(
        self,
        article: Article,
        writer: TextWriter,
        files: Files,
        page: PurePosixPath,
        edition: Edition,
    ) -> None:
        translation = article.translation
        assert translation is not None
        self._writer = writer
        self._resolve = lambda address: files.resolve(address, translation.path, page, edition)
        self._skeleton = translation.skeleton
        self._sentences = {s.id: (b, s) for b in translation.blocks for s in b.sentences}
        self._by_last: dict[str, list[Alignment]] = {}
        last = ""
        for alignment in article.alignments:
            last = alignment.zh_ids[-1] if alignment.zh_ids else last
            if not alignment.en_ids:
                continue
            if last:  # English without Chinese follows what came before it
                self._by_last.setdefault(last, []).append(alignment)

    def beside(self, block: Block) -> Iterator[tuple[Span, TranslationView]]:
        """What stands in a block: the English, with the span of the Chinese that it follows.

        The span is empty where the Chinese does not say what the English says.
        """
        starts = {sentence.id: sentence.span.start for sentence in block.sentences}
        for sentence in block.sentences:
            end = sentence.span.end
            for alignment in self._by_last.get(sentence.id, ()):
                html = Markup(" ").join(map(self._html, alignment.en_ids)).strip()
                if html:
                    start = min((starts.get(id_, end) for id_ in alignment.zh_ids), default=end)
                    ids = alignment.zh_ids or (sentence.id,)
                    yield Span(start, end), TranslationView(html, ids)

    def _html(self, sentence_id: str) -> Markup:
        block, sentence = self._sentences[sentence_id]
        children = self._skeleton[block.token].children or []
        return Markup(
            self._writer.write_inline(
                echo(cut(relink(children, self._resolve), sentence.span))
            ).strip()
        )


def term_uses(
    articles: Sequence[Article], context: SiteContext, edition: Edition, here: PurePosixPath
) -> Mapping[str, Sequence[Link]]:
    """For each term the links back to the sentences that use it, article by article.

    The first of an article is labelled with its title, the others with their number.
    """
    uses: dict[str, list[Link]] = {}
    for article in articles:
        page = addresses.article(edition, article.meta.slug)
        title = context.phrases.say(article.meta.title.zh, edition)
        seen: dict[str, set[str]] = {}
        for block in article.blocks:
            starts = [s.span.start for s in block.sentences]
            for use in block.layers.terms:
                sentence = block.sentences[bisect_right(starts, use.span.start) - 1]
                places = seen.setdefault(use.term_id, set())
                if sentence.id in places:
                    continue
                places.add(sentence.id)
                href = addresses.relative(here, page, sentence.id)
                label = title if len(places) == 1 else str(len(places))
                uses.setdefault(use.term_id, []).append(Link(label, href))
    return uses
