"""`jiazhu import`, from files of each format to articles that build."""

from __future__ import annotations

import base64
import builtins
import os
import re
import shutil
import socket
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.check import check
from generator.cli import main
from generator.content.front_matter_keys import plain_value
from generator.content.frontmatter import split_front_matter
from generator.diagnostics import Report
from generator.importing import archive
from generator.importing.bilingual import split_languages
from generator.importing.document import Block, Document
from generator.importing.importer import Options, import_file
from tests.fixture_file import FIXTURES, Case, read_cases
from tests.unit.importing.builders import (
    LINKED,
    PICTURE,
    PNG,
    grid,
    para,
    run,
    write_docx,
    write_epub,
    write_zip,
)

ZH = ["春天来了，河边的柳树绿了。", "孩子们在桥上放风筝。", "老人们在树下喝茶。"]
EN = [
    "Spring has come, and the willows by the river are green.",
    "The children are flying kites on the bridge.",
    "The old people drink tea under the trees.",
]
PAIRS = list(zip(ZH, EN, strict=True))
TURNS = "\n\n".join(f"{zh}\n\n{en}" for zh, en in PAIRS)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "site.toml").write_text('title = { zh = "读", en = "Read" }\n', encoding="utf-8")
    return folder


def imported(path: Path, site: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", str(path), "--site", str(site), *arguments])


def article(site: Path, name: str) -> str:
    return (site / "articles" / name).read_text(encoding="utf-8")


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def saved_page(folder: Path) -> Path:
    page = folder / "library.html"
    shutil.copy(FIXTURES / "importing/library.html", page)
    (folder / "library_files").mkdir()
    (folder / "library_files/hall.png").write_bytes(PNG)
    return page


PAGE = (FIXTURES / "importing/library.md").read_text("utf-8")


def test_a_saved_page(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    result = imported(saved_page(tmp_path), site)
    assert result.exit_code == 0, result.output
    assert article(site, "library.md") == PAGE
    assert (site / "articles/library/hall.png").read_bytes() == PNG
    assert "not fetched, their addresses kept: https://cdn.example.org/far.jpg" in result.output


def test_a_page_as_one_file(tmp_path: Path, site: Path) -> None:
    html = (FIXTURES / "importing/library.html").read_text("utf-8")
    message = EmailMessage()
    message["Content-Location"] = "https://example.org/2025/03/library.html"
    message.set_content(html.replace("library_files/hall.png", "cid:hall@x"), subtype="html")
    message.make_related()
    message.add_related(PNG, "image", "png", cid="<hall@x>")
    path = put(tmp_path, "library.mhtml", message.as_bytes())
    assert imported(path, site).exit_code == 0
    assert article(site, "library.md") == PAGE.replace("library/hall.png", "library/hall-x.png")


def test_a_page_in_gb2312_with_facts_in_its_text(tmp_path: Path, site: Path) -> None:
    body = "".join(f"<p>第{n}段：{''.join(ZH)}今天的天气很好。</p>" for n in "一二三四五")
    html = (
        "<!-- saved from url=(0025)http://example.org/a.html -->"
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "<title>河边的春天_小镇日报</title></head><body><div class=top><a href=/>首页</a></div>"
        f"<div id=main><h1>河边的春天</h1><div>作者：李小河　2024年5月6日</div>{body}"
        "<script>document.write('坏')</script></div>"
        "<div class=footer><p>版权所有，不得转载</p></div></body></html>"
    )
    assert imported(put(tmp_path, "河边.html", html.encode("gb18030")), site).exit_code == 0
    text = article(site, "he-bian-de-chun-tian.md")
    assert text.startswith(
        "---\ntitle: 河边的春天\nauthor: 李小河\ndate: 2024-05-06\n"
        "source_url: http://example.org/a.html\n---\n\n第一段："
    )
    assert "第五段" in text
    assert not any(word in text for word in ("首页", "坏", "版权", "作者"))


def test_alternating_languages_become_article_and_translation(tmp_path: Path, site: Path) -> None:
    text = f"小镇的春天\n\nSpring in a Small Town\n\n{TURNS}\n"
    result = imported(put(tmp_path, "spring.txt", text), site)
    assert article(site, "spring.md") == (
        "---\ntitle: 小镇的春天\ntitle_en: Spring in a Small Town\n---\n\n" + "\n\n".join(ZH) + "\n"
    )
    assert article(site, "spring.en.md") == "\n\n".join(EN) + "\n"
    assert "3 Chinese blocks, 3 English ones, paired one by one" in result.output


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\n".join(f"{zh}\t{en}" for zh, en in PAIRS)),
        ("a.txt", "\n".join(f"{zh}{' ' * 30}{en}" for zh, en in PAIRS)),
        ("a.tsv", "\n".join(f"{en}\t{zh}" for zh, en in PAIRS)),
        (
            "a.csv",
            "中文,English\n" + "\n".join(f'{zh},"{en}"' for zh, en in PAIRS),
        ),
        (
            "a.md",
            "| English | 中文 |\n| --- | --- |\n"
            + "\n".join(f"| {en} | {zh} |" for zh, en in PAIRS),
        ),
        (
            "a.html",
            "<table>"
            + "".join(f"<tr><td>{n}<td>{zh}<td>{en}" for n, (zh, en) in enumerate(PAIRS))
            + "</table>",
        ),
    ],
)
def test_two_columns(name: str, text: str, tmp_path: Path, site: Path) -> None:
    result = imported(put(tmp_path, name, text), site, "--title", "春天")
    assert result.exit_code == 0, result.output
    assert article(site, "a.md") == "---\ntitle: 春天\n---\n\n" + "\n\n".join(ZH) + "\n"
    assert article(site, "a.en.md") == "\n\n".join(EN) + "\n"


def test_table_syntax_in_a_cell_is_kept_as_text(tmp_path: Path, site: Path) -> None:
    text = "\n".join(f"{zh}*甲|乙*\t{en} a|b\\|c" for zh, en in PAIRS)
    assert imported(put(tmp_path, "a.txt", text), site).exit_code == 0
    assert article(site, "a.md").endswith("\n".join([f"{ZH[2]}\\*甲|乙\\*", ""]))
    assert article(site, "a.en.md").endswith(f"{EN[2]} a|b\\\\|c\n")


def test_english_may_come_first(tmp_path: Path, site: Path) -> None:
    turns = "\n\n".join(f"{en}\n\n{zh}" for zh, en in PAIRS)
    assert imported(put(tmp_path, "a.txt", f"Spring\n春天\n\n{turns}"), site).exit_code == 0
    assert article(site, "a.md") == (
        "---\ntitle: 春天\ntitle_en: Spring\n---\n\n" + "\n\n".join(ZH) + "\n"
    )
    assert article(site, "a.en.md") == "\n\n".join(EN) + "\n"


def test_chinese_text_with_some_english_is_not_split() -> None:
    texts = [*ZH, "Spring is in the air.", *ZH, "English again."]
    document = Document(tuple(Block("paragraph", text) for text in texts))
    assert split_languages(document) is document


def test_alternating_languages_with_notes_and_bilingual_headings() -> None:
    turns = [text for _ in range(2) for pair in PAIRS for text in pair]
    blocks = [
        Block("heading", "The River（河）", level=2),
        *(Block("paragraph", text) for text in turns[:5]),
        Block("paragraph", "译注：此处从略。"),
        *(Block("paragraph", text) for text in turns[5:]),
        Block("heading", "桥上 | On the Bridge", level=3),
    ]
    document = split_languages(Document(tuple(blocks), title="河边"))
    assert [b.text for b in document.english] == ["The River", *turns[1::2], "On the Bridge"]
    assert [b.text for b in document.blocks] == [
        "河", *turns[:5:2], "译注：此处从略。", *turns[6::2], "桥上",
    ]  # fmt: skip


def test_word_list_stays_a_table() -> None:
    rows = (("春天", "spring"), ("柳树", "willow"), ("风筝", "kite"))
    document = Document((Block("table", "…", rows=rows),))
    assert split_languages(document) is document


def test_docx(tmp_path: Path, site: Path) -> None:
    body = (
        para(run("旧书店"), style="T")
        + para(run("街角有一家"), run("旧", "<w:b/>"), run("书店，", "<w:i/>"), run("很大。"))
        + para(run("新书"), style="1")
        + para(run("小说"), numbered=True)
        + para(run("地图"), numbered=True)
        + para(PICTURE)
        + grid([["年份", "册数"], ["2023", "5000"]])
    )
    result = imported(write_docx(tmp_path / "shop.docx", body), site)
    assert result.exit_code == 0, result.output
    assert article(site, "shop.md") == (
        "---\ntitle: 旧书店\nauthor: 李小河\ndate: 2024-05-06\n---\n\n"
        "街角有一家**旧***书店，*很大。\n\n## 新书\n\n1. 小说\n2. 地图\n\n"
        "![大厅](shop/image-1.png)\n\n| 年份 | 册数 |\n| --- | --- |\n| 2023 | 5000 |\n"
    )
    assert (site / "articles/shop/image-1.png").read_bytes() == PNG


@pytest.mark.parametrize(
    ("address", "text", "note"),
    [
        (
            "https://a.org/图 1.png",
            "[大厅](https://a.org/%E5%9B%BE%201.png)",
            "Remote images not fetched",
        ),
        ("file:///C:/a's/b.png", "", "Not found beside the file: file:///C:/a's/b.png"),
    ],
)
def test_a_linked_picture_is_not_lost(
    tmp_path: Path, site: Path, address: str, text: str, note: str
) -> None:
    body = para(run("街角有书店。")) + para(LINKED)
    result = imported(write_docx(tmp_path / "a.docx", body, linked=address), site)
    assert note in result.output
    assert article(site, "a.md").endswith(f"街角有书店。\n\n{text}".strip() + "\n")


def test_controls_do_not_come_into_the_front_matter(tmp_path: Path, site: Path) -> None:
    """References and names of files bring them; an article with them would not be built."""
    meta = '<meta name="author" content="李&#27;小河">'
    page = f"<html><head><title>书&#x7f;店</title>{meta}</head><body><p>{ZH[0]}</p></body></html>"
    assert imported(put(tmp_path, "a.html", page), site).exit_code == 0
    assert article(site, "a.md").startswith("---\ntitle: 书店\nauthor: 李小河\n---\n")
    assert imported(put(tmp_path, "店\x1b[31m.txt", f"{ZH[0]}\n"), site).exit_code == 0
    report = Report()
    check(site, report)
    assert [each for each in report.diagnostics if each.code == "S003"] == []


def test_a_broken_docx(tmp_path: Path, site: Path) -> None:
    result = imported(write_docx(tmp_path / "a.docx", "<w:p>"), site)
    assert result.exit_code == 1
    assert "a.docx: error: The text cannot be read: mismatched tag" in result.output


def test_docx_in_two_columns(tmp_path: Path, site: Path) -> None:
    table = grid([["小镇的春天", "Spring in a Small Town"], *map(list, PAIRS)])
    assert imported(write_docx(tmp_path / "a.docx", table), site).exit_code == 0
    assert article(site, "a.md").startswith(
        "---\ntitle: 小镇的春天\ntitle_en: Spring in a Small Town\n"
    )
    assert article(site, "a.en.md") == "\n\n".join(EN) + "\n"


CHAPTERS = [
    f'<h1>第一章 <ruby>春<rt>chūn</rt></ruby></h1><p>{ZH[0]}</p><img src="../pic/a.png" alt="图"/>',
    f"<p>{ZH[1]}</p><h3>小节</h3><p>见<a href='c0.xhtml'>前</a></p>",
]


def test_an_epub_packed_with_its_folder(tmp_path: Path, site: Path) -> None:
    book = write_epub(tmp_path / "book.epub", CHAPTERS)
    with zipfile.ZipFile(book) as opened:
        files = {f"book/{name}": opened.read(name) for name in opened.namelist()}
    assert imported(write_zip(tmp_path / "folder.epub", files), site).exit_code == 0
    assert ZH[0] in article(site, "folder-01.md")


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MAX_FILE_BYTES", 20_000, "contains OPS/pic/a.png, larger than"),
        ("MAX_BYTES", 30_000, "Its content is larger than"),
        ("MAX_BYTES", 45_000, "What it shows is larger than"),
    ],
)
def test_archives_that_unpack_to_too_much(
    tmp_path: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
    message: str,
) -> None:
    monkeypatch.setattr(archive, limit, value)
    picture = b"\x89PNG\r\n" + bytes(30_000)
    chapters = [f"<p>第{number}章。<img src='../pic/a.png'/></p>" for number in range(5)]
    book = write_epub(tmp_path / "book.epub", chapters, **{"OPS/pic/a.png": picture})
    result = imported(book, site)
    assert result.exit_code == 1
    assert message in result.output
    assert sorted(path.name for path in (site / "articles").rglob("*.png")) == []


def test_docx_that_unpacks_to_too_much(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 100)
    result = imported(write_zip(tmp_path / "a.docx", {"word/document.xml": "x" * 101}), site)
    assert result.exit_code == 1
    assert "contains word/document.xml, larger than" in result.output


@pytest.mark.parametrize("linked", ["articles", "articles/a"])
def test_nothing_is_written_through_a_link_out_of_the_site(
    tmp_path: Path, site: Path, linked: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / linked).parent.mkdir(exist_ok=True)
    (site / linked).symlink_to(outside)
    picture = base64.b64encode(PNG + bytes(300)).decode()
    page = f"<h1>题目</h1><p>正文。<img src='data:image/png;base64,{picture}'></p>"
    result = imported(put(tmp_path, "a.html", page), site)
    assert result.exit_code == 1
    assert "leads out of the site" in result.output
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("data", ["图", "A", "%ff", "A" * 301])
def test_data_addresses_that_are_broken(tmp_path: Path, site: Path, data: str) -> None:
    page = f"<h1>题目</h1><p>正文。<img src='data:image/png;base64,{data}'></p>"
    assert imported(put(tmp_path, "a.html", page), site).exit_code == 0
    assert "正文。" in article(site, "a.md")


@pytest.mark.parametrize("encoding", ["undefined", "hex", "nonsense"])
def test_encodings_that_are_none(tmp_path: Path, site: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text("题目\n\n正文。", "utf-8")
    result = imported(tmp_path / "a.txt", site, "--encoding", encoding)
    assert result.exit_code == 1
    assert f"“{encoding}”" in result.output


def test_epub(tmp_path: Path, site: Path) -> None:
    result = imported(write_epub(tmp_path / "book.epub", CHAPTERS), site)
    assert result.exit_code == 0, result.output
    head = "author: 李小河、王小明\ndate: 2024-05-06\nsource: 小镇的书\n---\n\n"
    assert article(site, "book-01.md") == (
        f"---\ntitle: 第一章 春\n{head}{ZH[0]}\n\n![图](book-01/a.png)\n"
    )
    assert article(site, "book-02.md") == (f"---\ntitle: 目录1\n{head}{ZH[1]}\n\n## 小节\n\n见前\n")
    assert (site / "articles/book-01/a.png").read_bytes() == PNG


def test_one_chapter(tmp_path: Path, site: Path) -> None:
    book = write_epub(tmp_path / "book.epub", CHAPTERS)
    assert imported(book, site, "--chapter", "2", "--slug", "second").exit_code == 0
    assert os.listdir(site / "articles") == ["second.md"]
    result = imported(book, site, "--chapter", "3")
    assert "error: The book has no chapter 3, only 2" in result.output
    assert "Choose one of: 1 第一章 春; 2 目录1" in result.output


@pytest.mark.parametrize(
    ("name", "content", "arguments", "cause", "remedy"),
    [
        ("a.pdf", b"%PDF", [], "“.pdf” files cannot be imported", "pdftotext"),
        ("a.xyz", b"", [], "“.xyz” files cannot be imported", ".docx"),
        ("a.epub", b"no", [], "not a ZIP archive", "e-book reader"),
        ("a.docx", b"no", [], "not a ZIP archive", "as .docx"),
        ("a.txt", b"", [], "empty", "Save it"),
        ("a.txt", b"Hello.\n", [], "no Chinese text", "encoding are right"),
        ("a.txt", "春。".encode(), ["--slug", "A b"], "The slug “A b” may contain only", "--slug"),
        ("a.txt", "春。".encode(), ["--chapter", "2"], "Only an EPUB", "Omit --chapter"),
        ("a.csv", "春,夏\n".encode(), [], "No Chinese and English columns", "with a comma"),
        ("a.csv", '"春天。,Spring\n'.encode(), [], "not valid", "Double"),
        ("a.mhtml", b"x", [], "contains no page", "Save the page again"),
    ],
)
def test_faults(
    name: str,
    content: bytes,
    arguments: list[str],
    cause: str,
    remedy: str,
    tmp_path: Path,
    site: Path,
) -> None:
    result = imported(put(tmp_path, name, content), site, *arguments)
    assert result.exit_code == 1
    assert f"{name}" in result.output
    assert cause in result.output
    assert remedy in result.output.split("Hint: ")[1]
    assert not (site / "articles").exists()


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    result = imported(put(tmp_path, "a.txt", ZH[0]), tmp_path)
    assert "no site.toml" in result.output
    assert "jiazhu new" in result.output


def test_a_missing_extra_is_named(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(wanted: str, *rest: Any) -> Any:
        if wanted.split(".", maxsplit=1)[0] == "mammoth":
            raise ModuleNotFoundError(f"No module named {wanted!r}", name=wanted)
        return real(wanted, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = imported(put(tmp_path, "a.docx", "x"), site)
    assert result.exit_code == 1
    assert "mammoth" in result.output
    assert "pip install mammoth" in result.output


def test_nothing_is_overwritten(tmp_path: Path, site: Path) -> None:
    path = put(tmp_path, "a.txt", "春天\n\n" + ZH[0])
    assert imported(path, site).exit_code == 0
    assert imported(path, site).exit_code == 0  # the same bytes
    place = put(site / "articles", "a.md", "mine")
    result = imported(path, site)
    assert result.exit_code == 1
    assert "already exists" in result.output
    assert "--slug" in result.output
    assert place.read_text() == "mine"
    assert imported(path, site, "--force").exit_code == 0
    assert ZH[0] in article(site, "a.md")
    put(site / "articles", "b.txt", "mine")
    assert "already has the slug “b”" in imported(path, site, "--slug", "b").output


def test_a_failing_write_leaves_no_part(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    book = write_epub(tmp_path / "a.epub", [f"<p>{line}</p>" for line in ZH[:2]])
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        import_file(book, site, Options())
    assert os.listdir(site) == ["site.toml"]


def test_images_outside_the_folder_are_not_read(tmp_path: Path, site: Path) -> None:
    put(tmp_path, "secret.png", PNG)
    (tmp_path / "in").mkdir()
    put(tmp_path / "in", "not.png", b"text")
    text = f"# 春\n\n{ZH[0]}\n\n![密](../secret.png) ![非](not.png) ![远](https://x.org/a.png)\n"
    result = imported(put(tmp_path / "in", "a.md", text), site)
    kept = "![密](../secret.png) ![非](not.png) ![远](https://x.org/a.png)"
    assert article(site, "a.md").endswith(f"{ZH[0]}\n\n{kept}\n")
    assert os.listdir(site / "articles") == ["a.md"]
    assert "Not found beside the file: ../secret.png, not.png" in result.output


def test_repairs_are_reported(tmp_path: Path, site: Path) -> None:
    text = "⼈⼯智能\n\n他说,中 国很大...\n"
    path = put(tmp_path, "a.txt", text)
    result = imported(path, site, "--punctuation")
    assert "Look-alikes of Han characters replaced: ⼈ → 人, ⼯ → 工." in result.output
    assert "repaired: spaces inside Chinese 1, ellipses 1, half-width marks 1." in result.output
    assert article(site, "a.md") == "---\ntitle: 人工智能\n---\n\n他说，中国很大……\n"
    assert imported(path, site, "--slug", "b").exit_code == 0
    assert article(site, "b.md").endswith("他说,中 国很大...\n")


def test_imported_articles_build(tmp_path: Path, site: Path) -> None:
    """A web page, a book, a document and plain texts are imported into one site."""
    text = f"小镇的春天\n\nSpring in a Small Town\n\n{TURNS}\n"
    files = [
        saved_page(tmp_path),
        put(tmp_path, "spring.txt", text),
        write_epub(tmp_path / "book.epub", CHAPTERS),
        write_docx(tmp_path / "shop.docx", para(run("书店")) + para(PICTURE)),
        put(
            tmp_path,
            "marks.txt",
            "{行|x}: <b>题</b>\n\n# 他说 *<script>* &amp; {行|háng} 1. [a](b)\n",
        ),
    ]
    for path in files:
        result = imported(path, site, "--punctuation")
        assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(main, ["check", str(site), "--format", "json"])
    assert checked.exit_code == 0, checked.output
    assert {line.split('"')[3] for line in checked.output.split("\n") if '"code"' in line} <= {
        "T002",
        "R003",
        "N001",
    }
    built = CliRunner().invoke(main, ["build", str(site)])
    assert built.exit_code == 0, built.output
    page = (site / "_site/zh-hans/library/index.html").read_text("utf-8")
    assert "files/articles/library/hall.png" in page
    assert (site / "_site/files/articles/library/hall.png").read_bytes() == PNG


def test_image_between_alternating_blocks_goes_to_both(tmp_path: Path, site: Path) -> None:
    put(tmp_path, "a.png", PNG)
    image = "![图](a.png)\n\n![远处](https://x.org/far.jpg?w=9)"
    text = f"## 湖上\n\n## On the Lake\n\n{TURNS}\n\n{image}\n\n---\n\n{TURNS}\n"
    assert imported(put(tmp_path, "lake.md", text), site, "--title", "湖").exit_code == 0
    far = "(https://x.org/far.jpg?w=9)"
    assert f"\n\n![图](lake/a.png)\n\n![远处]{far}\n\n---\n\n" in article(site, "lake.md")
    assert f"\n\n![](lake/a.png)\n\n![]{far}\n\n" in article(site, "lake.en.md")
    checked = CliRunner().invoke(main, ["check", str(site), "--strict"])
    codes = re.findall(r"(?:error|warning) (\w+):", checked.output)
    assert [code for code in codes if code != "R003"] == ["L006"]
    assert CliRunner().invoke(main, ["build", str(site)]).exit_code == 0
    page = (site / "_site/zh-hans/lake/index.html").read_text("utf-8")
    assert page.count("lake/a.png") == 1


def pages() -> list[Case]:
    return read_cases("importing/pages.txt")


@pytest.mark.parametrize("case", pages(), ids=str)
def test_pages(case: Case, tmp_path: Path, site: Path) -> None:
    result = imported(put(tmp_path, "page.html", case.input), site)
    assert result.exit_code == 0, result.output
    text = article(site, "page.md")
    if (site / "articles/page.en.md").exists():
        text += f"=====\n{article(site, 'page.en.md')}"
    assert text == case.expected + "\n"


def test_a_draft_stays_a_draft(tmp_path: Path, site: Path) -> None:
    for number, line in enumerate(["draft: true", "published: false", "status: draft"]):
        path = put(tmp_path, f"a{number}.md", f"---\ntitle: 春\n{line}\n---\n{ZH[0]}\n")
        assert imported(path, site).exit_code == 0
        assert "\ndraft: true\n" in article(site, path.name)


@pytest.mark.parametrize("line", ["draft: [true", "draft：true"])
def test_front_matter_that_cannot_be_read_is_not_dropped(
    tmp_path: Path, site: Path, line: str
) -> None:
    result = imported(put(tmp_path, "a.md", f"---\ntitle: 春\n{line}\n---\n{ZH[0]}\n"), site)
    assert result.exit_code == 1
    assert "a.md:3" in result.output
    assert not (site / "articles").exists()


def test_every_key_is_kept(tmp_path: Path, site: Path) -> None:
    text = f"""+++
title = "春"
date = 2025-01-24T08:00:00+08:00
lastmod = 2025-02-01
authors = ["甲", {{ name = "乙", email = "b@example.org" }}]
summary = "摘要"
tags = ["生活"]
categories = ["随笔"]
aliases = ["/old/", "另一个名字"]
url = "/posts/spring-2025/"
weight = 3
draft = true
layout = "single"
[params]
featured = true
+++
{ZH[0]}
"""
    assert imported(put(tmp_path, "a.md", text), site).exit_code == 0
    entries, _, _ = split_front_matter(article(site, "spring-2025.md"), tmp_path, Report())
    assert entries is not None
    assert {key: plain_value(entry.node) for key, entry in entries.items()} == {
        "title": "春",
        "author": "甲、乙",
        "date": "2025-01-24",
        "draft": "true",
        "updated": "2025-02-01",
        "description": "摘要",
        "tags": ["生活"],
        "categories": ["随笔"],
        "aliases": ["/posts/spring-2025/", "/old/", "另一个名字"],
        "weight": "3",
        "extra": {
            "author": ["甲", {"name": "乙", "email": "b@example.org"}],
            "layout": "single",
            "featured": "true",
        },
    }


def test_media_of_markdown_survive(tmp_path: Path, site: Path) -> None:
    put(tmp_path, "cover.png", PNG)
    put(tmp_path, "clip.mp4", b"0")
    text = (
        "---\ntitle: 春\ncover: cover.png\n---\n![](https://example.org/a.png)\n\n"
        f'{ZH[0]}\n\n<video src="clip.mp4" controls></video>\n\n'
        '<iframe src="https://player.example.org/1"></iframe>\n'
    )
    result = imported(put(tmp_path, "a.md", text), site)
    found = article(site, "a.md")
    assert "cover: a/cover.png" in found
    assert "![](https://example.org/a.png)" in found
    assert '<video src="a/clip.mp4" controls></video>' in found
    assert '<iframe src="https://player.example.org/1"></iframe>' in found
    assert (site / "articles/a/clip.mp4").read_bytes() == b"0"
    assert "https://example.org/a.png" in result.output


def test_media_of_a_page_survive(tmp_path: Path, site: Path) -> None:
    put(tmp_path, "song.mp3", b"0")
    text = "".join(f"<p>{line}</p>" for line in ZH * 3)
    page = (
        f"<title>春</title><article><h1>春</h1>{text}"
        '<video controls><source src="https://example.org/v.mp4"></video>'
        '<p><iframe src="https://player.example.org/1?a=1&amp;b=2"></iframe></p>'
        f'<audio src="song.mp3"></audio>{text}</article>'
    )
    assert imported(put(tmp_path, "a.html", page), site).exit_code == 0
    found = article(site, "a.md")
    assert '<video src="https://example.org/v.mp4" controls></video>' in found
    assert '<iframe src="https://player.example.org/1?a=1&amp;b=2"></iframe>' in found
    assert '<audio src="a/song.mp3" controls></audio>' in found


def test_many_files_at_once(tmp_path: Path, site: Path) -> None:
    good = [put(tmp_path, f"a{n}.md", f"# 春{n}\n\n{ZH[0]}\n") for n in range(3)]
    bad = put(tmp_path, "a9.pdf", "x")
    result = CliRunner().invoke(main, ["import", *map(str, [*good, bad]), "--site", str(site)])
    assert result.exit_code == 1
    assert "3 files imported, 1 not" in result.output
    assert [path.name for path in sorted((site / "articles").iterdir())] == [
        "a0.md",
        "a1.md",
        "a2.md",
    ]
    arguments = ["import", *map(str, good), "--title", "x", "--site", str(site)]
    assert CliRunner().invoke(main, arguments).exit_code == 2
