"""The sentences of an article, which its pop-up and those of other articles show.

    /static/articles/<slug>/sentences.js    the title, then the sentences, for all editions

The value of the script has the `editions` of the site and `lines`, one string. It has a group of
lines for the title, with an empty id, and one for each sentence: the id, then the words in each
edition, separated by `SEPARATOR`. A word is empty if it is what last stood for that of the edition
before, or if that is new and its characters tell the word (`guesses.py`); of others, the characters
that are as they were are left out. Empty words at the end are left out. Only words with Han
characters are separated from others. `english` has the English of sentences by id, if the article
has a translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language.characters import IS_HAN
from generator.model import ATOM, Article, Block
from generator.site.guesses import HOLE, Guesses

SEPARATOR = "\x7f"
"""A control character that JSON need not escape, unlike the others."""

_PLAIN = str.maketrans({ATOM: "", "\n": " ", "\t": " ", SEPARATOR: " ", HOLE: " "})
_NOT_PLAIN = frozenset(map(chr, _PLAIN))


def sentence_lines(
    blocks: Sequence[Block],
    numbers: Sequence[Sequence[int]],
    editions: Sequence[Sequence[str]],
    *,
    titles: Sequence[str] = (),
    shown: Sequence[Sequence[str]] | None = None,
) -> list[str]:
    """Return the lines of the title, if it is given, and of the sentences of the blocks.

    `numbers` has those of the words of each block, and `editions` the text of each number in each
    edition, with Han characters in all or in none. `shown` has what to write instead of the texts,
    with the same words between separators; such lines have all words, or none if they are the same
    as the line before.
    """
    plain = list(map(_plain, editions))
    # Each text after a separator, then each without one.
    pieces = [[*(f"{SEPARATOR}{text}" for text in texts), *texts] for texts in shown or plain]
    known: list[_Known] = [({}, Guesses()) for _ in editions]
    lines = ["", *_without_known(titles, known)] if titles else []
    for id_, places in _sentences(blocks, numbers, plain[0]):
        rows = [
            "".join([texts[place] for place in places]).removeprefix(SEPARATOR) for texts in pieces
        ]
        lines.append(id_)
        lines += _without_known(rows, known) if shown is None else _without_same(rows)
    return lines


def _plain(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as they stand in a line."""
    if _NOT_PLAIN.isdisjoint("".join(texts)):
        return texts
    return [text.translate(_PLAIN) for text in texts]


_Known = tuple[dict[str, str], Guesses]
"""What last stood for a word of the edition before, and for its characters."""


def _without_known(rows: Sequence[str], known: Sequence[_Known]) -> Iterator[str]:
    """Yield rows without what `known`, for each edition, tells, and add the rest to it."""
    before: list[str] = []
    for row, (ours, guesses) in zip(rows, known, strict=True):
        words = row.split(SEPARATOR)
        left = [] if before else words
        for theirs, word in zip(before, words, strict=True) if before else ():
            last = ours.get(theirs)
            if last == word:
                left.append("")
                continue
            rest = guesses.form_left(theirs, word)
            if rest:
                guesses.learn_form(theirs, word)
            left.append(rest or ("" if last is None else HOLE * len(word)))
            ours[theirs] = word
        yield SEPARATOR.join(left).rstrip(SEPARATOR)
        before = words


def _without_same(rows: Sequence[str]) -> Iterator[str]:
    """Yield rows, empty if they are the same as the row before."""
    before = ""
    for row in rows:
        yield "" if row == before else row
        before = row


def english_sentences(article: Article) -> dict[str, str]:
    """Return the English of sentences by the id; those that are translated together share it."""
    if article.translation is None:
        return {}
    texts = {
        sentence.id: sentence.span.of(block.text).translate(_PLAIN).strip()
        for block in article.translation.blocks
        for sentence in block.sentences
    }
    return {
        id_: english
        for alignment in article.alignments
        if (english := " ".join(texts[each] for each in alignment.en_ids))
        for id_ in alignment.zh_ids
    }


def _sentences(
    blocks: Sequence[Block], numbers: Sequence[Sequence[int]], texts: Sequence[str]
) -> Iterator[tuple[str, list[int]]]:
    """Yield the id of each sentence and the places of the pieces that it consists of."""
    is_han = [IS_HAN.search(text) is not None for text in texts]
    for block, in_block in zip(blocks, numbers, strict=True):
        index, words = 0, block.layers.words
        for sentence in block.sentences:
            places: list[int] = []
            after_other, end = False, sentence.span.end
            while index < len(words) and words[index].span.end <= end:
                number = in_block[index]
                index += 1
                if not texts[number]:
                    continue
                is_joined = after_other and not is_han[number]
                places.append(number + len(texts) if is_joined else number)
                after_other = not is_han[number]
            yield sentence.id, places
