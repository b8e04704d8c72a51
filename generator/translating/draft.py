"""Split an article into sentences to translate, and compose a draft from their translations.

1. `split_passages` splits the title and each block into sentences, each with its tags and with the
   agreed translations of its terms and names. Sentences without Han characters stay unchanged.
2. `machine_frame` is the Markdown of the article with holes for the blocks, so that headings,
   lists, tables, quotations and code are preserved, and `compose` fills the holes.
3. `check_blocks` parses the draft again: its blocks must match those of the article.

An inline footnote (`^[…]`) becomes one with a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from generator.alignment.term_base import AgreedTerms, TermBase
from generator.content.articles import SourceArticle
from generator.content.frontmatter import split_front_matter
from generator.content.markdown.blocks import parse
from generator.content.write_ignores import without_ignores
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Block
from generator.site.inline import slice_children
from generator.translating.directives import read_blocks
from generator.translating.frame import (
    TRANSLATOR,
    body_frame,
    fill_frame,
    hole,
    machine_front_matter,
)
from generator.translating.tags import BARE, TaggedText, insert_tags, restore_markdown


class DraftError(Exception):
    """Raised when the blocks of a draft do not match those of the article."""


class RefusedError(Exception):
    """Raised when a draft cannot be written safely; `hint` is the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, with the same id as on the page: `b3.s1`."""

    id: str
    source: TaggedText
    agreed: AgreedTerms = ()

    @property
    def needs_translating(self) -> bool:
        """Whether it contains Chinese; otherwise the draft has it unchanged."""
        return has_han(self.source.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a block or of the title."""

    block: Block
    units: tuple[Unit, ...]
    is_title: bool = False


def split_passages(article: Article, term_base: TermBase) -> list[Passage]:
    """Split the title and the blocks of an annotated article into sentences."""
    label = _footnote_labels(article.skeleton)
    title = article.title
    agreed = term_base.agreed_terms(title, 0, len(title.text))
    units: tuple[Unit, ...] = (Unit(f"{title.id}.s1", TaggedText(title.text.strip()), agreed),)
    found = [Passage(title, units, is_title=True)]
    for block in article.blocks:
        children = article.skeleton[block.token].children or []
        units = tuple(
            Unit(
                sentence.id,
                insert_tags(slice_children(children, sentence.span), label),
                term_base.agreed_terms(block, sentence.span.start, sentence.span.end),
            )
            for sentence in block.sentences
        )
        found.append(Passage(block, units))
    return found


@dataclass(frozen=True, slots=True)
class _FootnoteLabels:
    """Returns the label of a footnote reference, a new one for an inline footnote."""

    used: frozenset[str]

    def __call__(self, token: Token) -> str:
        label = token.meta.get("label")
        return str(label) if label else self.new_label(int(token.meta["id"]))

    def new_label(self, number: int) -> str:
        label = f"note-{number + 1}"
        while label in self.used:
            label += "a"
        return label


def _footnote_labels(skeleton: Sequence[Token]) -> _FootnoteLabels:
    children = [child for token in skeleton for child in token.children or ()]
    return _FootnoteLabels(frozenset(str(c.meta["label"]) for c in children if c.meta.get("label")))


def render_sentence(unit: Unit, english: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown of a translation, and descriptions of the tags that it lost.

    Emphasis that Markdown would not recognise, as beside some brackets, is left out.
    """
    done = restore_markdown(english, unit.source.tags)
    pairs = len([tag for tag in unit.source.tags if not tag.is_empty and tag not in done.lost])
    tokens, blocks = parse(done.markdown)
    opened = [
        child
        for token in tokens
        for child in token.children or ()
        if child.nesting == 1 and child.markup not in BARE
    ]
    if len(blocks) <= 1 and len(opened) == pairs:
        return done.markdown, tuple(tag.about for tag in done.lost)
    kept = [tag for tag in unit.source.tags if tag.is_empty or tag.closing.startswith("]")]
    plain = restore_markdown(_without_emphasis(english, unit), kept)
    lost = [tag for tag in unit.source.tags if tag not in kept]
    return plain.markdown, tuple(tag.about for tag in (*plain.lost, *lost))


def _without_emphasis(english: str, unit: Unit) -> str:
    """Remove the tags of emphasis from a translation."""
    for tag in unit.source.tags:
        if not (tag.is_empty or tag.closing.startswith("]")):
            english = english.replace(f"<{tag.number}>", "").replace(f"</{tag.number}>", "")
    return english


def join_sentences(sentences: Iterable[str]) -> str:
    """Join the Markdown of the sentences of a block; no space follows a hard break."""
    return " ".join(filter(None, sentences)).replace("\\\n ", "\\\n").removesuffix("\\\n")


def source_markdown(unit: Unit) -> str:
    """Return the Markdown of a sentence itself, untranslated."""
    return restore_markdown(unit.source.text, unit.source.tags).markdown


def machine_frame(source: SourceArticle, article: Article) -> str:
    """Return the frame of a new draft: that of the article, without its ignore comments."""
    if source.plain:
        body = "\n\n".join(hole(number + 1) for number in range(len(article.blocks))) + "\n"
        return machine_front_matter() + body
    label = _footnote_labels(article.skeleton)
    # The caption of a figure is inside the Markdown of its image, which stays as it is.
    empty = {
        n
        for n, block in enumerate(article.blocks, start=1)
        if not block.sentences or block.tag == "figure"
    }
    body = without_ignores(body_frame(source.body, article.skeleton, article.blocks, empty))
    notes: list[str] = []
    note = 0
    by_token = {block.token: n for n, block in enumerate(article.blocks, start=1)}
    for index, token in enumerate(article.skeleton):
        if token.type == "footnote_open":
            note = int(token.meta["id"])
        number = by_token.get(index, 0)
        if token.map is None and number and number not in empty:
            notes.append(f"[^{label.new_label(note)}]: {hole(number)}\n")
    if notes:
        body = body.rstrip("\n") + "\n\n" + "\n".join(notes)
    return machine_front_matter() + body.lstrip("\n")


def compose(frame: str, article: Article, english: Mapping[str, str], *, translator: str) -> str:
    """Fill a frame; `english` has the Markdown of the title and of each block by id."""
    texts = {0: english[article.title.id], TRANSLATOR: translator}
    for number, block in enumerate(article.blocks, start=1):
        text = english[block.id]
        texts[number] = escape_cell(text) if block.tag in ("td", "th") else text
    return fill_frame(frame, texts)


def frame_fits(frame: str, article: Article, *, html: bool) -> bool:
    """Whether a frame has a hole for each block of an article, and shows the filled-in text."""
    label = _footnote_labels(article.skeleton)
    texts = {0: "", TRANSLATOR: ""}
    for number, block in enumerate(article.blocks, start=1):
        children = article.skeleton[block.token].children or ()
        notes = [f"[^{label(child)}]" for child in children if child.type == "footnote_ref"]
        texts[number] = "".join((f"x{number}", *notes))
    _, body, _ = split_front_matter(fill_frame(frame, texts), Path(), Report())
    found = [content.plain for content in read_blocks(body, html=html)]
    return len(found) == len(article.blocks) and all(
        text == texts[number] or not block.sentences
        for number, (text, block) in enumerate(zip(found, article.blocks, strict=True), start=1)
    )


def check_blocks(draft: str, article: Article, *, html: bool) -> None:
    """Raise `DraftError` if the blocks of a draft do not match those of the article."""
    _, body, _ = split_front_matter(draft, Path(), Report())
    tags = [block.tag for block in parse(body, html=html)[1]]
    expected = [block.tag for block in article.blocks]
    if tags != expected:
        pairs = enumerate(zip(tags, expected, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(tags), len(expected)))
        line = article.blocks[min(at, len(expected) - 1)].line
        raise DraftError(f"The draft would have no block that matches the one on line {line}")


def escape_cell(markdown: str) -> str:
    """Return Markdown for a table cell: on one line, with its bars escaped."""
    return markdown.replace("\\\n", " ").replace("|", "\\|")
