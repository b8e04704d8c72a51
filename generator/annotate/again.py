"""Annotate an article of which only some blocks have changed since it was annotated.

The layers of a block depend on its text, its marks and the site, and on what the other blocks tell
of names and of the subject: a name that is found in one is sought in all, a surname alone is a
person where the article has named one, and some words are converted by what the article is about.
So a block keeps its layers if it is the same as before and is told the same. Which use of a term is
the first is decided last.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace as replaced

from msgspec import structs

from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.annotate.lone_surnames import surnames_of_persons
from generator.annotate.pipeline import STAGES, annotate, annotate_article
from generator.annotate.sought_names import sought_names
from generator.annotate.stages import with_first_uses
from generator.annotate.variant_stage import subjects_told_by
from generator.language.names.firm_words import firms_of_topic
from generator.model import Article, Block

_NAMES = [stage.name for stage in STAGES].index("names") + 1
_ROUNDS = 4
"""How often what blocks are told may change what others are told, before all are annotated."""
_MOST_NAMES = 100
"""The names that are sought in each block; if more have changed, all blocks are annotated."""
_LOCAL = [stage.name for stage in STAGES].index("words")
"""The stages before look at each block by itself, and are quick."""


def annotate_again(article: Article, engines: Engines, before: Article) -> Article:
    """Annotate an article as `annotate_article` does, given how it was annotated before.

    `before` must have been annotated by the same engines, for the same site; whatever else it is
    makes no difference to the result.
    """
    if engines.stages or before.script is not article.script:
        return annotate_article(article, engines)
    was = [block for block in (before.title, *before.blocks) if block.layers.words]
    known = {_identity(block): block for block in was}
    bare = Document(article.script, (article.title, *article.blocks))
    blocks = annotate(bare, engines, STAGES[:_LOCAL]).blocks
    kept = {
        at: structs.replace(block, layers=known[key].layers)
        for at, block in enumerate(blocks)
        if (key := _identity(block)) in known
    }
    told_before = _Told(was)
    for _ in range(_ROUNDS):
        around = tuple([kept.get(at, block) for at, block in enumerate(blocks)])
        others = [at for at in range(len(blocks)) if at not in kept]
        rest = Document(article.script, tuple([blocks[at] for at in others]), around=around)
        rest = annotate(rest, engines, STAGES[_LOCAL:_NAMES])
        whole = [*kept.items(), *zip(others, rest.blocks, strict=True)]
        told = _Told([block for _, block in sorted(whole, key=lambda item: item[0])])
        names = told.different_names(told_before)
        if kept and (names is None or len(names) > _MOST_NAMES):
            return annotate_article(article, engines)
        same = {
            at: block
            for at, block in kept.items()
            if told.subject(block) == told_before.subject(block)
            and not any(name in block.simplified for name in names or ())
        }
        if len(same) == len(kept):
            break
        kept = same
    else:
        return annotate_article(article, engines)
    rest = annotate(rest, engines, STAGES[_NAMES:])
    done = {**kept, **dict(zip(others, rest.blocks, strict=True))}
    ordered = tuple([done[at] for at in range(len(blocks))])
    title, *annotated = with_first_uses(Document(article.script, ordered)).blocks
    return replaced(article, title=title, blocks=tuple(annotated))


def _identity(block: Block) -> tuple[object, ...]:
    """Return what a block has that decides its layers, apart from the rest of the article."""
    spans = tuple([sentence.span for sentence in block.sentences])
    return block.text, block.simplified, block.marks, spans


class _Told:
    """What the blocks of an article tell each other."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._names = sought_names(blocks)
        self._surnames = surnames_of_persons(blocks)
        self._firms = firms_of_topic([block.simplified for block in blocks])
        self._subjects: dict[object, set[object]] = {}
        for block, subjects in zip(blocks, subjects_told_by(blocks), strict=True):
            self._subjects.setdefault(_identity(block), set()).add(subjects)

    def different_names(self, other: _Told) -> Collection[str] | None:
        """Return the names, surnames and firms that only one of two tells, or as another kind.

        None if those of both have another order, which decides where names overlap.
        """
        kinds, others = self._names.kinds, other._names.kinds
        names = {name for name, _ in kinds.items() ^ others.items()}
        names |= self._names.sure ^ other._names.sure
        ours, theirs = ([name for name in each if name not in names] for each in (kinds, others))
        names |= (self._surnames ^ other._surnames) | (self._firms ^ other._firms)
        return names if ours == theirs else None

    def subject(self, block: Block) -> object:
        """Return the subjects that a block is told of."""
        subjects = self._subjects[_identity(block)]
        # The same block in two places may be told different things: then it is equal to nothing.
        return next(iter(subjects)) if len(subjects) == 1 else object()
