"""Whether a translation keeps what can be checked without understanding it.

Of each group of aligned sentences: the agreed English of terms and names is used (T005), numbers in
figures and words in Latin letters are kept (T006), no Chinese is left (T007), and its length is
what such a text has in English (T008). Every doubt stands at the English sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.content.numbers import chinese_numbers, english_numbers
from generator.content.resemblance import LETTERS_PER_HAN
from generator.diagnostics import Report
from generator.language.characters import HAN, count_han
from generator.model import ATOM, Article, Block, Sentence, Term
from generator.translating.draft import Agreed, Agreement

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.-])(?:第?\d[\d,]*(?:\.\d+)?\s*[百千万亿萬億]*|百分之[零〇一二两三四五六七八九十百点]+)"
    r"\s*(?:%|个百分点|月|世纪|(?![A-Za-z0-9]))"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#]*(?:[.-][A-Za-z0-9]+)*")
_HAN = re.compile(f"[{HAN}]+")
_ENDING = r"(?:s|es|d|ed|ing|'s|’s|s'|s’)?"

LONG = 3.0
"""So many times the usual length is suspicious, and below its inverse so is a short text."""

MARGIN = 40
"""Letters that a short sentence may be longer for no reason."""

LEAST = 12
"""Han characters from which on a short translation is suspicious."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Sentences that say the same, and where the English begins."""

    chinese: str
    english: str
    block: Block
    sentence: Sentence
    agreed: Agreed


def verify(article: Article, agreement: Agreement, report: Report) -> None:
    """Report what the translation of an aligned article lacks (T005 to T008)."""
    translation = article.translation
    if translation is None:
        return
    if left := _HAN.search(translation.title):
        message = f"“{left[0]}” is left in Chinese in the title"
        report.add("T007", translation.path, message, "translate it")
    aliases = {term.english: _latin_aliases(term) for term in agreement.terms.values()}
    for group in _groups(article, agreement):
        for code, message, hint in _doubts(group, aliases):
            report.add(
                code,
                translation.path,
                message,
                hint,
                line=group.block.line,
                column=group.block.column + group.sentence.span.start,
            )


def _latin_aliases(term: Term) -> tuple[str, ...]:
    return tuple(alias for alias in term.aliases if not _HAN.search(alias))


def _groups(article: Article, agreement: Agreement) -> Iterator[_Group]:
    translation = article.translation
    assert translation is not None
    chinese = {s.id: (b, s) for b in article.blocks for s in b.sentences}
    english = {s.id: (b, s) for b in translation.blocks for s in b.sentences}
    first = next(iter(english.values()), None)
    if first is None:
        return
    block, sentence = first
    for alignment in article.alignments:
        left = [chinese[id_] for id_ in alignment.zh_ids]
        right = [english[id_] for id_ in alignment.en_ids]
        if right:
            block, sentence = right[0]
        agreed = dict.fromkeys(
            pair for b, s in left for pair in agreement.within(b, s.span.start, s.span.end)
        )
        yield _Group(_text(left), _text(right), block, sentence, tuple(agreed))


def _text(sentences: Sequence[tuple[Block, Sentence]]) -> str:
    return " ".join(s.span.of(b.text).replace(ATOM, " ").strip() for b, s in sentences)


def _doubts(group: _Group, aliases: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of each doubt."""
    chinese, english = group.chinese, group.english
    left = _HAN.search(english)
    if left:
        yield "T007", f"“{left[0]}” is left in Chinese", "translate it"
    if not chinese.strip():
        message = "no Chinese sentence says what this one says"
        yield "T008", message, "remove it, or join it to the sentence that it explains"
        return
    if not english.strip():
        if count_han(chinese):
            message = f"“{_excerpt(chinese)}” has no translation"
            yield "T008", message, "add its English here, or join it to a sentence that has it"
        return
    for written, agreed in group.agreed:
        if not any(_says(english, form) for form in (agreed, *aliases.get(agreed, ()))):
            message = f"“{written}” is agreed to be “{agreed}”, which is not used here"
            hint = f"write “{agreed}”, or change the entry of “{written}”"
            yield "T005", message, hint
    missing = [*_missing_numbers(chinese, english), *_missing_words(group)]
    if missing:
        message = f"the Chinese has {', '.join(missing)}, the English does not"
        yield "T006", message, f"compare it with “{_excerpt(chinese)}”"
    expected = LETTERS_PER_HAN * count_han(chinese) + len("".join(_LATIN.findall(chinese)))
    letters = sum(char.isalnum() for char in english)
    if letters > LONG * expected + MARGIN:
        message = f"the translation is unusually long for “{_excerpt(chinese)}”"
        yield "T008", message, "check that nothing was added"
    elif count_han(chinese) >= LEAST and letters * LONG < expected:
        message = f"the translation is unusually short for “{_excerpt(chinese)}”"
        yield "T008", message, "check that nothing was left out"


def _says(english: str, form: str) -> bool:
    """Whether a text has a form as whole words, in any case, its last word with any ending."""
    words = [re.escape(word) for word in re.split(r"[\s-]+", form) if word]
    if not words:
        return True
    last = words[-1]
    ending = f"{last}{_ENDING}"
    if last.endswith("y"):
        ending = f"(?:{ending}|{last[:-1]}ie[sd])"
    elif last.endswith("e"):
        ending = f"(?:{ending}|{last[:-1]}ing)"
    pattern = r"(?<!\w)" + r"[\s-]+".join([*words[:-1], ending]) + r"(?!\w)"
    return re.search(pattern, english, re.IGNORECASE) is not None


def _missing_numbers(chinese: str, english: str) -> Iterator[str]:
    found = english_numbers(english)
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", chinese)):
        for _, answers in chinese_numbers(match[0].strip()):
            if not answers & found:
                yield match[0].strip()


def _missing_words(group: _Group) -> Iterator[str]:
    """The Latin words that are lost; those of a term go by its translation."""
    terms = {word for written, _ in group.agreed for word in _LATIN.findall(written)}
    folded = unicodedata.normalize("NFKC", group.chinese)
    for word in dict.fromkeys(_LATIN.findall(folded)):
        if word not in terms and not _says(group.english, word):
            yield word


def _excerpt(text: str, limit: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
