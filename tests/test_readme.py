"""What README.md and CONTRIBUTING.md say of commands, options and keys is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

CODE = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", TEXTS, re.DOTALL)
COMMAND_LINES = sorted(
    {
        match.strip()
        for fenced, inline in CODE
        for line in (fenced or inline).splitlines()
        for match in re.findall(r"\bjiazhu [a-zA-Z-][^|>#]*", line)
    }
)
MODULES = {
    "Front matter of an article": ("generator.content.metadata", "KEYS"),
    "`site.toml`": ("generator.config", "_SCHEMA"),
    "`glossary.toml`": ("generator.content.glossary", "_SCHEMA"),
    "`lexicon.toml`": ("generator.content.lexicon", "_SCHEMA"),
}


def help_of(command: str) -> str:
    return CliRunner().invoke(main, [command, "--help"]).output


def test_command_lines_are_found() -> None:
    assert len(COMMAND_LINES) > 5


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_command_and_options_exist(line: str) -> None:
    command, *words = line.removeprefix("jiazhu ").split()
    if command.startswith("--") or command == "COMMAND":
        words, known = [command, *words], CliRunner().invoke(main, ["--help"]).output
        words = [word for word in words if word != "COMMAND"]
    else:
        assert command in main.commands
        known = help_of(command)
    for word in words:
        if word.startswith("-"):
            assert re.search(rf"(?<!\S){re.escape(word)}\b", known), f"{word} in: {line}"


@pytest.mark.parametrize("name", main.commands)
def test_every_command_is_shown(name: str) -> None:
    assert f"jiazhu {name}" in README


def test_options_named_alone_exist() -> None:
    """An option in a sentence of its own exists in some command."""
    known = "".join(help_of(command) for command in main.commands) + "--help"
    for option in re.findall(r"`(--[a-z-]+)", README):
        assert option in known


@pytest.mark.parametrize("heading", MODULES)
def test_every_key_is_in_its_table(heading: str) -> None:
    """The section lists the keys that the loader knows, and no others."""
    module_name, name = MODULES[heading]
    module = pytest.importorskip(module_name, exc_type=ModuleNotFoundError)
    section = re.split(r"^#+ ", README.split(f"### {heading}\n")[1], flags=re.MULTILINE)[0]
    first_cells = "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE))
    assert sorted(re.findall(r"`([^`]+)`", first_cells)) == sorted(flat(getattr(module, name)))


def flat(schema: object) -> list[str]:
    """The keys of a schema, dotted; both languages of a text count as one key."""
    if not isinstance(schema, dict):
        return [str(key) for key in schema]  # type: ignore[attr-defined]
    keys = []
    for key, inner in schema.items():
        if key in {"term", "word"}:
            keys += flat(inner)
        elif isinstance(inner, dict) and (set(inner) != {"zh", "en"} or key == "definition"):
            keys += [f"{key}.{name}" for name in flat(inner)]
        else:
            keys.append(key)
    return keys


def test_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXTS):
        assert (ROOT / target).exists(), target


def output_shown(command: str) -> str:
    """What the README says that a command prints."""
    return README.split(f"$ {command}\n")[1].split("```")[0]


def test_annotate_prints_what_is_shown() -> None:
    result = CliRunner().invoke(main, ["annotate"], input="银行行长\n")
    assert result.output == output_shown("echo 银行行长 | jiazhu annotate")


def test_annotate_prints_the_pinyin_that_is_shown() -> None:
    result = CliRunner().invoke(
        main, ["annotate", "--format", "pinyin"], input="他看完了这本书。\n"
    )
    assert result.output == output_shown("echo 他看完了这本书。 | jiazhu annotate --format pinyin")


def test_tour_prints_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "my-site"]).output == output_shown("jiazhu new my-site")

    article = README.split("```markdown\n")[1].split("```")[0]
    Path("my-site/articles/bank.md").write_text(article, encoding="utf-8")
    english = "He had been the head of the bank for three years.\n"
    Path("my-site/articles/bank.en.md").write_text(english, encoding="utf-8")
    clean = CliRunner().invoke(main, ["check", "my-site", "--strict"])
    assert clean.output == "no errors, no warnings\n"

    Path("my-site/articles/bank.en.md").unlink()
    planned = ["translate", "my-site/articles/bank.md", "--dry-run"]
    shown = output_shown(f"jiazhu {' '.join(planned)}")
    assert CliRunner().invoke(main, planned).output == shown
    Path("my-site/articles/bank.en.md").write_text(english, encoding="utf-8")

    Path("my-site/articles/bank.md").write_text(
        article.replace("hángzhǎng}", "háng}"), encoding="utf-8"
    )
    faulty = CliRunner().invoke(main, ["check", "my-site", "--strict"])
    assert faulty.exit_code == 1
    assert faulty.output == output_shown("jiazhu check my-site --strict")
