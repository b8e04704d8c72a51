"""CoNLL-U, the format of Universal Dependencies: words with readings and glosses, no syntax.

    # sent_id = bank-b3.s1
    # text = 他是行长。
    # text_en = He is head of a bank.
    1	他	他	X	_	_	0	root	_	Gloss=he|SpaceAfter=No|Translit=tā

1. Jiazhu does not parse. The part of speech is given where the text itself shows it: `PUNCT`,
   `SYM`, `NUM`, and `PROPN` for a proper name; otherwise it is `X`. The tree is flat: the first
   word is the root, and the others depend on it by `dep`, the relation that says nothing.
2. The text is the author's, in NFC, without images, formulas, code and notes. A word with a space
   in it, such as a name in Latin letters, has a line for each part.
3. `Translit` is the reading in the spelling of the site. In values, `|` is written `\\p`, as UD
   does, and `\\` is written `\\\\`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from generator.exporting.glosses import gloss
from generator.exporting.sentences import ExportedSentence, ExportedWord, exported_sentences
from generator.exporting.target import Part, Target
from generator.model import WordKind
from generator.site.article_content import ArticleContent
from generator.spelling.ruby import BlockReadings, block_readings, inline_pinyin


def article_conllu(content: ArticleContent, target: Target) -> bytes:
    """Return an article in CoNLL-U."""
    article = content.article
    terms = {term.id: term.english for term in target.facts.terms}
    readings: dict[str, BlockReadings] = {}
    lines: list[str] = []
    for sentence in exported_sentences(content):
        block = sentence.block
        is_first = block.id not in readings
        if is_first:
            readings[block.id] = block_readings(block, article.script, target.config.pinyin)
        if not lines:
            lines.append(f"# newdoc id = {article.meta.slug}")
        if is_first:
            lines.append(f"# newpar id = {article.meta.slug}-{block.id}")
        lines += _sentence(sentence, article.meta.slug, readings[block.id], terms)
    return "".join(f"{line}\n" for line in lines).encode()


def site_conllu(parts: Sequence[Part], target: Target) -> bytes:
    """Return all articles, one after the other."""
    del target
    return b"".join(part.data for part in parts)


def _sentence(
    sentence: ExportedSentence, slug: str, readings: BlockReadings, terms: dict[str, str]
) -> Iterator[str]:
    yield f"# sent_id = {slug}-{sentence.id}"
    yield f"# text = {sentence.text}"
    if sentence.english:
        yield f"# text_en = {sentence.english}"
    last = len(sentence.words)
    for number, word in enumerate(sentence.words, 1):
        misc = {}
        if word.record is not None and (meaning := gloss(word.record, terms)):
            misc["Gloss"] = meaning
        if not word.space_after and number < last:
            misc["SpaceAfter"] = "No"
        if word.word.readings and (pinyin := inline_pinyin(readings.groups(word.word))):
            misc["Translit"] = pinyin
        joined = "|".join(f"{key}={_escaped(value)}" for key, value in misc.items()) or "_"
        head, relation = ("0", "root") if number == 1 else ("1", "dep")
        columns = (str(number), word.form, word.form, _part_of_speech(word), "_", "_")
        yield "\t".join((*columns, head, relation, "_", joined))
    yield ""


def _part_of_speech(word: ExportedWord) -> str:
    categories = {unicodedata.category(char)[0] for char in word.form}
    if categories <= {"P"}:
        return "PUNCT"
    if categories <= {"P", "S"}:
        return "SYM"
    if word.word.kind is WordKind.NUMBER:
        return "NUM"
    return "X" if word.word.name is None else "PROPN"


def _escaped(value: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", value).split())
    return plain.replace("\\", "\\\\").replace("|", "\\p")
