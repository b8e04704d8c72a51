"""Golden sites: `<case>/in` is a site folder, `<case>/golden` is what must come of it.

Every case has `golden/report.txt`, what the build reports, and `golden/check.txt`, what
`jiazhu check` reports where that differs. Its files say what else it shows:

`main.txt`      patterns, one a line, of the pages whose `<main>` is golden, with the records of
                their words; what a pattern with `!` matches is left out again, as it is the same
                in another case
`shell.txt`     patterns of the pages of which all that is outside `<main>` is golden: the first
                page in full, then what each other page has instead; one case has it, and also
                has golden/early.js and golden/panels.txt, the panels of its editions
`commands.txt`  commands that are run one by one in a copy of the site instead of a build; what
                they print is golden. The copy prints as `/site`. In it `%5C` and the like in
                the name of a file stand for what no checkout may hold, and `http://host/` for a
                server on this machine that serves `<case>/host`

`pytest tests/sites --update-golden` writes the golden folders anew; read the diff before you
commit it. See tests/README.md.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import shutil
from contextlib import chdir
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

import generator
from generator.build import build
from generator.check import check
from generator.cli import main
from generator.diagnostics import CODES, Report
from tests.browser.host import Host
from tests.word_data import common_records, records_in

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
    for path in _pages(case / "main.txt", output):
        files[path.relative_to(output).as_posix()] = _main(path)
    shells = {
        path.relative_to(output).as_posix(): _shell(path)
        for path in _pages(case / "shell.txt", output)
    }
    if shells:
        files["shell.txt"] = _compared(shells)
        files["early.js"] = (output / "static/early.js").read_text("utf-8")
        files["panels.txt"] = _compared(
            {
                path.relative_to(output).as_posix(): _panels(path)
                for path in sorted(output.glob("static/panels/*.js"))
            }
        )
    return files


def _pages(patterns: Path, output: Path) -> list[Path]:
    """The pages that a list of patterns names, each once, in the order of the list."""
    found: dict[Path, None] = {}
    for pattern in patterns.read_text("utf-8").split() if patterns.exists() else ():
        pages = sorted(output.glob(pattern.removeprefix("!")))
        assert pages, f"{patterns}: no page matches {pattern}"
        if pattern.startswith("!"):
            found = {page: None for page in found if page not in pages}
        else:
            found.update(dict.fromkeys(pages))
    return list(found)


def _split(path: Path) -> tuple[str, str, str]:
    """A page as what is before, in and after its `<main>`."""
    text = path.read_text("utf-8").replace(f"Jiazhu {generator.__version__}", "Jiazhu 0")
    before, tag, rest = text.partition("<main")
    inside, end, after = rest.partition("</main>")
    assert tag, path
    assert end, path
    return before, tag + inside + end, after


def _main(path: Path) -> str:
    """The `<main>` of a page and the records of the words in it, one a line with its key."""
    _, inside, _ = _split(path)
    address = re.search(r'class="reader[^>]* data-words="([^"]+)"', inside)
    if not address:
        return inside
    script = path.parent / address[1]
    common = common_records((script.parents[2] / "words/common.js").read_text("utf-8"))
    records = records_in(script.read_text("utf-8"), common)
    keys = _keys(inside, records, is_simplified="zh-hans" in path.parts)
    for key in list(keys):
        rest = records[key][6] if len(records[key]) > 6 else {}
        keys.update(rest.get("in", ()), rest.get("of", ()))
    lines = [f"{key} {json.dumps(records[key], ensure_ascii=False)}" for key in sorted(keys)]
    return "\n".join([inside, "<!-- words -->", *lines])


def _keys(html: str, records: list[list[Any]], *, is_simplified: bool) -> set[int]:
    """The keys of the words of a page, found as `templates/macros/known.js` finds them."""
    places: dict[str, list[int]] = {}
    for key, (simplified, traditional, *_) in enumerate(records):
        text = simplified if is_simplified else traditional or simplified
        places.setdefault(text, []).append(key)
    words = re.findall(r"<(ruby|span)[^>]* data-k(?:=(#?)(\d+))?(?: [^>]*)?>(.*?)</\1>", html)
    return {
        int(key) if is_key else places[unescape(re.sub("<[^>]*>", "", text))][int(key or 0)]
        for _, is_key, key, text in words
    }


def _shell(path: Path) -> list[str]:
    before, _, after = _split(path)
    return f"{before}<main>…</main>{after}".splitlines()


def _panels(path: Path) -> list[str]:
    """The script of an edition: the HTML of each panel, then the rest a value a line."""
    script = path.read_text("utf-8").strip()
    data = json.loads(script.removeprefix("Object.assign(jiazhu,").removesuffix(");"))
    panels = data.pop("panels")
    lines = [line for name, html in panels.items() for line in (f"-- {name}", *html.splitlines())]
    return [*lines, *(f"-- {name}\n{json.dumps(value)}" for name, value in data.items())]


def _compared(shells: dict[str, list[str]]) -> str:
    """The first shell in full, and each other as what it has instead of lines of the first."""
    (first, base), *others = shells.items()
    lines = [f"==== {first}", *base]
    for name, shell in others:
        lines.append(f"==== {name}")
        matcher = difflib.SequenceMatcher(None, base, shell, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            gone = base[start:end]
            lines.append(f"@@ after: {base[start - 1] if start else ''}")
            lines += [f"-{line}" for line in gone[:2]]
            if gone[2:]:  # they follow in the first shell, so they are not repeated
                lines.append(f"-({len(gone) - 2} more lines)")
            lines += [f"+{line}" for line in shell[new_start:new_end]]
    return "\n".join(lines)


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
            place.write_text(f"{text.rstrip()}\n".removeprefix("\n"), "utf-8")
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


def test_every_folder_is_a_case() -> None:
    folders = {path for path in Path(__file__).parent.iterdir() if path.is_dir()}
    assert {path for path in folders if path.name != "__pycache__"} == set(CASES)


def test_one_case_shows_the_shell() -> None:
    assert [case.name for case in CASES if (case / "shell.txt").exists()] == ["shell"]


def test_every_code_has_a_case() -> None:
    shown = "".join(
        path.read_text("utf-8") for path in Path(__file__).parent.glob("*/golden/*.txt")
    )
    found = set(re.findall(r"^\S+: (?:error|warning) ([A-Z]\d+):", shown, re.MULTILINE))
    assert set(CODES) - found == {
        "S026",
        "S032",
        "S038",
    }  # see tests/unit/test_build.py
