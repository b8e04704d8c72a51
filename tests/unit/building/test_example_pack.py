"""Tests for the file with what articles add to the index of examples."""

from __future__ import annotations

from pathlib import Path

from generator.building.example_pack import NOWHERE, ExamplePack
from generator.building.example_slices import checked_facts, encode_slices, slice_digests
from generator.site.examples import shard

FACTS = {"鱼": ("b1.s1",), "水": ("b1.s2", "b2.s1")}


def test_entries_are_read_by_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "cache/x.examples"
    first = ExamplePack(path, anew=True)
    places = [first.add(b"one"), first.add(b"three")]
    first.close()
    second = ExamplePack(path, anew=False)
    assert [second.get(place) for place in places] == [b"one", b"three"]
    added = second.add(b"four")
    second.close()
    third = ExamplePack(path, anew=False)
    assert [third.get(place) for place in (*places, added)] == [b"one", b"three", b"four"]
    assert third.get((100, 3)) == b""
    third.close()


def test_entries_are_read_by_the_build_that_adds_them(tmp_path: Path) -> None:
    path = tmp_path / "x.examples"
    for anew in (True, False):
        pack = ExamplePack(path, anew=anew)
        one = pack.add(b"one")
        assert pack.get(one) == b"one"
        two = pack.add(b"two")
        assert [pack.get(place) for place in (two, one)] == [b"two", b"one"]
        pack.close()


def test_a_failed_build_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.examples"
    pack = ExamplePack(path, anew=True)
    pack.add(b"one")
    pack.close()
    for anew in (False, True):
        failed = ExamplePack(path, anew=anew)
        failed.add(b"two")
        failed.close(succeeded=False)
    assert path.read_bytes().startswith(b"one")
    assert [each.name for each in tmp_path.iterdir()] == ["x.examples"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    pack = ExamplePack(tmp_path / "file/x.examples", anew=True)
    assert pack.add(b"one") == NOWHERE
    pack.close()


def test_facts_are_compared_with_their_digests() -> None:
    data, names = encode_slices(FACTS), [shard("鱼")]
    digests = slice_digests(data)
    assert checked_facts(data, names, digests) == {"鱼": ("b1.s1",)}
    assert checked_facts(data, [], digests) == {}
    assert checked_facts(encode_slices({"鱼": ("b1.s2",)}), names, digests) is None
    assert checked_facts(encode_slices({}), names, digests) is None
    assert checked_facts(b"", names, digests) is None
    assert checked_facts(data[:-1], names, digests) is None
