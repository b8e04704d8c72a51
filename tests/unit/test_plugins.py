"""Plugins: the examples of docs/plugins.md do what it says, and faults have their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import plugins
from generator.build import build
from generator.building.options import Options
from generator.cli import main
from generator.content.config import load_config
from generator.content.markdown.plugin_rules import use_rules
from generator.diagnostics import Report
from tests.files import write_files

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"
SITE = 'title = { zh = "站", en = "Site" }\n'


@pytest.fixture(autouse=True)
def _no_rules_afterwards() -> Iterator[None]:
    yield
    use_rules(())


def shown_in_docs(name: str) -> str:
    pattern = rf'^```\w+ title="my-site/{re.escape(name)}(?: \(added\))?"\n(.*?)^```$'
    found = re.search(pattern, DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_py", ".py").replace("_toml", ".toml")
        path = path.with_suffix(".md") if path.parent.name == "articles" else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site of the examples."""
    return write(
        tmp_path / "site",
        site_toml=SITE + shown_in_docs("site.toml"),
        plugins_py=shown_in_docs("plugins.py"),
        articles__plugins=shown_in_docs("articles/plugins.md"),
    )


def run(*words: object) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def built(root: Path, cache: Path | None = None) -> Report:
    report = Report()
    build(root, root.parent / "out", report, Options(cache=cache))
    return report


class TestExamples:
    def test_a_stage_a_rule_and_an_exporter(self, site: Path) -> None:
        assert not built(site).failed
        out = site.parent / "out"
        page = (out / "zh-hans" / "plugins" / "index.html").read_text("utf-8")
        assert re.search(r"<ruby[^>]*>和<rt data-p=hàn", page)
        assert "<ins>" in page
        assert "++" not in page.partition("<main")[2].partition("</main>")[0]
        words = (out / "exports" / "articles" / "plugins.zh-hans.words.txt").read_text("utf-8")
        assert words.split("\n")[:3] == ["插件", "茶", "和"]
        assert 'href="../../exports/articles/plugins.zh-hans.words.txt"' in page

    def test_a_check(self, site: Path) -> None:
        (found,) = [d for d in built(site).diagnostics if d.code == "P002"]
        assert found.message == "A sentence of 23 characters"
        assert (found.path.name, found.line) == ("plugins.md", 5)

    def test_an_exporter_on_the_command_line(self, site: Path, tmp_path: Path) -> None:
        run("export", "words", site, "--option", "lines=windows", "-o", tmp_path / "data")
        data = (tmp_path / "data" / "articles" / "plugins.zh-hans.words.txt").read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 3

    def test_a_provider(self, site: Path) -> None:
        run("translate", site / "articles" / "plugins.md")
        draft = (site / "articles" / "plugins.en.md").read_text("utf-8")
        assert 'translator: "shout"' in draft
        assert "插件: 4 characters!" in draft


class TestBuilds:
    def test_a_change_of_the_file_makes_articles_anew(self, site: Path, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        built(site, cache)
        page = site.parent / "out" / "zh-hans" / "plugins" / "index.html"
        assert "data-p=hàn" in page.read_text("utf-8")
        (site / "plugins.py").write_text(
            (site / "plugins.py").read_text("utf-8").replace("han4", "huo4"), "utf-8"
        )
        built(site, cache)
        assert "data-p=huò" in page.read_text("utf-8")
        (site / "plugins.py").unlink()
        (site / "site.toml").write_text(SITE, "utf-8")
        built(site, cache)
        assert "data-p=hé" in page.read_text("utf-8")
        assert "<ins>" not in page.read_text("utf-8")

    def test_workers_load_them_too(self, site: Path, tmp_path: Path) -> None:
        for number in range(9):
            write(site, **{f"articles__a{number}": f"# 文{number}\n\n茶和水++{number}++。\n"})
        report = Report()
        build(site, tmp_path / "out", report, Options(executor="processes", jobs=2))
        assert not report.failed, report.sorted()
        page = (tmp_path / "out" / "zh-hans" / "a8" / "index.html").read_text("utf-8")
        assert "data-p=hàn" in page
        assert "<ins>" in page


def faults(root: Path) -> list[tuple[str, str, int, str]]:
    return [(d.code, d.path.name, d.line, d.message) for d in built(root).sorted()]


class TestFaults:
    @pytest.mark.parametrize(
        ("code", "line", "message"),
        [
            ("def register(:\n", 1, "SyntaxError: invalid syntax"),
            ("x = 1\n", 1, "has no attribute 'register'"),
            ("\ndef register(plugins):\n    plugins.nothing()\n", 3, "no attribute 'nothing'"),
            (
                "def register(plugins):\n    plugins.stage(run)\n\n"
                "def run(document, engines):\n    return document.no\n",
                5,
                "AttributeError",
            ),
            (
                "def register(plugins):\n    plugins.check(run)\n\n"
                "def run(article, report):\n    raise ValueError('no')\n",
                5,
                "ValueError: no",
            ),
            (
                "from generator.export_formats import Format\n\ndef register(plugins):\n"
                "    plugins.exporter(Format('x', 'X', '.json', '', article=print))\n",
                4,
                "one with “.json” already",
            ),
        ],
    )
    def test_each_has_its_place(self, tmp_path: Path, code: str, line: int, message: str) -> None:
        root = write(tmp_path / "site", site_toml=SITE, plugins_py=code, articles__a="# 一\n\n二。")
        (found,) = faults(root)
        assert found[:3] == ("P001", "plugins.py", line)
        assert message in found[3]

    def test_an_exporter_that_fails(self, tmp_path: Path) -> None:
        code = (
            "from generator.export_formats import Format\n\ndef register(plugins):\n"
            "    plugins.exporter(Format('x', 'X', '.x', '', article=run))\n\n"
            "def run(content, target):\n    return 1 / 0\n"
        )
        settings = SITE + 'exports.formats = ["x"]\n'
        root = write(
            tmp_path / "s", site_toml=settings, plugins_py=code, articles__a="# 一\n\n二。"
        )
        assert faults(root) == [
            ("P001", "plugins.py", 7, "The plugin fails: ZeroDivisionError: division by zero")
        ]
        done = CliRunner().invoke(main, ["export", "x", str(root)])
        assert done.exit_code == 1
        assert "plugins.py:7" in done.output

    def test_an_unknown_format(self, tmp_path: Path) -> None:
        root = write(tmp_path / "site", site_toml=SITE)
        done = CliRunner().invoke(main, ["export", "nothing", str(root)])
        assert done.exit_code == 2
        assert "There is no export format “nothing”" in done.output


def test_they_can_be_switched_off(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAZHU_PLUGINS", "off")
    (site / "site.toml").write_text(SITE, "utf-8")
    (site / "plugins.py").write_text("raise SystemExit", "utf-8")
    assert not built(site).failed


def test_installed_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "packages"
    write_files(
        packages,
        {
            "mine.py": (
                "from generator.export_formats import Format\n\n"
                "def register(plugins):\n"
                "    made = lambda content, target: b'mine'\n"
                "    plugins.exporter(Format('mine', 'Mine', '.mine', '', article=made))\n"
            ),
            "mine-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n",
            "mine-1.0.dist-info/entry_points.txt": "[jiazhu.plugins]\nmine = mine:register\n",
        },
    )
    monkeypatch.syspath_prepend(packages)
    plugins._load.cache_clear()
    try:
        root = write(tmp_path / "site", site_toml=SITE + 'exports.formats = ["mine"]\n')
        report = Report()
        assert [each.name for each in load_config(root, report).export_formats] == ["mine"]
        assert not report.failed
    finally:
        plugins._load.cache_clear()
