"""The documentation is right about commands, options and keys; see also test_documentation.py."""

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
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
TEXTS = TEXT + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

FENCE = re.compile(r"^```[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = [*FENCE.findall(TEXTS), *re.findall(r"`([^`\n]+)`", FENCE.sub("", TEXTS))]
COMMAND_LINES = sorted(
    {
        match.strip()
        for code in CODE
        for line in code.splitlines()
        for match in re.findall(r"\bjiazhu [a-zA-Z-][^|>#`]*", line)
    }
)
MODULES = {
    "Front matter of an article": ("generator.content.front_matter_keys", "KEYS"),
    "`site.toml`": ("generator.content.config", "SCHEMA"),
    "`glossary.toml`": ("generator.content.glossary", "_SCHEMA"),
    "`lexicon.toml`": ("generator.content.lexicon", "_SCHEMA"),
    "Corrections": ("generator.content.notes", "_SCHEMA"),
}


def help_of(*names: str) -> str:
    return CliRunner().invoke(main, [*names, "--help"]).output


def help_of_all() -> str:
    """Return the help of all commands, with those in a group."""
    found = [help_of()]
    for name, command in main.commands.items():
        found += [help_of(name)]
        found += [help_of(name, each) for each in getattr(command, "commands", ())]
    return "".join(found)


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
        group = getattr(main.commands[command], "commands", {})
        if group and words and words[0] not in group and not words[0].startswith("-"):
            pytest.skip("the format of a plugin")  # see tests/unit/test_plugins.py
        known = help_of(command, *(words[:1] if words and words[0] in group else ()))
    for word in words:
        if word.startswith("-"):
            assert re.search(rf"(?<!\S){re.escape(word)}\b", known), f"{word} in: {line}"


@pytest.mark.parametrize("name", [name for name, each in main.commands.items() if not each.hidden])
def test_every_command_is_shown(name: str) -> None:
    assert f"jiazhu {name}" in TEXT


def test_options_without_a_command_exist() -> None:
    """An option that is named without its command exists in some command."""
    known = help_of_all()
    for option in re.findall(r"`(--[a-z][a-z-]*)", TEXT):
        assert option in known


@pytest.mark.parametrize("heading", MODULES)
def test_every_key_is_in_its_table(heading: str) -> None:
    """The section lists exactly the keys that the loader accepts."""
    module_name, name = MODULES[heading]
    module = pytest.importorskip(module_name, exc_type=ModuleNotFoundError)
    section = re.split(r"^#+ ", TEXT.split(f"## {heading}\n")[1], flags=re.MULTILINE)[0]
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
        elif isinstance(inner, dict) and "href" in inner:
            keys.append(key)
        elif isinstance(inner, dict) and (set(inner) != {"zh", "en"} or key == "definition"):
            keys += [f"{key}.{name}" for name in flat(inner)]
        else:
            keys.append(key)
    return keys


CORRECTIONS = TEXT.split("## Corrections\n")[1].split("\n## ")[0]
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
