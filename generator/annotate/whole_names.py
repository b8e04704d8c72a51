"""Names as wholes: of one kind in a document, and with all their words.

The names stage finds words that are names. Here a name takes the words for what it is
(静安寺 | 路), a foreign person's given name the family name (约翰 | 卡博特), and a newspaper the
rest of its title.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from generator.annotate.document import Document, with_layer
from generator.annotate.inside import Spans
from generator.annotate.marks import is_marked
from generator.language.names.extent import MAY_FOLLOW, extend_name
from generator.language.names.kinds import is_transcribed
from generator.model import Block, Name, NameKind, Origin, Span


def with_one_kind(document: Document, kinds: Mapping[str, NameKind]) -> Document:
    """Give the names that only the model supports the kinds that they have in the whole text."""

    def names_of(block: Block, _: Sequence[str]) -> Sequence[Name]:
        names, text = block.layers.names, block.simplified
        if not any(name.origin is Origin.MODEL for name in names):
            return names
        return [
            Name(name.span, kinds.get(name.span.of(text), name.kind), name.origin)
            if name.origin is Origin.MODEL
            else name
            for name in names
        ]

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def with_whole_names(document: Document) -> Document:
    """Extend the names over the words for what they are, unless the author or the site set them."""

    def names_of(block: Block, texts: Sequence[str]) -> Sequence[Name]:
        names, words = (
            _joined_persons(_with_periodicals(block), block.simplified),
            block.layers.words,
        )
        if not names or MAY_FOLLOW.isdisjoint(texts):
            return names
        done: list[Name] = []
        for name in names:
            if done and name.span.start < done[-1].span.end:
                continue
            if name.origin in (Origin.MODEL, Origin.DICTIONARY):
                at = bisect_left(words, name.span.start, key=_START)
                extended = extend_name(texts, at, name.kind) if texts[at + 1 : at + 2] else None
                if extended is not None:
                    end, kind = extended
                    span = Span(name.span.start, words[end - 1].span.end)
                    if not _is_stated(block, Span(name.span.end, span.end)):
                        done.append(Name(span, kind, name.origin))
                        continue
            done.append(name)
        return done

    return with_layer(document, "names", map(names_of, document.blocks, document.texts))


def _joined_persons(names: Sequence[Name], text: str) -> Sequence[Name]:
    """Join the given name and the family name of a foreign person: 约翰 | 卡博特."""
    done: list[Name] = []
    is_joined = False  # what has been joined is not read again: it may be long
    for name in names:
        last = done[-1] if done else None
        if (
            last is not None
            and last.span.end == name.span.start
            and last.kind is name.kind is NameKind.PERSON
            and Origin.MODEL in (last.origin, name.origin)
            and {last.origin, name.origin} <= {Origin.MODEL, Origin.DICTIONARY}
            and (is_joined or _may_join(last.span, text))
            and _may_join(name.span, text)
        ):
            is_joined = True
            done[-1] = Name(Span(last.span.start, name.span.end), NameKind.PERSON, Origin.MODEL)
        else:
            is_joined = False
            done.append(name)
    return done


def _may_join(span: Span, text: str) -> bool:
    return len(span) > 1 and is_transcribed(span.of(text))


def _with_periodicals(block: Block) -> Sequence[Name]:
    """Return the names of a block, with those of newspapers and magazines in 《》 whole."""
    names, text = block.layers.names, block.simplified
    if "《" not in text:
        return names
    found = [Span(*match.span(1)) for match in _PERIODICAL.finditer(text)]
    if not found:
        return names
    periodicals = Spans(found)
    kept = [n for n in names if n.origin is Origin.AUTHOR or not periodicals.overlap(n.span)]
    taken = Spans([name.span for name in kept])
    kept += [
        Name(span, NameKind.ORGANISATION, Origin.RULE)
        for span in found
        if not taken.overlap(span) and not _is_stated(block, span)
    ]
    return sorted(kept, key=lambda name: name.span)


_PERIODICAL = re.compile(
    "《([^《》，。]{1,9}(?:日报|时报|晚报|早报|周报|新闻|纪事报|论坛报|[月周季期]刊|画报|杂志))》"
)

_START = attrgetter("span.start")


def _is_stated(block: Block, span: Span) -> bool:
    """Whether the author or the site says something about the words of a span."""
    return is_marked(block, span) or bool(block.layers.terms and _has_term(block, span))


def _has_term(block: Block, span: Span) -> bool:
    """Whether a term overlaps a span."""
    terms = block.layers.terms  # which do not overlap each other
    before = bisect_left(terms, span.end, key=_START)
    return before > 0 and terms[before - 1].span.end > span.start
