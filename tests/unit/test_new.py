from __future__ import annotations

import tomllib
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator import new
from generator.build import build
from generator.check import check
from generator.cli import main
from generator.commands.new import TEMPLATES
from generator.diagnostics import Report
from generator.new import FileExistsAlreadyError, FolderNotEmptyError, add_workflows, new_site
from generator.resources import starters

FILES = [
    ".gitignore",
    "about.md",
    "articles/hello.en.md",
    "articles/hello.md",
    "articles/hello.notes.toml",
    "glossary.toml",
    "lexicon.toml",
    "site.toml",
]


def test_writes_the_starter_site(tmp_path: Path) -> None:
    written = new_site(tmp_path / "a/site")
    assert [path.relative_to(tmp_path / "a/site").as_posix() for path in written] == FILES
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize("git", [False, True])
def test_accepts_an_empty_folder(tmp_path: Path, git: bool) -> None:
    if git:
        (tmp_path / ".git").mkdir()
    assert len(new_site(tmp_path)) == len(FILES)


def test_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text("mine")
    with pytest.raises(FolderNotEmptyError):
        new_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["site.toml"]
    assert (tmp_path / "site.toml").read_text() == "mine"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_site_has_no_errors_and_no_doubts(tmp_path: Path, template: str) -> None:
    new_site(tmp_path, template)
    report = Report()
    check(tmp_path, report)
    assert report.diagnostics == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_site_is_built(tmp_path: Path, template: str) -> None:
    new_site(tmp_path / "site", template)
    report = Report()
    result = build(tmp_path / "site", tmp_path / "out", report)
    assert not report.failed
    assert result.articles >= 1
    assert (tmp_path / "out/index.html").is_file()


def test_every_starter_site_can_be_chosen() -> None:
    assert {path.name for path in starters().iterdir()} == {*TEMPLATES, "workflows"}
    for template in TEMPLATES:
        ignored = (starters() / template / ".gitignore").read_text("utf-8")
        assert ignored == (starters() / "basic/.gitignore").read_text("utf-8")


# --- Workflows ---

WORKFLOWS = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
    "cloudflare": ".github/workflows/cloudflare.yml",
}


def commands_in(path: Path) -> list[str]:
    """Return the shell commands of a workflow, which must be valid YAML or TOML."""
    text = path.read_text("utf-8")
    if path.suffix == ".toml":
        return str(tomllib.loads(text)["build"]["command"]).split(" && ")
    data = yaml.safe_load(text)
    if "pages" in data:
        return [str(line) for line in data["pages"]["script"]]
    assert data[True]["push"]["branches"] == ["main"]  # YAML 1.1 reads `on` as true
    (job,) = data["jobs"].values()
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("host", WORKFLOWS)
def test_a_workflow_runs_commands_that_exist(tmp_path: Path, host: str) -> None:
    new_site(tmp_path)
    written = add_workflows(tmp_path, [host])
    assert {tmp_path / WORKFLOWS[host], tmp_path / "requirements.txt"} <= set(written)
    ours = [line for line in commands_in(tmp_path / WORKFLOWS[host]) if line.startswith("jiazhu")]
    assert [line.split()[1] for line in ours] == ["check", "build"]
    for line in ours:
        command, *words = line.split()[1:]
        known = CliRunner().invoke(main, [command, "--help"]).output
        assert all(word in known for word in words if word.startswith("--")), line


def test_the_commands_of_a_workflow_build_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(main, ["new", str(tmp_path / "site"), "--github"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "site")
    for line in commands_in(Path(WORKFLOWS["github"])):
        if line.startswith("jiazhu"):
            result = CliRunner().invoke(main, line.split()[1:])
            assert result.exit_code == 0, result.output
    assert Path("public/index.html").is_file()


def test_a_site_that_exists_gets_the_workflow_alone(tmp_path: Path, runner: CliRunner) -> None:
    new_site(tmp_path)
    (tmp_path / "requirements.txt").write_text("jiazhu==1.0\n")
    result = runner.invoke(main, ["new", str(tmp_path), "--netlify", "--gitlab"])
    assert [Path(line).name for line in result.stdout.splitlines()] == [
        ".gitlab-ci.yml",
        "netlify.toml",
    ]
    assert (tmp_path / "requirements.txt").read_text() == "jiazhu==1.0\n"


def test_a_workflow_that_exists_is_kept(tmp_path: Path) -> None:
    new_site(tmp_path)
    (tmp_path / "netlify.toml").write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        add_workflows(tmp_path, ["gitlab", "netlify"])
    assert (tmp_path / "netlify.toml").read_text() == "mine"
    assert not (tmp_path / ".gitlab-ci.yml").exists()


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, new.UNKNOWN_SOURCE),
        ('{"url": "file:///jiazhu", "dir_info": {}}', new.UNKNOWN_SOURCE),
        (
            '{"url": "https://host/jiazhu", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "jiazhu @ git+https://host/jiazhu@abc",
        ),
    ],
)
def test_hosts_install_what_is_installed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str | None, requirement: str
) -> None:
    if origin is not None:
        (tmp_path / "direct_url.json").write_text(origin)
    found = Distribution.at(tmp_path)
    monkeypatch.setattr(new, "distribution", lambda _: found)
    assert new.installed_from() == requirement
