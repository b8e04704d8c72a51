"""Articles of about 2,300 characters, in which no sentence occurs twice.

1. The sentences of each source are kept in their order, except for those that occurred before:
   two are the same if their Han characters are, with 他, 她 and 它 taken as one.
2. Paragraphs are put together from neighbours, and articles from paragraphs under headings.
3. The articles of the sources are dealt out evenly, so that a corpus of 100 articles has the mix of
   one of 1,000, and is the beginning of it: vocabulary grows as it does in a real site.

If the sources have fewer articles than a corpus needs, the rest is *recombined*: its paragraphs are
drawn from all sentences of a source, and none occurs twice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.build.sources import HAN, Document

ROOT = Path(__file__).parents[2]

LENGTH = 2300
"""The characters of an article, without white space."""

PARAGRAPH = 90
"""The characters from which on a paragraph is long enough; the next sentence starts another."""

SECTION = 500
"""The characters after which a heading follows."""

SEED = 11
FIRST_DAY = date(1990, 1, 1)

_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”’」』）]*")
_MARKUP = re.compile(r"[\\`*_\[\]<>{}|$~^#=@%&+:█]|^[-–—•·\d（(]|[一-鿿] ?[.,;?!]|  ")
"""What Markdown or a message format could mean something by, and Western punctuation."""

_HAN = re.compile(HAN)
_PRONOUNS = str.maketrans("她它", "他他")


@dataclass(frozen=True)
class Article:
    """An article of a corpus."""

    title: str
    label: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Headings, each with its paragraphs; the first heading is empty."""

    is_natural: bool = True
    """Whether its sentences are in the order of their source and occur nowhere else."""

    @property
    def paragraphs(self) -> list[str]:
        """All its paragraphs."""
        return [paragraph for _, paragraphs in self.sections for paragraph in paragraphs]

    def markdown(self) -> str:
        """Return its text as Markdown."""
        blocks = []
        for heading, paragraphs in self.sections:
            blocks += [f"## {heading}"] * bool(heading) + list(paragraphs)
        return "\n\n".join(blocks) + "\n"


def length(text: str) -> int:
    """Return the number of characters, without white space."""
    return len("".join(text.split()))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph that are whole, Chinese and without markup."""
    found = []
    # The pattern takes quadratic time on text without an end.
    end = max(map(text.rfind, "。！？")) + 3
    for match in _SENTENCE.finditer(text[:end]):
        sentence = match[0].strip(" •·　")
        han = len(_HAN.findall(sentence))
        if 6 <= han <= 150 and 2 * han >= length(sentence) and not _MARKUP.search(sentence):
            found.append(sentence)
    return found


@dataclass(frozen=True)
class Piece:
    """A heading, or else the sentences of a paragraph."""

    heading: str = ""
    sentences: tuple[str, ...] = ()


def unrepeated(documents: Iterable[Document], seen: set[str]) -> Iterator[Piece]:
    """Yield headings and paragraphs without the sentences that have been seen."""
    for document in documents:
        for passage in document:
            if passage.is_heading:
                heading = re.sub(r"^[\d.、 ]+|[#¶§]", "", passage.text).strip()
                is_short = 2 <= length(heading) <= 20
                if is_short and _HAN.search(heading) and not _MARKUP.search(heading):
                    yield Piece(heading)
                continue
            kept = []
            for sentence in split_sentences(passage.text):
                key = "".join(_HAN.findall(sentence)).translate(_PRONOUNS)
                if key not in seen:
                    seen.add(key)
                    kept.append(sentence)
            if kept:
                yield Piece(sentences=tuple(kept))


def compose(pieces: Iterable[Piece], label: str) -> Iterator[Article]:
    """Yield articles made of the pieces in their order; what is left at the end is dropped."""
    number = 1
    sections: list[tuple[str, list[str]]] = [("", [])]
    heading, paragraph = "", ""
    size = since = 0
    for piece in pieces:
        heading = piece.heading or heading
        for sentence in piece.sentences:
            paragraph += sentence
            if length(paragraph) < PARAGRAPH:
                continue
            if since >= SECTION:
                sections.append((heading or f"第 {len(sections) + 1} 节", []))
                heading, since = "", 0
            sections[-1][1].append(paragraph)
            size += length(paragraph)
            since += length(paragraph)
            paragraph = ""
            if size >= LENGTH:
                done = tuple((title, tuple(paragraphs)) for title, paragraphs in sections)
                yield Article(f"{label}（{number}）", label, done)
                number, sections, heading, size, since = number + 1, [("", [])], "", 0, 0


def deal(piles: Iterable[Sequence[Article]]) -> list[Article]:
    """Return the articles of all piles, each spread evenly over the whole."""
    placed = [
        ((number + 0.5) / len(pile), order, article)
        for order, pile in enumerate(piles)
        for number, article in enumerate(pile)
    ]
    return [article for _, _, article in sorted(placed, key=lambda one: one[:2])]


def natural(documents: Mapping[str, Iterable[Document]]) -> list[Article]:
    """Return all articles that the sources have, given by their labels."""
    seen: set[str] = set()
    return deal(
        [list(compose(unrepeated(found, seen), label)) for label, found in documents.items()]
    )


def recombined(articles: Sequence[Article], size: int) -> list[Article]:
    """Return more articles, of sentences of these; no paragraph occurs twice.

    An article has the sentences of one source, so that its vocabulary stays together.
    """
    draw = random.Random(SEED)
    sentences: dict[str, list[str]] = {}
    for article in articles:
        for paragraph in article.paragraphs:
            sentences.setdefault(article.label, []).extend(split_sentences(paragraph))
    used = {paragraph for article in articles for paragraph in article.paragraphs}
    found: list[Article] = []
    while len(found) < size:
        label = articles[len(found) % len(articles)].label
        chosen = draw.sample(sentences[label], min(LENGTH // 10, len(sentences[label])))
        title = f"{label}补编（{len(found) + 1}）"
        for article in compose([Piece(sentences=tuple(chosen))], label):
            if used.isdisjoint(article.paragraphs):
                used.update(article.paragraphs)
                found.append(Article(title, label, article.sections, is_natural=False))
            break
        else:
            message = f"the sentences of {label} do not make an article"
            raise ValueError(message)
    return found


def shuffled_seed(size: int) -> list[Article]:
    """Return articles of the shuffled sentences of the demo site, which flatter any cache."""
    draw = random.Random(SEED)
    sentences = [
        sentence
        for path in sorted((ROOT / "seeds/articles").glob("*.md"))
        if not path.name.endswith(".en.md")
        for sentence in _SENTENCE.findall(path.read_text("utf-8").split("---\n", 2)[2])
        if _HAN.search(sentence) and not re.search(r"[\[\]{}<>|`*#:]|\n\n", sentence.strip())
    ]
    found = []
    for number in range(1, size + 1):
        sections: list[tuple[str, list[str]]] = [("", [])]
        paragraph, total = "", 0
        while total < LENGTH:
            paragraph += draw.choice(sentences).strip()
            if length(paragraph) >= PARAGRAPH:
                if total >= SECTION * len(sections):
                    sections.append((f"第 {len(sections) + 1} 节", []))
                sections[-1][1].append(paragraph)
                total += length(paragraph)
                paragraph = ""
        done = tuple((title, tuple(paragraphs)) for title, paragraphs in sections)
        found.append(Article(f"夹注（{number}）", "夹注", done, is_natural=False))
    return found


def front_matter(article: Article, number: int) -> dict[str, str]:
    """Return the title, the date and the tags of the article at a place in its corpus."""
    day = FIRST_DAY + timedelta(days=number)
    return {"title": article.title, "date": day.isoformat(), "tags": article.label}
