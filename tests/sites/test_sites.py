"""Golden sites: `<case>/in` is a site folder, `<case>/golden` is what must come of it.

`report.txt` holds what the build says, `check.txt` what `jiazhu check` says where that is
something else; the rest are the pages, if the case has any. The static
files and the stamps in their addresses are left out. `pytest tests/sites --update-golden`
writes the golden folders anew; read the diff before you commit it.
"""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

import generator
from generator.build import build
from generator.check import check
from generator.diagnostics import CODES, Report

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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_site(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = _built(case, tmp_path / "site")
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


ELSEWHERE = {
    "S012",  # asks for an output folder that holds the sources: tests/unit/test_build.py
    "S014",  # asks for a file name that not every system can check out: tests/unit/test_build.py
    "T009",  # what `translate` itself says: tests/unit/translating
    "T010",
    "L005",  # asks the network: tests/unit/checks
}


def test_every_code_has_a_case() -> None:
    shown = "".join(
        path.read_text("utf-8") for path in Path(__file__).parent.glob("*/golden/*.txt")
    )
    found = set(re.findall(r"^\S+: (?:error|warning) ([A-Z]\d+):", shown, re.MULTILINE))
    assert set(CODES) - found == ELSEWHERE
