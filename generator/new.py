"""`jiazhu new`: copy a starter site, and the files with which a host builds and publishes it.

`starters/` has a folder for each kind of site, and `starters/workflows/` one for each host. What
hosts install is in `requirements.txt`, so that the version of Jiazhu is stated in one place.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from generator.resources import starters

WORKFLOWS = "workflows"
REQUIREMENTS = "requirements.txt"
UNKNOWN_SOURCE = "jiazhu @ git+https://example.org/jiazhu"
"""What stands for the address of Jiazhu's repository if the installation does not know it."""


class FolderNotEmptyError(Exception):
    """The folder for a new site already contains files."""


class FileExistsAlreadyError(Exception):
    """A file with which a host would publish the site exists already."""


def new_site(target: Path, template: str = "basic") -> list[Path]:
    """Copy a starter site into a new or empty folder, and return the files written.

    A folder that contains only `.git` counts as empty. Raises `FolderNotEmptyError`, and OSError
    if the folder cannot be written.
    """
    if target.is_dir() and any(path.name != ".git" for path in target.iterdir()):
        message = f"{target} is not empty: choose a new folder, so that nothing is overwritten"
        raise FolderNotEmptyError(message)
    return list(_copy(starters() / template, target))


def add_workflows(target: Path, chosen: Iterable[str]) -> list[Path]:
    """Write the workflow of each host into a site, and return the files written.

    Raises `FileExistsAlreadyError` if one exists, before anything is written, and OSError.
    """
    folders = [starters() / WORKFLOWS / host for host in chosen]
    for folder in folders:
        for path in _files(folder):
            place = target / path.relative_to(folder)
            if place.exists():
                message = f"{place} exists already: move it away to have it written anew"
                raise FileExistsAlreadyError(message)
    written = [path for folder in folders for path in _copy(folder, target)]
    requirements = target / REQUIREMENTS
    if written and not requirements.exists():
        comment = "# What the host installs: a released version, or an address and a commit.\n"
        requirements.write_text(f"{comment}{installed_from()}\n", encoding="utf-8")
        written.append(requirements)
    return sorted(written)


def installed_from() -> str:
    """Return what pip would have to install to get this Jiazhu: its repository and commit."""
    try:
        found = distribution("jiazhu")
    except PackageNotFoundError:
        return UNKNOWN_SOURCE
    return _source(found) or UNKNOWN_SOURCE


def _source(found: Distribution) -> str:
    """Return the requirement for an installation from a repository; empty for any other."""
    text = found.read_text("direct_url.json")
    origin = json.loads(text) if text else {}
    info = origin.get("vcs_info")
    return f"jiazhu @ {info['vcs']}+{origin['url']}@{info['commit_id']}" if info else ""


def _copy(folder: Path, target: Path) -> Iterator[Path]:
    for source in _files(folder):
        place = target / source.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        yield place


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
