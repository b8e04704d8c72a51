from __future__ import annotations

from collections.abc import Sequence

from generator.language.names.assemble import find_names
from generator.language.names.tagger import BIAS, NameTagger
from generator.language.words.tokens import word_kind
from generator.model import NameKind, Span, Word


def found(
    cut: str, names: str, *, candidates: str = "", fixed: str = ""
) -> tuple[str, Sequence[tuple[str, NameKind]]]:
    """Return the words and the names of a text split at strokes; the model labels `names`."""
    words, at, text = [], 0, cut.replace("|", "")
    for part in cut.split("|"):
        words.append(Word(Span(at, at + len(part)), word_kind(part)))
        at += len(part)
    weights = {("word", name): 9.0 for name in names.split()} | {BIAS: -3.0}
    spans = {w.span for w in words if w.span.of(text) in candidates.split()}
    own = {w.span for w in words if w.span.of(text) in fixed.split()}
    done, given = find_names(
        text, words, dict.fromkeys(spans, NameKind.OTHER), own, NameTagger(weights)
    )
    return "|".join(w.span.of(text) for w in done), [(n.span.of(text), n.kind) for n in given]


def test_words_that_only_form_a_name_are_merged() -> None:
    assert found("碑|记|镇", "碑 记") == ("碑记|镇", [("碑记", NameKind.PLACE)])
    assert found("李|杰|说", "李 杰") == ("李杰|说", [("李杰", NameKind.PERSON)])
    assert found("周|化|人|说", "周 化 人") == ("周化人|说", [("周化人", NameKind.PERSON)])


def test_words_of_the_site_are_not_merged() -> None:
    assert found("碑|记|镇", "碑 记", fixed="记")[0] == "碑|记|镇"


def test_abbreviations_are_not_merged() -> None:
    assert found("沪|汉|蓉|铁路", "沪 汉 蓉")[0] == "沪|汉|蓉|铁路"


def test_the_type_of_a_place_is_not_a_name() -> None:
    assert found("克博|州|的", "克博 州")[1] == [("克博", NameKind.PLACE)]


def test_a_single_character_needs_support_from_its_context() -> None:
    assert found("凝成|絮|状", "絮")[1] == []
    assert found("王|主席|说", "王")[1] == [("王", NameKind.PERSON)]
    assert found("滁|河|的|水", "滁")[1] == [("滁", NameKind.PLACE)]


def test_kinds_depend_on_the_context() -> None:
    assert found("克博|大学", "克博")[1] == [("克博", NameKind.ORGANISATION)]
    assert found("在|克博|住", "克博")[1] == [("克博", NameKind.PLACE)]
    assert found("克博|认为", "克博")[1] == [("克博", NameKind.PERSON)]
