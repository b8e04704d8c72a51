"""The sentences of an article in an edition, which its pop-up and those of other articles show.

    /static/articles/<slug>/<edition>.js    the title, then the sentences

The value of the script is one string: a line for the title and one for each sentence, which has
its id and the words, separated by `SEPARATOR`. Only words with Han characters are separated from
others.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.characters import IS_HAN
from generator.model import ATOM, Block

SEPARATOR = "\x7f"
"""A control character that JSON need not escape, unlike the others."""

_PLAIN = str.maketrans({ATOM: "", "\n": " ", "\t": " ", SEPARATOR: " "})


def sentence_lines(
    blocks: Sequence[Block], numbers: Sequence[Sequence[int]], texts: Sequence[str]
) -> list[str]:
    """Return the line of each sentence of the blocks.

    `numbers` has those of the words of each block, and `texts` the text of each number.
    """
    plain = [text.translate(_PLAIN) for text in texts]
    is_han = [IS_HAN.search(text) is not None for text in plain]
    lines = []
    for block, in_block in zip(blocks, numbers, strict=True):
        index, words = 0, block.layers.words
        for sentence in block.sentences:
            line = [sentence.id]
            after_other, end = False, sentence.span.end
            while index < len(words) and words[index].span.end <= end:
                number = in_block[index]
                index += 1
                if not plain[number]:
                    continue
                if after_other and not is_han[number]:
                    line[-1] += plain[number]
                else:
                    line.append(plain[number])
                after_other = not is_han[number]
            lines.append(SEPARATOR.join(line))
    return lines
