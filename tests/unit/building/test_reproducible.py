"""A site is the same to the byte whoever makes it, in whatever order and place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.building import crew
from generator.building.options import Options
from generator.diagnostics import Report
from tests.properties.test_incremental_builds import SITE, snapshot, write

TOP = Path(__file__).parents[3]
TEXTS = ("银行行长说：“模型很好。”", "她长得高，长大了。", "重庆人重视数据。", "一个行家，一行字。")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reproducible") / "site"
    for name, text in SITE.items():
        write(name, text)(root)
    for number in range(12):
        text = "".join(TEXTS[(number + at) % 4] for at in range(1 + number % 3))
        write(f"articles/n{number:02}.md", f"---\ntitle: 第{number}篇\n---\n\n{text}\n")(root)
    return root


@pytest.fixture(scope="module")
def wanted(root: Path) -> dict[str, bytes]:
    return made(root, root.parent / "wanted", Options())


def made(root: Path, out: Path, options: Options) -> dict[str, bytes]:
    report = Report()
    build(root, out, report, options)
    assert not report.failed, report.sorted()
    return snapshot(out)


@pytest.mark.parametrize(
    ("executor", "jobs"), [("processes", 1), ("processes", 2), ("processes", 5), ("threads", 3)]
)
def test_workers_make_no_difference(
    root: Path, wanted: dict[str, bytes], tmp_path: Path, executor: str, jobs: int
) -> None:
    cache = tmp_path / "cache" if jobs == 2 else None
    options = Options(executor=executor, jobs=jobs, cache=cache)
    assert made(root, tmp_path / "out", options) == wanted


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Taipei", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "UTC", "LC_ALL": "zh_TW.UTF-8", "COLUMNS": "40"},
    ],
)
def test_the_environment_makes_no_difference(
    root: Path, wanted: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "generator", "build", str(root), "-o", str(tmp_path / "out")]
    run = subprocess.run(
        [*command, "--no-cache"],
        check=False,
        cwd=TOP,
        env=os.environ | environment,
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert snapshot(tmp_path / "out") == wanted


def test_the_version_of_python_makes_no_difference(tmp_path: Path) -> None:
    """From 3.12 on, `sum` corrects the rounding errors of floats; here it does in the others."""
    settings = 'title = "猫"\neditions = ["zh-Hans"]\nexports.formats = ["json"]\n'
    write("site.toml", settings)(tmp_path / "site")
    for path in (TOP / "seeds/articles").glob("bookshop-cat*"):
        write(f"articles/{path.name}", path.read_text("utf-8"))(tmp_path / "site")
    wanted = made(tmp_path / "site", tmp_path / "wanted", Options())
    arguments = ["build", str(tmp_path / "site"), "-o", str(tmp_path / "out"), "--no-cache"]
    run = subprocess.run(
        [sys.executable, "-c", OTHER_SUM, *arguments], check=False, cwd=TOP, capture_output=True
    )
    assert run.returncode == 0, run.stderr.decode()
    assert snapshot(tmp_path / "out") == wanted


OTHER_SUM = """
import builtins, math, sys
from functools import reduce
from operator import add

def other_sum(values, /, start=0):
    values = list(values)
    if sys.version_info < (3, 12) and any(isinstance(each, float) for each in values):
        return math.fsum([start, *values])
    return reduce(add, values, start)

builtins.sum = other_sum
from generator.cli import main
main()
"""


def test_articles_may_come_in_any_order(
    root: Path, wanted: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of files on disk is not that of their names."""
    scandir = os.scandir

    class Backwards(list[os.DirEntry[str]]):
        def __init__(self, path: str | Path) -> None:
            with scandir(path) as found:
                super().__init__(list(found)[::-1])

        def __enter__(self) -> Backwards:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Backwards)
    monkeypatch.setattr(crew, "FEW", 0)
    assert made(root, tmp_path / "out", Options()) == wanted
