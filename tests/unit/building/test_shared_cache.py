"""Processes that build different sites at once share a cache without a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot fork")
def test_many_processes_share_a_cache(tmp_path: Path) -> None:
    script = Path(__file__).with_name("sharing.py")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "3"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == 6
