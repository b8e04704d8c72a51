"""The site before the last one, of which the next is made."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.storage import whole
from generator.storage.exchange import can_exchange
from generator.storage.manifest import MANIFEST
from generator.storage.output import Output
from generator.storage.stamps import stamp_of
from generator.storage.standby import take_seen

pytestmark = pytest.mark.skipif(not can_exchange(), reason="folders cannot be exchanged")

PAGES = {f"{number:02}/index.html": "old" for number in range(20)}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "_site"


def build(target: Path, files: dict[str, str], *, beside: bool = True) -> None:
    """Build a site, and begin the exchange beside that."""
    standby = target.parent / "cache"
    with Output(target, protect=[target.parent / "sources"], standby=standby) as output:
        if beside:
            output.prepare()
        for name, text in files.items():
            output.write(name, text)
        output.commit()


def site(target: Path) -> dict[str, str]:
    files = (path for path in target.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(target).as_posix(): path.read_text(errors="replace") for path in files}


def tree(target: Path) -> Path:
    (found,) = (target.parent / "cache").iterdir()
    return found / "tree"


@pytest.fixture(params=["compared", "known"], autouse=True)
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether folders as new as those of a test are known by their times."""
    if request.param == "known":
        monkeypatch.setattr(whole, "GRANULARITY_NS", 0)
    return request.param == "known"


@pytest.fixture
def tick(tmp_path: Path) -> Callable[[], None]:
    """Return what waits until a change has another time than the last one."""

    def wait() -> None:
        probe = tmp_path / "probe"
        probe.write_text("before")
        before = probe.stat().st_ctime_ns
        while probe.stat().st_ctime_ns == before:
            probe.write_text("after")

    return wait


def test_few_links_for_few_changes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(target, PAGES)
    links, link = [], os.link

    def count(source: str, place: str) -> None:
        links.append(source)
        link(source, place)

    monkeypatch.setattr(os, "link", count)
    build(target, {**PAGES, "00/index.html": "first"}, beside=False)
    new = {"00/index.html": "second", "new/index.html": "new"}
    build(target, {**PAGES, **new}, beside=False)
    assert not links  # nothing but the page that changes again, and the list of files
    build(target, PAGES, beside=False)
    assert [Path(source).relative_to(target).as_posix() for source in links] == []
    assert site(target) == PAGES


def test_what_others_do_between_builds(target: Path, tick: Callable[[], None]) -> None:
    build(target, PAGES)
    (target / "CNAME").write_text("mine")
    build(target, {**PAGES, "00/index.html": "first"})
    tick()
    (target / "CNAME").unlink()
    (target / "notes").mkdir()
    (target / "notes/a.txt").write_text("mine")
    (target / "01").chmod(0o700)
    (target / "02/index.html").unlink()
    build(target, PAGES)
    assert site(target) == {**PAGES, "notes/a.txt": "mine"}
    assert (target / "01").stat().st_mode & 0o777 == 0o700
    tick()
    build(target, {**PAGES, "03/index.html": "second"})
    assert site(target) == {**PAGES, "03/index.html": "second", "notes/a.txt": "mine"}


def test_what_a_killed_build_has_left(target: Path, tick: Callable[[], None]) -> None:
    build(target, PAGES)
    build(target, {**PAGES, "00/index.html": "first"})
    tick()
    left = tree(target)
    (left / "01/index.html").unlink()
    (left / "01/index.html").write_text("not of this site")
    (left / "02/index.html").unlink()
    (left / "02/index.html").mkdir()
    (left / "03/index.html").unlink()
    (left / "03").rmdir()
    (left / "03").write_text("a file")
    (left / "more").mkdir()
    (left / "more/index.html").write_text("of no site")
    build(target, {**PAGES, "00/index.html": "second"})
    assert site(target) == {**PAGES, "00/index.html": "second"}


def test_a_link_in_its_place_is_not_followed(target: Path) -> None:
    build(target, PAGES)
    build(target, {**PAGES, "00/index.html": "first"})
    victim = target.parent / "victim"
    victim.mkdir()
    (victim / "precious").write_text("precious")
    os.rename(tree(target), target.parent / "elsewhere")
    tree(target).symlink_to(victim)
    build(target, PAGES)
    assert site(target) == PAGES
    assert site(victim) == {"precious": "precious"}


@pytest.mark.parametrize("linked", ["cache", "cache/*", "cache/*/target"])
def test_no_link_leads_out_of_the_cache(target: Path, linked: str) -> None:
    build(target, PAGES)
    build(target, {**PAGES, "00/index.html": "first"})
    (place,) = target.parent.glob(linked)
    victim = target.parent / "victim"
    os.rename(place, victim)
    for precious in [victim, *victim.rglob("target"), *victim.rglob("tree")]:
        if precious.is_dir():
            (precious / "precious").write_text("precious")
        else:
            precious.write_text("precious")
    place.symlink_to(victim)
    before = site(victim) if victim.is_dir() else victim.read_text()
    build(target, PAGES)
    assert site(target) == PAGES
    assert before == (site(victim) if victim.is_dir() else victim.read_text())


def test_folders_that_are_known_to_have_the_same_are_not_read(
    target: Path, known: bool, tick: Callable[[], None]
) -> None:
    build(target, PAGES)
    tick()
    build(target, {**PAGES, "00/index.html": "first"})
    tick()
    (target / "01/mine").write_text("mine")
    (target / "new/mine").mkdir(parents=True)
    place, read, scandir = tree(target), set[Path](), os.scandir

    def reading(folder: str) -> Any:
        above = place if Path(folder).is_relative_to(place) else target
        read.add(Path(folder).relative_to(above))
        return scandir(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", reading)
        seen = whole.complete(place, target, known=take_seen(place))
    folders = {Path(), *(Path(name).parent for name in PAGES), Path("new"), Path("new/mine")}
    changed = {Path(), Path("00"), Path("01"), Path("new"), Path("new/mine")}
    assert read == (changed if known else folders)
    assert seen.keys() == {f"{folder}/" for folder in folders if folder.parts} | {""}
    assert site(place) == site(target)
    assert not take_seen(place)  # a killed build would leave a tree of which nothing is known


def test_a_damaged_list_of_folders_is_not_used(target: Path) -> None:
    build(target, PAGES)
    stated = tree(target).with_name("seen")
    for content in (b"", stated.read_bytes()[:-3], b"\xff"):
        stated.write_bytes(content)
        build(target, {**PAGES, "00/index.html": str(content)})
        assert site(target) == {**PAGES, "00/index.html": str(content)}


def test_names_that_are_not_unicode(target: Path) -> None:
    build(target, PAGES)
    odd = Path(os.fsdecode(os.fsencode(target) + b"/\xff"))
    odd.mkdir()
    (odd / "mine").write_text("mine")
    for text in ("first", "second", "third"):
        build(target, {**PAGES, "00/index.html": text})
    assert (odd / "mine").read_text() == "mine"
    assert (target / "00/index.html").read_text() == "third"


def test_nothing_is_kept_of_a_site_that_is_gone(target: Path) -> None:
    build(target, PAGES)
    build(target, {"a.html": "a"})
    target.rename(target.with_name("other"))
    build(target.with_name("other"), PAGES)
    assert len(list((target.parent / "cache").iterdir())) == 1


def test_a_cache_in_the_target_is_not_used(target: Path) -> None:
    target.mkdir()
    for text in ("old", "new"):
        with Output(target, protect=[], standby=target / "cache") as output:
            output.write("a.html", text)
            output.commit()
    assert site(target) == {"a.html": "new"}


@pytest.mark.parametrize("are_sure", [True, False])
def test_what_happens_after_the_site_before_was_prepared(
    target: Path, monkeypatch: pytest.MonkeyPatch, are_sure: bool
) -> None:
    """A build prepares it while it waits; whatever changes until its end is in the new site."""
    if are_sure:  # or all folders, which are as new as this test, would be looked at again
        monkeypatch.setattr(whole, "GRANULARITY_NS", 0)
    build(target, {**PAGES, "a/b/stale.html": "old", "file": "old"})
    build(target, {**PAGES, "00/index.html": "first", "a/b/stale.html": "old", "file": "old"})
    (target / "mine").mkdir()
    (target / "mine/a.txt").write_text("mine")
    (target / "mine/b.txt").write_text("mine")
    with Output(target, protect=[], standby=target.parent / "cache") as output:
        for name in ("00/index.html", "file/index.html"):
            output.write(name, "second")
        output.prepare()
        for name in sorted(PAGES.keys() - {"00/index.html", "01/index.html"}):
            output.write(name, "old")
        output.write("01/index.html", "third")
        output.write("new/index.html", "new")
        (target / "CNAME").write_text("mine")
        (target / "02/more").mkdir()
        (target / "02/more/a.txt").write_text("mine")
        (target / "mine/a.txt").unlink()
        (target / "mine/b.txt").replace(target / "mine/c.txt")
        (target / "03").chmod(0o700)
        output.commit()
    changed = {"00/index.html": "second", "01/index.html": "third", "new/index.html": "new"}
    foreign = {"CNAME": "mine", "02/more/a.txt": "mine", "mine/c.txt": "mine"}
    assert site(target) == {**PAGES, **changed, **foreign, "file/index.html": "second"}
    assert not (target / "a").exists()
    assert (target / "03").stat().st_mode & 0o777 == 0o700
    build(target, PAGES)
    assert site(target) == {**PAGES, **foreign}


def test_folders_that_have_not_changed_are_not_read_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, scandir = target.parent / "cache", os.scandir

    def read_again(place: str) -> Any:
        if Path(place) == cache:  # to find the sites that are gone
            return scandir(place)
        return pytest.fail(f"{place} is read again")

    monkeypatch.setattr(whole, "GRANULARITY_NS", 0)
    build(target, PAGES)
    build(target, {**PAGES, "00/index.html": "first"})
    with Output(target, protect=[], standby=cache) as output:
        for name, text in PAGES.items():
            output.write(name, text)
        output.prepare()
        with monkeypatch.context() as patch:
            patch.setattr(os, "scandir", read_again)
            patch.setattr("generator.storage.placement.remove_folder", lambda _: None)
            output.commit()
    assert site(target) == PAGES


def test_files_are_looked_for_while_others_are_made(target: Path) -> None:
    """One that is not as it was is not kept, and no other of its output."""
    build(target, PAGES)
    build(target, {**PAGES, "00/index.html": "first"})
    stamps = {name: stamp_of(target / name) for name in PAGES}
    (target / "03/index.html").write_text("mine")
    with Output(target, protect=[], standby=target.parent / "cache") as output:
        output.prepare(iter(stamps.items()))
        names = sorted(PAGES)
        kept = {name for name in names if output.keep({name: stamps[name]})}
        assert kept == PAGES.keys() - {"03/index.html"}
        assert not output.keep({name: stamps[name] for name in ("03/index.html", "04/index.html")})
        output.write("03/index.html", "old")
        output.commit()
    assert site(target)["03/index.html"] == "old"
