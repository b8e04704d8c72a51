"""`jiazhu new`: copy a starter site, and the files with which a host builds and publishes it.

`starters/` has a folder for each kind of site, and `starters/workflows/` one for each host. What
hosts install is in `requirements.txt`, so that the version of Jiazhu is stated in one place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from generator.resources import starters
from generator.storage.transaction import Transaction

WORKFLOWS = "workflows"
REQUIREMENTS = "requirements.txt"
UNKNOWN_SOURCE = "jiazhu @ git+https://example.org/jiazhu"
"""What stands for the address of Jiazhu's repository if the installation does not know it."""


class FolderNotEmptyError(Exception):
    """The folder for a new site already contains files."""


class FileExistsAlreadyError(Exception):
    """A file with which a host would publish the site exists already."""


def new_site(target: Path, template: str = "basic", hosts: Iterable[str] = ()) -> list[Path]:
    """Copy a starter site into a new or empty folder, and return the files written, or none.

    The workflow of each host is written too. A folder that contains only `.git` counts as empty.
    Raises `FolderNotEmptyError`, and OSError if the folder cannot be written.
    """
    files = _at(target, _starter(starters() / template) | _workflows(hosts))
    with Transaction(target) as transaction:
        if any(path.name != ".git" for path in target.iterdir()):
            message = f"{target} is not empty: choose a new folder, so that nothing is overwritten"
            raise FolderNotEmptyError(message)
        return _write(transaction, files)


def add_workflows(target: Path, hosts: Iterable[str]) -> list[Path]:
    """Write the workflow of each host into a site, and return the files written.

    Raises `FileExistsAlreadyError` if one exists, before anything is written, and OSError.
    """
    files = _at(target, _workflows(hosts))
    with Transaction(target) as transaction:
        if (target / REQUIREMENTS).exists():
            files.pop(target / REQUIREMENTS, None)
        for place in files:
            if place.exists():
                message = f"{place} exists already: move it away to have it written anew"
                raise FileExistsAlreadyError(message)
        return _write(transaction, files)


def _starter(folder: Path) -> dict[PurePath, bytes]:
    """Return the files of a folder, by their paths in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in paths}


def _workflows(hosts: Iterable[str]) -> dict[PurePath, bytes]:
    """Return the workflows of hosts, and what these install, by their paths in a site."""
    found: dict[PurePath, bytes] = {}
    for host in hosts:
        found |= _starter(starters() / WORKFLOWS / host)
    if found:
        comment = "# What the host installs: a released version, or an address and a commit."
        found[PurePath(REQUIREMENTS)] = f"{comment}\n{installed_from()}\n".encode()
    return found


def _at(target: Path, files: Mapping[PurePath, bytes]) -> dict[Path, bytes]:
    return {target / name: data for name, data in files.items()}


def _write(transaction: Transaction, files: Mapping[Path, bytes]) -> list[Path]:
    for place, data in files.items():
        transaction.write(place, data)
    return sorted(files)


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
