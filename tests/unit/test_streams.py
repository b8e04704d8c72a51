from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.streams import NotUtf8Error, TooLongError, Utf8Source


def test_the_byte_order_mark_is_dropped_and_line_ends_are_normalised() -> None:
    source = Utf8Source(io.BytesIO("\ufeff一\r\n\r\n二".encode()), "x")
    assert list(source) == ["一\n", "\n", "二"]


def test_a_byte_order_mark_within_the_text_is_kept() -> None:
    assert list(Utf8Source(io.BytesIO("一\n\ufeff二".encode()), "x")) == ["一\n", "\ufeff二"]


def test_read_returns_everything() -> None:
    assert Utf8Source(io.BytesIO("一\n二".encode()), "x").read() == "一\n二"


def test_an_invalid_byte_is_located() -> None:
    source = Utf8Source(io.BytesIO("一\n二".encode() + b"\xd6\xd0\n"), "gbk.txt")
    assert source.readline() == "一\n"
    with pytest.raises(NotUtf8Error, match=r"gbk\.txt:2:.*byte 0xd6 at byte 4 of the line"):
        source.readline()


@pytest.mark.parametrize(
    ("piece", "read", "what"),
    [
        ("一二\n", Utf8Source.read, r"pipe:143: The text is longer than 0\.001 MB"),
        ("一二", Utf8Source.read, r"pipe:1: The line is longer than 0\.001 MB"),
        ("一二", Utf8Source.readline, r"pipe:1: The line is longer than 0\.001 MB"),
    ],
)
def test_of_an_input_without_an_end_no_more_is_read_than_the_limit(
    piece: str, read: Callable[[Utf8Source], str], what: str
) -> None:
    raw = io.BytesIO(piece.encode() * 1000)
    with pytest.raises(TooLongError, match=what):
        read(Utf8Source(raw, "pipe", limit=0.001))
    assert raw.tell() <= 1001


def test_lines_without_an_end_are_read_one_by_one() -> None:
    assert len(list(Utf8Source(io.BytesIO("一二\n".encode() * 1000), "pipe", limit=0.001))) == 1000


def test_a_line_is_read_as_soon_as_it_arrives() -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as raw, open(writing, "wb", buffering=0) as pipe:
        source = Utf8Source(raw, "pipe")
        pipe.write("一\n".encode())
        assert source.readline() == "一\n"  # the writer has not closed: no waiting for more
        pipe.write("二".encode())
        pipe.close()
        assert source.readline() == "二"
        assert source.readline() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix is needed")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lead_nowhere(tmp_path: Path, closed: str) -> None:
    """What is printed must not end up in a file that got the number of a stream."""
    program = (
        "from generator.streams import open_closed_streams; open_closed_streams();"
        "import os, sys; file = os.open('a.txt', os.O_CREAT | os.O_RDWR);"
        "print('printed'); print('printed', file=sys.stderr); sys.stdin.close();"
        "sys.exit(file < 3)"
    )
    command = ["sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, program]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.txt").read_bytes() == b""
