from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accuracy.data import GoldSentence, GoldWord, Sets, parse_conllu, parse_cpp
from benchmarks.accuracy.report import MissingError
from generator.model import Span
from tools.language.corpus import Example

CONLLU = """\
# sent_id = 1
# text = 他 用GPT。
1\t他\t他\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2-3\t用GPT\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t用\t用\tVERB\tVV\t_\t0\troot\t_\tSpaceAfter=No
3\tGPT\tGPT\tX\tFW\t_\t2\tobj\t_\tSpaceAfter=No
4\t。\t。\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No

# sent_id = 2
# text = 好
1\t好\t好\tADJ\tJJ\t_\t0\troot\t_\t_
"""


def test_conllu() -> None:
    first, second = parse_conllu(CONLLU)
    assert [(w.span.of(first.text), w.tag) for w in first.words] == [
        ("他", "PRP"),
        ("用", "VV"),
        ("GPT", "FW"),
        ("。", "."),
    ]
    assert second == GoldSentence("好", [GoldWord(Span(0, 1), "JJ")])


def test_cpp() -> None:
    found = parse_cpp("发现▁了▁此天体。\n▁重▁来\n", "le5\nchong2\n")
    assert found == [Example("发现了此天体。", 2, "le5"), Example("重来", 0, "chong2")]
    with pytest.raises(ValueError, match="no character is marked"):
        parse_cpp("发现了\n", "le5\n")


def test_missing_sets(tmp_path: Path) -> None:
    sets = Sets(tmp_path, tmp_path)
    with pytest.raises(MissingError, match="cpp-dev"):
        _ = sets.cpp
    with pytest.raises(MissingError, match="corpus/polyphones"):
        _ = sets.held_out
    with pytest.raises(MissingError, match="corpus/running"):
        _ = sets.running


def test_only_held_out_sentences_count(tmp_path: Path) -> None:
    folder = tmp_path / "polyphones"
    folder.mkdir()
    (folder / "了.txt").write_text("le5\t他来[了]。\nliao3\t没完没[了]。\nbad\n", "utf-8")
    sets = Sets(tmp_path, tmp_path)
    assert [example.sentence for example in sets.held_out] == ["没完没了。"]
    assert len(sets.faults) == 1
