"""The sentences of an article with their words and their English, for formats of linguists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import ATOM, AnnotatedWord, Article, Block, WordKind
from generator.site.article_content import ArticleContent
from generator.site.word_record import WordRecord

_BETWEEN_WORDS = re.compile(rf"(?<=\w){ATOM}(?=\w)")


@dataclass(frozen=True, slots=True)
class ExportedWord:
    """A word, or a part of one that has a space in it."""

    form: str
    word: AnnotatedWord
    record: WordRecord | None
    """What is looked up; None for punctuation and for a part of a word."""
    space_after: bool


@dataclass(frozen=True, slots=True)
class ExportedSentence:
    """A sentence that has words, in the script of the author."""

    id: str
    block: Block
    words: tuple[ExportedWord, ...]
    english: str
    """Empty if it has no translation; sentences that are translated together share it."""

    @property
    def text(self) -> str:
        """Its text, without images, formulas, notes and the like, and with single spaces."""
        return "".join(
            word.form + (" " if word.space_after else "") for word in self.words
        ).rstrip()


def exported_sentences(content: ArticleContent) -> Iterator[ExportedSentence]:
    """Yield the sentences of an article, the title first."""
    english = sentence_translations(content.article)
    words = next(iter(content.editions.values()))
    for number, block in enumerate(content.blocks):
        start = content.words.starts[number]
        for sentence in block.sentences:
            found: list[ExportedWord] = []
            for word in block.words_in(sentence.span):
                page_word = words.by_number[content.words.numbers[start + word.index]]
                _add(found, word, None if page_word is None else page_word.record)
            if found:
                translation = english.get(sentence.id, "")
                yield ExportedSentence(sentence.id, block, tuple(found), translation)


def sentence_translations(article: Article) -> dict[str, str]:
    """Return the English of sentences by the id; those that are translated together share it."""
    if article.translation is None:
        return {}
    texts = {
        sentence.id: english_text(sentence.span.of(block.text))
        for block in article.translation.blocks
        for sentence in block.sentences
    }
    return {
        id_: " ".join(filter(None, (texts[each] for each in pair.en_ids)))
        for pair in article.alignments
        for id_ in pair.zh_ids
    }


def english_text(text: str) -> str:
    """Return a text in English on one line, without what is not text."""
    return " ".join(_plain(_BETWEEN_WORDS.sub(" ", text).replace(ATOM, "")).split())


def _add(found: list[ExportedWord], word: AnnotatedWord, record: WordRecord | None) -> None:
    """Add the pieces of a word to those before it."""
    text = _plain(word.text.replace(ATOM, ""))
    pieces = text.split()
    if found and (text[:1].isspace() or word.kind is WordKind.SPACE):
        found[-1] = _spaced(found[-1])
    for number, piece in enumerate(pieces, 1):
        is_last = number == len(pieces)
        spaced = not is_last or text[-1:].isspace()
        found.append(ExportedWord(piece, word, record if len(pieces) == 1 else None, spaced))


def _spaced(word: ExportedWord) -> ExportedWord:
    return ExportedWord(word.form, word.word, word.record, space_after=True)


def _plain(text: str) -> str:
    """Return a text in NFC without characters that lines of text and XML cannot have."""
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept))
