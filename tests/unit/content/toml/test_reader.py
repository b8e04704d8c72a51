import tomllib
from pathlib import Path

import pytest

from generator.content.toml.decode import decode_toml
from generator.content.toml.places import Statement, resolve_places, scan_statements
from generator.content.toml.reader import FileCodes, TableReader, read_table
from generator.diagnostics import Report
from tests.fixture_file import FIXTURES


def test_positions_in_a_whole_document() -> None:
    text = (FIXTURES / "content" / "whole.toml").read_text("utf-8")
    data = tomllib.loads(text)
    found = resolve_places(scan_statements(text))

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


@pytest.mark.parametrize("text", ["{} = 1", "[{}]", "x = {{ {} = 1 }}"])
def test_a_key_has_a_hundred_parts_at_most(text: str) -> None:
    decoded = decode_toml(text.format(".".join("a" * 100)))
    assert decoded.faults == ()
    assert decoded.data
    (fault,) = decode_toml(text.format(".".join("a" * 101))).faults
    assert fault.message == "Lists or keys are nested too deeply"


FRAGMENTS = (FIXTURES / "content" / "toml_fragments.txt").read_text("utf-8").split("\n")


@pytest.mark.parametrize("text", FRAGMENTS)
def test_decoder_never_fails(text: str) -> None:
    decoded = decode_toml(text)
    try:
        assert tomllib.loads(text) == decoded.data
    except tomllib.TOMLDecodeError:
        assert decoded.faults
    decoded = decode_toml(f"{text}\n[table]\nkey = 1")
    assert decoded.data == {"table": {"key": 1}}


def test_statements_after_a_fault_are_decoded() -> None:
    decoded = decode_toml('a = [1,\nb = 2\n[c\nd = 3\n[e]\nf = "\ng = 4\n')
    assert decoded.data == {"b": 2, "e": {"g": 4}}
    assert len(decoded.faults) == 3


def test_lines_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    text = '# x\n\n[[term]]\nid = 1\n[[ term ]]\nid = """a\nb"""\n'
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    codes = FileCodes("S007", "S008", "S009")
    table = read_table(path, Report(), codes)
    assert table is not None
    entries = list(TableReader(table, Report(), codes).tables("term"))
    assert [entry.line for entry in entries] == [3, 5]
    assert TableReader(entries[1], Report(), codes).string("id") == "a\nb"


def test_a_text_is_scanned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned: list[str] = []

    def scan(text: str) -> list[Statement]:
        scanned.append(text)
        return scan_statements(text)

    monkeypatch.setattr("generator.content.toml.decode.scan_statements", scan)
    text = 'a = 1 # jiazhu: ignore T006: x\nb = "\n[c]\nd = [\ne = 2 # jiazhu: ignore T007: y\n'
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    report = Report()
    table = read_table(path, report, FileCodes("S007", "S008", "S009"))
    assert table is not None
    assert scanned == [text]
    assert table.data == {"a": 1, "c": {"e": 2}}
    assert table.child({}, "c").line == 3
    assert [d.line for d in report.diagnostics] == [2, 4]
    assert [s.line for s in report.suppressions] == [1, 5]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_decoded_statements_of_a_broken_text_are_the_valid_ones(text: str) -> None:
    decoded = decode_toml(f"a = 1\n{text}\n[table]\nkey = 1")
    valid = "\n".join(decoded.text[s.start : s.end] for s in decoded.statements)
    assert tomllib.loads(valid) == decoded.data
    assert set(decoded.places) == set(resolve_places(scan_statements(valid)))
