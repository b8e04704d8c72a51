"""The outputs of an article that a fork makes."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import Start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not fork")

# In a process of its own, since a test may run beside other threads.
BEFORE = """
import os, sys
from pathlib import Path
from generator.build import build
from generator.building.options import Options
from generator.building.outputs_beside import Made, OutputsBeside
from generator.diagnostics import Report
from tests.properties.test_incremental_builds import SITE, edit, write
here = os.getpid()
forks = []
sys.addaudithook(lambda event, _: forks.append(event) if event == "os.fork" else None)
"""


def run(start: Start, code: str, *arguments: str) -> str:
    code = BEFORE + textwrap.dedent(code)
    process = start("-c", code, *arguments, text=True, stdout=-1, cwd=Path(__file__).parents[3])
    found, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return str(found)


def test_outputs_are_made_in_a_fork(start: Start) -> None:
    code = """
    made = OutputsBeside(lambda: {"data": Made(str(os.getpid() == here), (("a", b"\\\\xff"),))})
    print(len(made), list(made), made["data"].key, made["data"].files)
    """
    assert run(start, code) == "1 ['data'] False (('a', b'\\\\xff'),)\n"


def test_what_the_fork_does_not_make_is_made_here(start: Start) -> None:
    code = """
    def make():
        if os.getpid() != here:
            os.abort()
        return {"data": Made("", None)}

    print(OutputsBeside(make)["data"].files)
    stopped = OutputsBeside(lambda: make() if os.getpid() == here else sys.stdin.read())
    os.kill(stopped._fork._process, 9)
    print(stopped["data"].files)

    def fail():
        raise KeyError("in both")

    try:
        OutputsBeside(fail)["data"]
    except KeyError as error:
        print(error)
    """
    assert run(start, code) == "None\nNone\n'in both'\n"


def test_a_build_with_a_fork_makes_the_same(start: Start, tmp_path: Path) -> None:
    code = """
    root = Path(sys.argv[1]) / "site"
    for name, text in SITE.items():
        write(name, text)(root)

    def made(name, **options):
        report, out = Report(), root.parent / name
        build(root, out, report, Options(**options))
        files = {f: f.read_bytes() for f in out.rglob("*") if f.is_file()}
        codes = [each.code for each in report.diagnostics]
        return codes, {f.relative_to(out): data for f, data in files.items()}

    # So many that no load of the machine is too much.
    beside = {"cache": root.parent / "cache", "executor": "processes", "jobs": 9999}
    made("out", **beside)
    edit("articles/a.md", "很好", "也很好")(root)
    forks.clear()
    codes, files = made("out", **beside)
    print(len(forks), (codes, files) == made("clean"))
    write("templates/article.html", "{{ view.nothing }}")(root)
    edit("articles/a.md", "也很好", "更好")(root)
    codes, after = made("out", **beside)
    print(codes[-1], after == files)
    """
    assert run(start, code, str(tmp_path)) == "2 True\nS013 True\n"
