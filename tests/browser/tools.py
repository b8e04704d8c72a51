"""What the browser tests run beside the browser: Node.js with `tests/frontend`, and Java.

Where one is missing these tests are skipped, except where `CI` is set: there they must run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.places import ROOT

FRONTEND = ROOT / "tests" / "frontend"
MODULES = FRONTEND / "node_modules"


def module(path: str) -> Path:
    """A file of an npm package, such as `axe-core/axe.min.js`."""
    file = MODULES / path
    need(file.is_file(), f"{path} (npm ci in tests/frontend)")
    return file


def node(script: str, *arguments: str, seconds: float = 100) -> str:
    """Return the output of a script of `tests/frontend`."""
    need(shutil.which("node") is not None and MODULES.is_dir(), "Node.js and npm ci")
    return _output(["node", str(FRONTEND / script), *arguments], seconds)


QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""Options of `java` for programs that end before it would pay to compile them well.

Code that is compiled so needs more of the stack.
"""


def java(*arguments: str, seconds: float = 100) -> str:
    """Return the output of `java`, whatever its exit code."""
    need(shutil.which("java") is not None, "java")
    return _output(["java", *arguments], seconds, checked=False)


def _output(command: list[str], seconds: float, *, checked: bool = True) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    assert not (checked and done.returncode), done.stderr
    return done.stdout


def need(found: bool, what: str) -> None:
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"not found: {what}")
    pytest.skip(f"not found: {what}")
