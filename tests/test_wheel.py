"""The wheel: what is in it, under which licences; installed elsewhere, it builds a site."""

from __future__ import annotations

import filecmp
import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from generator.language.compiled_tables import COMPILED_TABLES
from tests.alone import ALONE, can_be_alone
from tools.sbom import bill_of, read_notices

CHECKOUT = Path(__file__).resolve().parent.parent
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(*command: str | Path, cwd: Path, umask: int = -1, **env: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=CLEAN | env,
        umask=umask,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build as for a release: a source distribution, and the wheel from that."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=CHECKOUT)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the script folder of a fresh environment with the wheel.

    The dependencies are on a path of a `.pth` file. `.pth` files on that path are not followed, so
    the editable installation of the checkout is not found.
    """
    folder = tmp_path_factory.mktemp("venv")
    builder = venv.EnvBuilder(symlinks=os.name != "nt")
    builder.create(folder)
    places = {"base": str(folder), "platbase": str(folder)}
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else sysconfig.get_default_scheme()
    site_packages = Path(sysconfig.get_path("purelib", scheme, places))
    commands = Path(sysconfig.get_path("scripts", scheme, places))
    borrowed = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    (site_packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)))
    python = commands / Path(sys.executable).name
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    where = run(python, "-c", "import generator; print(generator.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(site_packages)
    return commands


def test_the_wheel_has_what_it_needs_and_nothing_built(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for name in (
        "generator/py.typed",
        "generator/reviewing/page/review.js",
        "generator/starters/basic/site.toml",
        "generator/starters/basic/.gitignore",
        "generator/starters/workflows/github/.github/workflows/publish.yml",
        "generator/labels.toml",
        "generator/_shared/seeds/glossary.toml",
    ):
        assert name in names
    assert [name for name in names if name.endswith("licenses/NOTICE.md")]
    for folder in ("templates", "static", "seeds"):
        listed = subprocess.run(
            ["git", "ls-files", folder], cwd=CHECKOUT, check=True, capture_output=True, text=True
        ).stdout.splitlines()
        assert {f"generator/_shared/{name}" for name in listed} <= names
    assert not [name for name in names if "_site/" in name or "__pycache__" in name]
    assert all(name.split("/")[0] in {"generator"} or ".dist-info/" in name for name in names)


def test_the_same_bytes_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """From another folder, at another time, with other permissions, without a network."""
    [sources] = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sources) as archive:
        archive.extractall(tmp_path, filter="data")
    [folder] = tmp_path.iterdir()
    (folder / "PKG-INFO").unlink()  # which no checkout has
    for path in folder.rglob("*"):
        os.utime(path, (1e9, 1e9))
        path.chmod(0o700 if path.stat().st_mode & 0o100 else 0o600)
    alone = ALONE if can_be_alone() else ()
    command = (*alone, sys.executable, "-m", "hatchling", "build", "-d", tmp_path)
    run(*command, cwd=folder, umask=0o077, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    for one in (wheel, sources):
        same = filecmp.cmp(one, tmp_path / one.name, shallow=False)
        assert same, f"{one.name} differs: {differences(one, tmp_path / one.name)}"


def differences(one: Path, other: Path) -> list[str]:
    """Return the names in two archives that stand for different bytes."""
    found = [dict(members(path)) for path in (one, other)]
    return [name for name in found[0] | found[1] if found[0].get(name) != found[1].get(name)]


def members(path: Path) -> Iterator[tuple[str, object]]:
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            for info in wheel.infolist():
                yield info.filename, (wheel.read(info), info.date_time, info.external_attr)
    else:
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member)
                facts = (member.mtime, member.mode, member.uid, member.uname)
                yield member.name, (file.read() if file else b"", facts)


def test_the_wheel_has_the_compiled_tables(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {f"generator/language/compiled/{table.path.name}" for table in COMPILED_TABLES} <= names


CODE = {".css", ".html", ".js", ".ncx", ".opf", ".py", ".toml", ".typed", ".xhtml"}
OURS = {"apple-touch-icon.png", "favicon.svg", "icon.svg"}
LICENCES = re.compile(
    r"MIT|BSD|Apache|PSF|Zlib|HPND|MPL|LGPL|ISC|CC0|Unlicense|Python Software Foundation"
)


def test_whatever_of_others_is_shipped_has_its_licence(wheel: Path) -> None:
    """It is in NOTICE.md, or at the head of the file; what needs neither is code of ours."""
    with ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        heads = {name: archive.read(name)[:3000].decode(errors="replace") for name in names}
    notices = read_notices((CHECKOUT / "NOTICE.md").read_text("utf-8"))
    assert len(notices) > 14
    assert all(notice.licence for notice in notices)
    listed = {name for notice in notices for name in notice.files(names)}
    foreign = {
        name
        for name in names
        if "/data/" in name or "/vendor/" in name or Path(name).suffix not in CODE
        if "/language/compiled/" not in name  # made of the tables, which are listed themselves
        if Path(name).name not in OURS
    }
    assert len(foreign) > 50
    assert [name for name in foreign - listed if "licen" not in heads[name].lower()] == []


def test_the_bill_of_materials_is_valid(wheel: Path) -> None:
    bill = bill_of(wheel)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill))
    assert fault is None, fault
    assert bill_of(wheel) == bill
    components = {each["name"]: each for each in bill["components"]}
    assert {"CC-CEDICT", "hanzi-writer-data", "Jinja2", "numpy"} <= components.keys()
    for component in components.values():
        stated = component["licenses"]
        licences = [each.get("expression") or each["license"]["name"] for each in stated]
        assert all(licences), component["name"]
        if component["type"] == "library":
            assert all(map(LICENCES.search, licences)), (component["name"], licences)


COMPILED_FILES = """
from generator.language import mapped
print([(p.name, p.stat().st_mtime_ns) for p in sorted(mapped.COMPILED.iterdir())])
"""


def test_the_installed_wheel_compiles_nothing(elsewhere: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("银行行长张伟来了。\n", "utf-8")
    python = elsewhere / Path(sys.executable).name
    before = run(python, "-c", COMPILED_FILES, cwd=tmp_path)
    assert before.count(".bin") == len(COMPILED_TABLES)
    assert "yínháng" in run(elsewhere / "jiazhu", "annotate", text, cwd=tmp_path)
    assert run(python, "-c", COMPILED_FILES, cwd=tmp_path) == before


def test_the_installed_wheel_builds_a_site(elsewhere: Path, tmp_path: Path) -> None:
    run(elsewhere / "jiazhu", "new", "site", cwd=tmp_path)
    run(elsewhere / "jiazhu", "build", "site", cwd=tmp_path)
    for edition in ("zh-hans", "zh-hant-tw", "zh-hant-hk"):
        assert (tmp_path / "site/_site" / edition / "hello/index.html").is_file()
    assert (tmp_path / "site/_site/404.html").is_file()
