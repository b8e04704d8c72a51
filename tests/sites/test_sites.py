"""Golden sites: `<case>/in` is a site folder, `<case>/golden` is what must come of it.

`report.txt` holds what the build says, `check.txt` what `jiazhu check` says where that is
something else; the rest are the pages, if the case has any. The static
files and the stamps in their addresses are left out.

A case with `commands.txt` is not built; those commands are run one by one in a copy of its site,
and what they print is golden. The copy prints as `/site`. In it `%5C` and the like in the name of
a file stand for what no checkout may hold, and `http://host/` for a server on this machine that
serves `<case>/host`.

`pytest tests/sites --update-golden` writes the golden folders anew; read the diff before you
commit it.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
from contextlib import chdir
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

import generator
from generator.build import build
from generator.check import check
from generator.cli import main
from generator.diagnostics import CODES, Report
from tests.browser.host import Host

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/in"))


def _said(case: Path, report: Report) -> str:
    said = "\n".join(str(found) for found in report.sorted())
    return said.replace(f"{case / 'in'}/", "").replace(str(case / "in"), ".")


def _built(case: Path, output: Path) -> dict[str, str]:
    report, checked = Report(), Report()
    build(case / "in", output, report)
    check(case / "in", checked)
    files = {"report.txt": _said(case, report), "check.txt": _said(case, checked)}
    if files["check.txt"] == files["report.txt"]:
        del files["check.txt"]
    for path in sorted(output.rglob("*.html")) if output.is_dir() else ():
        text = path.read_text("utf-8").replace(f"Jiazhu {generator.__version__}", "Jiazhu 0")
        text = re.sub(r"(static/\S+?\.(?:css|js))\?[0-9a-f]{8}", r"\1", text)
        files[path.relative_to(output).as_posix()] = text
    return {name: text for name, text in files.items() if text}


def _said_by_commands(case: Path, copy: Path) -> dict[str, str]:
    said = []
    with Host({"": case / "host"}) as host:
        for place, _, files in os.walk(case / "in"):
            to = copy / unquote(str(Path(place).relative_to(case / "in")))
            to.mkdir()
            for name in files:
                content = Path(place, name).read_bytes()
                content = content.replace(b"http://host/", f"{host.url}/".encode())
                (to / unquote(name)).write_bytes(content)
        for command in (case / "commands.txt").read_text("utf-8").splitlines():
            with chdir(copy):
                result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
            output = result.output.replace(f"{host.url}/", "http://host/").replace(
                str(copy), "/site"
            )
            said.append(f"$ jiazhu {command}\n{output}")
    return {"commands.txt": "\n".join(said)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_site(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    told = _said_by_commands if (case / "commands.txt").exists() else _built
    files = told(case, tmp_path / "site")
    golden = case / "golden"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(golden, ignore_errors=True)
        for name, text in files.items():
            place = golden / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text.rstrip("\n") + "\n", "utf-8")
    wanted = {
        path.relative_to(golden).as_posix(): path.read_text("utf-8")
        for path in sorted(golden.rglob("*"))
        if path.is_file()
    }
    problems = [f"missing: {name}" for name in wanted.keys() - files.keys()]
    problems += [f"unexpected: {name}" for name in files.keys() - wanted.keys()]
    for name in sorted(wanted.keys() & files.keys()):
        problems += difflib.unified_diff(
            wanted[name].splitlines(),
            files[name].splitlines(),
            f"golden/{name}",
            f"built/{name}",
            lineterm="",
        )
    assert not problems, "\n".join(problems)


def test_there_are_cases() -> None:
    assert len(CASES) >= 10


def test_every_code_has_a_case() -> None:
    shown = "".join(
        path.read_text("utf-8") for path in Path(__file__).parent.glob("*/golden/*.txt")
    )
    found = set(re.findall(r"^\S+: (?:error|warning) ([A-Z]\d+):", shown, re.MULTILINE))
    assert set(CODES) - found == set()
