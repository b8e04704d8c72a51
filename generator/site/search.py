"""What the search of a site needs of each article, and what it shows of a sentence.

    /static/articles/<slug>/search.js    the unusual readings of the sentences, the names of terms
    /static/search/foldings.js           the characters that are searched as others: 軟 as 软
    /static/search/usual.js              the usual reading of characters, by their letters

The index (`search_index.py`) has the *terms* of each article, from its text, title and translation,
each with a number, the higher the more often it occurs, above all in the title and in headings.

- Han characters of all editions, folded to one script: each character, and each two that stand
  beside each other (人工智能: 人 工 智 能 人工 工智 智能). So 软件, 軟件 and 軟體 are found, and
  neither the index nor the browser need agree on what a word is.
- Readings, in the same way. A syllable is one letter of the block of Yi, which no page has: so it
  cannot be mistaken for English, and pinyin, with or without spaces, is the same as zhuyin.
- Words in Latin letters, of the text, its translation, and the English names of its terms.

An index can only tell which articles have all parts of what was asked. `static/js/search.js` reads
the sentences of these (`sentences.py`), and shows those that have them beside each other.
"""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.language.characters import HAN, IS_HAN
from generator.language.pinyin.syllables import SYLLABLES
from generator.language.readings.pypinyin_engine import usual_syllable
from generator.language.scripts.converter import ScriptConverter
from generator.language.words.word_list import dictionary_words
from generator.lazy_patterns import lazy_pattern
from generator.model import ATOM
from generator.site import addresses, lazy_data
from generator.site.article_content import ArticleContent, words_by_block
from generator.site.facts import SiteFacts
from generator.site.sentences import SEPARATOR, english_sentences, sentence_lines
from generator.site.word_table import WordForm

TITLE = 3
"""How often what a title has counts."""
HEADING = 2
"""How often what a heading has counts."""

_FIRST = 0xA000
_LETTERS = {syllable: chr(_FIRST + place) for place, syllable in enumerate(sorted(SYLLABLES))}
"""The letter of each syllable, in the order of `spellings.py`."""
SAME = "="
"""Stands for the line of the edition before."""
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
_LATIN = re.compile(r"[^\W_]+")
_NO_PART = lazy_pattern(f"[^{HAN}{chr(_FIRST)}-{chr(_FIRST + len(_LETTERS))}]+")


def render_search(content: ArticleContent, facts: SiteFacts) -> str:
    """Render the script with the readings of an article.

    `lines` has a line for the title and each sentence in each edition, in the order of
    `sentences.py`, with the reading of each of its words: a letter of `_LETTERS` for each Han
    character, or for each syllable of a word that has another number of them. A word is empty if
    its characters have their usual readings, and a space if it has no reading; those at the end
    that are empty are left out. A line is `SAME` if it is that of the edition before. `names` has
    the names of terms that a sentence uses and its translation does not have, by its id, and the
    English title.
    """
    numbers = words_by_block(content)
    texts = [[form.text for form in each.forms] for each in content.editions.values()]
    readings = [
        [_searched(form).unusual for form in each.forms] for each in content.editions.values()
    ]
    title = [_title(numbers[0], each.forms) for each in content.editions.values()]
    lines = sentence_lines(content.blocks[1:], numbers[1:], texts, shown=readings)
    headings = _headings(content)
    data = {
        "lines": "\n".join(_rows(title, lines, len(texts))),
        "names": _names(content, facts),
        "headings": [
            sentence.id
            for block in content.article.blocks
            if block.id in headings
            for sentence in block.sentences
        ],
    }
    return lazy_data.script(f"{addresses.data_folder(content.article.meta.slug)}/search", data)


def search_terms(content: ArticleContent, facts: SiteFacts) -> dict[str, int]:
    """Return the terms of an article, as the head of this module describes them."""
    parts, words = search_words(content, facts)
    return {term: _number(count) for counts in (parts, words) for term, count in counts.items()}


def search_words(content: ArticleContent, facts: SiteFacts) -> _Counts:
    """Return how often an article has each character, syllable and pair, and each Latin word."""
    headings = _headings(content)
    weights = [TITLE, *(HEADING if b.id in headings else 1 for b in content.article.blocks)]
    places = [
        number
        for numbers, weight in zip(words_by_block(content), weights, strict=True)
        for number in [*numbers, -1] * weight
    ]
    editions = [[*map(_searched, each.forms), _LINE_BREAK] for each in content.editions.values()]
    first = editions[0]
    parts, words = _counted([first[place] for place in places])
    more: _Counts = Counter(), Counter()
    for each in editions[1:]:
        if each != first:
            for found, added in zip(more, _added(places, first, each), strict=True):
                found.update(
                    {word: n - found[word] for word, n in added.items() if n > found[word]}
                )
    parts.update(more[0])
    words.update(more[1])
    translation = content.article.translation
    english = [block.text for block in translation.blocks] if translation else []
    english += [content.article.meta.title.en] * (TITLE - 1)
    for text in (*english, *_names(content, facts).values()):
        words.update(latin_words(text))
    return parts, words


class _Searched(NamedTuple):
    """A word as it is searched."""

    text: str
    """In one script."""
    letters: str
    """Its reading, in place of its Han characters; a space if it has none."""
    unusual: str
    """The same, but empty if its characters have their usual readings or are not Han."""


_LINE_BREAK = _Searched("\n", "\n", "")
_Counts = tuple[Counter[str], Counter[str]]
"""How often there are characters, syllables and pairs, and Latin words."""


def _counted(words: Iterable[_Searched]) -> _Counts:
    """Return how often a text has each character, syllable and pair, and each Latin word."""
    texts, letters, _ = zip(*words, strict=True)
    text = "".join(texts)
    return _parts(f"{text}\n{''.join(letters)}"), Counter(latin_words(text))


def _added(
    places: Sequence[int], first: Sequence[_Searched], other: Sequence[_Searched]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return what an edition has more often than the first: a word that both have counts once.

    Only the words that are different are looked at, each with those beside it; one may be empty.
    """
    differ = [
        one is not two and (one.text != two.text or one.letters != two.letters)
        for one, two in zip(first, other, strict=True)
    ]
    near = {
        beside
        for at, place in enumerate(places)
        if differ[place]
        for beside in range(at - 2, at + 3)
        if 0 <= beside < len(places)
    }
    if not near:
        return {}, {}
    ours: list[_Searched] = []
    theirs: list[_Searched] = []
    for at in sorted(near):
        if at - 1 not in near:
            ours.append(_LINE_BREAK)
            theirs.append(_LINE_BREAK)
        ours.append(first[places[at]])
        theirs.append(other[places[at]])
    (parts, words), (known_parts, known_words) = _counted(theirs), _counted(ours)
    return _more(parts, known_parts), _more(words, known_words)


def _more(counts: Counter[str], others: Counter[str]) -> dict[str, int]:
    """Return how much more often there is what there is more often."""
    known = others.get
    return {word: n - known(word, 0) for word, n in counts.items() if n > known(word, 0)}


@cache
def _number(count: int) -> int:
    """Return the number of a term that counts so often: enough for the order."""
    return round(1 + 1.5 * math.log2(count))


def foldings_file() -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script with `FOLDINGS`: characters, and theirs."""
    characters = foldings()
    pair = ["".join(characters), "".join(characters.values())]
    return lazy_data.place("search/foldings"), lazy_data.script("search/foldings", pair)


@cache
def foldings() -> dict[str, str]:
    """Return the simplified form of each character that has another."""
    chars = [chr(code) for block in _BLOCKS for code in block]
    plain = ScriptConverter().simplify("\n".join(chars)).split("\n")
    return {char: other for char, other in zip(chars, plain, strict=True) if char != other}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text with each character in its simplified form, whatever stands beside it."""
    known = foldings()
    return "".join([known.get(char, char) for char in text])


def latin_words(text: str) -> list[str]:
    """Return the words of a text that are not Han, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", IS_HAN.sub(" ", text))
    for accent in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(accent, "")
    return _LATIN.findall(plain.lower())


def _rows(title: Sequence[str], lines: Sequence[str], editions: int) -> Iterator[str]:
    """Yield the lines with readings, given those of `sentence_lines`, a group for each sentence."""
    groups = [
        title,
        *(lines[at + 1 : at + 1 + editions] for at in range(0, len(lines), 1 + editions)),
    ]
    for group in groups:
        before = ""
        for line in group:
            row = line.rstrip(SEPARATOR) if line else before
            yield SAME if row and row == before else row
            before = row


@lru_cache(maxsize=8192)
def _searched(form: WordForm) -> _Searched:
    """Return a word as it is searched."""
    text, folded_text = form.text, folded(form.text.replace(ATOM, ""))
    letters = "".join([_LETTERS.get(syllable[:-1].lower(), "") for syllable, _ in form.syllables])
    if not letters:
        return _Searched(folded_text, " ", " " if IS_HAN.search(text) else "")
    if len(letters) == len(IS_HAN.findall(text)):
        rest = iter(letters)
        letters = IS_HAN.sub(lambda _: next(rest), text)
    return _Searched(folded_text, letters, "" if letters == _usual(text) else letters)


def _usual(text: str) -> str:
    """Return a text with the letter of its usual reading for each character that has one."""
    return "".join([usual_letter(char) or char for char in folded(text)])


@cache
def usual_letter(char: str) -> str:
    """Return the letter of the usual reading of a character; empty for rare ones."""
    syllable = usual_syllable(char) if char in dictionary_words().costs else None
    return _LETTERS.get(syllable[:-1], "") if syllable else ""


@cache
def usual_file() -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script with the usual readings.

    It has a line for each: the letter, and the characters.
    """
    found: dict[str, list[str]] = {}
    for char in sorted(word for word in dictionary_words().costs if len(word) == 1):
        if letter := usual_letter(char):
            found.setdefault(letter, []).append(char)
    lines = [letter + "".join(chars) for letter, chars in sorted(found.items())]
    return lazy_data.place("search/usual"), lazy_data.script("search/usual", "\n".join(lines))


def _parts(text: str) -> Counter[str]:
    """Return how often a text has each Han character or syllable, and each two of them."""
    runs = [run for run in _NO_PART.split(text) if run]
    found = Counter(chain.from_iterable([map(operator.add, run, run[1:]) for run in runs]))
    found.update("".join(runs))
    return found


def _headings(content: ArticleContent) -> set[str]:
    """Return the ids of the blocks that are headings."""
    skeleton = content.article.skeleton
    return {b.id for b in content.article.blocks if skeleton[b.token - 1].type == "heading_open"}


def _title(numbers: Sequence[int], forms: Sequence[WordForm]) -> str:
    """Return the readings of the title, in one piece, as it is in `sentences.py`."""
    words = [(forms[number].text, _searched(forms[number]).letters) for number in numbers]
    text = "".join([text for text, _ in words])
    letters = "".join([text if letters == " " else letters for text, letters in words])
    return "" if letters == _usual(text) else letters


def _names(content: ArticleContent, facts: SiteFacts) -> dict[str, str]:
    """Return the English of what `english_sentences` leaves out: the title, and names of terms."""
    english = {id_: text.lower() for id_, text in english_sentences(content.article).items()}
    title = content.article.meta.title.en
    found: dict[str, list[str]] = {"": [title]} if title else {}
    for term in facts.terms:
        for id_ in content.term_uses.get(term.id, ()):
            if term.english.lower() not in english.get(id_, ""):
                found.setdefault(id_, []).append(term.english)
    return {id_: "; ".join(names) for id_, names in found.items()}
