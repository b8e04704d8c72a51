"""A change of a file keeps everything else in it, and can be undone."""

from __future__ import annotations

import codecs
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.reviewing import source_file
from generator.reviewing.errors import EditError
from generator.reviewing.source_file import Change, change, undo
from generator.reviewing.toml_edits import with_note
from generator.serve import is_source
from generator.storage.lock import ProcessLock
from generator.storage.manifest import ASIDE_SUFFIX

TEXT = "他在银行工作，当了三年行长。\r\n大家都认识他，也都喜欢他的为人。\r\n"
TRADITIONAL = "他在銀行工作，當了三年行長。\r\n大家都認識他，也都喜歡他的為人。\r\n"


def replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("mark", "encoding", "text"),
    [
        (b"", "utf-8", TEXT),
        (codecs.BOM_UTF8, "utf-8", TEXT),
        (codecs.BOM_UTF16_LE, "utf-16-le", TEXT),
        (codecs.BOM_UTF16_BE, "utf-16-be", TEXT),
        (codecs.BOM_UTF32_LE, "utf-32-le", TEXT),
        (b"", "gb18030", TEXT),
        (b"", "big5", TRADITIONAL),
    ],
)
def test_encoding_mark_and_line_ends_are_kept(
    tmp_path: Path, mark: bytes, encoding: str, text: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(mark + text.encode(encoding))
    done = change(path, replacing("三年", "三\n年"))
    assert done.before == text.replace("\r\n", "\n")
    assert path.read_bytes() == mark + text.replace("三年", "三\r\n年").encode(encoding)
    undo(done)
    assert path.read_bytes() == mark + text.encode(encoding)


def test_mixed_line_ends_are_kept_where_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\r\ntwo\nthree\rfour\r\n")
    change(path, replacing("three", "3\n3"))
    assert path.read_bytes() == b"one\r\ntwo\n3\r\n3\rfour\r\n"


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一", "utf-8")
    path.chmod(0o640)
    change(path, lambda text: text + "二")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    real, link = tmp_path / "kept" / "real.md", tmp_path / "a.md"
    real.write_text("一", "utf-8")
    link.symlink_to(real)
    done = change(link, lambda text: text + "二")
    assert (link.is_symlink(), real.read_text("utf-8")) == (True, "一二")
    assert done.path == link


def test_a_missing_file_is_created_and_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.toml"
    made = change(path, lambda text: text + "x = 1\n")
    assert made == Change(path, None, "x = 1\n")
    gone = undo(made)
    assert (gone, list(tmp_path.iterdir())) == (Change(path, "x = 1\n", None), [])
    assert undo(gone) == made
    assert path.read_text("utf-8") == "x = 1\n"


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    path, missing = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text("一", "utf-8")
    before = path.stat()
    done = change(path, str)
    assert done.is_empty
    assert undo(done).is_empty
    assert os.path.samestat(path.stat(), before)
    assert change(missing, str) == Change(missing, None, None)
    assert not missing.exists()


def test_the_temporary_file_is_not_a_source_and_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    seen: list[Path] = []

    def edit(text: str) -> str:
        seen.extend(tmp_path.rglob("*"))
        return text + "一"

    change(path, edit)
    assert seen == [tmp_path / f".edit.lock{ASIDE_SUFFIX}"]
    assert not any(is_source(made, [tmp_path], tmp_path / "_site") for made in seen)
    assert list(tmp_path.iterdir()) == [path]


def test_what_an_editor_saves_in_the_meantime_is_edited_too(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一", "utf-8")

    def edit(text: str) -> str:
        if text == "一":
            path.write_text("editor", "utf-8")
        return text + "二"

    assert change(path, edit) == Change(path, "editor", "editor二")
    assert path.read_text("utf-8") == "editor二"


def test_a_file_that_keeps_changing_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一", "utf-8")

    def edit(text: str) -> str:
        path.write_text(text + "一", "utf-8")
        return "二"

    with pytest.raises(EditError, match="keeps changing") as caught:
        change(path, edit)
    assert caught.value.hint
    assert set(path.read_text("utf-8")) == {"一"}


def test_the_lock_of_another_process_times_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_file, "_LOCK_TIMEOUT", 0.05)
    lock = ProcessLock(tmp_path / f".edit.lock{ASIDE_SUFFIX}")
    with pytest.raises(EditError, match="Another process"):
        change(tmp_path / "a.md", lambda text: text + "一")
    lock.release()
    change(tmp_path / "a.md", lambda text: text + "一")


def test_a_character_outside_the_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(TRADITIONAL.encode("big5"))
    with pytest.raises(EditError, match=r"BIG5.* has no “á”") as caught:
        change(path, replacing("行長", "{行長|hángzhǎng}"))
    assert (caught.value.path, caught.value.line) == (path, 1)
    assert "UTF-8" in caught.value.hint
    assert "notes" in caught.value.hint
    assert path.read_bytes() == TRADITIONAL.encode("big5")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "中文中文".encode() + b"\xff", b"a\0b"])
def test_a_file_that_is_not_text_is_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    with pytest.raises(EditError) as caught:
        change(path, lambda text: text + "x")
    assert caught.value.hint
    assert path.read_bytes() == data


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一", "utf-8")
    path.chmod(0o444)
    with pytest.raises(EditError, match="read-only"):
        change(path, lambda text: text + "二")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EditError, match=r"no such file") as caught:
        change(tmp_path / "none" / "a.md", lambda text: text + "二")
    assert caught.value.path == tmp_path / "none" / "a.md"


def test_the_error_of_an_edit_gets_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.toml"
    path.write_text('x = 1\ny = "\n', "utf-8")
    with pytest.raises(EditError) as caught:
        change(path, lambda text: with_note(text, {"text": "一", "word": True}))
    assert str(caught.value).startswith(f"{path}:2: ")


def test_undo_keeps_later_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一家银行。\n\n他是行长。\n\n他很忙。\n", "utf-8")
    done = change(path, replacing("行长", "{行长|hángzhǎng}"))
    change(path, replacing("一家", "这是一家"))
    change(path, lambda text: text + "\n完。\n")
    back = undo(done)
    assert path.read_text("utf-8") == "这是一家银行。\n\n他是行长。\n\n他很忙。\n\n完。\n"
    undo(back)
    assert "这是一家银行。\n\n他是{行长|hángzhǎng}。" in path.read_text("utf-8")


def test_notes_are_undone_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.toml"
    path.write_text("# Mine.\n", "utf-8")
    note = {"word": True}
    one, two, three = (
        change(path, lambda text, word=word: with_note(text, {"text": word, **note}))
        for word in ("研究生命", "银行行长", "高明")
    )
    undo(two)
    assert path.read_text("utf-8").count("[[note]]") == 2
    undo(one)
    assert path.read_text("utf-8") == '# Mine.\n\n[[note]]\ntext = "高明"\nword = true\n'
    undo(three)
    assert path.read_text("utf-8") == "# Mine.\n"


def test_undoing_text_that_has_changed_since_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("一家银行。\n\n他是行长。\n", "utf-8")
    done = change(path, replacing("行长", "{行长|hángzhǎng}"))
    changed = path.read_text("utf-8").replace("hángzhǎng", "xíngcháng")
    path.write_text(changed, "utf-8")
    with pytest.raises(EditError, match="has changed since") as caught:
        undo(done)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert path.read_text("utf-8") == changed


def test_similar_text_elsewhere_is_not_taken_for_the_change(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "第一段里，他当了三年{行}。\n\n第二段里，他当了三年行。\n"
    path.write_text(text, "utf-8")
    done = change(path, lambda text: text.replace("三年行", "三年{行}"))
    path.write_text(text, "utf-8")  # the first is still there, and ours is gone
    with pytest.raises(EditError, match="has changed since"):
        undo(done)
    assert path.read_text("utf-8") == text


def test_undoing_a_creation_keeps_later_additions(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.toml"
    made = change(path, lambda text: with_note(text, {"text": "研究生命", "word": True}))
    change(path, lambda text: with_note(text, {"text": "高明", "word": True}))
    undo(made)
    assert path.read_text("utf-8") == '\n[[note]]\ntext = "高明"\nword = true\n'


def test_undo_fails_if_the_file_is_gone_or_exists_again(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    made = change(path, lambda _: "一")
    path.unlink()
    with pytest.raises(EditError, match="gone"):
        undo(made)
    path.write_text("二", "utf-8")
    with pytest.raises(EditError, match="exists again"):
        undo(Change(path, "一", None))
    assert path.read_text("utf-8") == "二"


WRITER = """
import sys
from pathlib import Path
from generator.reviewing.source_file import change
from generator.reviewing.toml_edits import with_note

path, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    change(path, lambda text: with_note(text, {"text": f"{name}{number}", "word": True}))
"""


def test_concurrent_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.toml"
    names = ["甲", "乙", "丙", "丁"]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        for name in names
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.communicate(b"go\n")
    assert [writer.returncode for writer in writers] == [0] * len(writers)
    text = path.read_text("utf-8")
    for name in names:
        assert [text.count(f'"{name}{number}"') for number in range(20)] == [1] * 20
    assert list(tmp_path.iterdir()) == [path]
