"""The named, ordered table of stages, and the loop that runs them.

    simplified -> sentences -> words -> terms -> names -> readings -> variants -> senses
        -> grammar

A stage takes a `Document` and returns a new one. It does no I/O and has no state; it gets the
engines that it needs from `Engines`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.annotate import (
    grammar_stage,
    name_stage,
    reading_stage,
    sense_stage,
    stages,
    variant_stage,
)
from generator.annotate.document import Document
from generator.annotate.engines import Engines
from generator.model import Article


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: `run` needs the layers in `requires` and fills in `provides`."""

    name: str
    requires: tuple[str, ...]
    provides: str
    run: Callable[[Document, Engines], Document]


STAGES: tuple[Stage, ...] = (
    Stage("simplified", (), "simplified", stages.simplified),
    Stage("sentences", (), "sentences", stages.sentences),
    Stage("words", ("simplified", "sentences"), "words", name_stage.words),
    Stage("terms", ("words",), "terms", stages.terms),
    Stage("names", ("words",), "names", name_stage.names),
    Stage("readings", ("sentences", "words", "names"), "readings", reading_stage.readings),
    Stage("variants", ("words", "names", "readings"), "variants", variant_stage.variants),
    Stage("senses", ("words", "names", "readings", "variants"), "senses", sense_stage.senses),
    Stage("grammar", ("words", "names", "readings"), "grammar", grammar_stage.grammar),
)
"""The stages in the order they run; a test proves that it satisfies `requires`."""


WRITING = tuple(each for each in STAGES if each.name not in ("readings", "senses", "grammar"))
"""The stages that decide how a text is written in each edition, whatever its readings are."""


def annotate(document: Document, engines: Engines, stages: Sequence[Stage] = STAGES) -> Document:
    """Run every stage over a document, then those of plugins."""
    for stage in stages:
        document = stage.run(document, engines)
    for run in engines.stages:
        document = run(document, engines)
    return document


def convert(document: Document, engines: Engines) -> Document:
    """Run the stages that a text needs that is only to be written in other editions.

    The stages of plugins may need any layer, so with them all stages run.
    """
    return annotate(document, engines, STAGES if engines.stages else WRITING)


def annotate_article(article: Article, engines: Engines) -> Article:
    """Annotate the title and the blocks of an article, the title first, as in the text."""
    done = annotate(Document(article.script, (article.title, *article.blocks)), engines)
    return replace(article, title=done.blocks[0], blocks=done.blocks[1:])
