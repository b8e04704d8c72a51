"""Builds of a site with a search, and builds after an edit."""

from __future__ import annotations

from benchmarks.growth.inputs import (
    Kind,
    natural,
    numbered,
    per,
    repeated,
    romanised,
    searched,
    site,
    varied,
)

_PERSON = "王{}说他来了。"
_TERMS = '[[term]]\nid = "{}"\nzh-Hans = "{}"\nen = "model"\n\n'

SEARCH_KINDS: tuple[Kind, ...] = tuple(
    Kind(f"{name}, with the search", "build", searched(files), 4_000)
    for name, files in {
        "natural text in sentences": site(lambda size: natural(size, ends=30)),
        "one character": site(repeated("的")),
        "Latin words": site(numbered("word{} ")),
        "one Latin word": site(repeated("a")),
        "Latin and Han in turn": site(repeated("a字")),
        "uses of a term, in both languages": site(
            varied("这个{}很好。"),
            en=romanised("这个{}很好。", "This {} is good. "),
            glossary=per(8, _TERMS),
        ),
    }.items()
)

EDIT_KINDS: tuple[Kind, ...] = tuple(
    Kind(name, "edit", searched(files), 2_000)
    for name, files in {
        "natural text in one sentence": site(natural),
        "natural text in paragraphs": site(
            lambda size: natural(size, ends=30).replace("。", "。\n\n")
        ),
        "persons of a paragraph": site(varied(_PERSON)),
        "persons, one a paragraph": site(varied(f"{_PERSON}\n\n")),
        "equal paragraphs": site(repeated("今天天气很好。\n\n")),
        "headings": site(numbered("## 字{}\n\n")),
    }.items()
)
