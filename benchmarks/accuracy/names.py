"""Names: which characters belong to a proper name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from benchmarks.accuracy import ours, peers
from benchmarks.accuracy.data import GoldSentence, Sets, han_offsets
from benchmarks.accuracy.report import MissingError, Section, Table, f1, percent
from generator.language.dictionary.cedict import Dictionary
from generator.language.names.tables import known_names
from generator.language.sentences.split import split_sentences
from generator.language.words.segmentation import Segmenter
from generator.model import NameKind, Span
from tools.language.corpus import NamedArticle, NamedText

TITLE = "Names"
TEXT = """\
The Han characters in proper names of the treebank (XPOS `NNP`, {names} of {han}), in simplified
characters. *Dictionary capitals* finds the words that CC-CEDICT capitalises in all their
entries, without a tagger. The treebank tags only 北京 in 北京大学, and nothing in 国务院.
*Headwords aside* ignores such characters: those in names that are headwords of CC-CEDICT and end
at word boundaries of the treebank. Jiazhu's tagger is also trained on these sentences, so its
figure here is too high; `python -m tools.language name_weights` prints the figure for held-out
folds.

In the second table a name counts if it is found with all its words and as a person, a place, an
organisation or another; the others are of another *kind*, cut at another place (*extent*) or
*missed*, and what is *false* overlaps no name, in per cent of the names. Sentences stand alone;
articles are annotated at once, and for comparison each of their sentences alone."""


def gold_offsets(sentence: GoldSentence) -> set[int]:
    """Return the offsets of Han characters in words tagged as proper names."""
    han = set(han_offsets(sentence.text))
    return {
        at
        for word in sentence.words
        if word.tag == "NNP"
        for at in range(word.span.start, word.span.end)
        if at in han
    }


def headword_offsets(sentence: GoldSentence) -> set[int]:
    """Return the offsets that are in no gold name, but in a name that is a headword."""
    words = sentence.words
    found = set[int]()
    for first, word in enumerate(words):
        for last in words[first : first + _MAX_WORDS]:
            if sentence.text[word.span.start : last.span.end] in known_names():
                found.update(range(word.span.start, last.span.end))
    return found - gold_offsets(sentence)


_MAX_WORDS = 8
"""Maximum number of words of the treebank in a headword."""


def score(
    sentences: Sequence[GoldSentence], find: Callable[[str], set[int]], *, aside: bool = False
) -> tuple[int, int, int]:
    """Return the numbers of correct, found and gold characters."""
    right = found = wanted = 0
    for sentence in sentences:
        gold = gold_offsets(sentence)
        given = find(sentence.text) & set(han_offsets(sentence.text))
        if aside:
            given -= headword_offsets(sentence)
        right += len(gold & given)
        found += len(given)
        wanted += len(gold)
    return right, found, wanted


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


def capital_offsets(text: str) -> set[int]:
    """Return the offsets of words that the dictionary has only as names."""
    found = set[int]()
    for word in Segmenter().segment(text):
        entries = _dictionary().entries(word.span.of(text))
        if entries and all(entry.is_name for entry in entries):
            found.update(range(word.span.start, word.span.end))
    return found


def judge(gold: Mapping[Span, NameKind], found: Mapping[Span, NameKind]) -> Counter[str]:
    """Count the names of a sentence by what became of them, and those that are none (`false`)."""
    counts = Counter[str](gold=len(gold))
    for span, kind in gold.items():
        if span in found:
            counts["right" if found[span] is kind else "kind"] += 1
        else:
            counts["extent" if any(map(span.overlaps, found)) else "missed"] += 1
    counts["false"] = sum(not any(map(span.overlaps, gold)) for span in found)
    return counts


def _whole_names_table(sets: Sets) -> Table:
    groups = {
        "corpus/names, read": [each for each in sets.named if not each.is_test],
        "corpus/names, held out": [each for each in sets.named if each.is_test],
        "corpus/written_names": sets.written_names,
        "corpus/blind": sets.blind_names,
    }
    counted = {
        label: _total(judge(each.names, ours.names(each.sentence)) for each in sentences)
        for label, sentences in groups.items()
    }
    for part in ("read", "unread"):
        articles = sets.articles(part)
        counted[f"corpus/articles, {part}"] = _total(map(judge_article, articles))
        counted[f"corpus/articles, {part}, each sentence alone"] = _total(
            judge(names, ours.names(sentence))
            for article in articles
            for paragraph in article.paragraphs
            for sentence, names in sentences_of(paragraph)
        )
    table = Table(
        ["sentences", "names", "whole and of the right kind", *(f"% {x}" for x in _FAULTS)]
    )
    for label, counts in counted.items():
        total = counts["gold"]
        shares = [percent(counts[what], total, 1) for what in ("right", *_FAULTS)]
        table.rows.append([label, str(total), *shares])
    return table


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    return sum(counts, Counter[str]())


def judge_article(article: NamedArticle) -> Counter[str]:
    """Count the names of an article that is annotated at once."""
    found = ours.article_names([paragraph.sentence for paragraph in article.paragraphs])
    return _total(
        judge(paragraph.names, names)
        for paragraph, names in zip(article.paragraphs, found, strict=True)
    )


def sentences_of(paragraph: NamedText) -> Iterator[tuple[str, dict[Span, NameKind]]]:
    """Yield each sentence of a paragraph with the names in it."""
    text = paragraph.sentence
    for sentence in split_sentences(text, lang="zh"):
        names = {
            Span(span.start - sentence.start, span.end - sentence.start): kind
            for span, kind in paragraph.names.items()
            if sentence.start <= span.start and span.end <= sentence.end
        }
        yield sentence.of(text), names


_FAULTS = ("kind", "extent", "missed", "false")


def measure(sets: Sets, errors: int) -> Section:
    """Return the table of names for each tool."""
    section = Section(TITLE, "")
    try:
        sentences = sets.simplified
    except MissingError as error:
        section.skipped.append(str(error))
        return section
    section.text = TEXT.format(
        names=f"{sum(len(gold_offsets(s)) for s in sentences):,}",
        han=f"{sum(len(han_offsets(s.text)) for s in sentences):,}",
    )
    table = Table(["tool", "precision", "recall", "F1", "F1, headwords aside"])
    finders = {
        "jiazhu": ours.name_offsets,
        "jieba.posseg": peers.jieba_names,
        "dictionary capitals": capital_offsets,
    }
    for name, find in finders.items():
        try:
            sums, aside = score(sentences, find), score(sentences, find, aside=True)
        except MissingError as error:
            section.skipped.append(str(error))
            continue
        shares = (*f1(*sums), f1(*aside)[-1])
        table.rows.append([name, *(percent(share, 1, 1) for share in shares)])
    section.tables += [table, _whole_names_table(sets)]
    if errors:
        section.errors += _errors(sentences, errors)
    return section


def _errors(sentences: Sequence[GoldSentence], limit: int) -> list[str]:
    missed, extra = Counter[str](), Counter[str]()
    for sentence in sentences:
        gold, given = gold_offsets(sentence), ours.name_offsets(sentence.text)
        given &= set(han_offsets(sentence.text))
        missed.update(_runs(sentence.text, gold - given))
        extra.update(_runs(sentence.text, given - gold))
    lines = []
    for label, counts in (("names missed:", missed), ("no names:", extra)):
        lines += [label, *(f"{n:4}  {text}" for text, n in counts.most_common(limit))]
    return lines


def _runs(text: str, offsets: set[int]) -> list[str]:
    runs: list[str] = []
    for at in sorted(offsets):
        if at - 1 in offsets:
            runs[-1] += text[at]
        else:
            runs.append(text[at])
    return runs
