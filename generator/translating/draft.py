"""An article as sentences to translate, and their translations as a draft with the same blocks.

1. `passages` cuts the title and each block into its sentences, each with its tags and with the
   agreed translations of the terms and names in it. What has no Han character stays as it is.
2. `machine_frame` is the author's own Markdown with holes for the blocks, so that headings, lists,
   tables, quotations and code stay what they are, and `compose` fills them.
3. `prove` parses the draft again: it must have the blocks of the article, one for one.

A footnote within the text (`^[…]`) becomes one with a label, which is where Markdown keeps its
text anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from generator.alignment.term_base import AgreedTerms, TermBase
from generator.content.articles import SourceArticle
from generator.content.frontmatter import split
from generator.content.markdown.blocks import parse
from generator.content.write_ignores import without_ignores
from generator.diagnostics import Report
from generator.language.characters import has_han
from generator.model import Article, Block
from generator.site.inline import cut
from generator.translating.asides import contents
from generator.translating.frame import TRANSLATOR, body_frame, filled, head, hole
from generator.translating.tags import Tagged, tagged, untagged


class DraftError(Exception):
    """The translation does not give the blocks of the article."""


class RefusedError(Exception):
    """A draft cannot be written without harm; `hint` says the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence; its id is that of the page, `b3.s1`."""

    id: str
    source: Tagged
    agreed: AgreedTerms = ()

    @property
    def needs_translating(self) -> bool:
        """Whether it has Chinese; else it stands in the draft as it is."""
        return has_han(self.source.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one block, or of the title."""

    block: Block
    units: tuple[Unit, ...]
    is_title: bool = False


def passages(article: Article, agreement: TermBase) -> list[Passage]:
    """The title and the blocks of an annotated article, cut into sentences."""
    label = _labels(article.skeleton)
    title = article.title
    agreed = agreement.agreed_terms(title, 0, len(title.text))
    units: tuple[Unit, ...] = (Unit(f"{title.id}.s1", Tagged(title.text.strip()), agreed),)
    found = [Passage(title, units, is_title=True)]
    for block in article.blocks:
        children = article.skeleton[block.token].children or []
        units = tuple(
            Unit(
                sentence.id,
                tagged(cut(children, sentence.span), label),
                agreement.agreed_terms(block, sentence.span.start, sentence.span.end),
            )
            for sentence in block.sentences
        )
        found.append(Passage(block, units))
    return found


@dataclass(frozen=True, slots=True)
class _Labels:
    """The label of a footnote reference, made up where the footnote stood in the text."""

    taken: frozenset[str]

    def __call__(self, token: Token) -> str:
        label = token.meta.get("label")
        return str(label) if label else self.of(int(token.meta["id"]))

    def of(self, number: int) -> str:
        label = f"note-{number + 1}"
        while label in self.taken:
            label += "a"
        return label


def _labels(skeleton: Sequence[Token]) -> _Labels:
    children = [child for token in skeleton for child in token.children or ()]
    return _Labels(frozenset(str(c.meta["label"]) for c in children if c.meta.get("label")))


def rendered(unit: Unit, english: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown of a sentence's translation, and what it lost of the sentence's tags.

    Emphasis that would not be read as such, as beside some brackets, is left out.
    """
    done = untagged(english, unit.source.tags)
    pairs = len([tag for tag in unit.source.tags if not tag.lone and tag not in done.lost])
    tokens, blocks = parse(done.markdown)
    opened = [
        child
        for token in tokens
        for child in token.children or ()
        if child.nesting == 1 and child.markup != "autolink"
    ]
    if len(blocks) <= 1 and len(opened) == pairs:
        return done.markdown, tuple(tag.about for tag in done.lost)
    kept = [tag for tag in unit.source.tags if tag.lone or tag.closing.startswith("]")]
    plain = untagged(_without(english, unit), kept)
    lost = [tag for tag in unit.source.tags if tag not in kept]
    return plain.markdown, tuple(tag.about for tag in (*plain.lost, *lost))


def _without(english: str, unit: Unit) -> str:
    """The translation without the tags of emphasis."""
    for tag in unit.source.tags:
        if not (tag.lone or tag.closing.startswith("]")):
            english = english.replace(f"<{tag.number}>", "").replace(f"</{tag.number}>", "")
    return english


def joined(sentences: Iterable[str]) -> str:
    """The Markdown of a block from that of its sentences; a hard break needs no space."""
    return " ".join(filter(None, sentences)).replace("\\\n ", "\\\n").removesuffix("\\\n")


def verbatim(unit: Unit) -> str:
    """A sentence without Chinese, as the draft has it."""
    return untagged(unit.source.text, unit.source.tags).markdown


def machine_frame(source: SourceArticle, article: Article) -> str:
    """The frame of the draft, as a machine writes it: the article's own, without its ignores."""
    if source.plain:
        body = "\n\n".join(hole(number + 1) for number in range(len(article.blocks))) + "\n"
        return head() + body
    label = _labels(article.skeleton)
    empty = {n for n, block in enumerate(article.blocks, start=1) if not block.sentences}
    body = without_ignores(body_frame(source.body, article.skeleton, article.blocks, empty))
    notes: list[str] = []
    note = 0
    by_token = {block.token: n for n, block in enumerate(article.blocks, start=1)}
    for index, token in enumerate(article.skeleton):
        if token.type == "footnote_open":
            note = int(token.meta["id"])
        number = by_token.get(index, 0)
        if token.map is None and number and number not in empty:
            notes.append(f"[^{label.of(note)}]: {hole(number)}\n")
    if notes:
        body = body.rstrip("\n") + "\n\n" + "\n".join(notes)
    return head() + body.lstrip("\n")


def compose(frame: str, article: Article, english: Mapping[str, str], *, translator: str) -> str:
    """The text of a draft; `english` has the Markdown of each block by its id, and the title."""
    texts = {0: english[article.title.id], TRANSLATOR: translator}
    for number, block in enumerate(article.blocks, start=1):
        text = english[block.id]
        texts[number] = in_cell(text) if block.tag in ("td", "th") else text
    return filled(frame, texts)


def holds(frame: str, article: Article, *, html: bool) -> bool:
    """Whether a frame has a hole for each block of an article, and shows what fills it."""
    label = _labels(article.skeleton)
    texts = {0: "", TRANSLATOR: ""}
    for number, block in enumerate(article.blocks, start=1):
        children = article.skeleton[block.token].children or ()
        notes = [f"[^{label(child)}]" for child in children if child.type == "footnote_ref"]
        texts[number] = "".join((f"x{number}", *notes))
    _, body, _ = split(filled(frame, texts), Path(), Report())
    found = [content.plain for content in contents(body, html=html)]
    return len(found) == len(article.blocks) and all(
        text == texts[number] or not block.sentences
        for number, (text, block) in enumerate(zip(found, article.blocks, strict=True), start=1)
    )


def prove(draft: str, article: Article, *, html: bool) -> None:
    """Raise `DraftError` where a draft does not have the blocks of the article."""
    _, body, _ = split(draft, Path(), Report())
    tags = [block.tag for block in parse(body, html=html)[1]]
    wanted = [block.tag for block in article.blocks]
    if tags != wanted:
        pairs = enumerate(zip(tags, wanted, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(tags), len(wanted)))
        line = article.blocks[min(at, len(wanted) - 1)].line
        raise DraftError(f"the block on line {line} would not have one like it in the draft")


def in_cell(markdown: str) -> str:
    """Markdown as the cell of a table has it: on one line, its bars escaped."""
    return markdown.replace("\\\n", " ").replace("|", "\\|")
