"""Output folders that cannot be exchanged for a new one: mount points, and what refuses to move."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.storage import output as output_module
from generator.storage import placement
from generator.storage.mounts import mount_points
from generator.storage.output import Output
from generator.storage.placement import aside_folder
from generator.storage.refusal import OutputFailedError, OutputRefusedError

OLD = {"a/index.html": "old", "b/index.html": "old", "c.html": "old"}
NEW = {"a/index.html": "new", "b/index.html": "new", "d.html": "new"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    build(tmp_path / "_site", OLD)
    return tmp_path / "_site"


def build(target: Path, files: dict[str, str], *, whole: bool = True) -> None:
    with Output(target, protect=[target.parent / "sources"], whole=whole) as output:
        for name, text in files.items():
            output.write(name, text)
        output.commit()


def site(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): path.read_text()
        for path in sorted(target.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


IN_A_NAMESPACE = ["unshare", "-Urm", "sh", "-ec"]


def in_a_namespace(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    try:
        # A folder with nothing mounted in it, which a namespace would not let go alone.
        probe = [*IN_A_NAMESPACE, 'mount --bind "$1" "$1"', "sh", str(arguments[0])]
        subprocess.run(probe, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("folders cannot be mounted here")
    command = [*IN_A_NAMESPACE, script, "sh", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


BUILD = """
import sys
from pathlib import Path
from generator.storage.output import Output
from generator.storage.refusal import OutputRefusedError

target = Path(sys.argv[1])
try:
    with Output(target, protect=[target.parent / "sources"]) as output:
        for name in sys.argv[2:]:
            output.write(name, "new")
        output.commit()
except OutputRefusedError as error:
    sys.exit(f"{error.message}\\n{error.hint}")
"""


def test_bound_output_folder(target: Path, tmp_path: Path) -> None:
    """As a container mounts a volume: with the device of its parent."""
    volume = tmp_path / "volume"
    target.rename(volume)
    target.mkdir()
    done = in_a_namespace(
        'mount --bind "$1" "$2"; exec "$3" -c "$4" "$2" a/index.html d.html',
        volume,
        target,
        sys.executable,
        BUILD,
    )
    assert done.returncode == 0, done.stderr
    assert site(volume) == {"a/index.html": "new", "d.html": "new"}
    assert list(target.iterdir()) == []
    assert aside_folder(volume).name not in os.listdir(volume)


@pytest.mark.parametrize("written", ["new", "old"])
def test_mount_inside_the_output_folder(target: Path, tmp_path: Path, written: str) -> None:
    volume = tmp_path / "volume"
    (target / "b").rename(volume)
    (target / "b").mkdir()
    (volume / "mine").write_text("mine")
    done = in_a_namespace(
        'mount --bind "$1" "$2/b"; exec "$3" -c "$4" "$2" a/index.html b/index.html',
        volume,
        target,
        sys.executable,
        BUILD.replace('"new"', f'"new" if name[0] == "a" else "{written}"'),
    )
    if written == "new":
        assert done.returncode == 1
        assert "b in the output folder is a mount point" in done.stderr
        assert site(target) == {"a/index.html": "old", "c.html": "old"}
    else:
        assert done.returncode == 0, done.stderr
        assert site(target) == {"a/index.html": "new"}
    assert site(volume) == {"index.html": "old", "mine": "mine"}


def test_list_of_mount_points_has_the_root() -> None:
    assert Path("/") in mount_points(Path("/"))


def test_file_system_that_cannot_exchange(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(placement, "take_place", refuse)
    (target / "mine").write_text("mine")
    build(target, NEW)
    assert site(target) == {**NEW, "mine": "mine"}
    assert sorted(path.name for path in target.parent.iterdir()) == ["_site"]


def test_closed_folder_is_found_before_anything_moves(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: p != target / "b" and access(p, mode))
    with pytest.raises(OutputFailedError, match=r"permission denied \(.*_site/b\)"):
        build(target, NEW, whole=False)
    assert site(target) == OLD


def test_move_that_fails_half_way_is_said_and_finished(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def fail(source: Path, place: Path) -> None:
        if Path(place) == target / "b/index.html":
            raise OSError(28, "No space left on device")
        replace(source, place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OutputFailedError, match="no space left on device") as failed:
            build(target, NEW, whole=False)
    assert "the next build completes the site" in failed.value.hint
    assert site(target)["b/index.html"] == "old"
    Output(target, protect=[target.parent / "sources"]).close()
    assert site(target) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["_site"]


@pytest.mark.parametrize("name", ["../precious", "/etc/precious", ".jiazhu-manifest.json"])
def test_journal_that_no_build_wrote(target: Path, name: str) -> None:
    (target.parent / "precious").write_text("precious")
    aside = aside_folder(target)
    aside.mkdir()
    (aside / "journal.json").write_text(
        f'{{"moved": [], "in_the_way": ["{name}"], "stale": [], "files": []}}'
    )
    Output(target, protect=[target.parent / "sources"]).close()
    assert (target.parent / "precious").read_text() == "precious"
    assert site(target) == OLD


def test_stale_file_behind_a_mount_is_named(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_module, "mount_points", lambda folder: [target / "b"])
    with pytest.raises(OutputRefusedError, match="b in the output folder is a mount point"):
        build(target, {"a/index.html": "new"})
    assert site(target) == OLD
