"""The kinds of input that more than a text makes: names, links, notes, a glossary, a translation.

What is looked up for each of many things must not be sought in all of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

from benchmarks.growth.kinds import ARTICLE, FRONT_MATTER, Files, Kind, natural, numbered, repeated

_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚"
_SYLLABLES = (
    "wei fang na min jing li qiang lei jun yang yong yan jie tao ming chao xiu xia ping gang"
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


_ONE_TERM = '[[term]]\nid = "model"\nzh-Hans = "模型"\nen = "model"\npinyin = "móxíng"\n'
_TERMS = '[[term]]\nid = "{}"\nzh-Hans = "{}"\nen = "model"\n\n'
_CONDITION = '[[word]]\ntext = "行长"\npinyin = "háng zhǎng"\nbefore = "银"\n'

SITE_KINDS: tuple[Kind, ...] = (
    Kind("titles", "check", site(repeated("先生")), 2_000),
    Kind("ends of names of places", "check", site(repeated("省市县区路街")), 2_000),
    Kind("numerals and measure words", "check", site(repeated("三个五本七张")), 2_000),
    Kind("Latin words glued to Han", "check", site(repeated("GPT模型")), 2_000),
    Kind("newspapers in brackets", "check", site(repeated("《人民日报》")), 2_000),
    Kind("sentences that differ in a word", "check", site(varied("今天我们去了{}城。")), 2_000),
    Kind("persons of a paragraph", "check", site(varied("王{}说他来了。")), 2_000),
    Kind("persons, one a paragraph", "check", site(varied("王{}说他来了。\n\n")), 2_000),
    Kind("doubtful words of a paragraph", "check", site(repeated("他从马上摔了下来。")), 2_000),
    Kind("explanations of a paragraph", "check", site(numbered("“模型{}”是指数据。")), 2_000),
    Kind("explanations", "check", site(numbered("数据{}（ABC{}）是好的。\n\n")), 2_000),
    Kind("links to places", "check", site(repeated("## 天气\n\n[天气](#b1.s1)\n\n")), 2_000),
    Kind("broken links to places", "check", site(numbered("## 天\n\n[字](#b{}x)\n\n")), 2_000),
    Kind(
        "uses of a term",
        "check",
        site(repeated("这个模型很好。"), glossary=lambda _: _ONE_TERM),
        2_000,
    ),
    Kind(
        "a use of each term",
        "check",
        site(varied("这个{}很好。"), glossary=per(8, _TERMS)),
        2_000,
    ),
    Kind(
        "uses of a word with a condition",
        "check",
        site(repeated("我见到了银行长。"), lexicon=lambda _: _CONDITION),
        2_000,
    ),
    Kind(
        "notes",
        "check",
        site(varied("这个{}很好。"), notes=per(8, '[[note]]\ntext = "{}"\nword = true\n\n')),
        2_000,
    ),
    Kind(
        "notes on one word",
        "check",
        site(
            varied("这个{}模型很好。"),
            notes=per(10, '[[note]]\ntext = "模型"\nbefore = "{}"\nword = true\n\n'),
        ),
        2_000,
    ),
    Kind(
        "notes on what is not there",
        "check",
        site(natural, notes=per(16, '[[note]]\ntext = "没有{}"\nword = true\n\n')),
        2_000,
    ),
    Kind(
        "equal sentences, in both languages",
        "check",
        site(
            repeated("今天天气很好。"),
            en=lambda size: "The weather is fine today. " * (size // 7),
        ),
        1_000,
    ),
    Kind(
        "natural text, equal sentences in English",
        "check",
        site(
            lambda size: natural(size, ends=30),
            en=lambda size: "The library was built in the spring of the year. " * (size // 30),
        ),
        4_000,
    ),
    Kind(
        "persons of a paragraph, in both languages",
        "check",
        site(
            varied("王{}说他来了。"),
            en=romanised("王{}说他来了。", "Wang {} said that he came. "),
        ),
        1_000,
    ),
    Kind(
        "persons, one a paragraph, in both languages",
        "check",
        site(
            varied("王{}说他来了。\n\n"),
            en=romanised("王{}说他来了。\n\n", "Wang {} said that he came.\n\n"),
        ),
        1_000,
    ),
    Kind(
        "anchors in both languages",
        "check",
        site(
            numbered("{=a{}}今天很好。"),
            en=lambda size: "".join(f"{{=a{n}}}It is fine today. " for n in range(size // 10)),
        ),
        1_000,
    ),
    Kind(
        "anchors in one language",
        "check",
        site(
            numbered("{=a{}}今天很好。"),
            en=lambda size: "{=b}" + "It is fine today. " * (size // 12),
        ),
        1_000,
    ),
    Kind(
        "figures in both languages",
        "check",
        site(
            numbered("他有{}元钱。"),
            en=lambda size: "".join(f"He has {n} yuan. " for n in range(size // 9)),
        ),
        1_000,
    ),
    Kind(
        "figures that differ",
        "check",
        site(
            numbered("他有1{}元钱。\n\n"),
            en=lambda size: "".join(f"He has 2{n} yuan.\n\n" for n in range(size // 12)),
        ),
        1_000,
    ),
    Kind(
        "doubts that are accepted",
        "check",
        site(repeated("<!-- jiazhu: ignore W010: so -->\n\n他从马上摔了下来。\n\n")),
        2_000,
    ),
    Kind("doubtful words of a paragraph", "review", site(repeated("他从马上摔了下来。")), 2_000),
    Kind("persons of a paragraph", "review", site(varied("王{}说他来了。")), 2_000),
)
