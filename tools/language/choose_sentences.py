"""Choose a sentence for beginners for each word of HSK 1 to 4 from the Tatoeba collection.

    python -m tools.language.choose_sentences cmn.txt

`cmn.txt` is the list of Mandarin and English pairs of manythings.org/anki: English, Chinese,
attribution. The sentence of a word is simplified, short, and has only words of the same or lower
levels, names and figures; the annotator reads it without doubt. Its forms for Taiwan and Hong Kong
are written beside it, so that building a site need not convert them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.language.levels import STANDARDS, word_level
from generator.language.pinyin.styles import Spelling
from generator.language.readings.confidence import DOUBT_THRESHOLD
from generator.language.scripts.detect import detect_script
from generator.language.tables import DATA
from generator.model import AnnotatedWord, Block, Edition, WordKind
from generator.spelling.transcript import transcript

TABLE = "sentences/beginners.tsv"
LONGEST, BEST = 18, 9
"""The length from which a sentence is left out, and the length that is preferred, in characters."""
TOP = 4
"""The highest level of words that get a sentence."""

HEAD = """\
# A sentence for beginners for each word of HSK 1 to 4.
# Columns: simplified word, sentence in zh-Hans, in zh-Hant-TW, in zh-Hant-HK, English, the numbers
#   of the English and the Chinese sentence at tatoeba.org, and their authors; pinyin
# Unit: none
# Order: code point of the word
# Source: Tatoeba (https://tatoeba.org), by way of the collection of manythings.org
# Licence: CC BY 2.0 FR
# Change: do not edit; run `python -m tools.language.choose_sentences`
"""
_UNSUITABLE = re.compile(r"[杀死尸毒裸妓枪血恨笨蠢胖丑]|男人|女人|自杀|监狱|[ -~]")
"""What is not for every class, and punctuation and names that are not Chinese."""
_ATTRIBUTION = re.compile(r".*#(\d+) \(([^)]*)\) & #(\d+) \(([^)]*)\)")


def level(word: str) -> int | None:
    """Return the lowest level of a word in any list."""
    found = [each for standard in STANDARDS if (each := word_level(word, standard)) is not None]
    return min(found, default=None)


def candidates(lines: Sequence[str], engines: Engines) -> Iterator[tuple[Block, str, str]]:
    """Yield the annotated sentences that can be read without doubt, their English and source."""
    for line in lines:
        english, chinese, attribution = line.split("\t")
        match = _ATTRIBUTION.match(attribution)
        if match is None or not chinese.endswith(("。", "！", "？")) or len(chinese) > LONGEST:
            continue
        if _UNSUITABLE.search(chinese):
            continue
        if detect_script(chinese) is not Edition.HANS or len(english) > 4 * LONGEST:
            continue
        block = annotate(Document(Edition.HANS, (Block("b1", 0, 1, chinese),)), engines).blocks[0]
        if all(each.confidence >= DOUBT_THRESHOLD for each in block.layers.readings):
            yield block, english, "{} {}, {} {}".format(*match.groups())


def choose(lines: Sequence[str]) -> dict[str, tuple[float, Sequence[str]]]:
    """Return the row of each word, with what it costs."""
    best: dict[str, tuple[float, Sequence[str]]] = {}
    for block, english, source in candidates(lines, load_engines()):
        words = [word for word in block.annotated_words if word.kind is WordKind.HAN]
        levels = [TOP if word.name else level(word.simplified) for word in words]
        if any(each is None or each > TOP for each in levels):
            continue
        for word, own in zip(words, levels, strict=True):
            hardest = max(each or 0 for each in levels)
            if word.name or own is None or hardest > max(own, 2):
                continue
            cost = abs(len(block.text) - BEST) + 3 * hardest + _repeats(word, words)
            if cost < best.get(word.simplified, (99.0, ()))[0]:
                texts = [block.text_in(edition) for edition in Edition]
                pinyin = transcript(block, Edition.HANS, Spelling())
                best[word.simplified] = cost, [*texts, english, source, pinyin]
    return best


def _repeats(word: AnnotatedWord, words: Sequence[AnnotatedWord]) -> int:
    return 2 * sum(other.simplified == word.simplified for other in words) - 2


def main() -> None:
    """Write the table."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    rows = ("\t".join((word, *row)) for word, (_, row) in sorted(choose(lines).items()))
    DATA.joinpath(TABLE).write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
