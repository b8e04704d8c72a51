"""A function in a fork of this process."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import Start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not fork")

# In a process of its own, since a test may run beside other threads.
BEFORE = """
import os, sys, time
from generator.storage.beside import Fork, can_fork
assert can_fork()
"""


def run(start: Start, code: str, *arguments: str) -> str:
    process = start("-c", BEFORE + textwrap.dedent(code), *arguments, text=True, stdout=-1)
    found, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return str(found)


def test_the_answers_come_back(start: Start) -> None:
    code = """
    fork = Fork(lambda: [b"x" * 1_000_000, b"", b"end"])
    print(fork.next() == b"x" * 1_000_000, fork.next(), fork.next(), fork.next())
    fork.stop()
    """
    assert run(start, code) == "True b'' b'end' None\n"


def test_a_function_that_fails_has_no_answer(start: Start) -> None:
    code = """
    fork = Fork(lambda: (1 // at for at in (1, 0)))
    print(fork.next(), fork.next())
    fork.stop()
    fork = Fork(lambda: (bytes(1 // at) for at in (1, 0)))
    print(fork.next(), fork.next())
    fork.stop()
    """
    assert run(start, code) == "None None\nb'\\x00' None\n"


def test_it_can_be_ended(start: Start) -> None:
    code = """
    fork = Fork(lambda: time.sleep(1000) or [])
    fork.stop()
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        print("ended")
    """
    assert run(start, code) == "ended\n"


def test_it_ends_with_the_process_that_began_it(start: Start, tmp_path: Path) -> None:
    """Whatever ends that: a pipe to both is at its end."""
    code = """
    def work():
        print(flush=True)
        time.sleep(1000)

    fork = Fork(work)
    time.sleep(1000)
    """
    process = start("-c", BEFORE + textwrap.dedent(code), text=True, stdout=-1)
    assert process.stdout is not None
    assert process.stdout.readline() == "\n"
    process.kill()
    assert process.stdout.read() == ""
