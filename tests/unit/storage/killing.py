"""Kill builds of an output folder, at each of their steps or at random moments.

    python tests/unit/storage/killing.py FOLDER steps
        [--in-place | --shown | --standby] [--interrupt]
    python tests/unit/storage/killing.py FOLDER 100 [--in-place | --shown | --standby]

After each kill a reader must find the old site or the new one, whole; where the files are moved one
by one, once the next build has begun; where some are shown before the others, whole files of both.
Then that build must leave nothing behind; one that is interrupted, as by Ctrl-C, must do so itself.
Prints how many builds were killed, and how many of these had written the new site.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.storage.manifest import MANIFEST
from generator.storage.output import Output
from tests.unit.storage.watching import STEPS

OLD = {"a.html": "old" * 10_000, "stale/b.html": "old", "same/c.html": "same", "f": "file"}
NEW = {"a.html": "new" * 10_000, "b/index.html": "new", "same/c.html": "same", "f/g.html": "new"}
FOREIGN = {"CNAME": "mine", "b/notes.txt": "mine", ".git/HEAD": "mine"}


def main(
    root: Path,
    how: str,
    *,
    whole: bool,
    show: bool,
    standby: Path | None,
    interrupt: bool = False,
) -> None:
    """Kill builds until one has ended by itself, or the given number of times."""
    target = root / "_site"
    killed = new = step = 0
    start = time.perf_counter()
    build(root, OLD, standby=standby)
    seconds = 2 * (time.perf_counter() - start)
    while True:
        start_anew(root, target, standby)
        if how == "steps":
            prepare, wait = partial(die_at, step, interrupt=interrupt), 0.0
        else:
            prepare, wait = partial(die_at, sys.maxsize), random.random() * seconds
        is_killed = killed_build(root, prepare, wait, whole=whole, show=show, standby=standby)
        if whole and interrupt:
            assert not (root / "._site.jiazhu-aside").exists(), step
        if not whole:
            Output(target, protect=[root]).close()
        found = site_in(target)
        if show:
            assert all(text in (OLD.get(name), NEW.get(name)) for name, text in found.items())
            assert found.keys() >= OLD.keys() & NEW.keys(), (step, found)
        else:
            assert found in (OLD, NEW), (step, found)
        assert foreign_in(target) == FOREIGN, step
        killed, new, step = killed + is_killed, new + (is_killed and found == NEW), step + 1
        build(root, {"index.html": "latest"}, whole=whole, standby=standby)
        assert site_in(target) == {"index.html": "latest"}, step
        assert foreign_in(target) == FOREIGN, step
        assert sorted(path.name for path in root.iterdir()) == ["_site"], step
        if (how == "steps" and not is_killed) or step == (how.isdigit() and int(how)):
            break
    print(killed, new)


def start_anew(root: Path, target: Path, standby: Path | None) -> None:
    """Build the old site, beside foreign files."""
    build(root, OLD, standby=standby)
    for name, text in FOREIGN.items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(text)


def build(
    root: Path,
    files: dict[str, str],
    *,
    whole: bool = True,
    show: bool = False,
    standby: Path | None = None,
) -> None:
    """Build a site of some files; half of them are written after the others are shown."""
    target, sources = root / "_site", root / "sources"
    # What helps a build that was killed may have the lock a moment longer.
    with Output(target, protect=[sources], whole=whole, standby=standby, wait=60) as output:
        for number, (name, text) in enumerate(files.items()):
            if number == len(files) // 2:
                output.prepare()
                if show:
                    output.show()
            output.write(name, text)
        output.commit()


def killed_build(
    root: Path,
    prepare: Callable[[], None],
    seconds: float,
    *,
    whole: bool,
    show: bool,
    standby: Path | None,
) -> bool:
    """Build the new site in a process that is killed; return whether it was before its end."""
    child = os.fork()
    if not child:
        prepare()
        try:
            build(root, NEW, whole=whole, show=show, standby=standby)
        except KeyboardInterrupt:
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status != 0


def die_at(step: int, *, interrupt: bool = False) -> None:
    """Kill or interrupt this process when it is about to change the disk for the given time."""
    left = step

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event not in STEPS:
            return
        left -= 1
        if interrupt and left == -1:
            raise KeyboardInterrupt
        if not interrupt and left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def site_in(target: Path) -> dict[str, str]:
    """Return the files of the site, which must be those of its manifest."""
    found = read(target)
    names = found.pop(MANIFEST)
    site = {name: text for name, text in found.items() if name not in FOREIGN}
    assert all(f'"{name}"' in names for name in site), (names, site.keys())
    return site


def foreign_in(target: Path) -> dict[str, str]:
    """Return the files that no build wrote."""
    return {name: text for name, text in read(target).items() if name in FOREIGN}


def read(target: Path) -> dict[str, str]:
    """Return all files by their path."""
    files = (path for path in target.rglob("*") if path.is_file())
    return {path.relative_to(target).as_posix(): path.read_text() for path in files}


if __name__ == "__main__":
    with TemporaryDirectory(dir=Path(sys.argv[1]).parent) as cache:
        main(
            Path(sys.argv[1]),
            sys.argv[2],
            whole="--in-place" not in sys.argv and "--shown" not in sys.argv,
            show="--shown" in sys.argv,
            standby=Path(cache) if "--standby" in sys.argv else None,
            interrupt="--interrupt" in sys.argv,
        )
