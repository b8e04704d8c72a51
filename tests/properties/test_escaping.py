"""Whatever stands in a source is text on the page: no markup, no script, no template syntax."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import build
from generator.diagnostics import Report

BREAKS = [
    "<evil onload=evil()>",
    '"><evil>',
    "'><evil>",
    '" evil="',
    "' evil='",
    " evil=evil ",
    "</title><evil>",
    "</script><evil>",
    "</textarea></template></style><evil>",
    "--><evil>",
    "]]><evil>",
    "<!--",
    "<![CDATA[<evil>]]>",
    "&lt;evil&gt;",
    "&#60;evil&#62;",
    "{{ 7 * 191 }}",
    "{% raw %}",
    "{# evil #}",
    "${7 * 191}",
    "`evil`",
    "$\\text{<evil/onload=evil()>}$",
    "\\",
    "\u2028",
    "=evil()",
    "\ufeff",
    "\u202eevil",
]
TEXT = st.lists(st.sampled_from(BREAKS), min_size=1, max_size=3).map("茶".join)
ADDRESS = st.sampled_from(
    [
        "javascript:evil()",
        "JaVaScRiPt:evil()",
        "java\tscript:evil()",
        "\x01javascript:evil()",
        "data:text/html,<evil>",
        "vbscript:evil()",
        "&#106;avascript:evil()",
        "javascript&colon;evil()",
        "//evil.example/x",
        '"><evil>',
        "' onerror='evil()",
    ]
)
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data(?!:image/))\s*:", re.IGNORECASE)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, str]:
    """The files of a site with hostile texts wherever an author may put one."""

    def text() -> str:
        return draw(TEXT)

    def quoted() -> str:
        return json.dumps(text(), ensure_ascii=False).replace("\u2028", "\\u2028")

    front = {
        "title": text(),
        "title_en": text(),
        "author": text(),
        "tags": [text(), text()],
        "level": text(),
        "series": text(),
        "source": text(),
        "source_url": "https://a.example/?a=1&b='2'",
        "licence": text(),
        "description": text(),
        text(): text(),
    }
    link = draw(ADDRESS)
    body = (
        f"{text()} 银行{text()}\n\n[{text()}]({link} '{text()}') ![{text()}](<{link}>)\n\n"
        f'[茶][1] <{link}> [[{text()}|{text()}]] `{text()}` $x$\n\n[1]: {link} "{text()}"\n\n'
        f"## {text()}\n\n| {text()} | 茶 |\n|:-:|--:|\n| 茶 | 水 |\n\n"
        f"```{text()}\n{text()}\n```\n\n:::note {text()}\n茶\n:::\n\n茶[^1]\n\n[^1]: {text()}\n"
    )
    return {
        "site.toml": (
            f"title = {{ zh = {quoted()}, en = {quoted()} }}\nauthor = {quoted()}\n"
            f"description = {{ zh = {quoted()}, en = {quoted()} }}\nbase_url = 'https://a.example/'\n"
            f"about = 'about.md'\n"
        ),
        "about.md": f"{text()}\n",
        "pages/contact.md": f"# {text()}\n\n{text()}\n",
        "articles/a.md": f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}",
        "articles/a.en.md": f"{text()} bank {text()}\n\n[{text()}]({link})\n\n## {text()}\n",
        "articles/b.md": "---\ntitle: 茶\naliases: [/old/a&b's/]\n---\n银行行长喝茶。\n",
        "glossary.toml": (
            f"[[term]]\nid = 'bank'\nzh-Hans = '银行'\npinyin = 'yínháng'\nen = {quoted()}\n"
            f"definition = {{ zh = {quoted()},"
            f" en = {quoted()} }}\nsource = 'https://a.example/'\n"
        ),
    }


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a failure is read as it is: to make it smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
@given(sources())
def test_no_text_becomes_markup(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, "utf-8")
        report = Report()
        result = build(root, root / "_site", report)
        assert result.pages, [str(each) for each in report.sorted() if each.severity == "error"]
        for path in (root / "_site").rglob("*"):
            if path.suffix == ".html":
                check_page(path.read_text("utf-8"))
            elif path.suffix in (".xml", ".svg"):
                check_tree(path.read_bytes())
            elif path.suffix == ".js" and "articles" in path.parts:
                check_data(path.read_text("utf-8"))


def check_page(html: str) -> None:
    """Check that a page has no element, attribute or address of the author's making."""
    tree = LexborHTMLParser(html)
    for node in tree.css("*"):
        assert "evil" not in (node.tag or ""), node.parent
        check_attributes(node)
    for meta in tree.css("meta[http-equiv=refresh]"):
        assert re.fullmatch(r"0; url=[\w./-]+", meta.attributes["content"] or "")
    for script in tree.css("script:not([src])"):
        assert script.attributes["type"] == "application/ld+json"
        json.loads(script.text())
    assert "1337" not in html  # 7 * 191, which a template would have worked out


def check_attributes(node: LexborNode) -> None:
    for name, value in node.attributes.items():
        assert not name.startswith("on"), node.html
        assert "evil" not in name, node.html
        if name in ("href", "src", "action", "poster", "data", "srcset"):
            assert not _RUNS.match(re.sub(r"[\x00-\x20]", "", value or "")), (name, value)


def check_tree(data: bytes) -> None:
    """Check that XML is well formed, without elements of the author's making."""
    assert all("evil" not in str(element.tag) for element in ET.fromstring(data).iter())


def check_data(script: str) -> None:
    """Check that a script with the data of an article is a call with JSON, and nothing else."""
    match = re.fullmatch(r"jiazhu\.take\((\"[^\"]+\"),(.*)\);?\s*", script, re.DOTALL)
    assert match, script[:200]
    json.loads(match[1])
    json.loads(match[2])
