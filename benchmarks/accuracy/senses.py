"""Senses: whether the first gloss of a word is right where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.accuracy.data import Sets
from benchmarks.accuracy.report import MissingError, Section, Table, percent
from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.language.glosses.uses import uses_of
from generator.model import AnnotatedWord, Block, Edition
from generator.site.word_record import DistinctWord
from generator.site.word_table import WordTable

TITLE = "Senses"
TEXT = """\
The first gloss of {dev:,} words in sentences of news, technology, fiction, dialogue, essays, graded
and other texts, and of {blind:,} in sentences that nothing is tuned on (`corpus/senses/`). Readers
have judged the glosses without knowing where each comes from. *Right* is what the word means there,
*acceptable* does not mislead. *Default use* is our gloss of the word's reading without its context;
*dictionary* is the first sense of CC-CEDICT, as its file has them, or among the entries with the
right reading. A word that was cut otherwise, or a gloss that nobody has judged, counts as wrong."""

SPLITS = ("dev", "blind")
RIGHT, ACCEPTABLE, WRONG, UNJUDGED = "right", "acceptable", "wrong", "unjudged"


@dataclass(frozen=True)
class GoldWord:
    """A word in a sentence, with judged glosses."""

    genre: str
    text: str
    start: int
    end: int
    judged: dict[str, str]
    """`right`, `acceptable` or `wrong`, by gloss."""


def load(path: Path) -> list[GoldWord]:
    """Return the words of a file. Raises `MissingError`."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise MissingError(f"{path} is missing") from None
    found = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        genre, marked, *groups = line.split("\t")
        start, end = marked.index("["), marked.index("]") - 1
        judged = {
            gloss: kind
            for kind, group in zip((RIGHT, ACCEPTABLE, WRONG), groups, strict=True)
            for gloss in filter(None, group.split(" | "))
        }
        text = marked.replace("[", "", 1).replace("]", "", 1)
        found.append(GoldWord(genre, text, start, end, judged))
    return found


@cache
def _engines() -> Engines:
    return load_engines()


@cache
def _words(text: str) -> Sequence[AnnotatedWord]:
    block = Block("b1", 0, 1, text)
    return annotate(Document(Edition.HANS, (block,)), _engines()).blocks[0].annotated_words


def _found(gold: GoldWord) -> AnnotatedWord | None:
    for word in _words(gold.text):
        if (word.span.start, word.span.end) == (gold.start, gold.end):
            return word
    return None


def first_gloss(gold: GoldWord) -> str:
    """Return what the pop-up opens with: a gloss of ours, or else the first sense it shows."""
    word = _found(gold)
    if word is None:
        return ""
    record = _table().known(DistinctWord.of(word, "")).form(Edition.HANS).record
    if record is None:
        return ""
    if record.use is not None:
        return record.use.gloss
    return record.entries[0].senses[0] if record.entries else ""


@cache
def _table() -> WordTable:
    return WordTable(_engines())


def default_gloss(gold: GoldWord) -> str:
    """Return the gloss of the word's reading without its context."""
    word = _found(gold)
    if word is None:
        return ""
    uses = uses_of(word.simplified, [reading.pinyin for reading in word.readings])
    return uses[0].gloss if uses else first_gloss(gold)


def dictionary_sense(gold: GoldWord) -> str:
    """Return the first sense of the first entry of the dictionary."""
    entries = _engines().dictionary.entries(gold.text[gold.start : gold.end])
    return entries[0].senses[0] if entries and entries[0].senses else ""


def sense_of_reading(gold: GoldWord) -> str:
    """Return the first sense of the first entry with the reading of the text."""
    word = _found(gold)
    syllables = [reading.pinyin.lower() for reading in word.readings] if word else []
    for entry in _engines().dictionary.entries(gold.text[gold.start : gold.end]):
        if [syllable.lower() for syllable in entry.syllables] == syllables and entry.senses:
            return entry.senses[0]
    return dictionary_sense(gold)


TOOLS: dict[str, Callable[[GoldWord], str]] = {
    "jiazhu": first_gloss,
    "default use": default_gloss,
    "dictionary, with the reading": sense_of_reading,
    "dictionary": dictionary_sense,
}


def measure(sets: Sets, errors: int) -> Section:
    """Return the share of first glosses that are right, acceptable and wrong."""
    section = Section(TITLE, "")
    try:
        splits = {name: load(sets.corpus / "senses" / f"{name}.tsv") for name in SPLITS}
    except MissingError as error:
        section.skipped.append(str(error))
        return section
    section.text = TEXT.format(**{name: len(words) for name, words in splits.items()})
    for name, words in splits.items():
        table = Table([f"{name}: first gloss", RIGHT, ACCEPTABLE, WRONG, "of it " + UNJUDGED])
        for tool, gloss in TOOLS.items():
            counts = Counter(word.judged.get(gloss(word), UNJUDGED) for word in words)
            wrong = counts[WRONG] + counts[UNJUDGED]
            shares = (counts[RIGHT], counts[ACCEPTABLE], wrong, counts[UNJUDGED])
            table.rows.append([tool, *(percent(share, len(words), 1) for share in shares)])
        section.tables.append(table)
    if errors:
        section.errors += _errors(splits["dev"], errors)
    return section


def _errors(words: Sequence[GoldWord], limit: int) -> list[str]:
    found = []
    for word in words:
        gloss = first_gloss(word)
        kind = word.judged.get(gloss, UNJUDGED)
        if kind not in (RIGHT, ACCEPTABLE):
            shown = f"{word.text[: word.start]}[{word.text[word.start : word.end]}]"
            right = [gloss for gloss, kind in word.judged.items() if kind == RIGHT]
            found.append(f"{shown}{word.text[word.end :]}: {gloss} ({kind}); {' | '.join(right)}")
    return found[:limit]
