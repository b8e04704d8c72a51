"""Archives and XML that ask for files of this machine, or name places outside the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.files import write_files
from tests.unit.importing.builders import (
    LINKED,
    PICTURE,
    para,
    run,
    write_docx,
    write_epub,
    write_zip,
)

SENTENCE = "图书馆在河边，每天都有很多人来看书。"
SECRET = "不该读到的字"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_files(folder, {"site.toml": 'title = { zh = "读", en = "Read" }\n'})
    (folder / "articles").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
    return folder


def done(*arguments: str | Path) -> int:
    """Run a command, which must not end with a traceback."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code


def check(site: Path, tmp_path: Path) -> None:
    """Check that nothing was read or written outside."""
    for path in site.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    made = {path.name for path in tmp_path.iterdir()}
    assert made <= {"site", "secret.txt", "secret.png", "a.docx", "a.epub", "a.xml", "a.html"}


@pytest.mark.parametrize(
    "kind", ["SYSTEM 'file://{}'", "PUBLIC 'x' '{}'", "SYSTEM '../secret.txt'"]
)
def test_external_entities_are_not_read(tmp_path: Path, site: Path, kind: str) -> None:
    head = f"<!DOCTYPE d [<!ENTITY e {kind.format(tmp_path / 'secret.txt')}>]>"
    write_zip(
        tmp_path / "a.docx",
        {
            "word/document.xml": f"{head}<d><p>{SENTENCE}&e;</p></d>",
            "docProps/core.xml": f"{head}<d><title>&e;</title></d>",
        },
    )
    write_epub(
        tmp_path / "a.epub", [f"<p>{SENTENCE}&e;</p>"], **{"OPS/nav.xhtml": f"{head}<a>&e;</a>"}
    )
    (tmp_path / "a.xml").write_text(
        f"<?xml version='1.0'?>{head}<rss><channel><title>&e;</title>"
        f"<item><title>茶</title><content>{SENTENCE}&e;</content></item></channel></rss>"
    )
    for name in ("a.docx", "a.epub", "a.xml"):
        done("import", tmp_path / name, "--site", site)
        check(site, tmp_path)


@pytest.mark.parametrize(
    "address",
    ["{}", "file://{}", "../../../secret.png", "..%2F..%2F..%2Fsecret.png", "..\\..\\secret.png"],
)
def test_images_of_this_machine_are_not_taken(tmp_path: Path, site: Path, address: str) -> None:
    place = address.format(tmp_path / "secret.png")
    image = f'<p>{SENTENCE}</p><p><img src="{place}" alt="茶"/></p>'
    write_epub(tmp_path / "a.epub", [image])
    (tmp_path / "a.html").write_text(f"<html><body>{image}</body></html>")
    body = para(run(SENTENCE)) + para(PICTURE, LINKED)
    write_docx(tmp_path / "a.docx", body, image=place, linked=place)
    for name in ("a.epub", "a.docx"):
        done("import", tmp_path / name, "--site", site)
        check(site, tmp_path)


@pytest.mark.parametrize(
    "name", ["/tmp/{}.png", "../../../{}.png", "C:\\{}.png", "OPS/../../{}.png"]
)
def test_names_in_an_archive_lead_nowhere(tmp_path: Path, site: Path, name: str) -> None:
    name = name.format(f"jiazhu-{tmp_path.name}")
    image = f'<p>{SENTENCE}</p><p><img src="{name}" alt="茶"/></p>'
    write_epub(tmp_path / "a.epub", [image], **{name: b"\x89PNG\r\n\x1a\n00000000"})
    done("import", tmp_path / "a.epub", "--site", site)
    check(site, tmp_path)
    for path in (site / "articles").rglob("*"):
        assert path.resolve().is_relative_to(site.resolve())
        assert path.name == path.name.strip(". ")
    assert not Path(name).exists()
