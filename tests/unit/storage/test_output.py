"""States of an output folder, one per test: foreign files are never lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest

from generator.storage import whole as whole_module
from generator.storage.manifest import MANIFEST
from generator.storage.output import CommitResult, Output
from generator.storage.placement import aside_folder
from generator.storage.refusal import OutputFailedError, OutputRefusedError
from generator.storage.stamps import stamp_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "articles").mkdir(parents=True)
    (site / "site.toml").write_text("")
    return site


def build(
    root: Path,
    files: Mapping[str, str | bytes],
    target: Path | None = None,
    *,
    force: bool = False,
    whole: bool = True,
) -> CommitResult:
    with Output(
        target or root / "_site",
        protect=[root],
        sources=[root / "articles"],
        force=force,
        whole=whole,
    ) as output:
        for name, data in files.items():
            output.write(PurePosixPath(name), data)
        return output.commit()


def tree(folder: Path) -> dict[str, str]:
    """Every file except the manifest; links are not followed."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            place = Path(base, name)
            if place.name != MANIFEST:
                text = f"-> {place.readlink()}" if place.is_symlink() else place.read_text()
                found[place.relative_to(folder).as_posix()] = text
    return found


class TestWriting:
    def test_writes_text_and_bytes(self, root: Path) -> None:
        done = build(root, {"index.html": "页", "static/a.bin": b"\x00\xff"})
        assert done == CommitResult(written=2, removed=0)
        assert (root / "_site/index.html").read_bytes() == "页".encode()
        assert (root / "_site/static/a.bin").read_bytes() == b"\x00\xff"

    def test_leaves_nothing_beside_the_target(self, root: Path) -> None:
        build(root, {"index.html": "a"})
        assert sorted(path.name for path in root.iterdir()) == ["_site", "articles", "site.toml"]

    def test_unchanged_files_keep_their_time(self, root: Path) -> None:
        build(root, {"a.html": "a", "b.html": "b"})
        for name in ("a.html", "b.html", str(MANIFEST)):
            os.utime(root / "_site" / name, (1, 1))
        assert build(root, {"a.html": "a", "b.html": "new"}) == CommitResult(1, 0)
        times = {path.name: path.stat().st_mtime for path in (root / "_site").iterdir()}
        assert times["a.html"] == 1
        assert times["b.html"] > 1
        assert times[str(MANIFEST)] == 1

    def test_parents_of_the_target_are_made(self, root: Path, tmp_path: Path) -> None:
        build(root, {"a.html": "a"}, tmp_path / "x/y/z")
        assert tree(tmp_path / "x") == {"y/z/a.html": "a"}

    def test_assets_come_before_pages(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        order: list[str] = []
        replace = os.replace

        def spy(source: Path, place: Path) -> None:
            order.append(Path(place).name)
            replace(source, place)

        monkeypatch.setattr(os, "replace", spy)
        files = {"a.html": "", "static/z.css": "", "b/index.html": ""}
        build(root, files, whole=False)
        assert [name for name in order if name in ("z.css", "a.html", "index.html")] == [
            "z.css",
            "a.html",
            "index.html",
        ]

    def test_what_is_written_may_be_shown_before_the_rest(self, root: Path) -> None:
        build(root, {"a.html": "a", "b.html": "b", "old.html": "old"})
        target = root / "_site"
        with Output(target, protect=[root], whole=False) as output:
            output.write("a.html", "A")
            output.write("c/d.js", "d")
            assert output.show() == {"a.html", "c/d.js"}
            assert output.show() == set()
            shown = {"a.html": "A", "b.html": "b", "c/d.js": "d", "old.html": "old"}
            assert tree(target) == shown
            listed = json.loads((target / MANIFEST).read_text())["files"]
            assert listed == sorted(shown), "so that none is foreign if the build is killed now"
            with pytest.raises(ValueError, match="written twice"):
                output.write("a.html", "again")
            output.write("b.html", "B")
            assert output.commit() == CommitResult(written=3, removed=1)
        assert tree(target) == {"a.html": "A", "b.html": "B", "c/d.js": "d"}

    def test_a_build_that_ends_after_it_has_shown_files_leaves_whole_ones(self, root: Path) -> None:
        build(root, {"a.html": "a", "b.html": "b"})
        with Output(root / "_site", protect=[root], whole=False) as output:
            output.write("a.html", "A")
            output.show()
            output.write("b.html", "B")
        assert tree(root / "_site") == {"a.html": "A", "b.html": "b"}
        assert build(root, {"a.html": "A", "b.html": "B"}) == CommitResult(written=1, removed=0)

    def test_nothing_is_shown_that_must_change_in_one_step_or_is_in_the_way(
        self, root: Path
    ) -> None:
        build(root, {"a.html": "a"})
        (root / "_site/mine.html").write_text("mine")
        for whole, name in ((True, "a.html"), (False, "mine.html"), (False, "a.html/b.html")):
            with Output(root / "_site", protect=[root], whole=whole) as output:
                output.write(name, "new")
                assert output.show() == set()
        assert tree(root / "_site") == {"a.html": "a", "mine.html": "mine"}

    @pytest.mark.parametrize(
        "name",
        [
            "../out.html",
            "a/../../out.html",
            "/etc/out.html",
            "",
            ".",
            str(MANIFEST),
            "._site.jiazhu-aside/lock",
        ],
    )
    def test_path_that_escapes(self, root: Path, name: str) -> None:
        with (
            Output(root / "_site", protect=[root]) as output,
            pytest.raises(ValueError, match="not a path inside the output folder"),
        ):
            output.write(PurePosixPath(name), "x")

    @pytest.mark.parametrize(
        ("name", "fault"),
        [
            ("a\\..\\out.html", r"“a\\..\\out.html” contains \\"),
            ("c:/out.html", "“c:” contains :"),
            ("a\0b", r"'a\\x00b' contains U\+0000"),
            ("what?.png", r"contains \?"),
            ("static/CON.png", "device on Windows"),
            ("end./a.png", "ends with a full stop"),
            ("\udcff.png", "not valid UTF-8"),
            ("长" * 90, "“长{20}…” is longer than 255 bytes"),
        ],
    )
    def test_name_that_not_every_system_has(self, root: Path, name: str, fault: str) -> None:
        with (
            Output(root / "_site", protect=[root]) as output,
            pytest.raises(ValueError, match=fault),
        ):
            output.write(PurePosixPath(name), "x")

    def test_names_that_differ_in_case_alone(self, root: Path) -> None:
        build(root, {"Pic.png": "one"})
        with Output(root / "_site", protect=[root]) as output:
            assert output.keep({"Pic.png": stamp_of(root / "_site/Pic.png")})
            with pytest.raises(ValueError, match=r"Pic\.png and pic\.png are the same"):
                output.write("pic.png", "two")

    def test_full_disk(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        build(root, {"a.html": "old"})

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(Path, "write_bytes", refuse)
        with pytest.raises(
            OutputFailedError, match=r"Cannot write a\.html: no space left"
        ) as failed:
            build(root, {"a.html": "new"})
        assert "free space" in failed.value.hint
        assert tree(root) == {"_site/a.html": "old", "site.toml": ""}

    def test_files_are_synced_before_the_site_is_exchanged(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build(root, {"a.html": "old"})
        order: list[str] = []
        sync, swap = os.fsync, whole_module.exchange

        def note_sync(file: int) -> None:
            order.append("sync")
            sync(file)

        def note_exchange(new: Path, old: Path) -> None:
            order.append("exchange")
            swap(new, old)

        monkeypatch.setattr(os, "fsync", note_sync)
        monkeypatch.setattr(whole_module, "exchange", note_exchange)
        build(root, {"a.html": "new", "b.html": "new"})
        at = order.index("exchange")
        assert order[:at].count("sync") >= 4  # two files, the manifest, the folder
        assert order[at + 1 :].count("sync") >= 1  # the folder above

    def test_folders_keep_their_modes(self, root: Path) -> None:
        build(root, {"a/index.html": "old", "b/index.html": "old"})
        (root / "_site").chmod(0o2775)
        (root / "_site/a").chmod(0o700)
        build(root, {"a/index.html": "new", "b/index.html": "old"})
        modes = [(root / "_site" / name).stat().st_mode & 0o7777 for name in ("", "a")]
        assert modes == [0o2775, 0o700]

    def test_two_pages_at_one_address(self, root: Path) -> None:
        with Output(root / "_site", protect=[root]) as output:
            output.write(PurePosixPath("a/index.html"), "one")
            with pytest.raises(ValueError, match="written twice"):
                output.write(PurePosixPath("a/index.html"), "two")


class TestStaleAndForeign:
    def test_stale_pages_and_their_folders_go(self, root: Path) -> None:
        build(root, {"a/index.html": "a", "b/c/index.html": "b"})
        assert build(root, {"a/index.html": "a"}) == CommitResult(written=0, removed=1)
        assert tree(root / "_site") == {"a/index.html": "a"}
        assert not (root / "_site/b").exists()

    def test_foreign_files_stay(self, root: Path) -> None:
        build(root, {"b/index.html": "b"})
        for name in (".git/HEAD", "CNAME", "b/notes.txt"):
            place = root / "_site" / name
            place.parent.mkdir(exist_ok=True)
            place.write_text("mine")
        build(root, {"index.html": "a"})
        assert tree(root / "_site") == {
            ".git/HEAD": "mine",
            "CNAME": "mine",
            "b/notes.txt": "mine",
            "index.html": "a",
        }

    def test_foreign_file_in_the_way_is_not_overwritten(self, root: Path) -> None:
        (root / "_site").mkdir()
        (root / "_site/index.html").write_text("mine")
        with pytest.raises(OutputRefusedError, match=r"index\.html.*not written by Jiazhu"):
            build(root, {"a.html": "a", "index.html": "ours"})
        assert tree(root / "_site") == {"index.html": "mine"}

    def test_foreign_file_with_the_same_bytes_is_adopted(self, root: Path) -> None:
        build(root, {"index.html": "same"})
        (root / "_site" / MANIFEST).unlink()
        assert build(root, {"index.html": "same"}) == CommitResult(0, 0)
        assert build(root, {}) == CommitResult(0, 1)

    def test_foreign_file_where_a_folder_goes(self, root: Path) -> None:
        (root / "_site").mkdir()
        (root / "_site/a").write_text("mine")
        with pytest.raises(OutputRefusedError):
            build(root, {"a/index.html": "a"})
        assert tree(root / "_site") == {"a": "mine"}

    @pytest.mark.parametrize("foreign", ["a/mine.txt", "a/empty/"])
    def test_foreign_content_where_a_file_goes(self, root: Path, foreign: str) -> None:
        build(root, {"a/index.html": "a"})
        place = root / "_site" / foreign
        if foreign.endswith("/"):
            place.mkdir()
        else:
            place.write_text("mine")
        with pytest.raises(OutputRefusedError):
            build(root, {"a": "file"})
        assert place.exists()
        assert (root / "_site/a/index.html").read_text() == "a"

    def test_folder_becomes_file_and_file_becomes_folder(self, root: Path) -> None:
        build(root, {"a/x/index.html": "1", "b": "2"})
        assert build(root, {"a": "3", "b/index.html": "4"}) == CommitResult(2, 2)
        assert tree(root / "_site") == {"a": "3", "b/index.html": "4"}


class TestHarm:
    @pytest.mark.parametrize("target", [".", "..", "articles", "articles/deep/out"])
    def test_output_over_sources(self, root: Path, target: str) -> None:
        before = tree(root)
        with pytest.raises(OutputRefusedError) as refused:
            build(root, {"index.html": "x"}, root / target)
        assert refused.value.hint
        assert tree(root) == before

    def test_output_over_sources_through_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(root)
        with pytest.raises(OutputRefusedError, match="would overwrite"):
            build(root, {"index.html": "x"}, tmp_path / "link")

    @pytest.mark.parametrize("target", [".", ".."])
    def test_output_over_the_home_folder(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
    ) -> None:
        home = tmp_path / "homes/me"
        home.mkdir(parents=True)
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("USERPROFILE", str(home))
        with pytest.raises(OutputRefusedError, match="home folder"):
            build(root, {"index.html": "x"}, home / target)
        build(root, {"index.html": "x"}, home / "site")

    def test_output_over_everything(self, root: Path) -> None:
        with pytest.raises(OutputRefusedError, match="would overwrite"):
            build(root, {"index.html": "x"}, Path(root.anchor))

    def test_output_is_a_file(self, root: Path) -> None:
        with pytest.raises(OutputRefusedError, match="is a file"):
            build(root, {}, root / "site.toml")

    def test_failed_build_leaves_the_last_good_site(self, root: Path) -> None:
        build(root, {"index.html": "good", "old.html": "old"})

        def fail_half_way() -> None:
            with Output(root / "_site", protect=[root]) as output:
                output.write(PurePosixPath("index.html"), "half")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_half_way()
        assert tree(root / "_site") == {"index.html": "good", "old.html": "old"}
        assert not aside_folder(root / "_site").exists()

    def test_second_build_at_the_same_time(self, root: Path) -> None:
        with Output(root / "_site", protect=[root]) as first:
            first.write(PurePosixPath("index.html"), "first")
            with pytest.raises(OutputRefusedError, match="Another build"):
                Output(root / "_site", protect=[root])
            first.commit()
        assert build(root, {"index.html": "second"}) == CommitResult(1, 0)

    def test_a_build_that_waits_for_another(self, root: Path) -> None:
        first = Output(root / "_site", protect=[root])
        first.write(PurePosixPath("index.html"), "first")
        with ThreadPoolExecutor() as threads:
            waiting = threads.submit(Output, root / "_site", protect=[root], wait=300)
            assert not waiting.done()
            first.commit()
            with waiting.result() as second:
                second.write(PurePosixPath("index.html"), "second")
                second.commit()
        assert tree(root / "_site") == {"index.html": "second"}

    def test_aside_goes_inside_where_the_parent_is_closed(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (root / "_site").mkdir()
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != root)
        assert aside_folder(root / "_site").parent == root / "_site"
        build(root, {"index.html": "a"})
        assert tree(root / "_site") == {"index.html": "a"}


class TestLinks:
    def test_linked_folder_is_not_written_through(self, root: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (root / "_site").mkdir()
        (root / "_site/a").symlink_to(outside)
        with pytest.raises(OutputRefusedError):
            build(root, {"a/index.html": "x"})
        assert tree(outside) == {}

    def test_same_bytes_behind_a_link_do_not_count(self, root: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "index.html").write_text("x")
        (root / "_site").mkdir()
        (root / "_site/a").symlink_to(outside)
        with pytest.raises(OutputRefusedError):
            build(root, {"a/index.html": "x"})

    def test_linked_page_is_replaced_not_followed(self, root: Path, tmp_path: Path) -> None:
        build(root, {"index.html": "old"})
        outside = tmp_path / "precious"
        outside.write_text("precious")
        (root / "_site/index.html").unlink()
        (root / "_site/index.html").symlink_to(outside)
        build(root, {"index.html": "new"})
        assert tree(root / "_site") == {"index.html": "new"}
        assert outside.read_text() == "precious"

    def test_foreign_links_stay_links(self, root: Path) -> None:
        build(root, {"index.html": "old"})
        (root / "_site/latest").symlink_to("index.html")
        (root / "_site/gone").symlink_to("nowhere")
        (root / "_site/up").symlink_to("..", target_is_directory=True)
        build(root, {"index.html": "new"})
        links = {name: os.readlink(root / "_site" / name) for name in ("latest", "gone", "up")}
        assert links == {"latest": "index.html", "gone": "nowhere", "up": ".."}

    def test_stale_page_behind_a_link_stays(self, root: Path, tmp_path: Path) -> None:
        build(root, {"a/index.html": "old"})
        outside = tmp_path / "outside"
        (root / "_site/a").rename(outside)
        (root / "_site/a").symlink_to(outside)
        assert build(root, {}) == CommitResult(0, 0)
        assert tree(outside) == {"index.html": "old"}

    @pytest.mark.parametrize("name", ["._site.jiazhu-aside", "._site.lock.jiazhu-aside"])
    def test_linked_temporary_files_are_refused(
        self, root: Path, tmp_path: Path, name: str
    ) -> None:
        victim = tmp_path / "victim"
        (victim / "tree").mkdir(parents=True)
        (victim / "tree/precious").write_text("precious")
        (victim / "lock").write_text("precious")
        build(root, {"index.html": "old"})
        (root / name).symlink_to(victim / "lock" if "lock" in name else victim)
        with pytest.raises(OutputRefusedError, match="not a file or folder that Jiazhu has made"):
            build(root, {"index.html": "new"})
        assert tree(victim) == {"tree/precious": "precious", "lock": "precious"}

    def test_linked_tree_in_the_temporary_folder(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "precious").mkdir()
        (tmp_path / "precious/file").write_text("precious")
        (root / "._site.jiazhu-aside").mkdir()
        (root / "._site.jiazhu-aside/tree").symlink_to(tmp_path / "precious")
        build(root, {"index.html": "new"})
        assert tree(tmp_path / "precious") == {"file": "precious"}


class TestManifest:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"\xff\xfe",
            b"[]",
            b'{"files": 3}',
            b'{"files": [3]}',
            b'{"files": ["../../precious"]}',
            b"[" * 100_000,
        ],
    )
    def test_corrupt_manifest_makes_all_files_foreign(self, root: Path, content: bytes) -> None:
        build(root, {"index.html": "a", "same.html": "same"})
        (root / "precious").write_text("precious")
        (root / "_site/foreign").write_text("mine")
        (root / "_site" / MANIFEST).write_bytes(content)
        with pytest.raises(OutputRefusedError, match=r"index\.html .* not written") as refused:
            build(root, {"index.html": "b", "same.html": "same"})
        assert "--force" in refused.value.hint
        assert (root / "_site/index.html").read_text() == "a"
        new = {"index.html": "b", "same.html": "same"}
        assert build(root, new, force=True) == CommitResult(1, 0)
        assert tree(root / "_site") == {**new, "foreign": "mine"}
        assert (root / "precious").read_text() == "precious"
        files = json.loads((root / "_site" / MANIFEST).read_text())["files"]
        assert files == ["index.html", "same.html"]

    def test_a_manifest_cannot_name_what_is_outside(self, root: Path) -> None:
        build(root, {"index.html": "a"})
        (root / "precious").write_text("precious")
        place = root / "_site" / MANIFEST
        files = {"files": ["index.html", "../precious", "/etc/hostname", str(MANIFEST)]}
        place.write_text(json.dumps(files))
        assert build(root, {"index.html": "b"}) == CommitResult(1, 0)
        assert (root / "precious").read_text() == "precious"
        assert json.loads(place.read_text())["files"] == ["index.html"]

    def test_linked_manifest_is_ignored(self, root: Path, tmp_path: Path) -> None:
        (root / "_site").mkdir()
        (root / "_site/mine.html").write_text("mine")
        forged = tmp_path / "forged.json"
        forged.write_text('{"files": ["mine.html"]}')
        (root / "_site" / MANIFEST).symlink_to(forged)
        build(root, {"index.html": "a"})
        assert (root / "_site/mine.html").read_text() == "mine"
        assert forged.read_text() == '{"files": ["mine.html"]}'
