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

    def may_join(name: Name) -> bool:
        return len(name.span) > 1 and is_transcribed(name.span.of(text))

    done: list[Name] = []
    is_joined = False  # whether the last one is, whose parts need not be looked at again
    for name in names:
        last = done[-1] if done else None
        if (
            last is not None
            and last.span.end == name.span.start
            and last.kind is name.kind is NameKind.PERSON
            and Origin.MODEL in (last.origin, name.origin)
            and {last.origin, name.origin} <= {Origin.MODEL, Origin.DICTIONARY}
            and (is_joined or may_join(last))
            and may_join(name)
        ):
            done[-1] = Name(Span(last.span.start, name.span.end), NameKind.PERSON, Origin.MODEL)
            is_joined = True
        else:
            done.append(name)
            is_joined = False
    return done


def _with_periodicals(block: Block) -> Sequence[Name]:
    """Return the names of a block, with those of newspapers and magazines in 《》 whole."""
    names, text = block.layers.names, block.simplified
    if "《" not in text:
        return names
    found = [Span(*match.span(1)) for match in _PERIODICAL.finditer(text)]
    kept = [n for n in names if not any(map(n.span.overlaps, found)) or n.origin is Origin.AUTHOR]
    taken = [name.span for name in kept]
    kept += [
        Name(span, NameKind.ORGANISATION, Origin.RULE)
        for span in found
        if not any(map(span.overlaps, taken)) and not _is_stated(block, span)
    ]
    return sorted(kept, key=lambda name: name.span)


_PERIODICAL = re.compile(
    "《([^《》，。]{1,9}(?:日报|时报|晚报|早报|周报|新闻|纪事报|论坛报|[月周季期]刊|画报|杂志))》"
)

_START = attrgetter("span.start")


def _is_stated(block: Block, span: Span) -> bool:
    """Whether the author or the site says something about the words of a span."""
    return any(mark.span.overlaps(span) for mark in block.marks) or any(
        term.span.overlaps(span) for term in block.layers.terms
    )
