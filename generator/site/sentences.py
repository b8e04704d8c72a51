"""The sentences of an article in an edition, which its pop-up and those of other articles show.

    /static/articles/<slug>/<edition>.js    the title, then the sentences

The value of the script is one string: a line for the title and one for each sentence, which has
its id and the words, separated by tabs. Only words with Han characters are separated from others.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.characters import IS_HAN
from generator.model import ATOM, Block

_PLAIN = str.maketrans({ATOM: "", "\n": " ", "\t": " "})


def sentence_lines(blocks: Sequence[Block], texts: Sequence[Sequence[str]]) -> list[str]:
    """Return the line of each sentence of the blocks, given the texts of their words."""
    lines = []
    for block, shown in zip(blocks, texts, strict=True):
        index, words = 0, block.layers.words
        for sentence in block.sentences:
            line = [sentence.id]
            is_han = True
            while index < len(words) and words[index].span.end <= sentence.span.end:
                text = shown[index].translate(_PLAIN)
                index += 1
                if not text:
                    continue
                is_other = not IS_HAN.search(text)
                if is_other and not is_han:
                    line[-1] += text
                else:
                    line.append(text)
                is_han = not is_other
            lines.append("\t".join(line))
    return lines
