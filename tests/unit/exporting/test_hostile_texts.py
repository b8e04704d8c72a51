"""Whatever stands in a source is text in every export: no markup, no formula, no address."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from generator.export_formats import FORMATS
from tests.conftest import SharedFolder
from tests.files import write_files
from tests.properties.test_escaping import BREAKS, check_attributes, check_tree

HOSTILE = [
    *BREAKS,
    "=HYPERLINK(evil)",
    "＝evil()",
    "+evil",
    "-evil",
    "@evil",
    "[sound:https://evil.example/a.mp3]",
    "[latex]evil[/latex]",
    "[$]evil[/$]",
    "a\x1fevil",
    "evil::evil",
    "|evil|",
    "/../evil/",
]
TEXTS = "\n\n".join(f"银行{text}行长{text}。" for text in HOSTILE)
FIELDS = [text for text in HOSTILE if text.strip("\ufeff\u2028") and "\x1f" not in text]
"""The texts that the fields of a file may have."""
ALL = "茶".join(FIELDS)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028")


FRONT_MATTER = {
    **dict.fromkeys(("title", "title_en", "author", "licence"), ALL),
    "tags": FIELDS[:6],
    "date": "2026-01-02",
    "slug": "a",
}
ADDRESSES = [
    "javascript:evil()",
    "JaVa\tScRiPt:evil()",
    "&#106;avascript:evil()",
    "data:text/html,<evil>",
    "vbscript:evil()",
]
LINKS = "\n\n".join(
    f"茶[水]({each}) <{each}> ![水]({each}) [[{each}]] <a href='{each}'>水</a>"
    for each in ADDRESSES
)
TERMS = {f"银行{chr(65 + number)}": text for number, text in enumerate(FIELDS)}
SITE = {
    "site.toml": "".join(
        f"{name} = {{ zh = {_quoted(ALL)}, en = {_quoted(ALL)} }}\n"
        for name in ("title", "description")
    )
    + f"author = {_quoted(ALL)}\nbase_url = 'https://a.example/'\n"
    "editions = ['zh-Hans', 'zh-Hant-TW']\n"
    f"exports.formats = {[name for name, each in FORMATS.items() if each.in_builds]}\n",
    "glossary.toml": "".join(
        f"[[term]]\nid = 'bank{number}'\nzh-Hans = '{term}'\npinyin = 'yínháng'\n"
        f"en = {_quoted(text)}\ndefinition = {{ zh = {_quoted(text)}, en = {_quoted(text)} }}\n"
        "source = 'https://a.example/'\n\n"
        for number, (term, text) in enumerate(TERMS.items())
    ),
    "lexicon.toml": "[[word]]\ntext = '行长'\npinyin = 'hángzhǎng'\nen = '=evil()'\n"
    "[[word]]\ntext = '茶水'\npinyin = 'cháshuǐ'\n"
    "en = '[sound:https://evil.example/a]<evil>'\n",
    "articles/a.md": f"---\n{yaml.safe_dump(FRONT_MATTER, allow_unicode=True)}---\n"
    + f"{TEXTS}\n\n{LINKS}\n\n"
    + "。".join(f"茶水{term}" for term in TERMS),
    "articles/a.en.md": "\n\n".join(f"bank {text} {text}." for text in HOSTILE) + f"\n\n{LINKS}",
}


@pytest.fixture(scope="module")
def files(shared_folder: SharedFolder) -> dict[str, bytes]:
    """The exported files, and those inside archives, by their names."""

    def fill(folder: Path) -> None:
        write_files(folder / "site", SITE)
        report = Report()
        built = build(folder / "site", folder / "out", report, Options())
        assert built.pages, report.sorted()

    folder = shared_folder("hostile-exports", fill) / "out" / "exports"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}
    for name, data in list(found.items()):
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert not any(".." in each or each.startswith("/") for each in archive.namelist())
                found |= {f"{name}!{each}": archive.read(each) for each in archive.namelist()}
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_all_formats_are_made(files: dict[str, bytes]) -> None:
    for format_ in FORMATS.values():
        if format_.in_builds:
            assert any(name.endswith(format_.suffix) for name in files), format_.name


def test_tables_have_no_formulas(files: dict[str, bytes]) -> None:
    tables = [data for name, data in files.items() if name.endswith(".csv")]
    cells = [
        cell
        for data in tables
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert any("evil" in cell for cell in cells)
    assert not [
        cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠\t\r\n")[:8] and cell
    ]


def test_xml_is_well_formed(files: dict[str, bytes]) -> None:
    suffixes = (".tmx", ".tbx", ".xhtml", ".opf", ".ncx", ".xml")
    found = [data for name, data in files.items() if name.endswith(suffixes)]
    assert len(found) > 5
    for data in found:
        check_tree(data)
        for element in ET.fromstring(data).iter():
            assert not any("evil" in name for name in element.attrib)


def test_html_has_no_markup_of_the_author(files: dict[str, bytes]) -> None:
    pages = [data for name, data in files.items() if name.endswith((".html", ".xhtml"))]
    assert len(pages) > 2
    for data in pages:
        _check_html(data.decode())


def test_notes_for_anki_are_text(files: dict[str, bytes]) -> None:
    databases = [data for name, data in files.items() if name.endswith("!collection.anki2")]
    assert databases
    for data in databases:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            (models,) = next(connection.execute("select models from col"))
            count = len(next(iter(json.loads(models).values()))["flds"])
            notes = [
                fields.split("\x1f") for (fields,) in connection.execute("select flds from notes")
            ]
        assert any("evil" in field for fields in notes for field in fields)
        for fields in notes:
            assert len(fields) == count
            for field in fields:
                assert "[" not in field
                _check_html(field)


def test_json_and_tables_of_words_can_be_read(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".json"):
            json.loads(data)
        elif name.endswith(".conllu"):
            for line in data.decode().splitlines():
                assert not line or line.startswith("# ") or len(line.split("\t")) == 10, line


def _check_html(html: str) -> None:
    for node in LexborHTMLParser(html).css("*"):
        assert "evil" not in (node.tag or ""), node.html
        check_attributes(node)
