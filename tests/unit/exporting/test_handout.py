"""The hand-out for a class, and its PDF as Chromium prints it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.exporting.chromium import find_chromium, print_pdf
from generator.exporting.errors import CannotExportError


def export(site: Path, output: Path, *arguments: str, format_: str = "handout") -> str:
    words = ["export", format_, str(site), "-o", str(output), "--article", "a", *arguments]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    (path,) = (each for each in output.rglob("a.zh-hans.*"))
    return path.read_text("utf-8") if path.suffix == ".html" else str(path)


@pytest.fixture(scope="module")
def site(exports: Path) -> Path:
    return exports.parents[1] / "site"


@pytest.fixture(scope="module")
def teacher(exports: Path) -> str:
    return (exports / "articles" / "a.zh-hans.handout.html").read_text("utf-8")


def test_the_teacher_has_everything(teacher: str) -> None:
    assert "<ruby>他<rt data-p=tā></ruby>" in teacher
    assert re.findall(r"<h2>(\S+) <", teacher) == ["注释", "生词", "译文"]
    assert re.findall(r'<li id="term-(\w+)"><b>', teacher) == ["deepseek", "model"]
    assert "He is the head of a bank." in teacher
    assert "机器翻译" in teacher
    assert '<a href="https://cc-cedict.org/">CC-CEDICT</a> (CC BY-SA 4.0)' in teacher


def test_numbers_of_notes_are_in_the_order_of_the_text(teacher: str) -> None:
    assert re.findall(r'class="term first" href="?#term-(\w+)', teacher) == ["deepseek", "model"]


def test_footnotes_of_both_languages_have_ids_of_their_own(teacher: str) -> None:
    ids = re.findall(r'\bid="?([^">\s]+)', teacher)
    assert len(ids) == len(set(ids))
    assert {"fn1", "fnref1", "fn-en-1", "fnref-en-1"} <= set(ids)
    assert set(re.findall(r'href="?#([^">\s]+)', teacher)) <= set(ids)


def test_images_are_inside_and_nothing_is_loaded(teacher: str) -> None:
    assert 'src="data:image/png;base64,cG5n"' in teacher
    assert not re.search(r'(?:src|href)="?(?!data:|#)[^" >]*[./]', teacher.partition("<body>")[0])


def test_the_pupil_has_no_pinyin_and_no_english(site: Path, tmp_path: Path) -> None:
    html = export(site, tmp_path, "--copy", "pupil", "--level", "0")
    body = html.partition("<body>")[2]
    assert "<rt" not in body
    assert "head of a bank" not in body
    assert '<th scope="row">他</th><td lang="zh-Latn-pinyin"></td><td lang="en"></td>' in body


def test_gaps_take_one_word_of_a_sentence(site: Path, tmp_path: Path) -> None:
    html = export(site, tmp_path, "--copy", "gaps", "--level", "0")
    gaps = re.findall(r"<ruby class=gap>(\u3000+)<rt data-p=(\S+)></ruby>", html)
    missing = re.findall(r"<li>(\w+)</li>", html.partition('class="bank"')[2].partition("</ul>")[0])
    assert sorted(map(len, missing)) == sorted(len(blank) for blank, _ in gaps)
    assert missing


LINE = "他每天很早起床，先喝一杯茶，然后坐在窗边看一会儿书，再慢慢走到河边去看船。"
TERMS = (("银行", "yínháng", "bank"), ("模型", "móxíng", "model"), ("火车", "huǒchē", "train"))
TERM = """
[[term]]
id = "{2}"
zh-Hans = "{0}"
pinyin = "{1}"
en = "{2}"
definition = {{ zh = "{zh}", en = "{en}" }}
source = "https://example.org/"
"""
ARTICLE = f"""---
title: 银行行长
---

{LINE * 18}这里有注。[^1]{LINE * 9}

## 清单

1. {LINE}
2. {LINE * 14}
3. {LINE}

| 号 | 句子 |
| --- | --- |
{f"| 0 | {LINE} |{chr(10)}" * 25}
> 床前明月光，\\
> 疑是地上霜。

{LINE * 7}最后他坐火车。

[^1]: 作者的注释，说到模型。
"""
LONG_SITE = {
    "site.toml": 'title = { zh = "纸", en = "Paper" }\neditions = ["zh-Hans"]\n',
    "glossary.toml": "".join(
        TERM.format(*term, zh="这是一个解释。" * 20, en="A long definition. " * 20)
        for term in TERMS
    ),
    "articles/a.md": ARTICLE,
    "articles/a.en.md": "---\ntitle: Bank\n---\n\nHe gets up early.\n",
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[pypdf.PdfReader, str]:
    """The PDF of an article of several pages, and its hand-out."""
    root = tmp_path_factory.mktemp("paper")
    for name, text in LONG_SITE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    pdf = pypdf.PdfReader(export(root, root / "out", format_="pdf"))
    return pdf, export(root, root / "html")


def test_pdf(printed: tuple[pypdf.PdfReader, str]) -> None:
    pdf, _ = printed
    title, below = pdf.outline[:2]
    assert not isinstance(title, list)
    assert title.title == "银行行长"
    assert isinstance(below, list)
    headings = [each.title for each in below if not isinstance(each, list)]
    assert headings == ["清单", "生词 Words", "译文 Translation"]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "zh-Hans"
    for page in pdf.pages:
        assert {font.get_object()["/Subtype"] for font in fonts(page)} <= {"/Type0", "/Type3"}
        assert all(is_embedded(font.get_object()) for font in fonts(page))
    assert pdf.metadata is not None
    assert pdf.metadata["/CreationDate"].startswith("D:1980")


def test_each_note_is_on_the_page_with_its_number(printed: tuple[pypdf.PdfReader, str]) -> None:
    pdf, _ = printed
    found: dict[str, int] = {}
    for number, page in enumerate(pdf.pages):
        for link in page.get("/Annots", ()):
            if "/Dest" in link.get_object():  # inside the document
                found.setdefault(str(link.get_object()["/Dest"]), number)
    notes = pdf.named_destinations
    places = {name: pdf.get_destination_page_number(notes[name]) for name in found}
    assert {"/fn1", "/term-bank", "/term-model", "/term-train"} <= found.keys()
    assert len({found[name] for name in ("/fn1", "/term-bank", "/term-train")}) == 3
    assert places == found


def test_pages_have_the_whole_text_once(printed: tuple[pypdf.PdfReader, str]) -> None:
    pdf, html = printed
    # Some characters come out as the radicals that look the same.
    radicals = str.maketrans("⻋⻓", "车长")
    texts = (page.extract_text().translate(radicals) for page in pdf.pages)
    pages = [unicodedata.normalize("NFKC", text) for text in texts]
    (words,) = (number for number, text in enumerate(pages) if "生词" in text)
    assert words > 3
    assert all(len(han(text)) > 50 for text in pages[:words])
    wanted = re.sub(r"<[^>]*>", "", html.partition("<main")[2].partition("生词")[0])
    shown, there = Counter(han("".join(pages[:words]))), Counter(han(wanted))
    assert shown - there == Counter("号句子")  # the head of the table, on each of its pages
    assert there - shown == Counter("注释")  # the heading of notes after the text


def han(text: str) -> list[str]:
    return re.findall("[\u4e00-\u9fff]", text)


def fonts(page: pypdf.PageObject) -> list[pypdf.generic.PdfObject]:
    return list(page["/Resources"].get("/Font", {}).values())


def is_embedded(font: pypdf.generic.DictionaryObject) -> bool:
    if font["/Subtype"] == "/Type3":
        return True  # its glyphs are programs in the file
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_without_chromium_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotExportError, match="not found") as caught:
        print_pdf(b"")
    assert "Install Chromium" in caught.value.hint


def test_a_program_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/program")
    with pytest.raises(CannotExportError, match="/no/such/program"):
        find_chromium()


def test_a_program_that_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    with pytest.raises(CannotExportError, match="wrote no PDF"):
        print_pdf(b"")
