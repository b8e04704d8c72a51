"""requirements.lock has all that pyproject.toml asks for, in a version that it allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_the_lock_is_up_to_date() -> None:
    pinned: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", LOCK, re.MULTILINE):
        pinned.setdefault(canonicalize_name(name), set()).add(version)
    groups = PROJECT["dependency-groups"]
    lines = [*PROJECT["project"]["dependencies"], *groups["docs"]]
    lines += [line for line in groups["dev"] if isinstance(line, str)]
    for requirement in map(Requirement, lines):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        right = [version for version in versions if requirement.specifier.contains(version)]
        assert right, f"{requirement} is not in the lock: run python3 dev.py lock"


def test_every_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.split("\n", 2)[2])
    assert len(entries) > 100
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
