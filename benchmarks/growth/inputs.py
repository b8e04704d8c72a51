"""What the kinds of input are made of: texts of a size in characters, and sites with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLE = "articles/text.md"
FRONT_MATTER = '---\ntitle: "增长"\nslug: text\n---\n'
# The search has kinds of its own.
SITE = 'title = { zh = "小站", en = "Small site" }\nsite.search = false\n'

_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚"
_SYLLABLES = (
    "wei fang na min jing li qiang lei jun yang yong yan jie tao ming chao xiu xia ping gang"
)

Files = Mapping[str, str]
"""The texts of files by their paths in a site, or of the one file to import."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input."""

    name: str
    operation: str
    """What reads it: `build`, `edit`, `check`, `import` or `review`."""
    files: Callable[[int], Files]
    """Returns the files for a number of characters."""
    first: int
    """The first size to measure, in characters."""


@cache
def _running_text() -> str:
    """Return natural text without the end of a sentence."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "corpus/running").glob("*.txt"))]
    return "".join(re.findall("[\u4e00-\u9fff]+[，、]?", "".join(texts)))


def natural(size: int, *, ends: int = 0) -> str:
    """Return natural text, with a full stop after each `ends` characters."""
    text = "".join(islice(cycle(_running_text()), size))
    if not ends:
        return text
    return "".join(f"{text[at : at + ends]}。" for at in range(0, size, ends))


def repeated(piece: str) -> Callable[[int], str]:
    """Return a function from a size to so many characters of a piece over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def nested(opening: str, closing: str, inside: str = "字") -> Callable[[int], str]:
    """Return a function from a size to marks within marks."""

    def text(size: int) -> str:
        depth = size // len(opening + closing)
        return opening * depth + inside + closing * depth

    return text


def numbered(piece: str) -> Callable[[int], str]:
    """Return a function from a size to pieces, each with its number for `{}`."""

    def pieces(size: int) -> Iterator[str]:
        written = number = 0
        while written < size:
            yield (made := piece.replace("{}", str(number)))
            written += len(made)
            number += 1

    return lambda size: "".join(pieces(size))


def plus(name: str, text: Callable[[int], str]) -> Callable[[int], Files]:
    """Return a function from a size to a short article, and a file of that size beside it."""
    return lambda size: {ARTICLE: f"{FRONT_MATTER}你好，世界。\n", name: text(size)}


def raw(text: Callable[[int], str]) -> Callable[[int], Files]:
    """Return a function from a size to an article in which raw HTML is allowed."""
    settings = {"site.toml": f"{SITE}[markdown]\nhtml = true\n"}
    return lambda size: settings | {ARTICLE: f"{FRONT_MATTER}{text(size)}\n"}


def searched(files: Callable[[int], Files]) -> Callable[[int], Files]:
    """Return the same site, with a search."""
    settings = {"site.toml": SITE.replace("site.search = false", "site.search = true")}
    return lambda size: {**settings, **files(size)}


def listed(key: str, item: str) -> Callable[[int], Files]:
    """Return a function from a size to an article with a list in its front matter."""
    items = numbered(item)
    return lambda size: {ARTICLE: f"---\ntitle: 字\n{key}: [{items(size)}]\n---\n字\n"}


def linked_headings(name: str) -> Callable[[int], str]:
    """Return a function from a size to headings, and as many links to such of a name."""
    headings, links = numbered("## 字{}\n\n"), numbered(f"[字](#{name}{{}})\n\n")
    return lambda size: headings(size // 3) + links(size * 2 // 3)


def alone(name: str, text: Callable[[int], str]) -> Callable[[int], Files]:
    """Return a function from a size to a file to import."""
    return lambda size: {name: text(size)}


def page(text: Callable[[int], str]) -> Callable[[int], Files]:
    """Return a function from a size to a web page to import."""
    return alone(
        "page.html", lambda size: f"<html><title>页</title><body>你好世界{text(size)}</body></html>"
    )


def varied(piece: str) -> Callable[[int], str]:
    """Return a function from a size to pieces, each with other characters for `{}`."""

    def text(size: int) -> str:
        pieces: list[str] = []
        written = 0
        for number in count():
            if written >= size:
                break
            pieces.append(piece.replace("{}", _han(number)))
            written += len(pieces[-1])
        return "".join(pieces)

    return text


def _han(number: int) -> str:
    """Return three characters of given names that stand for a number."""
    return "".join(_GIVEN[number // 20**place % 20] for place in (0, 1, 2))


def _latin(number: int) -> str:
    """Return the syllables of `_han`."""
    return "".join(_SYLLABLES.split()[number // 20**place % 20] for place in (0, 1, 2))


def romanised(zh: str, en: str) -> Callable[[int], str]:
    """Return a function from a size to as many English pieces as `varied(zh)` has Chinese ones."""
    length = len(zh.replace("{}", "字字字"))
    return lambda size: "".join(
        en.replace("{}", _latin(number).capitalize()) for number in range(-(-size // length))
    )


def site(zh: Callable[[int], str], **files: Callable[[int], str]) -> Callable[[int], Files]:
    """Return a function from a size to an article and other files: `en`, `notes`, `glossary`."""
    names = {
        "en": "articles/text.en.md",
        "notes": "articles/text.notes.toml",
        "glossary": "glossary.toml",
        "lexicon": "lexicon.toml",
    }
    heads = {"en": "---\ntitle: Growth\n---\n"}

    def written(size: int) -> Mapping[str, str]:
        others = {names[key]: heads.get(key, "") + text(size) for key, text in files.items()}
        return {ARTICLE: f"{FRONT_MATTER}{zh(size)}\n"} | others

    return written


def per(length: int, piece: str) -> Callable[[int], str]:
    """Return a function from a size to a piece for each `length` characters, as `varied`."""
    return lambda size: "".join(
        piece.replace("{}", _han(number)) for number in range(-(-size // length))
    )
