"""Read and annotate a site: the first half of building, checking and reviewing.

1. Read the site: configuration, glossary, lexicon, sources.
2. Parse each article and its translation into blocks, and apply its notes.
3. Annotate, then align.
4. Report errors. Each article has a report of its own; they are merged in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.annotate.again import annotate_again
from generator.annotate.corrections import apply_notes
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate_article
from generator.checks.anchors import check_anchors
from generator.checks.article import check_article, check_markdown, check_marks
from generator.checks.prose import check_prose
from generator.content.articles import SourceArticle, SourceTranslation
from generator.content.config import report_plugin
from generator.content.entries import Lexeme
from generator.content.markdown.blocks import (
    parse_markdown,
    parse_plain,
    parse_title,
    parse_title_markdown,
)
from generator.content.markdown.plugin_rules import use_rules
from generator.content.notes import load_notes
from generator.content.pages import TextPage
from generator.content.site import SiteSource, read_site
from generator.diagnostics import Report
from generator.language.scripts.detect import detect_script
from generator.language.sentences.split import with_sentences
from generator.model import Article, Edition, Metadata, Translation
from generator.plugins import PluginError
from generator.prepared import PreparedSite, Progress
from generator.site.files import Files


@dataclass(frozen=True, slots=True)
class ArticleAnnotator:
    """Annotates and aligns the articles of a site."""

    engines: Engines
    files: Files
    html: bool
    gloss: Callable[[str], Iterable[str]]
    term_ids: tuple[str, ...]
    checks: tuple[Callable[[Article, Report], object], ...] = ()
    """The checks of plugins."""

    @classmethod
    def from_source(cls, source: SiteSource) -> ArticleAnnotator:
        """Load the engines for a site."""
        config = source.config
        editions = config.editions
        if all(edition is Edition.HANS for edition in editions):
            # A word's traditional form tells its entries apart (只, 隻), though no page shows it.
            editions = (*editions, Edition.TW)
        plugins = config.plugins.registry
        use_rules(plugins.rules)
        engines = load_engines(source.terms, source.lexemes, editions, config.house, plugins.stages)
        term_ids = tuple(term.id for term in source.terms)
        files, gloss = Files(config.root, source.slugs), gloss_lookup(engines, source.lexemes)
        return cls(engines, files, config.html, gloss, term_ids, tuple(plugins.checks))

    def annotate(
        self, source: SourceArticle, report: Report, before: Article | None = None
    ) -> Article:
        """Annotate an article and align it with its translation; faults are reported.

        `before` is how it was annotated for the same site before it was changed. That makes the
        work less, and no other difference. Raises `PluginError`.
        """
        article = _parse(source, report, html=self.html)
        article = apply_notes(article, source.notes, self.engines, self.term_ids, report)
        if before is None:
            article = annotate_article(article, self.engines)
        else:
            article = annotate_again(article, self.engines, before)
        check_anchors(article, report)
        if source.cues is not None:
            # Imported late, as below.
            from generator.alignment.recording import align_recording

            simplify = self.engines.converter.simplify
            recording = align_recording(article, source.cues, simplify, report)
            article = replace(article, recording=recording)
        article = self._aligned(article, report)
        for check in self.checks:
            check(article, report)
        return article

    def _aligned(self, article: Article, report: Report) -> Article:
        """Align an article with its translation, if it has one."""
        translation = article.translation
        if translation is None:
            return article
        # Imported late, since many builds change no article that has a translation.
        from generator.alignment.align import align
        from generator.alignment.section_report import report_pairs
        from generator.alignment.sections import pair_sections

        zh, en = article.blocks, translation.blocks
        sections = pair_sections(zh, en, lookup=self.gloss)
        report_pairs(sections, zh_path=article.path, en_path=translation.path, report=report)
        pairs = align(zh, en, lookup=self.gloss, sections=sections)
        return replace(article, alignments=pairs)

    def annotate_page(self, page: TextPage, report: Report) -> Article:
        """Return a page of the author as an article, so that it is converted like the others."""
        parsed = parse_markdown(page.body, line=page.body_line, html=self.html)
        check_markdown(parsed, page.path, report)
        tokens, title = parse_title("")
        script = detect_script(page.title.zh + page.body)
        meta = Metadata(page.slug, page.title)
        article = Article(page.path, meta, script, parsed.skeleton, parsed.blocks, title, tokens)
        notes = load_notes(page.notes, report)
        noted = apply_notes(article, notes, self.engines, self.term_ids, report)
        return annotate_article(noted, self.engines)


class AnnotationCache:
    """Annotated articles, reused in the next run unless their sources or the site change."""

    def __init__(self) -> None:
        self._site: object = None
        self._annotator: ArticleAnnotator | None = None
        self._articles: dict[Path, tuple[SourceArticle, Article, Report]] = {}

    def annotator(self, source: SiteSource) -> ArticleAnnotator:
        """Return the annotator of a site, a new one if settings, terms or lexicon changed."""
        site = (source.config, source.terms, source.lexemes)
        if self._annotator is None or self._site != site:
            self._articles.clear()
            self._site, self._annotator = site, ArticleAnnotator.from_source(source)
        files = Files(source.config.root, source.slugs)
        self._annotator = replace(self._annotator, files=files)
        return self._annotator

    def article(
        self, annotator: ArticleAnnotator, source: SourceArticle, report: Report
    ) -> Article:
        """Return an annotated article, from the cache if it is unchanged, and add its report."""
        cached = self._articles.get(source.path)
        if cached is None or cached[0] != source:
            own_report = Report()
            cached = source, annotator.annotate(source, own_report), own_report
            self._articles[source.path] = cached
        _, article, own_report = cached
        report.merge(own_report)
        return article


def prepare(
    root: Path,
    report: Report,
    *,
    drafts: bool = False,
    progress: Progress | None = None,
    cache: AnnotationCache | None = None,
) -> PreparedSite:
    """Read and annotate a site; it may be built only if the report has no errors.

    Articles are annotated even if other files have errors, so that all are reported at once.
    Unchanged articles are taken from `cache`.
    """
    source = read_site(root, report, drafts=drafts)
    cache = cache or AnnotationCache()
    annotator = cache.annotator(source)
    articles = []
    for number, item in enumerate(source.articles):
        if progress is not None:
            progress("Annotating", number, len(source.articles))
        own_report = Report()
        try:
            article = cache.article(annotator, item, own_report)
        except PluginError as error:
            report_plugin(error, report)
            break
        # Links to files are checked in every run, since any file may have changed.
        check_article(article, annotator.files, own_report)
        articles.append(article)
        report.merge(own_report)
    if progress is not None:
        progress("Annotating", len(source.articles), len(source.articles))
    about = None if source.about is None else annotator.annotate_page(source.about, report)
    pages = tuple(annotator.annotate_page(page, report) for page in source.pages)
    return PreparedSite(source, annotator.engines, tuple(articles), about, annotator.files, pages)


def _parse(source: SourceArticle, report: Report, *, html: bool) -> Article:
    """Parse an article and its translation into blocks."""
    if source.plain:
        first, _, skeleton, blocks = parse_plain(source.body, line=source.body_line)
        meta = source.meta
        if not meta.title.zh:
            meta = replace(meta, title=replace(meta.title, zh=first))
    else:
        parsed = parse_markdown(source.body, line=source.body_line, html=html)
        check_markdown(parsed, source.path, report)
        check_prose(parsed, source.path, report)
        skeleton, blocks = parsed.skeleton, parsed.blocks
        meta = source.meta
    title = parse_title_markdown(meta.title.zh, line=source.title_line, column=source.title_column)
    check_marks(title, source.path, report)
    title_block = title.blocks[0]
    text = meta.title.zh + "".join(block.text for block in blocks)
    script = meta.script or detect_script(text)
    translation = None
    if source.translation is not None:
        translation = _translation(source.translation, report, html=html)
        if not meta.title.en and translation.title:
            meta = replace(meta, title=replace(meta.title, en=translation.title))
    plain_title = replace(meta.title, zh=title_block.text)
    return Article(
        path=source.path,
        meta=replace(meta, title=plain_title),
        script=script,
        skeleton=skeleton,
        blocks=blocks,
        title=title_block,
        title_tokens=title.skeleton,
        translation=translation,
    )


def _translation(source: SourceTranslation, report: Report, *, html: bool) -> Translation:
    title = source.title
    if source.plain:
        first, _, skeleton, blocks = parse_plain(source.body, prefix="e", line=source.body_line)
        title = title or first
    else:
        parsed = parse_markdown(source.body, prefix="e", line=source.body_line, html=html)
        check_markdown(parsed, source.path, report)
        skeleton, blocks = parsed.skeleton, parsed.blocks
    sentences = tuple(with_sentences(block, lang="en") for block in blocks)
    return Translation(
        source.path,
        title,
        skeleton,
        sentences,
        machine=source.machine,
        machine_line=source.machine_line,
    )


def gloss_lookup(
    engines: Engines, lexemes: Iterable[Lexeme] = ()
) -> Callable[[str], Iterable[str]]:
    """Return a function that looks up the English words that may translate a Chinese word.

    They are taken from the dictionary, the glossary and `lexemes`.
    """
    english = {lexeme.text: lexeme.english for lexeme in lexemes if lexeme.english}

    @lru_cache(maxsize=16384)
    def words(chinese: str) -> tuple[str, ...]:
        simplified = engines.converter.simplify(chinese)
        texts = [s for e in engines.dictionary.entries(simplified) for s in e.senses]
        term = engines.site.term(simplified)
        if term is not None:
            texts.append(term.term.english)
        if chinese in english:
            texts.append(english[chinese])
        return tuple(dict.fromkeys(re.findall(r"[A-Za-z][A-Za-z'-]+", " ".join(texts))))

    return words
