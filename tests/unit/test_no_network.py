"""A site is checked and built where there is no network at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.alone import ALONE, can_be_alone


@pytest.mark.skipif(not can_be_alone(), reason="this machine forbids user namespaces")
def test_a_build_needs_no_network(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "茶", en = "Tea" }\n', "utf-8")
    (tmp_path / "articles/a.md").write_text("# 茶\n\n银行行长喝茶。<https://a.example/>\n", "utf-8")
    code = (
        "import socket, sys\n"
        "assert socket.socket().connect_ex(('192.0.2.1', 80)) == 101  # unreachable\n"
        "from generator.cli import main\n"
        "main(['check', sys.argv[1]], standalone_mode=False)\n"
        "main(['build', sys.argv[1], '--no-cache', '--jobs', '2'])\n"
    )
    command = [*ALONE, sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "_site/zh-hans/a/index.html").exists()
