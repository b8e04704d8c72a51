"""A build that is killed leaves the old site or the new one, wherever it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes cannot fork")


def kill(folder: Path, *arguments: str) -> tuple[int, int]:
    """Return how many builds were killed, and how many of them had put the new site in place."""
    script = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(script), str(folder), *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    killed, new = map(int, done.stdout.split())
    return killed, new


@pytest.mark.parametrize("how", [[], ["--in-place"], ["--shown"], ["--standby"]])
def test_killed_at_each_step(quick_path: Path, how: list[str]) -> None:
    killed, new = kill(quick_path, "steps", *how)
    assert killed > 20
    assert 0 < new < killed


@pytest.mark.parametrize("how", [[], ["--in-place"], ["--standby"]])
def test_interrupted_at_each_step(quick_path: Path, how: list[str]) -> None:
    """What Ctrl-C or a signal stops removes its temporary files itself."""
    interrupted, new = kill(quick_path, "steps", "--interrupt", *how)
    assert interrupted > 20
    assert 0 < new < interrupted


@pytest.mark.parametrize("how", [[], ["--in-place"], ["--shown"], ["--standby"]])
def test_killed_at_random_moments(quick_path: Path, how: list[str]) -> None:
    killed, _ = kill(quick_path, "40", *how)
    assert killed > 0
