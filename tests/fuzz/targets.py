"""What is fuzzed: each target checks what must hold for every text.

A target is a function that takes a text and raises if a promise is broken; a result that says why
the input is refused is no failure. Its module is imported by name, so that the fuzzer can follow
the branches of what it imports.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.fixture_file import read_cases
from tests.unit.importing.builders import PICTURE

Check = Callable[[str], None]

_YAML = (
    "---\n¦title: ¦tags: [¦date: 2025-01-24¦: ¦- ¦  ¦'¦\"¦&a ¦*a¦<<: ¦{¦}¦? ¦|\n¦>\n¦...\n"
    "¦+++\n¦\\0¦!!int ¦slug: ¦title:\n  zh: ¦draft: true¦aliases: ¦level: "
    "¦source_url: https://a.b/"
)
_TOML = (
    "[[note]]\n¦[a.b]\n¦text = ¦\"\"\"¦'''¦\\u0000¦\\UFFFFFFFF¦[ ¦, ¦{ a = 1 }¦# "
    "¦1979-05-27T07:32:00Z¦0x1F¦1e5¦inf¦true¦\n¦“¦a.b = ¦\\"
)
_IGNORE = "jiazhu: ignore T006: why¦# jiazhu: ¦<!-- jiazhu: ¦ -->¦ignore¦, ¦、¦：¦S010"
_MARKDOWN = (
    "**¦*¦~~¦==¦`¦```\n¦\n\n¦> ¦- ¦1. ¦# ¦\\¦    ¦[¦](a)¦![¦[^1]¦[^1]: ¦^[¦{行|háng}¦{=a}¦[[¦]]"
    '¦$¦$$¦\\text{¦\\href{¦|¦<u>¦</u>¦<script>¦<a href="javascript:x">¦](javascript:x)¦<!--¦-->¦%%'
    "¦::: note\n¦:::¦&amp;¦\t¦ onload=x ¦<img src=x onerror=x>¦\n===\n¦\n---\n¦银行¦行长。¦“¦”"
    "¦<table>¦<tr><td>¦{: .a}¦(https://a.b/"
)
_WORDS = (
    "银行¦行长¦人工智能¦DeepSeek R1¦2023年7月¦一百二十¦36%¦的¦了¦不¦一¦说：“¦”¦。¦，¦王教授"
    "¦托尔斯泰·¦說話¦臺灣¦\u0301¦😀¦𠮷¦为¦得¦GPT-4o¦很大程度上复制¦·¦（¦）¦——¦……¦儿"
)
_NOTES = (
    '[[note]]\n¦text = "行长"\n¦before = "分行当"\n¦after = "，"\n'
    '¦pinyin = "hángzhǎng"\n¦word = true\n¦words = ["行", "长"]\n¦name = false\n'
    '¦term = "bank"\n¦sense = 1\n¦zh-Hant-TW = "銀行"\n¦accept = ["L001"]\n'
    '¦reason = "x"\n¦nth = 2\n¦sentence = "b1.s1"\n¦all = true\n'
)
_HTML = (
    "<p>¦</p>¦<b>¦<i>¦<div>¦<br>¦<ul>¦<li>¦<table>¦<tr>¦<td>¦<h2>¦<pre>¦<blockquote>"
    "¦<img src=a>¦<a href='#n'>¦<ruby>¦<rt>¦<sup>¦<!--¦-->¦<![CDATA[¦&lt;¦&#x¦字¦<script>"
    '¦<article>¦<title>¦<meta charset=¦<li id=n>¦<math>¦<svg>¦<template>¦</¦<p hidden>¦class="'
    "¦href=javascript:"
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg">¦</svg>¦<script>¦<style>¦</style>¦onload="'
    '¦href="¦xlink:href="¦url(http://a)¦url(#a)¦@import¦<a ¦<set attributeName="¦<animate '
    "¦<use ¦<foreignObject>¦<!DOCTYPE svg [¦<!ENTITY¦&a;¦<?xml-stylesheet "
    '¦data:image/png;base64,¦javascript:¦style="¦\\¦<image ¦xmlns:x="¦/>¦<g>'
)
_EPUB = (
    f"{_HTML}¦‖META-INF/container.xml\n¦‖OPS/book.opf\n¦‖OPS/nav.xhtml\n¦‖OPS/toc.ncx\n"
    "¦‖OPS/text/c0.xhtml\n¦‖META-INF/rights.xml\n¦‖OPS/pic/a.png\n¦<html><body>"
    '¦<container><rootfile full-path="OPS/book.opf"/></container>'
    '¦<package><manifest>¦<item id="c0" href="text/c0.xhtml" media-type="application/xhtml+xml"/>'
    '¦<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>¦ properties="nav"'
    '¦</manifest><spine>¦<itemref idref="c0"/>¦</spine></package>¦<dc:title>¦<dc:creator>'
    '¦<dc:date>2024-05-06¦<navpoint><text>¦<content src="text/c0.xhtml"/>¦<!DOCTYPE d [<!ENTITY e '
    "¦SYSTEM¦&e;¦<nav><ol><li><a href='text/c0.xhtml'>¦<img src='../pic/a.png'>¦%2e%2e/¦图书馆。"
    "¦\x89PNG\r\n\x1a\n¦GIF8¦<svg xmlns='http://www.w3.org/2000/svg'>"
)
_DOCX = (
    "<w:p>¦</w:p>¦<w:r><w:t>¦</w:t></w:r>¦<w:pPr>¦</w:pPr>¦<w:rPr>¦</w:rPr>¦<w:b/>¦<w:i/>"
    '¦<w:pStyle w:val="Title"/>¦<w:pStyle w:val="Heading2"/>¦<w:pStyle w:val="Quote"/>'
    '¦<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>¦<w:tbl>¦<w:tr>¦<w:tc>¦</w:tc>'
    "¦</w:tr>¦</w:tbl>¦<w:br/>¦<w:tab/>¦<w:vertAlign w:val='superscript'/>¦<w:strike/>"
    "¦<w:hyperlink r:id='rId9'>¦<w:hyperlink w:anchor='a'>¦</w:hyperlink>¦<w:bookmarkStart w:id='1'"
    " w:name='a'/>¦<w:footnoteReference w:id='1'/>¦<w:commentReference w:id='1'/>¦<w:gridSpan "
    "w:val='2'/>¦<w:vMerge/>¦<w:del>¦</w:del>¦<w:ins>¦</w:ins>¦<w:ruby><w:rt>¦</w:rt><w:rubyBase>"
    "¦</w:rubyBase></w:ruby>¦<w:sdt><w:sdtContent>¦</w:sdtContent></w:sdt>¦<w:fldChar "
    "w:fldCharType='begin'/>¦<w:instrText>¦<a:blip r:embed='rId1'/>¦<a:blip r:link='rId9'/>"
    "¦‖word/document.xml\n¦‖word/styles.xml\n¦‖word/numbering.xml\n¦‖word/footnotes.xml\n"
    "¦‖word/comments.xml\n¦‖docProps/core.xml\n¦‖word/_rels/document.xml.rels\n¦‖_rels/.rels\n"
    "¦‖[Content_Types].xml\n¦‖word/media/a.png\n¦<!DOCTYPE d [<!ENTITY e ¦&e;¦SYSTEM¦图书馆。"
    f"¦<dc:title>¦{PICTURE}"
)
_PLAIN = (
    "字¦《¦》¦第一章¦\n\n¦\n¦    ¦　¦作者：¦Chapter 1¦,¦\t¦;¦\"¦'¦. . .¦--¦...¦(¦)¦He came."
    "¦他来了。¦⼈¦$¦==¦%%"
)
_PINYIN = "zhōng¦guó¦xī'ān¦lü4¦ü¦nǚ¦r¦ér¦'¦-¦·¦ ¦yi1¦huar¦fāngàn¦ng¦hm¦ê¦\u0304¦\u030c¦10,000¦’¦u:"
_VALUES = "2025-01-24¦年¦Jan 24, 2025¦javascript:¦https://¦[::1]¦\t¦data:¦T006"


@dataclass(frozen=True, slots=True)
class Target:
    """A function, and what helps the fuzzer to find its branches."""

    where: str
    """The module in this folder, and the function."""
    words: str
    """What its inputs are made of, between broken bars."""
    follow: tuple[str, ...] = ()
    """Packages besides ours whose branches are followed."""
    fixtures: tuple[str, ...] = ()
    """Files of `fixtures/` whose cases are tried first."""
    longest: int = 256
    """The bytes of the longest input."""

    def load(self) -> Check:
        """Import and return the function."""
        module, _, name = self.where.partition(":")
        found: Check = getattr(importlib.import_module(f"tests.fuzz.{module}"), name)
        return found

    def examples(self) -> Iterator[str]:
        """Return the inputs of its fixtures, no longer than an input may be."""
        for name in self.fixtures:
            for case in read_cases(name):
                if len(case.input.encode()) <= self.longest:
                    yield case.input


_MARKDOWN_CASES = ("markdown.html.txt", "markdown.blocks.txt", "markdown_prose.txt")
_TEXT_CASES = ("words.txt", "readings.txt", "sentences.zh.txt", "annotation.txt")

TARGETS = {
    "pinyin": Target("syntax:pinyin", _PINYIN, longest=64),
    "values": Target("syntax:values", _VALUES, longest=64),
    "ignores": Target("syntax:ignores", _IGNORE, longest=128),
    "toml": Target("syntax:toml", f"{_TOML}¦{_IGNORE}", ("tomllib",), ("content/site.toml.txt",)),
    "front-matter": Target(
        "syntax:front_matter", f"{_YAML}¦{_IGNORE}", fixtures=("content/article.md.txt",)
    ),
    "written-ignores": Target("syntax:written_ignores", f"{_IGNORE}¦{_TOML}¦{_YAML}¦{_MARKDOWN}"),
    "markdown": Target(
        "texts:markdown", _MARKDOWN, ("markdown_it", "mdit_py_plugins"), _MARKDOWN_CASES
    ),
    "weave": Target("texts:weave", _MARKDOWN, fixtures=_MARKDOWN_CASES),
    "annotate": Target("texts:annotate", f"{_WORDS}¦{_PLAIN}", fixtures=_TEXT_CASES, longest=160),
    "notes": Target("edits:notes", _NOTES, fixtures=("content/notes.txt",)),
    "edit-markdown": Target("edits:markdown", _MARKDOWN, fixtures=_MARKDOWN_CASES),
    "edit-toml": Target("edits:toml", f"{_NOTES}¦{_TOML}"),
    "edit-title": Target("edits:title", f"{_YAML}¦行长¦{{¦}}¦# ", longest=128),
    "import-html": Target("imports:html", _HTML, fixtures=("importing/html.txt",)),
    "import-text": Target("imports:text", _PLAIN, fixtures=("importing/paragraphs.txt",)),
    "import-markdown": Target("imports:markdown", f"{_MARKDOWN}¦{_YAML}", fixtures=_MARKDOWN_CASES),
    "import-svg": Target("imports:svg", _SVG),
    "import-epub": Target("archives:epub", _EPUB, longest=512),
    "import-docx": Target("archives:docx", _DOCX, ("mammoth",), longest=512),
}
"""By the name on the command line; the quickest of a kind first."""


def corpus_text(data: bytes) -> str:
    """Return the text that an input stands for, as files are read: one with NUL is refused."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")
