"""Checks and reviews: what is looked up for each of many things must not be sought in all text.

These are names, links, notes, a glossary, a translation.
"""

from __future__ import annotations

from benchmarks.growth.inputs import (
    Kind,
    linked_headings,
    natural,
    numbered,
    per,
    repeated,
    romanised,
    site,
    varied,
)

_ONE_TERM = '[[term]]\nid = "model"\nzh-Hans = "模型"\nen = "model"\npinyin = "móxíng"\n'
_TERMS = '[[term]]\nid = "{}"\nzh-Hans = "{}"\nen = "model"\n\n'
_CONDITION = '[[word]]\ntext = "行长"\npinyin = "háng zhǎng"\nbefore = "银"\n'

CHECK_KINDS: tuple[Kind, ...] = (
    Kind("links to headings", "check", site(linked_headings("字")), 4_000),
    Kind("links to headings that are not there", "check", site(linked_headings("词")), 4_000),
    Kind("natural text in one sentence", "check", site(natural), 2_500),
    Kind("natural text in sentences", "check", site(lambda size: natural(size, ends=30)), 2_500),
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
