from __future__ import annotations

import io
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from tools.language import inputs
from tools.language.inputs import (
    Archive,
    Inputs,
    MissingInputError,
    Pins,
    corpus_digest,
    require_package,
)


def pinned(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    archive = Archive("demo", "npm", "1.0", "demo-1.0.tgz", sha256(content).hexdigest())
    found = Pins(
        {"demo": archive}, {"set.txt": sha256(b"set").hexdigest()}, {"numpy": "0", "x": "1"}
    )
    monkeypatch.setattr(inputs, "load_pins", lambda: found)


def tar(name: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = 2
        archive.addfile(member, io.BytesIO(b"hi"))
    return file.getvalue()


def test_an_archive_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tar("package/data/a.txt")
    pinned(monkeypatch, content)
    (tmp_path / "demo-1.0.tgz").write_bytes(content)
    folder = Inputs(tmp_path, tmp_path).package("demo")
    assert (folder / "data/a.txt").read_text("utf-8") == "hi"
    (tmp_path / "demo-1.0.tgz").unlink()
    assert Inputs(tmp_path, tmp_path).package("demo") == folder


def test_an_archive_with_another_digest_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned(monkeypatch, b"other")
    (tmp_path / "demo-1.0.tgz").write_bytes(tar("package/a.txt"))
    with pytest.raises(ValueError, match="is not the one in inputs"):
        Inputs(tmp_path, tmp_path).package("demo")


def test_a_development_set_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned(monkeypatch, b"")
    (tmp_path / "set.txt").write_bytes(b"set")
    assert Inputs(tmp_path, tmp_path).set("set.txt") == tmp_path / "set.txt"
    (tmp_path / "set.txt").write_bytes(b"another set")
    with pytest.raises(ValueError, match="is not the one in inputs"):
        Inputs(tmp_path, tmp_path).set("set.txt")


def test_a_missing_package_is_an_error_and_another_version_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pinned(monkeypatch, b"")
    require_package("numpy")
    assert "the table was made with 0" in capsys.readouterr().out
    with pytest.raises(MissingInputError, match="pip install x==1"):
        require_package("x")


def test_comments_of_the_corpus_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "CORPUS", tmp_path)
    (tmp_path / "a.txt").write_text("# one\n好\n", "utf-8")
    before = corpus_digest(".")
    (tmp_path / "a.txt").write_text("# another\n\n好\n", "utf-8")
    assert corpus_digest(".") == before
    (tmp_path / "a.txt").write_text("# one\n好的\n", "utf-8")
    assert corpus_digest(".") != before
