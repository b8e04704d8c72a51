"""The kinds of input: each has what reads it, and the files of a site for a size in characters.

Most are what a text should not be: one thing over and over. Such texts come out of broken exports
and scraped pages, and are what somebody sends who wants to keep a machine busy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLE = "articles/text.md"
FRONT_MATTER = '---\ntitle: "增长"\nslug: text\n---\n'
# The search is made by a program of its own, whose time is not counted.
SITE = 'title = { zh = "小站", en = "Small site" }\nsite.search = false\n'

Files = Mapping[str, str]
"""The texts of files by their paths in a site, or of the one file to import."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input."""

    name: str
    operation: str
    """What reads it: `build`, `check`, `import` or `review`."""
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


def _article(text: Callable[[int], str]) -> Callable[[int], Files]:
    return lambda size: {ARTICLE: f"{FRONT_MATTER}{text(size)}\n"}


def _with(name: str, text: Callable[[int], str]) -> Callable[[int], Files]:
    return lambda size: {ARTICLE: f"{FRONT_MATTER}你好，世界。\n", name: text(size)}


def _pair(zh: Callable[[int], str], en: Callable[[int], str]) -> Callable[[int], Files]:
    return lambda size: {
        ARTICLE: f"{FRONT_MATTER}{zh(size)}\n",
        "articles/text.en.md": f"---\ntitle: Growth\n---\n{en(size)}\n",
    }


def _raw(text: Callable[[int], str]) -> Callable[[int], Files]:
    settings = {"site.toml": f"{SITE}[markdown]\nhtml = true\n"}
    return lambda size: settings | {ARTICLE: f"{FRONT_MATTER}{text(size)}\n"}


def _one(name: str, text: Callable[[int], str]) -> Callable[[int], Files]:
    return lambda size: {name: text(size)}


def _html(text: Callable[[int], str]) -> Callable[[int], Files]:
    return _one(
        "page.html", lambda size: f"<html><title>页</title><body>你好世界{text(size)}</body></html>"
    )


_TEXTS: Mapping[str, tuple[Callable[[int], str], int]] = {
    "natural text in one sentence": (natural, 2_500),
    "natural text in sentences": (lambda size: natural(size, ends=30), 2_500),
    "natural text in paragraphs": (
        lambda size: natural(size, ends=30).replace("。", "。\n\n"),
        2_500,
    ),
    "a dotted name without an end": (repeated("托尔斯泰·"), 1_000),
    "Chinese numerals": (repeated("一二三四五六七八九十百千万亿"), 1_000),
    "one character": (repeated("的"), 4_000),
    "one surname": (repeated("王"), 4_000),
    "one rare character": (repeated("龘"), 4_000),
    "one word": (repeated("中国"), 4_000),
    "titles and surnames": (repeated("王教授"), 2_000),
    "foreign syllables": (repeated("尔斯"), 2_000),
    "digits": (repeated("1"), 4_000),
    "digits and full stops": (repeated("1."), 4_000),
    "digits and commas": (repeated("1,000,"), 4_000),
    "Latin letters": (repeated("a"), 16_000),
    "Latin words": (repeated("word "), 16_000),
    "Latin letters and hyphens": (repeated("a-"), 8_000),
    "an e-mail address without an end": (repeated("a@"), 8_000),
    "an address without an end": (repeated("https://a."), 8_000),
    "initials": (repeated("A."), 8_000),
    "spaces": (lambda size: f"字{' ' * size}字", 32_000),
    "ideographic spaces": (repeated("　字"), 4_000),
    "line breaks": (repeated("\n"), 32_000),
    "lines": (repeated("字\n"), 4_000),
    "hard line breaks": (repeated("字\\\n"), 4_000),
    "punctuation": (repeated("。"), 4_000),
    "opening quotation marks": (repeated("“"), 4_000),
    "nested quotation marks": (nested("“", "”"), 4_000),
    "nested book titles": (nested("《", "》"), 4_000),
    "dashes": (repeated("—"), 4_000),
    "ellipses": (repeated("…"), 4_000),
    "brackets": (repeated("["), 16_000),
    "closing brackets": (repeated("]"), 16_000),
    "nested brackets": (nested("[", "]"), 8_000),
    "images": (repeated("!["), 8_000),
    "links": (numbered("[字](https://example.org/{})"), 4_000),
    "link starts": (repeated("[字]("), 8_000),
    "references": (numbered("[字][{}]\n\n[{}]: https://example.org/{}\n\n"), 4_000),
    "asterisks": (repeated("*"), 16_000),
    "emphasis": (repeated("*字*"), 4_000),
    "open emphasis": (repeated("*字 "), 4_000),
    "nested emphasis": (nested("*字", "字*"), 2_000),
    "nested strong emphasis": (nested("**字", "字**"), 2_000),
    "underscores": (repeated("字_"), 4_000),
    "tildes": (repeated("~~字"), 4_000),
    "backticks": (
        lambda size: "".join("`" * n + "字" for n in range(1, int((2 * size) ** 0.5))),
        16_000,
    ),
    "code spans": (repeated("`a`字"), 4_000),
    "dollars": (repeated("$字"), 4_000),
    "author's marks": (repeated("{行长|háng zhǎng}"), 4_000),
    "open braces": (repeated("{"), 8_000),
    "open author's marks": (repeated("{字|"), 8_000),
    "anchors": (numbered("字。{={}}"), 4_000),
    "block quotes": (repeated(">"), 4_000),
    "lines of block quotes": (repeated("> 字\n"), 4_000),
    "nested lists": (
        lambda size: "".join(f"{' ' * (2 * n)}- 字\n" for n in range(int(size**0.5))),
        16_000,
    ),
    "list items": (repeated("- 字\n"), 4_000),
    "list marks in a line": (repeated("- "), 4_000),
    "headings": (repeated("## 字\n\n"), 4_000),
    "numbered headings": (numbered("## 字{}\n\n"), 4_000),
    "tables": (repeated("|字|字|\n|---|---|\n|字|字|\n\n"), 4_000),
    "rows of a table": (lambda size: "|字|字|\n|---|---|\n" + repeated("|字|字|\n")(size), 4_000),
    "pipes": (repeated("|"), 16_000),
    "a wide table": (
        lambda size: f"{'|字' * (size // 8)}|\n{'|-' * (size // 8)}|\n{'|字' * (size // 8)}|\n",
        4_000,
    ),
    "footnotes": (numbered("字[^{}]\n\n[^{}]: 字\n\n"), 2_000),
    "uses of a footnote": (
        lambda size: repeated("字[^a]")(size - size % 5) + "\n\n[^a]: 字\n",
        2_000,
    ),
    "open footnotes": (repeated("[^a"), 8_000),
    "inline footnotes": (repeated("字^[字]"), 2_000),
    "nested inline footnotes": (nested("^[字", "]"), 2_000),
    "comments": (repeated("<!-- 字 -->\n\n"), 8_000),
    "open comments": (repeated("<!-- "), 8_000),
    "open instructions": (repeated("<!-- jiazhu: "), 8_000),
    "instructions": (repeated("<!-- jiazhu: ignore R001 -->\n\n字\n\n"), 4_000),
    "tags": (repeated("<b>字</b>"), 4_000),
    "blocks of raw HTML": (repeated("<div>\n字\n</div>\n\n"), 4_000),
    "open tags": (repeated("<b>"), 8_000),
    "paragraphs of HTML on a line": (repeated("<p>字</p>"), 4_000),
    "open autolinks": (repeated("<https://a"), 4_000),
    "brackets after an address": (lambda size: "https://a.b/" + ")" * size, 16_000),
    "colons": (repeated(":a"), 4_000),
    "angle brackets": (repeated("<"), 16_000),
    "attributes": (repeated('<a a="'), 8_000),
    "processing instructions": (repeated("<?"), 8_000),
    "declarations": (repeated("<!A "), 8_000),
    "entities": (repeated("&amp;"), 8_000),
    "ampersands": (repeated("&"), 16_000),
    "backslashes": (repeated("\\"), 16_000),
    "containers": (repeated(":::: note\n字\n::::\n\n"), 4_000),
    "nested containers": (nested("::: note\n", ":::\n"), 2_000),
    "definition lists": (repeated("字\n: 字\n\n"), 4_000),
    "fences": (repeated("```\na\n```\n\n"), 8_000),
    "open fences": (repeated("```\n\n"), 8_000),
    "combining marks": (lambda size: "字" + "\u0301" * size, 4_000),
    "zero-width characters": (repeated("字\u200b"), 4_000),
    "variation selectors": (repeated("葛\U000e0100"), 4_000),
    "emoji": (repeated("👩\u200d👩\u200d👧"), 4_000),
    "characters of extension B": (repeated("𠀀"), 4_000),
    "a long word with its reading": (
        lambda size: f"{{{'行' * (size // 8)}|{'háng ' * (size // 8)}}}",
        4_000,
    ),
    "divided words": (repeated("==字"), 4_000),
    "links with attributes": (repeated("[字](a){.a}"), 4_000),
    "links to files": (repeated("[字](b.md)"), 4_000),
    "links to sentences": (repeated("[字](#b1.s1)"), 4_000),
    "equal headings": (repeated("字\n===\n"), 4_000),
    "deep lists": (
        repeated("".join(f"{'  ' * depth}- 字\n" for depth in range(45)) + "\n段\n\n"),
        4_000,
    ),
    "deep block quotes": (repeated("> " * 90 + "字\n\n段\n\n"), 4_000),
    "formulas": (repeated("$x$字"), 4_000),
    "an open formula": (lambda size: f"${'{' * size}$", 4_000),
    "numbers that are read out": (repeated("36%和"), 4_000),
    "Latin and Han in turn": (repeated("a字"), 4_000),
    "Latin words between characters": (repeated("字a b"), 4_000),
}

_EN_SENTENCE = "The library was built in the spring of the year. "

KINDS: tuple[Kind, ...] = (
    *(Kind(name, "build", _article(text), first) for name, (text, first) in _TEXTS.items()),
    Kind("raw tags", "build", _raw(repeated("<b>字</b>")), 4_000),
    Kind("open raw tags", "build", _raw(repeated("<b>")), 4_000),
    Kind("raw scripts", "build", _raw(repeated("<script>a</script>")), 4_000),
    Kind("raw tags that cross", "build", _raw(repeated("<b><i></b></i>")), 4_000),
    Kind(
        "attributes of a raw tag",
        "build",
        _raw(lambda size: f"<p {numbered('a{}=1 ')(size)}>字</p>"),
        8_000,
    ),
    Kind(
        "faulty glossary entries",
        "build",
        _with("glossary.toml", numbered('[[term]]\nid = "a{}"\nzh = 1\n\n')),
        4_000,
    ),
    Kind(
        "glossary entries",
        "build",
        _with("glossary.toml", numbered('[[term]]\nid = "a{}"\nzh-hans = "词{}"\nen = "word"\n\n')),
        4_000,
    ),
    Kind(
        "faulty lexicon entries",
        "build",
        _with("lexicon.toml", numbered("[[word]]\nzh = {}\n\n")),
        4_000,
    ),
    Kind(
        "a word of the lexicon that depends on what is before it",
        "build",
        lambda size: {
            "lexicon.toml": "[[word]]\ntext = '行长'\nbefore = '[一-龥]*分'\n",
            ARTICLE: repeated("分行长很好")(size),
        },
        64_000,
    ),
    Kind(
        "faulty notes",
        "build",
        _with("articles/text.notes.toml", numbered('[[reading]]\nat = "没有{}"\npinyin = "x"\n\n')),
        4_000,
    ),
    Kind("brackets in a glossary", "build", _with("glossary.toml", repeated("[")), 8_000),
    Kind(
        "nested lists in front matter",
        "build",
        lambda size: {ARTICLE: f"---\ntitle: 字\nx: {'[' * size}\n---\n字\n"},
        1_000,
    ),
    Kind(
        "keys of front matter",
        "build",
        lambda size: {ARTICLE: "---\ntitle: 字\n" + numbered("k{}: 1\n")(size) + "---\n字\n"},
        4_000,
    ),
    Kind(
        "tags of an article",
        "build",
        lambda size: {ARTICLE: f"---\ntitle: 字\ntags: [{numbered('t{}, ')(size)}]\n---\n字\n"},
        1_000,
    ),
    Kind(
        "a million characters",
        "build",
        _article(lambda size: natural(size, ends=30).replace("。", "。\n\n")),
        125_000,
    ),
    Kind("natural text in one sentence", "check", _article(natural), 2_500),
    Kind(
        "natural text in sentences", "check", _article(lambda size: natural(size, ends=30)), 2_500
    ),
    Kind(
        "identical paragraphs, half as many in English",
        "build",
        _pair(
            repeated("今天天气很好。\n\n"),
            lambda size: repeated("The weather is fine today.\n\n")(size * 28 // 9 // 2),
        ),
        500,
    ),
    Kind(
        "identical paragraphs, as many in English",
        "build",
        _pair(
            repeated("今天天气很好。\n\n"),
            lambda size: repeated("The weather is fine today.\n\n")(size * 28 // 9),
        ),
        500,
    ),
    Kind(
        "sentences of one paragraph, half as many in English",
        "build",
        _pair(
            lambda size: natural(size, ends=30),
            lambda size: repeated(_EN_SENTENCE)(size * len(_EN_SENTENCE) // 60),
        ),
        2_000,
    ),
    Kind(
        "headings, half as many in English",
        "build",
        _pair(repeated("## 天气\n\n好。\n\n"), repeated("## Weather\n\nFine.\n\n")),
        500,
    ),
    Kind("natural text", "import", _one("text.txt", lambda size: natural(size, ends=30)), 32_000),
    Kind("lines", "import", _one("text.txt", repeated("字\n")), 32_000),
    Kind("short paragraphs", "import", _one("text.txt", repeated("字\n\n")), 16_000),
    Kind(
        "dashes, with --punctuation",
        "import",
        _one("text.txt", lambda size: "你好" + "-" * size),
        4_000,
    ),
    Kind(
        "quotation marks, with --punctuation",
        "import",
        _one("text.txt", lambda size: "你好" + '"字' * (size // 2)),
        4_000,
    ),
    Kind(
        "full stops, with --punctuation",
        "import",
        _one("text.txt", lambda size: "你好" + "." * size),
        4_000,
    ),
    Kind("tabs", "import", _one("text.txt", lambda size: "你好" + "\t" * size), 4_000),
    Kind(
        "Markdown",
        "import",
        _one("text.md", lambda size: "# 你好\n\n" + repeated("*字* [字](a)\n\n")(size)),
        16_000,
    ),
    Kind(
        "nested tables", "import", _html(nested("<table><tr><td>字", "</td></tr></table>")), 4_000
    ),
    Kind("nested divisions", "import", _html(nested("<div>字", "</div>")), 4_000),
    Kind("open divisions", "import", _html(repeated("<div>字")), 4_000),
    Kind("nested emphasis", "import", _html(nested("<b>字", "</b>")), 4_000),
    Kind("open links", "import", _html(repeated("<a href=a>字")), 4_000),
    Kind("nested lists", "import", _html(nested("<ul><li>字", "</li></ul>")), 4_000),
    Kind("nested quotations", "import", _html(nested("<blockquote>字", "</blockquote>")), 4_000),
    Kind("nested spans", "import", _html(nested("<span>字", "</span>")), 4_000),
    Kind("nested code", "import", _html(nested("<div class=code>字", "</div>")), 4_000),
    Kind(
        "attributes of a tag",
        "import",
        _html(lambda size: f"<p {numbered('a{}=1 ')(size)}>字</p>"),
        16_000,
    ),
    Kind(
        "notes that refer to those before",
        "import",
        _html(
            lambda size: (
                f"<p>字<sup><a href=#n{size // 64}>1</a></sup></p>"
                + "".join(
                    f"<p id=n{number}>注<sup><a href=#n{number - 1}>1</a></sup></p>"
                    for number in range(size // 64 + 1)
                )
            )
        ),
        8_000,
    ),
    Kind("paragraphs", "import", _html(repeated("<p>字</p>")), 8_000),
    Kind("breaks", "import", _html(repeated("字<br>")), 8_000),
    Kind("code", "import", _html(repeated("<pre>a\n</pre>")), 8_000),
    Kind(
        "rows of a table",
        "import",
        _html(lambda size: f"<table>{repeated('<tr><td>字</td></tr>')(size)}</table>"),
        8_000,
    ),
    Kind("angle brackets", "import", _html(repeated("<")), 8_000),
    Kind("entities", "import", _html(repeated("&amp;")), 8_000),
    Kind("open comments", "import", _html(repeated("<!--")), 8_000),
    Kind(
        "rows",
        "import",
        _one("text.csv", lambda size: "zh,en\n" + repeated("你好,hello\n")(size)),
        8_000,
    ),
)

WARM_UP: Files = {
    ARTICLE: f"{FRONT_MATTER}{natural(3000, ends=30)}王教授说：“托尔斯泰·列夫”。\n\n$x$ `a`\n",
    "articles/text.en.md": "---\ntitle: Growth\n---\nThe library was built. It is open.\n",
    "page.html": "<html><title>页</title><p>你好</p></html>",
    "text.txt": "你好\n",
}
"""Files by which everything is loaded."""
