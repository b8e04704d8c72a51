"""The lengths of the blocks of a long text, from which a browser estimates their heights.

Browsers lay out a long text little by little (`static/js/idle_layout.js`), and need the height of
what they have not laid out yet. Each block at the top level gets its number of characters, which
a script gives to the style sheet (`macros/pairs.js`):

    <p data-n="128">
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from generator.model import Article

LONG = 4000
"""The length in characters above which a text is laid out little by little."""


def is_long(article: Article) -> bool:
    """Whether a text is too long to be laid out at once."""
    return sum(len(block.text) for block in article.blocks) > LONG


def measured(article: Article) -> Sequence[Token]:
    """Return the tokens of an article, those that open a block at the top level with its length."""
    lengths = {block.token: len(block.text) for block in article.blocks}
    tokens = list(article.skeleton)
    start = 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting > 0:
            start = start if token.level else index
            continue
        length = sum(lengths.get(inside, 0) for inside in range(start, index))
        if token.nesting < 0 and length:
            opening = tokens[start]
            tokens[start] = opening.copy(attrs={**opening.attrs, "data-n": str(length)})
    return tokens
