"""README.md and CONTRIBUTING.md are right about commands, options and keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.content.markdown.blocks import parse
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.model import Edition
from generator.prepare import prepare
from tests.shown import shown_words

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
    "Front matter of an article": ("generator.content.front_matter_keys", "KEYS"),
    "`site.toml`": ("generator.content.config", "_SCHEMA"),
    "`glossary.toml`": ("generator.content.glossary", "_SCHEMA"),
    "`lexicon.toml`": ("generator.content.lexicon", "_SCHEMA"),
    "Corrections": ("generator.content.notes", "_SCHEMA"),
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


def test_options_without_a_command_exist() -> None:
    """An option that is named without its command exists in some command."""
    known = "".join(help_of(command) for command in main.commands) + "--help"
    for option in re.findall(r"`(--[a-z-]+)", README):
        assert option in known


@pytest.mark.parametrize("heading", MODULES)
def test_every_key_is_in_its_table(heading: str) -> None:
    """The section lists exactly the keys that the loader accepts."""
    module_name, name = MODULES[heading]
    module = pytest.importorskip(module_name, exc_type=ModuleNotFoundError)
    section = re.split(r"^#+ ", README.split(f"## {heading}\n")[1], flags=re.MULTILINE)[0]
    section = section.split("| key | value |")[1]
    first_cells = "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE))
    assert sorted(re.findall(r"`([^`]+)`", first_cells)) == sorted(flat(getattr(module, name)))


def flat(schema: object) -> list[str]:
    """Return the dotted keys of a schema; both languages of a text count as one key."""
    if not isinstance(schema, dict):
        return [str(key) for key in schema]  # type: ignore[attr-defined]
    keys = []
    for key, inner in schema.items():
        if isinstance(inner, dict) and key in {"term", "word", "note"}:
            keys += flat(inner)
        elif isinstance(inner, dict) and (set(inner) != {"zh", "en"} or key == "definition"):
            keys += [f"{key}.{name}" for name in flat(inner)]
        else:
            keys.append(key)
    return keys


def test_links_to_files_resolve() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXTS):
        assert (ROOT / target).exists(), target


def output_shown(command: str) -> str:
    """Return the output of a command that the README shows."""
    return README.split(f"$ {command}\n")[1].split("```")[0]


def test_annotate_prints_the_output_shown() -> None:
    result = CliRunner().invoke(main, ["annotate"], input="银行行长\n")
    assert result.output == output_shown("echo 银行行长 | jiazhu annotate")


def test_annotate_prints_the_pinyin_shown() -> None:
    result = CliRunner().invoke(
        main, ["annotate", "--format", "pinyin"], input="他看完了这本书。\n"
    )
    assert result.output == output_shown("echo 他看完了这本书。 | jiazhu annotate --format pinyin")


def test_import_prints_the_output_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["new", "my-site"])
    rows = "春天,Spring\n柳树绿了.,The willows are green.\n孩子们在放风筝.,Children fly kites.\n"
    Path("spring.csv").write_text(rows, encoding="utf-8")
    command = "import spring.csv --site my-site --punctuation"
    assert CliRunner().invoke(main, command.split()).output == output_shown(f"jiazhu {command}")


def test_the_tour_prints_the_output_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


CORRECTIONS = README.split("## Corrections\n")[1].split("\n## ")[0]
MARKS = re.findall(r"^\| `(\{.*?)` \| (.+?) \|$", CORRECTIONS, re.MULTILINE)


@pytest.mark.parametrize(("mark", "meaning"), MARKS)
def test_marks_have_the_meaning_shown(mark: str, meaning: str) -> None:
    _, (block,) = parse(mark.replace("\\|", "|"))
    assert len(block.marks) == (2 if "two words" in meaning else 1)
    is_read = "read" in meaning or "same" in meaning
    assert all(bool(found.pinyin) is is_read for found in block.marks)


def test_there_are_marks() -> None:
    assert len(MARKS) == 5


def test_the_notes_shown_are_applied(tmp_path: Path) -> None:
    """In an article in which each of them is needed."""
    notes = CORRECTIONS.split("```toml\n")[1].split("```")[0]
    main(["new", str(tmp_path / "site")], standalone_mode=False)
    articles = tmp_path / "site/articles"
    text = "分行行长和总行行长研究生命。高明很高明。经理是高明。吃了碗面，洗了面。"
    (articles / "bank.md").write_text(f"---\ntitle: 题\n---\n{text}\n", encoding="utf-8")
    (articles / "bank.en.md").write_text("---\ntitle: T\n---\nText.\n", encoding="utf-8")
    (articles / "bank.notes.toml").write_text(notes, encoding="utf-8")
    report = Report()
    site = prepare(tmp_path / "site", report)
    assert not report.diagnostics
    article = next(a for a in site.articles if a.path.name == "bank.md")
    (block,) = article.blocks
    shown = shown_words(block, article.script)
    assert "行长[hángzhǎng]" in shown
    assert "研究[yánjiū] 生命[shēngmìng]" in shown
    assert "是[shì] 高明[Gāo Míng]@person" in shown
    for edition in (Edition.TW, Edition.HK):
        assert "碗麵，洗了面" in block.text_in(edition)
    assert [s.span.start for s in block.layers.senses if s.choice] == [text.rindex("面")]


def test_the_note_on_the_diagnostics_page_is_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8")
    path = tmp_path / "a.notes.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    report = Report()
    assert [note.accept for note in load_notes(path, report)] == [("L001",)]
    assert not report.diagnostics
