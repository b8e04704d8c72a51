"""TMX 1.4: the sentences that translate each other, for translation memories.

A unit is a pair of the alignment: one or more sentences in each language. Sentences without a
counterpart are left out. A property says what decided a pair, and another whether the English is a
machine draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import generator
from generator.exporting.sentences import english_text, exported_sentences
from generator.exporting.target import Part, Target
from generator.exporting.xml import Element, document
from generator.model import Edition
from generator.site.article_content import ArticleContent

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_DEPTH = 2
"""Of a unit in the document."""


def article_tmx(content: ArticleContent, target: Target) -> bytes:
    """Return the pairs of an article."""
    return _memory(content.article.script, article_units(content, target).decode())


def article_units(content: ArticleContent, target: Target) -> bytes:
    """Return the pairs of an article, without the document around them."""
    del target
    return "".join(unit.write(_DEPTH) for unit in _units(content)).encode()


def site_tmx(parts: Sequence[Part], target: Target) -> bytes:
    """Return the pairs of all articles."""
    return _memory(target.edition, "".join(part.data.decode() for part in parts))


def _memory(source: Edition, units: str) -> bytes:
    header = Element(
        "header",
        attributes={
            "creationtool": "jiazhu",
            "creationtoolversion": generator.__version__,
            "segtype": "sentence",
            "o-tmf": "jiazhu",
            "adminlang": "en",
            "srclang": source.value,
            "datatype": "plaintext",
        },
    )
    body = f"  <body>\n{units}  </body>\n" if units else "  <body/>\n"
    return document(_DOCTYPE, '<tmx version="1.4">\n', header.write(1), body, "</tmx>\n")


def _units(content: ArticleContent) -> Iterator[Element]:
    article, translation = content.article, content.article.translation
    if translation is None:
        return
    chinese = {sentence.id: sentence.text for sentence in exported_sentences(content)}
    english = {
        sentence.id: english_text(sentence.span.of(block.text))
        for block in translation.blocks
        for sentence in block.sentences
    }
    for pair in article.alignments:
        source = "".join(chinese.get(id_, "") for id_ in pair.zh_ids)
        target = " ".join(filter(None, (english[id_] for id_ in pair.en_ids)))
        if not (source and target):
            continue
        properties = [Element("prop", pair.origin.value, {"type": "x-aligned-by"})]
        if translation.machine:
            properties.append(Element("prop", "machine", {"type": "x-translation"}))
        texts = ((article.script.value, source), ("en", target))
        variants = [
            Element("tuv", [Element("seg", text)], {"xml:lang": lang}) for lang, text in texts
        ]
        id_ = f"{article.meta.slug}-{pair.zh_ids[0]}"
        attributes = {"tuid": id_, "srclang": article.script.value}
        yield Element("tu", [*properties, *variants], attributes)
