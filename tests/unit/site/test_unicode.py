"""Every character of a source comes out in the page, at the offset that it has in the file."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.build import build
from generator.content.markdown.blocks import parse_markdown
from generator.diagnostics import Report
from generator.model import Edition
from tests.conftest import SharedFolder

CASES = {
    "composed": "caf\u00e9 拿铁",
    "decomposed": "cafe\u0301 拿铁",
    "Kangxi radical": "\u2f08工智能",
    "compatibility ideographs": "\uf900有此理\uf901\ufa0e",
    "compatibility supplement": "\U0002f800\U0002fa1d",
    "extension A": "\u3400\u4dbf字",
    "extension B": "\U00020000\U00020bb7野家",
    "extensions C to F": "\U0002a700\U0002b740\U0002b820\U0002ceb0",
    "extensions G to I": "\U00030000\U00031350\U0002ebf0",
    "ideographic variation sequence": "葛\U000e0100城",
    "emoji and text presentation": "☎\ufe0e☎\ufe0f电话",
    "combining tone marks": "na\u030cn，ni\u030c",
    "emoji with joiners": "👩\u200d👩\u200d👧家人",
    "flag": "🇨🇳国旗",
    "skin tone": "👍🏽好",
    "tag sequence": "🏴\U000e0067\U000e0062\U000e007f旗",
    "bidi controls": "大\u202e家\u202c，\u2066好\u2069",
    "bidi marks": "大\u200e家\u200f",
    "right to left": "大\u0627\u0644家",
    "zero-width space": "大\u200b家",
    "word joiner": "大\u2060家",
    "byte order mark inside": "大\ufeff家",
    "soft hyphen": "大\u00ad家",
    "line separator": "大\u2028家",
    "paragraph separator": "大\u2029家",
    "vertical tab": "大\u000b家",
    "next line": "大\u0085家",
    "control characters": "大\u001b家\u007f\u009f好",
    "private use": "大\ue000家\U000f0000",
    "noncharacters": "大\ufffe家\uffff",
    "replacement and object": "大\ufffd家\ufffc好",
    "half and full width": "ｱｲ ＡＢ１２",
    "bopomofo": "ㄅㄆㄇ",
    "ideographic description": "⿰亻尔",
    "numerals": "〇〡〢〸",
}
FRONT_MATTER = "---\ntitle: 字\n---\n"
LINE_ENDS = {"LF": "\n", "CR LF": "\r\n", "CR": "\r"}


@pytest.fixture(scope="module")
def engines() -> Engines:
    return load_engines()


@pytest.fixture(scope="module")
def page(shared_folder: SharedFolder) -> str:
    """The text of a page with all cases, without its pinyin."""

    def fill(root: Path) -> None:
        (root / "articles").mkdir()
        (root / "site.toml").write_text('title = "茶"\neditions = ["zh-Hans"]\n', "utf-8")
        text = FRONT_MATTER + "\n\n".join(CASES.values()) + "\n"
        (root / "articles/a.md").write_text(text, "utf-8", newline="\n")
        report = Report()
        build(root, root / "_site", report)
        assert not report.failed, report.sorted()

    root = shared_folder("unicode", fill)
    return visible_text((root / "_site/zh-hans/a/index.html").read_bytes().decode())


def visible_text(markup: str) -> str:
    """Return the text of an article without its pinyin."""
    found = re.search(r"<main.*</main>", markup, re.DOTALL)
    assert found is not None
    without = re.sub(r"<r[tp]\b[^>]*>[^<]*(?:</r[tp]>)?", "", found[0])
    return html.unescape(re.sub(r"<[^>]*>", "", without))


@pytest.mark.parametrize("name", CASES)
def test_comes_out_in_the_page(name: str, page: str) -> None:
    assert CASES[name] in page


@pytest.mark.parametrize("name", CASES)
def test_has_its_place_in_the_file(name: str) -> None:
    text = f"字{CASES[name]}字\n\n> - 字*{CASES[name]}*字\n"
    lines = text.split("\n")
    blocks = parse_markdown(text, line=1).blocks
    assert "".join(block.text for block in blocks).count(CASES[name]) == 2
    for block in blocks:
        for offset, char in enumerate(block.text):
            line, column = block.place(offset)
            assert lines[line - 1][column - 1] == char


@pytest.mark.parametrize("name", CASES)
def test_is_covered_by_words_and_sentences(name: str, engines: Engines) -> None:
    blocks = parse_markdown(f"大家好{CASES[name]}。再见。\n").blocks
    (block,) = annotate(Document(Edition.HANS, blocks), engines).blocks
    words = "".join(word.span.of(block.text) for word in block.layers.words)
    sentences = "".join(sentence.span.of(block.text) for sentence in block.sentences)
    assert words == sentences == block.text
    assert len(block.simplified) == len(block.text)
    assert block.text_in(Edition.HANS) == block.text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("ends", LINE_ENDS)
def test_line_ends_and_a_byte_order_mark(ends: str, mark: bytes, tmp_path: Path) -> None:
    text = f"{FRONT_MATTER}大家好。\n\n```\n一\n二\n```\n\n𠮷好\n"
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = "茶"\neditions = ["zh-Hans"]\n', "utf-8")
    data = mark + text.replace("\n", LINE_ENDS[ends]).encode()
    (tmp_path / "articles/a.md").write_bytes(data)
    report = Report()
    build(tmp_path, tmp_path / "_site", report)
    assert [(each.code, each.line, each.column) for each in report.sorted()] == [("R002", 11, 1)]
    shown = visible_text((tmp_path / "_site/zh-hans/a/index.html").read_bytes().decode())
    assert "大家好。" in shown
    assert "一\n二" in shown
