"""The commands with fake engines: arguments, output and exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from generator import __version__
from generator.building.options import Options
from generator.cli import main
from generator.diagnostics import Report
from generator.language.pinyin.styles import Erhua, Spelling, Style
from tests.conftest import Start

Run = Callable[..., Result]


class Fake(ModuleType):
    """A stand-in for the module of an engine."""


@pytest.fixture
def run(runner: CliRunner) -> Run:
    return lambda *arguments, **options: runner.invoke(
        main, [str(argument) for argument in arguments], **options
    )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, Any], None]:
    """Replace a function of an engine, whose module is not imported."""

    def fake(module: str, name: str, function: Any) -> None:
        stand_in = sys.modules.get(module)
        if not isinstance(stand_in, Fake):
            stand_in = Fake(module)
            monkeypatch.setitem(sys.modules, module, stand_in)
        setattr(stand_in, name, function)

    return fake


Engine = Callable[[str, str, Any], None]


class TestHelp:
    @pytest.mark.parametrize(
        "name", [None, *(name for name, each in main.commands.items() if not each.hidden)]
    )
    def test_every_command_has_help_with_an_example(self, run: Run, name: str | None) -> None:
        result = run(*([name] if name else []), "--help")
        assert result.exit_code == 0
        assert "Example" in result.output

    def test_version(self, run: Run) -> None:
        assert run("--version").output == f"jiazhu {__version__}\n"

    @pytest.mark.parametrize(
        "arguments", [["--version"], ["--help"], *([name, "--help"] for name in main.commands)]
    )
    def test_help_loads_nothing_heavy(self, arguments: list[str]) -> None:
        code = (
            "import sys, generator.cli as c\n"
            f"try: c.main({arguments})\n"
            "except SystemExit: pass\n"
            "ours = {m.split('.')[1] for m in sys.modules if m.startswith('generator.')}\n"
            "heavy = {'jinja2', 'rich', 'opencc', 'pypinyin', 'markdown_it', 'watchfiles',\n"
            "         'numpy', 'msgspec', 'filelock', 'yaml', 'tomllib', 'json'}\n"
            "print(sorted(ours), sorted(heavy & set(sys.modules)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        assert done.stdout.splitlines()[-1] == "['cli', 'commands', 'export_formats', 'streams'] []"

    def test_python_minus_m(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "--version"],
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.startswith("jiazhu ")

    @pytest.mark.parametrize(
        "arguments",
        [["nonsense"], ["build", "--nonsense"], ["build", "no-such-folder"], ["new"]],
    )
    def test_wrong_usage_exits_with_2(self, run: Run, arguments: list[str]) -> None:
        assert run(*arguments).exit_code == 2


class TestBuild:
    RESULT = SimpleNamespace(
        pages=12,
        articles=1,
        seconds=1.5,
        written=3,
        removed=0,
        drafts_left_out=0,
        has_no_address=False,
        waiting=(),
        moved=(),
    )

    def test_options_are_passed_on(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        calls = []

        def build(root: Path, output: Path, _: Any, options: Options) -> Any:
            calls.append((root, output, options))
            return self.RESULT

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        out, cache = tmp_path / "out", tmp_path / "cache"
        result = run(
            "build", tmp_path, "--output", out, "--drafts", "--cache", cache, "--jobs", "3"
        )
        assert result.exit_code == 0
        wanted = Options(True, cache, "processes", 3, until=calls[0][2].until)
        assert calls == [(tmp_path, out, wanted)]
        assert wanted.until is not None
        assert result.stdout.startswith(
            "Built 12 pages from 1 article in 1.50 s: 3 files written, 0 removed, in "
        )

    def test_what_is_left_out_is_said(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        waiting = (("2099-01-01", "articles/later.md"),)
        untils = []

        def build(_root: Path, _output: Path, _report: Any, options: Options) -> Any:
            untils.append(options.until)
            left_out = {"drafts_left_out": 2, "waiting": waiting, "has_no_address": True}
            return SimpleNamespace(**{**vars(self.RESULT), **left_out})

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        result = run("build", tmp_path)
        assert "Left out: 2 drafts (--drafts includes them)." in result.stderr
        assert "Left out: feeds, sitemap" in result.stderr
        assert "Waits for 2099-01-01: articles/later.md (--future" in result.stderr
        run("build", tmp_path, "--future")
        assert [until is None for until in untils] == [False, True]

    def test_default_output(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        targets = []

        def build(root: Path, output: Path, *_: Any, **__: Any) -> Any:
            targets.append(output)
            return self.RESULT

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        run("build", tmp_path)
        assert targets == [tmp_path / "_site"]

    @pytest.mark.parametrize(
        ("arguments", "wanted"),
        [
            (["--no-cache"], None),
            (["--no-cache", "--cache", "x"], None),
            (["--cache", "x"], Path("x")),
            ([], Path("from/the/environment")),
        ],
    )
    def test_the_cache_may_be_elsewhere_or_nowhere(
        self,
        run: Run,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        arguments: list[str],
        wanted: Path | None,
    ) -> None:
        caches = []

        def build(_: Path, __: Path, ___: Any, options: Options) -> Any:
            caches.append(options.cache)
            return self.RESULT

        monkeypatch.setenv("JIAZHU_CACHE", "from/the/environment")
        monkeypatch.setattr("generator.build_in_terminal.build", build)
        run("build", tmp_path, *arguments)
        assert caches == [wanted]

    def test_an_unknown_executor_is_refused(self, run: Run, tmp_path: Path) -> None:
        result = run("build", tmp_path, "--executor", "cloud")
        assert result.exit_code == 2
        assert "there is no executor 'cloud'" in result.stderr

    def test_an_error_fails_the_build(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        article = tmp_path / "a.md"
        article.write_text("他是行长。\n")

        def build(root: Path, output: Path, report: Any, _: Any) -> Any:
            report.add("R001", article, "wrong reading", "mend it", line=1, column=3)
            return self.RESULT

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        result = run("build", tmp_path)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert click.unstyle(result.stderr).splitlines()[-5:] == [
            "    他是行长。",
            "        ^",
            "    Hint: mend it",
            "1 error",
            "Nothing was written. The last successful build, if any, is unchanged.",
        ]

    @pytest.mark.skipif(sys.platform == "win32", reason="it has other signals")
    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_a_signal_to_stop_ends_it_as_ctrl_c_does(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
    ) -> None:
        ended, number = [], getattr(signal, name)

        def build(*_: Any, **__: Any) -> Any:
            try:
                signal.raise_signal(number)
            finally:
                ended.append("cleared")

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        before = signal.signal(number, signal.SIG_DFL)
        try:
            assert run("build", tmp_path).exit_code == 128 + number
            assert ended == ["cleared"]
            signal.signal(number, signal.SIG_IGN)  # as `nohup` does
            run("build", tmp_path)
            assert signal.getsignal(number) is signal.SIG_IGN
        finally:
            signal.signal(number, before)

    def test_a_system_error_is_one_line(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def build(*_: Any, **__: Any) -> Any:
            raise OSError(28, "No space left on device", "/x/_site/a.html")

        monkeypatch.setattr("generator.build_in_terminal.build", build)
        result = run("build", tmp_path)
        assert result.exit_code == 1
        assert result.stderr == "Error: /x/_site/a.html: No space left on device\n"


class TestCheck:
    @staticmethod
    def fake(*codes: str) -> Any:
        def check(root: Path, report: Any, *, links: bool, progress: object) -> list[str]:
            for code in codes:
                report.add(code, root / "a.md", "wrong", "mend", line=2, column=3)
            return ["https://example.org answers 503"] if links else []

        return check

    @pytest.mark.parametrize(
        ("codes", "options", "exit_code"),
        [
            ([], [], 0),
            ([], ["--strict"], 0),
            (["T002"], [], 0),
            (["T002"], ["--strict"], 1),
            (["S001"], [], 1),
            (["S001"], ["--format", "json"], 1),
        ],
    )
    def test_exit_code(
        self,
        run: Run,
        engine: Engine,
        tmp_path: Path,
        codes: list[str],
        options: list[str],
        exit_code: int,
    ) -> None:
        engine("generator.check", "check", self.fake(*codes))
        assert run("check", tmp_path, *options).exit_code == exit_code

    def test_a_clean_site_has_no_errors_and_no_warnings(
        self, run: Run, engine: Engine, tmp_path: Path
    ) -> None:
        engine("generator.check", "check", self.fake())
        assert run("check", tmp_path).stderr == "no errors, no warnings\n"

    def test_unreachable_links_do_not_fail_the_check(
        self, run: Run, engine: Engine, tmp_path: Path
    ) -> None:
        engine("generator.check", "check", self.fake())
        result = run("check", tmp_path, "--links", "--strict")
        assert result.exit_code == 0
        assert result.stderr.splitlines()[1:] == [
            "Could not check 1 external link:",
            "    https://example.org answers 503",
        ]

    def test_json(self, run: Run, engine: Engine, tmp_path: Path) -> None:
        engine("generator.check", "check", self.fake("T002"))
        result = run("check", tmp_path, "--format", "json")
        assert json.loads(result.stdout) == {
            "version": 1,
            "diagnostics": [
                {
                    "code": "T002",
                    "severity": "warning",
                    "path": str(tmp_path / "a.md"),
                    "line": 2,
                    "column": 3,
                    "message": "wrong",
                    "hint": "mend",
                }
            ],
        }


class TestServe:
    def test_options_are_passed_on(self, run: Run, engine: Engine, tmp_path: Path) -> None:
        calls = []
        engine("generator.serve", "serve", lambda *a, **k: calls.append((a, k)))
        assert run("serve", tmp_path, "--port", 0, "--no-cache").exit_code == 0
        wanted = {"host": "127.0.0.1", "port": 0, "drafts": True, "cache": None}
        assert calls == [((tmp_path, None), wanted)]

    def test_port_out_of_range(self, run: Run, tmp_path: Path) -> None:
        assert run("serve", tmp_path, "--port", 65536).exit_code == 2


class TestAnnotate:
    class FaultsError(Exception):
        report = Report()

    @pytest.fixture(autouse=True)
    def echo(self, engine: Engine) -> None:
        def annotate_stream(
            source: Any,
            sink: Any,
            *,
            lines: bool,
            site: Path | None,
            spelling: Spelling,
            as_pinyin: bool,
            name: str,
        ) -> None:
            self.name = name
            self.spelling, self.as_pinyin = spelling, as_pinyin
            if site and (site / "bad").exists():
                self.FaultsError.report.add("G002", site / "glossary.toml", "no form", "give one")
                raise self.FaultsError
            sink.write(f"{lines} {site} {source.read()}")

        engine("generator.annotate_text", "SiteFaultsError", self.FaultsError)
        engine("generator.annotate_text", "annotate_stream", annotate_stream)

    @pytest.mark.parametrize("arguments", [[], ["-"]])
    def test_reads_standard_input(self, run: Run, arguments: list[str]) -> None:
        assert run("annotate", *arguments, input="行长").stdout == "False None 行长"

    def test_spelling(self, run: Run) -> None:
        run("annotate", input="行长")
        assert self.spelling == Spelling()
        run("annotate", "--style", "wade-giles", "--sandhi", "--numbers", input="行长")
        assert self.spelling == Spelling(Style.WADE_GILES, sandhi=True, numbers=True)
        assert not self.as_pinyin
        run("annotate", "--erhua", "off", "--format", "pinyin", input="行长")
        assert self.as_pinyin
        assert self.spelling == Spelling(erhua=Erhua.OFF)

    def test_reads_a_file(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("行长")
        result = run("annotate", tmp_path / "a.txt", "--lines", "--site", tmp_path)
        assert result.stdout == f"True {tmp_path} 行长"

    def test_errors_of_the_site_are_reported(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "bad").touch()
        result = run("annotate", "--site", tmp_path, input="行长")
        assert result.exit_code == 1
        assert "error G002: no form" in result.stderr

    def test_invalid_utf_8_is_an_error(self, run: Run) -> None:
        result = run("annotate", input="行".encode("gb18030"))
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: standard input:1: The input is not UTF-8")

    def test_what_may_have_no_end_is_an_error(self, run: Run) -> None:
        assert not run("annotate", "--limit", "0.00001", input="行长\n").exit_code
        result = run("annotate", "--limit", "0.00001", input="行长\n" * 2)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: standard input:2: The text is longer than 1e-05 MB")
        assert "--lines" in result.stderr


PIPE = """
import sys
from types import ModuleType
fake = ModuleType("generator.annotate_text")
def annotate_stream(source, sink, *, lines, site, spelling, as_pinyin, name):
    for line in source:
        sink.write(line)
        sink.flush()
fake.annotate_stream = annotate_stream
fake.SiteFaultsError = RuntimeError
sys.modules["generator.annotate_text"] = fake
from generator.cli import main
main(["annotate", "--lines"])
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [(["--version"], 0, "jiazhu"), (["import", "/dev/null"], 1, ""), (["frob"], 2, "")],
)
def test_the_process_ends_with_the_code_of_the_command(
    arguments: list[str], code: int, said: str
) -> None:
    """And what it wrote has been read, though nothing that was loaded is taken apart."""
    command = [sys.executable, "-m", "generator", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:6]) == (code, said)


def test_a_profiler_has_the_last_word() -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "generator", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "function calls" in done.stdout


def test_annotate_writes_each_line_at_once_and_exits_quietly_on_a_broken_pipe(start: Start) -> None:
    process = start(
        "-c",
        PIPE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write("行长\n".encode())
    assert process.stdout.readline() == "行长\n".encode()
    process.stdout.close()
    process.stdin.write("行长\n".encode())
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


class TestNew:
    def test_writes_a_site_and_prints_its_files(self, run: Run, tmp_path: Path) -> None:
        result = run("new", tmp_path / "site")
        assert result.exit_code == 0
        assert str(tmp_path / "site/articles/hello.md") in result.stdout.splitlines()
        assert "jiazhu serve" in result.stderr

    def test_refuses_a_folder_that_is_not_empty(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("")
        result = run("new", tmp_path)
        assert result.exit_code == 1
        assert "is not empty" in result.stderr
