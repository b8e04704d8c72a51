"""The time of what reads a text character by character grows with the text, whatever it is.

`python -m benchmarks.growth` measures whole builds, and more kinds of text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.growth.inputs import nested, numbered, repeated
from generator.annotate.vocabulary import SiteWords
from generator.content.entries import Lexeme
from generator.content.glossary import load_glossary
from generator.content.markdown import raw_html
from generator.content.markdown.blocks import parse_markdown
from generator.content.toml.decode import decode_toml
from generator.diagnostics import Report
from generator.importing.images import images_in_folder
from generator.importing.web_page import read_web_page
from generator.language.punctuation import repair
from generator.language.scripts.quotes import convert_quotes
from generator.model import (
    Edition,
)
from tests.growth import TOO_MUCH, ratio


@pytest.mark.parametrize("condition", [{"before": "[一-龥]*分"}, {"after": ".*z"}])
def test_a_word_of_the_lexicon_in_a_context(condition: dict[str, str]) -> None:
    words = SiteWords((), [Lexeme("行长", **condition)])
    text = repeated("分行长很好")
    assert ratio(lambda long: list(words.candidates(long)), text, 2000) < TOO_MUCH


def test_many_comments_of_a_toml_file() -> None:
    def work(count: int) -> None:
        text = "# jiazhu: ignore G008: a\n" * count + "[[term]]\na = 1\n" * count
        assert len(decode_toml(text).comments) == count

    assert ratio(lambda text: work(len(text)), lambda size: "x" * size, 100) < TOO_MUCH


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ('[[term]]\nid = "a{}"\nen = “x”\n\n', 50),
        ('[[term\nid = "a{}"\n\n', 50),
        ('[[term]]\nid = "a{}"\nzh = 1\n\n', 100),
    ],
)
def test_faulty_glossary_entries(entry: str, faults: int, tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"

    def work(text: str) -> None:
        path.write_text(text, "utf-8")
        report = Report()
        load_glossary(path, report)
        assert report.failed

    assert ratio(work, numbered(entry), 2000) < TOO_MUCH
    report = Report()
    load_glossary(path, report)
    assert len(report.diagnostics) >= faults


MARKDOWN = {
    "brackets": repeated("["),
    "closing brackets": repeated("]"),
    "nested brackets": nested("[", "]"),
    "asterisks": repeated("*"),
    "open emphasis": repeated("*字 "),
    "nested emphasis": nested("*字", "字*"),
    "underscores": repeated("字_"),
    "lines": repeated("字\n"),
    "hard breaks": repeated("字\\\n"),
    "empty lines": repeated("\n"),
    "quotes": repeated(">"),
    "open comments": repeated("<!-- "),
    "instructions": repeated("<!-- jiazhu: ignore R001 -->\n\n字\n\n"),
    "bars": repeated("|字"),
    "open marks": repeated("{字|"),
    "inline footnotes": numbered("字^[字{}]\n\n"),
    "footnotes": numbered("字[^{}]\n\n[^{}]: 字\n\n"),
    "references": numbered("[字][{}]\n\n[{}]: https://example.org/{}\n\n"),
    "raw HTML": repeated("<div>\n字\n</div>\n\n"),
    "paragraphs of HTML on a line": repeated("<p>字</p>"),
    "colons": repeated(":a"),
    "open autolinks": repeated("<https://a"),
    "equal headings": repeated("字\n===\n"),
    "deep lists": repeated("".join(f"{'  ' * n}- 字\n" for n in range(12)) + "\n段\n\n"),
    "brackets after an address": lambda size: "https://a.b/" + ")" * size,
}


@pytest.mark.parametrize("kind", MARKDOWN)
def test_parsing_of_markdown(kind: str) -> None:
    assert ratio(parse_markdown, MARKDOWN[kind], 600) < TOO_MUCH


@pytest.mark.parametrize("piece", ["<b>", "<script>a</script>", "<p onclick=a>字</p>", "</b>"])
@pytest.mark.parametrize("start", ["", "字"])
def test_what_is_left_out_of_raw_html(piece: str, start: str) -> None:
    parse = partial(parse_markdown, html=True)
    assert ratio(parse, lambda size: start + repeated(piece)(size), 1000) < TOO_MUCH


def test_attributes_of_raw_html() -> None:
    attributes = numbered("a{}=1 ")

    def work(text: str) -> None:
        raw_html._attributes.cache_clear()
        parse_markdown(text, html=True)

    assert ratio(work, lambda size: f"<p {attributes(size)}>字</p>", 10_000) < TOO_MUCH


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "字" + "-" * size + "字(" + "字" * size,
        lambda size: "字" + "." * size + "{" + "|" * size,
        lambda size: '字"' * (size // 2),
        lambda size: "(字" * (size // 4) + ")" * (size // 4),
        lambda size: "".join("`" * n + "字" for n in range(1, int((2 * size) ** 0.5))),
    ],
    ids=["dashes", "dots", "quotes", "brackets", "backticks"],
)
def test_repair_of_punctuation(text: Callable[[int], str]) -> None:
    assert ratio(repair, text, 1000) < TOO_MUCH


@pytest.mark.parametrize(
    "text", [nested("“", "”"), repeated("“"), nested("“字", "字”")], ids=["nested", "open", "Han"]
)
def test_conversion_of_quotation_marks(text: Callable[[int], str]) -> None:
    convert = partial(convert_quotes, source=Edition.HANS, target=Edition.TW)
    assert ratio(convert, text, 1000) < TOO_MUCH


@pytest.mark.parametrize(
    "text",
    [
        nested("<table><tr><td>字", "</td></tr></table>"),
        nested("<ul><li>字", "</li></ul>"),
        repeated("<div>字"),
        repeated("<p>字</p>"),
        lambda size: f"<p {numbered('a{}=1 ')(size * 20)}>字</p>",
        lambda size: (
            "".join(
                f"<p id=n{n}>注<sup><a href=#n{n - 1}>1</a></sup></p>" for n in range(size // 20)
            )
            + f"<p>字<sup><a href=#n{size // 20 - 1}>1</a></sup></p>"
        ),
    ],
    ids=["tables", "lists", "open divisions", "paragraphs", "attributes", "notes"],
)
def test_import_of_a_page(text: Callable[[int], str], tmp_path: Path) -> None:
    images = images_in_folder(tmp_path)

    def work(content: str) -> object:
        return read_web_page(f"<html><title>页</title><body>{content}</body></html>", images)

    assert ratio(work, text, 500) < TOO_MUCH
