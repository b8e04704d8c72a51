"""Files that grow without end when they are read: nested archives, entities, elements, pictures."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.importing.document import CannotImportError, Document
from generator.importing.docx import read_docx
from generator.importing.epub import read_epub
from tests.files import write_files
from tests.unit.importing.builders import (
    PICTURE,
    para,
    run,
    write_docx,
    write_epub,
    write_zip,
)

SENTENCE = "图书馆在河边，每天都有很多人来看书。"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_files(folder, {"site.toml": 'title = { zh = "读", en = "Read" }\n'})
    (folder / "articles").mkdir()
    return folder


def imported(path: Path, site: Path) -> Result:
    return CliRunner().invoke(main, ["import", str(path), "--site", str(site)])


def test_a_picture_that_a_docx_shows_many_times_is_kept_once(tmp_path: Path, site: Path) -> None:
    drawing = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    body = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" + f"<w:p>{drawing}</w:p>" * 5
    write_docx(tmp_path / "a.docx", body)
    assert imported(tmp_path / "a.docx", site).exit_code == 0
    assert len(list((site / "articles").rglob("*.png"))) == 1


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml"])
def test_entities_of_a_docx_do_not_grow(tmp_path: Path, site: Path, name: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "字">{entities}]><d>&e8;</d>'
    files = {"word/document.xml": "<w:document/>", name: bomb}
    result = imported(write_zip(tmp_path / "a.docx", files), site)
    assert result.exit_code in (0, 1)
    assert sum(path.stat().st_size for path in (site / "articles").rglob("*.md")) < 10_000


def test_a_docx_in_a_docx_in_a_docx_is_read_once(tmp_path: Path, site: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"word/document.xml": "x" * 10_000_000})
    for number in range(3):
        data = inner.read_bytes()
        inner = write_zip(tmp_path / f"{number}.zip", {"word/document.xml": "<d/>", "a.docx": data})
    result = imported(inner.rename(tmp_path / "a.docx"), site)
    assert result.exit_code == 1
    assert "The text cannot be read" in result.output or "no text" in result.output


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "blockquote", "b", "ruby"])
def test_a_chapter_that_is_nested_without_end(tmp_path: Path, site: Path, tag: str) -> None:
    closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    chapter = f"<p>{SENTENCE}</p>" + f"<{tag}>" * 3000 + "字" + closing * 3000
    assert imported(write_epub(tmp_path / "a.epub", [chapter]), site).exit_code == 0
    assert SENTENCE in next((site / "articles").glob("*.md")).read_text("utf-8")


def book(folder: Path, kind: str) -> Path:
    """A small EPUB or DOCX with a picture."""
    if kind == "docx":
        return write_docx(folder / "a.docx", para(run(SENTENCE)) + para(PICTURE))
    return write_epub(folder / "a.epub", [f'<p>{SENTENCE}</p><img src="../pic/a.png" alt="茶"/>'])


def read(path: Path) -> list[Document]:
    return [read_docx(path)] if path.suffix == ".docx" else read_epub(path)


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_a_file_that_is_larger_than_the_archive_says(tmp_path: Path, kind: str) -> None:
    path, said = book(tmp_path, kind), b"\x89PNG\r\n\x1a\n" + bytes(92)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in parts if name.endswith(".png"))
    del parts[name]
    data = write_zip(path, {**parts, name: said + bytes(100_000_000)}).read_bytes()
    entry = data.rindex(b"PK\1\2")
    lie = struct.pack("<I", zlib.crc32(said)), struct.pack("<I", len(said))
    path.write_bytes(
        data[: entry + 16] + lie[0] + data[entry + 20 : entry + 24] + lie[1] + data[entry + 28 :]
    )
    tracemalloc.start()
    (document,) = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(document.images.values()) == [said]
    assert peak < 30_000_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_a_file_that_can_only_be_unpacked_at_once(tmp_path: Path, kind: str, method: int) -> None:
    path = book(tmp_path, kind)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(CannotImportError, match="method is not supported"):
        read(path)


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_archives_that_are_cut_off_or_damaged(tmp_path: Path, kind: str) -> None:
    """Every byte of what an archive says of its first file and of itself."""
    path = book(tmp_path, kind)
    data = path.read_bytes()
    first, last = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    for place in [*range(first, first + 80), *range(last, len(data))]:
        for byte in (0, 1, 0xFF):
            path.write_bytes(data[:place] + bytes([byte]) + data[place + 1 :])
            with suppress(CannotImportError):
                read(path)
    for end in range(0, len(data), len(data) // 40):
        path.write_bytes(data[:end])
        with pytest.raises(CannotImportError):
            read(path)
