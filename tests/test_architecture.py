"""The layout in ARCHITECTURE.md is that of the tree.

The first fenced block below `## Layout` is an indented tree: two spaces a level, `name/` for a
folder, `name` or `name.py` for a module, a description behind two or more spaces. Inside
`generator/` it must list every sub-package and every module at the top; modules of sub-packages
may be left out, but what is listed must exist.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INDENT = 2


def fenced_layout(text: str) -> str:
    """Return the first fenced block below `## Layout`."""
    _, found, section = text.partition("## Layout\n")
    assert found, "ARCHITECTURE.md has no heading “## Layout”"
    block = re.search(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block, "no fenced block below “## Layout”"
    return block[1]


def layout_paths(block: str) -> list[str]:
    """Return the paths that a layout lists, those of folders with a slash at the end."""
    paths: list[str] = []
    folders: list[str] = []
    for line in block.splitlines():
        if not line.strip():
            continue
        name, *more = re.split(r"\s{2,}", line.strip(), maxsplit=1)[0].split(" ")
        assert not more, f"two spaces before a description: {line}"
        level, odd = divmod(len(line) - len(line.lstrip()), INDENT)
        assert not odd, f"indented by an odd number of spaces: {line}"
        assert level <= len(folders), f"indented below what is no folder: {line}"
        del folders[level:]
        paths.append("".join(folders) + name)
        if name.endswith("/"):
            folders.append(name)
    return paths


def packages_and_modules(root: Path) -> set[str]:
    """Return the sub-packages of a package, at any depth, and the modules at its top."""
    packages = {
        f"{path.parent.relative_to(root).as_posix()}/" for path in root.glob("*/**/__init__.py")
    }
    return packages | {path.stem for path in root.glob("*.py") if not path.stem.startswith("__")}


def exists(path: str) -> bool:
    """Whether there is such a folder, or such a file or module."""
    if path.endswith("/"):
        return (ROOT / path).is_dir()
    return (ROOT / path).is_file() or (ROOT / f"{path}.py").is_file()


@pytest.fixture(scope="module")
def listed() -> list[str]:
    return layout_paths(fenced_layout((ROOT / "ARCHITECTURE.md").read_text("utf-8")))


def test_everything_that_is_listed_exists(listed: list[str]) -> None:
    assert [path for path in listed if not exists(path)] == []
    assert sorted(set(listed)) == sorted(listed)


def test_every_package_and_module_at_the_top_is_listed(listed: list[str]) -> None:
    inside = {path.removeprefix("generator/").removesuffix(".py") for path in listed}
    missing = packages_and_modules(ROOT / "generator") - inside
    assert not missing, f"not in ARCHITECTURE.md: {sorted(missing)}"


# --- The parser ---

TEXT = """\
# Architecture

```
other/
```

## Layout

```text
generator/       the package
  cli.py         click commands
  content/       files
    toml/
    markdown/    Markdown: blocks,  marks
      blocks     its blocks
  model

tests/           this
```

```
more/
```
"""
PATHS = [
    "generator/",
    "generator/cli.py",
    "generator/content/",
    "generator/content/toml/",
    "generator/content/markdown/",
    "generator/content/markdown/blocks",
    "generator/model",
    "tests/",
]


def test_a_layout_is_parsed() -> None:
    assert layout_paths(fenced_layout(TEXT)) == PATHS


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ("generator/ the package\n", "two spaces before"),
        ("generator/\n   cli\n", "odd number"),
        ("generator/\n    cli\n", "below what is no folder"),
        ("cli\n  model\n", "below what is no folder"),
    ],
)
def test_a_layout_that_cannot_be_parsed_is_a_fault(block: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        layout_paths(block)


def test_a_file_without_a_layout_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="no heading"):
        fenced_layout("# Architecture\n")
    with pytest.raises(AssertionError, match="no fenced block"):
        fenced_layout("## Layout\n\nText.\n")


def test_the_contents_of_a_package_are_found(tmp_path: Path) -> None:
    for name in (
        "__init__.py",
        "__main__.py",
        "cli.py",
        "content/__init__.py",
        "content/deep.py",
        "content/toml/__init__.py",
        "data/a.tsv",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert packages_and_modules(tmp_path) == {"cli", "content/", "content/toml/"}
