"""An article as sentences to translate, and their translations as a draft with the same blocks.

1. `passages` cuts the title and each block into its sentences, each with its tags and with the
   agreed translations of the terms and names in it. What has no Han character stays as it is.
2. `compose` sets the translations in the place of their blocks in the author's own Markdown, so
   that headings, lists, tables, quotations and code stay what they are.
3. The draft is parsed again: it must have the blocks of the article, one for one.

A footnote within the text (`^[…]`) becomes one with a label, which is where Markdown keeps its
text anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from generator.content.agreement import Agreed, Agreement
from generator.content.articles import SourceArticle
from generator.content.markdown import parse
from generator.content.markdown_places import Locator
from generator.content.write_ignores import without_ignores
from generator.language.characters import has_han
from generator.model import Article, Block
from generator.site.inline import cut
from generator.translating.tags import Tagged, tagged, untagged


class DraftError(Exception):
    """The translation does not give the blocks of the article."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence; its id is that of the page, `b3.s1`."""

    id: str
    source: Tagged
    agreed: Agreed = ()

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


def passages(article: Article, agreement: Agreement) -> list[Passage]:
    """The title and the blocks of an annotated article, cut into sentences."""
    label = _labels(article.skeleton)
    title = article.title
    agreed = agreement.within(title, 0, len(title.text))
    units: tuple[Unit, ...] = (Unit(f"{title.id}.s1", Tagged(title.text.strip()), agreed),)
    found = [Passage(title, units, is_title=True)]
    for block in article.blocks:
        children = article.skeleton[block.token].children or []
        units = tuple(
            Unit(
                sentence.id,
                tagged(cut(children, sentence.span), label),
                agreement.within(block, sentence.span.start, sentence.span.end),
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


def compose(
    source: SourceArticle,
    article: Article,
    english: Mapping[str, str],
    *,
    translator: str,
    html: bool,
) -> str:
    """The text of the draft; `english` has the Markdown of each block by its id, and the title.

    Raises `DraftError` where the draft would not have the blocks of the article.
    """
    head = f"---\ntitle: {json.dumps(english[article.title.id], ensure_ascii=False)}\n"
    head += f"translator: {json.dumps(translator, ensure_ascii=False)}\nmachine: true\n---\n\n"
    if source.plain:
        body = "\n\n".join(english[block.id] for block in article.blocks) + "\n"
    else:
        body = _spliced(source.body, article, english).lstrip("\n")
    tags = [block.tag for block in parse(body, html=html)[1]]
    wanted = [block.tag for block in article.blocks]
    if tags != wanted:
        pairs = enumerate(zip(tags, wanted, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(tags), len(wanted)))
        line = article.blocks[min(at, len(wanted) - 1)].line
        raise DraftError(f"the block on line {line} would not have one like it in the draft")
    return head + body


def _spliced(body: str, article: Article, english: Mapping[str, str]) -> str:
    """The Markdown of the article with the text of each block replaced, without its ignores."""
    lines = body.split("\n")
    locator = Locator(body, 1)
    notes: list[str] = []
    places: list[tuple[int, int, int, int, str]] = []
    label = _labels(article.skeleton)
    number = 0
    by_token = {block.token: block for block in article.blocks}
    for index, token in enumerate(article.skeleton):
        if token.type == "footnote_open":
            number = int(token.meta["id"])
        block = by_token.get(index)
        if block is None or not block.sentences:
            continue
        text = english[block.id]
        if token.map is None:
            notes.append(f"[^{label.of(number)}]: {text}\n")
            continue
        starts = locator.starts(token)
        first, last = starts[0], starts[-1]
        content = token.content.split("\n")[-1]
        row = lines[last[0] - 1]
        start = last[1] - 1
        if not row.startswith(content, start):
            content = content.replace("|", "\\|")
        if block.tag in ("td", "th"):
            text = in_cell(text)
        end = min(start + len(content), len(row))
        places.append((first[0] - 1, first[1] - 1, last[0] - 1, end, text))
    for first_row, begin, last_row, end, text in sorted(places, reverse=True):
        before, after = lines[first_row][:begin], lines[last_row][end:]
        lines[first_row : last_row + 1] = [f"{before}{text}{after}"]
    whole = without_ignores("\n".join(lines))
    return whole if not notes else whole.rstrip("\n") + "\n\n" + "\n".join(notes)


def in_cell(markdown: str) -> str:
    """Markdown as the cell of a table has it: on one line, its bars escaped."""
    return markdown.replace("\\\n", " ").replace("|", "\\|")
