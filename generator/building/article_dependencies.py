"""What an article depends on, apart from its own files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.annotate.engines import Engines
from generator.annotate.vocabulary import fold_ascii
from generator.building.digests import digest
from generator.building.keys import Dependencies
from generator.content.articles import ArticleFiles, SourceArticle
from generator.content.config import Config
from generator.model import Article
from generator.site.files import FileLink, Files


def text_key(program: str, config: Config, source: str) -> str:
    """Return the key of the text of an article, which its annotation depends on."""
    return digest(program, config.html, config.plugins.digest, source)


def find_dependencies(article: Article, source: SourceArticle, engines: Engines) -> Dependencies:
    """Return what an annotated article depends on, without its links."""
    meta, blocks = article.meta, (article.title, *article.blocks)
    facts = meta.author, meta.source, meta.licence, meta.level, meta.description
    texts = (meta.title.zh, *facts, *meta.topics, *meta.series)
    marked = [mark.term for block in blocks for mark in block.marks if mark.term]
    named = [*marked, *(note.term for note in source.notes if note.term)]
    simplified = (*(block.simplified for block in blocks), *map(engines.converter.simplify, texts))
    return Dependencies(
        fold_ascii("\n".join((*simplified, *texts))),
        named_terms=tuple(sorted({str(id_) for id_ in named})),
        has_notes=bool(source.notes or named),
        shown_terms=shown_terms(article),
    )


def shown_terms(article: Article) -> tuple[str, ...]:
    """Return the ids of the terms that an annotated article explains, sorted."""
    blocks = (article.title, *article.blocks)
    return tuple(sorted({use.term_id for block in blocks for use in block.layers.terms}))


def link_targets(
    files: Files, article: ArticleFiles, dependencies: Dependencies
) -> tuple[str, ...]:
    """Return the target of each link of an article as text; empty if there is none."""
    found = []
    for address, is_english in dependencies.links:
        source = article.translation if is_english and article.translation else article.path
        target = files.resolve(address, source)
        if isinstance(target, FileLink):
            found.append(f"{target.place}#{target.fragment}")
        else:
            found.append("" if target is None else f"{target.slug}/#{target.fragment}")
    return tuple(found)


def linked_content(
    files: Files, article: ArticleFiles, dependencies: Dependencies
) -> tuple[bytes, ...]:
    """Return the digest of each file that an article refers to, in the order of its links."""
    found = []
    for address, is_english in dependencies.links:
        source = article.translation if is_english and article.translation else article.path
        target = files.resolve(address, source)
        if isinstance(target, FileLink):
            found.append(_content(target.source))
    return tuple(found)


def _content(path: Path) -> bytes:
    """Return the digest of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()[:16]
    except OSError:
        return b""
