"""Raw HTML where a site allows it: harmless tags are kept, and nothing runs or calls out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.content.markdown.parser import parser
from generator.content.markdown.raw_html import ATTRIBUTES, TAGS, clean
from generator.diagnostics import Report
from tests.properties.test_escaping import check_attributes

VECTORS = [
    "<script>evil()</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script\n>evil()</script\n>",
    "<script/x>evil()</script>",
    "<scr<script>ipt>evil()</scr</script>ipt>",
    "<img src=x onerror=evil()>",
    "<img/src='x'/onerror=evil()>",
    '<img src="x` `<script>evil()</script>"` `>',
    '<img src="javascript:evil()">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img src="//evil.example/x.png">',
    '<img srcset="https://evil.example/x.png 1x">',
    "<svg onload=evil()>",
    "<svg><script>evil()</script></svg>",
    "<svg><a xlink:href='javascript:evil()'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil()></style>",
    "<math><mi xlink:href='data:x,<script>evil()</script>'>",
    '<a href="javascript:evil()">x</a>',
    '<a href=" jav&#x0A;ascript:evil()">x</a>',
    '<a href="java\tscript:evil()">x</a>',
    '<a href="&#106;avascript:evil()">x</a>',
    '<a href="\x01javascript:evil()">x</a>',
    '<a href="vbscript:evil()">x</a>',
    '<a href="data:text/html,<script>evil()</script>">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<a href="\\\\evil.example/">x</a>',
    '<a href="/\t/evil.example/">x</a>',
    '<a href="x" style="position:fixed" onclick="evil()" ping="https://evil.example">x</a>',
    "<body onload=evil()>",
    "<iframe src=javascript:evil()></iframe>",
    "<iframe srcdoc='<script>evil()</script>'></iframe>",
    "<object data=javascript:evil()></object>",
    "<embed src=javascript:evil()>",
    "<form action=https://evil.example><input name=x autofocus onfocus=evil()></form>",
    "<button formaction=javascript:evil()>x</button>",
    "<isindex action=javascript:evil()>",
    "<meta http-equiv=refresh content='0;url=javascript:evil()'>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style='background:url(https://evil.example/x)'>x</div>",
    "<table background='https://evil.example/x'><tr><td background='x'>x</td></tr></table>",
    "<video poster='javascript:evil()'><source onerror=evil()></video>",
    "<audio src='//evil.example/x.mp3' autoplay></audio>",
    "<details open ontoggle=evil()>x</details>",
    "<marquee onstart=evil()>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=evil()>'></textarea>",
    "<title><img title='</title><img src=x onerror=evil()>'></title>",
    "<xmp><img title='</xmp><img src=x onerror=evil()>'></xmp>",
    "<template><script>evil()</script></template>",
    "<!--><script>evil()</script>-->",
    "<!-- --!><script>evil()</script> -->",
    "<![CDATA[<script>evil()</script>]]>",
    "<?xml version='1.0'?><script>evil()</script>",
    "<p title='\"><script>evil()</script>'>x</p>",
    "<x-evil onclick=evil()>x</x-evil>",
    "<div id=popup class=jiazhu data-panel=evil is=evil>x</div>",
    "<use href='data:image/svg+xml,x#x'/>",
    "<select><style></select><img src=x onerror=evil()></style></select>",
    "<plaintext>",
    "</p></div></article></main></body><script>evil()</script>",
]


def check(html: str) -> None:
    """Check that HTML has only what is allowed."""
    tree = LexborHTMLParser(html, is_fragment=True)
    for node in tree.css("*") if tree.root else []:
        if node.tag in ("html", "head", "body"):
            continue
        assert node.tag in TAGS, html
        check_attributes(node)
        for name, value in node.attributes.items():
            assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(node.tag or "", frozenset()), html
            assert not re.match(r"\s*[/\\]\s*[/\\]", value or ""), html


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs(vector: str) -> None:
    check(clean(vector))
    for markdown in (vector, f"字{vector}字", f"> {vector}\n\n- 字{vector}"):
        rendered = parser(html=True).render(markdown)
        tree = LexborHTMLParser(f"<main><div>{rendered}</div></main>")
        for node in tree.css("main *"):
            check_attributes(node)
            assert node.tag in TAGS, rendered


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ('<div class="a" title="一&quot;">字</div>', '<div class="a" title="一&quot;">字</div>'),
        ("<B>字</B>", "<b>字</b>"),
        ("<table><tr><td colspan=2>1</table>", '<table><tr><td colspan="2">1</table>'),
        ("<ul><li>一<li>二</ul>", "<ul><li>一<li>二</ul>"),
        ("<br/><hr>", "<br><hr>"),
        ("<b><i>字</b></i>", "<b>字</b>"),
        ("</div><div>", ""),
        ("1 < 2 &lt; 3 > 2", "1 &lt; 2 &lt; 3 &gt; 2"),
        ("<a href='b/c.html?d=1&amp;e#f'>字</a>", '<a href="b/c.html?d=1&amp;e#f">字</a>'),
        ('<img src="https://a.example/a.png">', '<img src="https://a.example/a.png">'),
        ("一<script>二</script>三", "一三"),
        ("一<!-- 二 -->三", "一三"),
        ('<p id="b1.s1" class="term 我的">字</p>', '<p class="我的">字</p>'),
    ],
)
def test_what_is_kept(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


def test_elements_go_on_over_blocks_and_lines() -> None:
    rendered = parser(html=True).render("<div class=a>\n\n字<b>字</b>\n\n</div>\n\n字</b><i>字\n")
    assert rendered == '<div class="a">\n<p>字<b>字</b></p>\n</div>\n<p>字字</p>\n'


def test_an_element_does_not_end_in_another_block() -> None:
    assert parser(html=True).render("> <div>\n\n</div>\n") == "<blockquote>\n\n</blockquote>\n\n"


def test_raw_html_of_a_site_in_all_editions(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text(
        'title = { zh = "小站", en = "Small site" }\nbase_url = "https://a.example/"\n'
        '[markdown]\nhtml = true\n[exports]\nformats = ["epub"]\n',
        "utf-8",
    )
    body = "\n\n".join(f"银行{each}行长\n\n{each}" for each in VECTORS)
    text = f'---\ntitle: 茶\ndate: 2026-01-01\n---\n<p class="我的">茶</p>\n\n{body}'
    (tmp_path / "articles/a.md").write_text(text, "utf-8")
    report = Report()
    assert build(tmp_path, tmp_path / "_site", report).pages, report.sorted()
    pages = list((tmp_path / "_site").rglob("a/index.html"))
    assert len(pages) >= 3
    contents = [(page.read_text("utf-8"), "main *") for page in pages]
    for path in (tmp_path / "_site").rglob("*.epub"):
        with zipfile.ZipFile(path) as book:
            contents += [
                (book.read(name).decode(), "body *")
                for name in book.namelist()
                if name.endswith(".xhtml")
            ]
    assert len(contents) > len(pages)
    contents += [(p.read_text("utf-8"), "*") for p in (tmp_path / "_site").rglob("*.xml")]
    for html, selector in contents:
        for node in LexborHTMLParser(html).css(selector):
            check_attributes(node)
            assert node.tag not in ("iframe", "object", "form", "style", "base", "x-evil"), (
                node.html
            )
    assert any('<p class="我的">' in html for html, _ in contents)
