import os
from pathlib import Path

import pytest

from generator.content.sources import MAX_BYTES, find_texts, is_translation, read_text
from generator.diagnostics import Report
from tests.fixture_file import FIXTURES

ENCODINGS = FIXTURES / "content" / "encodings"


def _read(path: Path) -> tuple[str | None, list[tuple[str, int, int]]]:
    report = Report()
    text = read_text(path, report)
    return text, [(d.code, d.line, d.column) for d in report.diagnostics]


@pytest.mark.parametrize(
    "name", ["gb18030.md", "utf-8-mark.md", "utf-16.md", "crlf.md", "old-mac.md"]
)
def test_simplified(name: str) -> None:
    text, faults = _read(ENCODINGS / name)
    assert not faults
    assert text == (
        "---\ntitle: 书店里的猫\nslug: bookshop-cat\n---\n\n"
        "我家楼下有一家小书店。书店里还有一只白猫，名字叫“老师”。\n"
    )


@pytest.mark.parametrize("name", ["big5.md", "hkscs.md", "gbk-traditional.md"])
def test_traditional(name: str) -> None:
    text, faults = _read(ENCODINGS / name)
    assert not faults
    assert text is not None
    assert "家裡有一套線裝書。這叫「夾注」。\n" in text


def test_hong_kong_characters() -> None:
    assert (_read(ENCODINGS / "hkscs.md")[0] or "").endswith("佢哋喺度睇書，唔好嘈。\n")


@pytest.mark.parametrize(
    ("name", "line", "column"), [("broken-utf-8.md", 6, 3), ("windows-1252.md", 5, 3)]
)
def test_text_that_is_not_chinese_is_not_guessed(name: str, line: int, column: int) -> None:
    assert _read(ENCODINGS / name) == (None, [("S002", line, column)])


def test_every_broken_line_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + "好\n好?\r\n好??\r好".encode().replace(b"?", b"\xff"))
    assert _read(path) == (None, [("S002", 2, 2), ("S002", 3, 2)])


@pytest.mark.parametrize("data", [b"\xff", "好".encode()[:2], "一二三".encode() + b"\x80"])
def test_short_broken_files(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    text, faults = _read(tmp_path / "a.md")
    assert text is None
    assert [code for code, *_ in faults] == ["S002"]


def test_truncated_utf_16(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe" + "书\n猫".encode("utf-16-le") + b"\x00")
    assert _read(tmp_path / "a.md") == (None, [("S002", 2, 2)])


def test_utf_32(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("书".encode("utf-32"))
    assert _read(tmp_path / "a.md") == ("书", [])


def test_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("a\nbc".encode("utf-16-le"))
    assert _read(tmp_path / "a.md") == (None, [("S002", 1, 2)])


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert _read(tmp_path / "a.md") == ("", [])


def test_no_file(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.md") == (None, [("S001", 1, 1)])


def test_folder(tmp_path: Path) -> None:
    assert _read(tmp_path) == (None, [("S001", 1, 1)])


def _site(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return root


def _names(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    report = Report()
    found = [path for path in find_texts(root, report) if not is_translation(path)]
    names = [path.relative_to(root / "articles").as_posix() for path in found]
    faults = [(d.code, d.path.relative_to(root).as_posix()) for d in report.diagnostics]
    return names, faults


def test_articles_are_found_and_sorted(tmp_path: Path) -> None:
    site = _site(
        tmp_path,
        *(
            "b.md",
            "a.txt",
            "a.en.txt",
            "c/d.MD",
            "c/d.en.md",
            "image.png",
            ".git/x.md",
            "e.md/f.md",
        ),
    )
    assert _names(site) == (["a.txt", "b.md", "c/d.MD", "e.md/f.md"], [])
    translations = [path for path in find_texts(site) if is_translation(path)]
    assert [path.name for path in translations] == ["a.en.txt", "d.en.md"]


def test_no_articles(tmp_path: Path) -> None:
    assert _names(tmp_path) == ([], [])


def test_links_within_the_site_are_followed(tmp_path: Path) -> None:
    site = _site(tmp_path, "a.md")
    (site / "more").mkdir()
    (site / "more" / "b.md").write_text("x")
    (site / "articles" / "linked.md").symlink_to(site / "more" / "b.md")
    (site / "articles" / "0").symlink_to(site / "more", target_is_directory=True)
    assert _names(site) == (["0/b.md", "a.md", "linked.md"], [])


def test_links_out_of_the_site_are_refused(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "a.md")
    outside = _site(tmp_path / "site-too", "secret.md") / "articles"
    (site / "articles" / "file.md").symlink_to(outside / "secret.md")
    (site / "articles" / "folder").symlink_to(outside, target_is_directory=True)
    (site / "articles" / "photo.jpg").symlink_to(outside / "secret.md")
    assert _names(site) == (
        ["a.md"],
        [("S001", "articles/file.md"), ("S001", "articles/folder")],
    )


def test_articles_folder_out_of_the_site(tmp_path: Path) -> None:
    outside = _site(tmp_path / "other", "a.md") / "articles"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "articles").symlink_to(outside, target_is_directory=True)
    assert _names(tmp_path / "site") == ([], [("S001", "articles")])


def test_site_behind_a_link(tmp_path: Path) -> None:
    _site(tmp_path / "real", "a.md")
    (tmp_path / "site").symlink_to(tmp_path / "real", target_is_directory=True)
    assert _names(tmp_path / "site") == (["a.md"], [])


def test_links_to_parent_folders_are_not_followed(tmp_path: Path) -> None:
    site = _site(tmp_path, "a/b.md")
    (site / "articles" / "a" / "up").symlink_to(site / "articles", target_is_directory=True)
    (site / "articles" / "self.md").symlink_to(site / "articles" / "self.md")
    (site / "articles" / "gone.md").symlink_to(site / "nothing.md")
    assert _names(site) == (
        ["a/b.md"],
        [("S001", "articles/gone.md"), ("S001", "articles/self.md")],
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_an_article(tmp_path: Path) -> None:
    site = _site(tmp_path, "a.md")
    os.mkfifo(site / "articles" / "pipe.md")
    assert _names(site) == (["a.md"], [("S001", "articles/pipe.md")])


def test_a_file_that_is_too_large_for_a_text_is_not_read(tmp_path: Path) -> None:
    """As a disk image is that is saved under the wrong name."""
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    report = Report()
    assert read_text(path, report) is None
    assert [(each.code, each.message) for each in report.diagnostics] == [
        ("S001", "The file is larger than 100 MB, which no text may be")
    ]
