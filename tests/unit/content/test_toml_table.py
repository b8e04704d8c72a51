import tomllib
from pathlib import Path

import pytest

from generator.content.toml.decode import decode
from generator.content.toml.places import places, statements
from generator.content.toml_table import Codes, read
from generator.diagnostics import Report
from tests.fixture_file import FIXTURES


def test_places_of_a_whole_document() -> None:
    text = (FIXTURES / "content" / "whole.toml").read_text("utf-8")
    data = tomllib.loads(text)
    found = places(statements(text))

    def check(value: object, path: tuple[str | int, ...]) -> None:
        if path:
            place = found[path]
            if isinstance(path[-1], str):
                assert str(path[-1]) in text[place.key :].split("\n")[0]
            if isinstance(value, str | int) and not isinstance(value, bool):
                assert text[place.value :].lstrip("\"'\n").startswith(str(value)[:1])
        if isinstance(value, dict):
            for key, item in value.items():
                check(item, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                check(item, (*path, index))

    check(data, ())


FRAGMENTS = (FIXTURES / "content" / "toml_fragments.txt").read_text("utf-8").split("\n")


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_stops_the_decoder(text: str) -> None:
    decoded = decode(text)
    try:
        assert tomllib.loads(text) == decoded.data
    except tomllib.TOMLDecodeError:
        assert decoded.faults
    decoded = decode(f"{text}\n[table]\nkey = 1")
    assert decoded.data == {"table": {"key": 1}}


def test_what_follows_a_fault_is_read() -> None:
    decoded = decode('a = [1,\nb = 2\n[c\nd = 3\n[e]\nf = "\ng = 4\n')
    assert decoded.data == {"b": 2, "e": {"g": 4}}
    assert len(decoded.faults) == 3


def test_lines_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    text = '# x\n\n[[term]]\nid = 1\n[[ term ]]\nid = """a\nb"""\n'
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    table = read(path, Report(), Codes("S007", "S008", "S009"))
    assert table is not None
    entries = list(table.tables("term"))
    assert [entry.line for entry in entries] == [3, 5]
    assert entries[1].string("id") == "a\nb"
