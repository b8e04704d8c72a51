"""The inputs of the tables: archives of packages, development sets and the corpus.

`inputs.toml` pins archives and development sets by sha256. An archive is fetched once with the
client of its registry, verified, and unpacked into the cache.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

PINS_FILE = Path(__file__).with_name("inputs.toml")
ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


class MissingInputError(Exception):
    """Raised when an input is missing; the table that needs it is left unchanged."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of a package."""

    name: str
    registry: str
    """`npm` or `pypi`."""
    version: str
    file: str
    sha256: str

    @property
    def label(self) -> str:
        """The name and the version: `jieba-0.42.1`."""
        return f"{self.name}-{self.version}"

    def fetch(self, folder: Path) -> None:
        """Fetch the archive into a folder. Raises MissingInputError if that fails."""
        if self.registry == "npm":
            command = ["npm", "pack", f"{self.name}@{self.version}", "--silent"]
            command += ["--pack-destination", str(folder)]
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--dest", str(folder), f"{self.name}=={self.version}"]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            message = f"cannot fetch {self.label}: {error}"
            raise MissingInputError(message) from error


@dataclass(frozen=True, slots=True)
class Pins:
    """The contents of `inputs.toml`."""

    archives: Mapping[str, Archive]
    sets: Mapping[str, str]
    """The sha256 of each development set, by file name."""
    installed: Mapping[str, str]
    """The expected versions of installed packages."""


@cache
def load_pins() -> Pins:
    """Read `inputs.toml`."""
    table = tomllib.loads(PINS_FILE.read_text(encoding="utf-8"))
    archives = {name: Archive(name, **fields) for name, fields in table["archives"].items()}
    sets = {name: fields["sha256"] for name, fields in table["sets"].items()}
    return Pins(archives, sets, table["installed"])


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folders with the inputs: a cache of archives, and the development sets."""

    cache: Path
    bench: Path

    def package(self, name: str) -> Path:
        """Return the folder of an unpacked archive, and fetch the archive if necessary.

        Raises MissingInputError if it cannot be fetched, and ValueError if its sha256 differs.
        """
        archive = load_pins().archives[name]
        folder = self.cache / archive.label
        if folder.is_dir():
            return folder
        self.cache.mkdir(parents=True, exist_ok=True)
        path = self.cache / archive.file
        if not path.exists():
            print(f"  fetching {archive.label}", flush=True)
            archive.fetch(self.cache)
        _verify(path, archive.sha256)
        unpacking = folder.with_name(f"{folder.name}.unpacking")
        shutil.rmtree(unpacking, ignore_errors=True)
        _unpack(path, unpacking)
        inner = list(unpacking.iterdir())
        # Archives of npm and of sources have a single folder at the top; wheels have several.
        (inner[0] if len(inner) == 1 else unpacking).rename(folder)
        shutil.rmtree(unpacking, ignore_errors=True)
        return folder

    def set(self, name: str) -> Path:
        """Return a file of the development sets. Raises MissingInputError if it is missing."""
        path = self.bench / name
        if not path.exists():
            message = f"{path} does not exist; set the folder of development sets with --bench"
            raise MissingInputError(message)
        _verify(path, load_pins().sets[name])
        return path


def require_package(package: str) -> None:
    """Check that a package is installed, and warn if its version is not the pinned one.

    Raises MissingInputError if it is not installed.
    """
    wanted = load_pins().installed[package]
    try:
        found = metadata.version(package)
    except metadata.PackageNotFoundError as error:
        message = f"{package} is not installed: pip install {package}=={wanted}"
        raise MissingInputError(message) from error
    if found != wanted:
        print(f"  warning: {package} {found} is installed, the table was made with {wanted}")


def digest(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of the sha256 of some bytes."""
    return sha256(content).hexdigest()[:16]


def corpus_digest(folder: str) -> str:
    """Return the digest of the sentences in a folder of the corpus, without comments."""
    lines = [
        line.rstrip()
        for path in sorted((CORPUS / folder).iterdir())
        if path.suffix in (".txt", ".tsv")
        for line in [f"# {path.name}", *path.read_text(encoding="utf-8").split("\n")]
        if line.strip() and (not line.startswith("#") or line == f"# {path.name}")
    ]
    return digest("\n".join(lines).encode())


def _verify(path: Path, wanted: str) -> None:
    if sha256(path.read_bytes()).hexdigest() != wanted:
        message = f"the sha256 of {path} is not the one in inputs.toml"
        raise ValueError(message)


def _unpack(path: Path, folder: Path) -> None:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(folder)
    else:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
