"""Keys change with what decides an output, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.building.digests import digest
from generator.building.keys import Dependencies, Entries, SiteKeys
from generator.content.config import Config
from generator.content.entries import Lexeme, Term
from generator.model import Bilingual, Edition


def term(id_: str, form: str, **changes: object) -> Term:
    found = Term(id_, {Edition.HANS: form}, "", "english", Bilingual("定义", "definition"), "")
    return replace(found, **changes)


MODEL, DATA = term("model", "模型"), term("data", "数据")
BANK = Lexeme("行长", "hángzhǎng", english="head")


def entries(*found: Term | Lexeme) -> Entries:
    terms = [entry for entry in found if isinstance(entry, Term)]
    return Entries(terms, [entry for entry in found if isinstance(entry, Lexeme)], str)


TEXT = Dependencies("大模型很好", shown_terms=("model",))


@pytest.mark.parametrize(
    "other",
    [
        entries(MODEL, term("data", "数字")),
        entries(DATA, MODEL),
        entries(MODEL),
        entries(MODEL, DATA, Lexeme("经理")),
        entries(replace(MODEL, line=7), DATA),
    ],
)
def test_entries_that_do_not_occur_make_no_difference(other: Entries) -> None:
    assert other.occurring(TEXT) == entries(MODEL, DATA, BANK).occurring(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        entries(DATA, BANK),
        entries(replace(MODEL, english="other"), DATA),
        entries(replace(MODEL, aliases=("很好",)), DATA),
        entries(MODEL, DATA, Lexeme("很好")),
        entries(MODEL, term("good", "很好")),
    ],
)
def test_entries_that_occur_make_a_difference(other: Entries) -> None:
    assert other.occurring(TEXT) != entries(MODEL, DATA, BANK).occurring(TEXT)


def test_latin_forms_occur_in_either_case() -> None:
    text = Dependencies("用ai写")
    assert entries(term("ai", "AI")).occurring(text) != entries().occurring(text)


def test_named_terms_make_a_difference_wherever_they_are_named() -> None:
    named = Dependencies("很好", named_terms=("data",))
    changed = entries(MODEL, replace(DATA, english="other"))
    assert changed.occurring(named) != entries(MODEL, DATA).occurring(named)


def test_with_notes_the_ids_of_all_terms_make_a_difference() -> None:
    noted = Dependencies("很好", has_notes=True)
    assert entries(MODEL).occurring(noted) != entries(MODEL, DATA).occurring(noted)


def test_what_pages_show_of_a_term_depends_on_the_entries_in_its_definition() -> None:
    defined = replace(MODEL, definition=Bilingual("由数据得来。", "made from data"))
    one, other = entries(defined, DATA), entries(defined, replace(DATA, english="other"))
    assert one.shown["model"] != other.shown["model"]
    assert entries(MODEL, DATA).shown["model"] == entries(MODEL).shown["model"]


def keys(**changes: object) -> SiteKeys:
    found = SiteKeys("program", Config(Path("site")), entries(MODEL), "frame", {"article": "t1"})
    return replace(found, **changes)  # type: ignore[arg-type]


def test_settings_of_pages_leave_the_annotation() -> None:
    other = keys(config=Config(Path("site"), title=Bilingual("新", "new")))
    assert other.annotation == keys().annotation
    assert other.reader != keys().reader


@pytest.mark.parametrize(
    "changes",
    [
        {"program": "another"},
        {"config": Config(Path("site"), html=True)},
        {"config": Config(Path("site"), editions=(Edition.TW,))},
        {"has_lexemes": True},
    ],
)
def test_the_annotation_depends_on_the_program_and_its_settings(changes: dict[str, object]) -> None:
    assert keys(**changes).annotation != keys().annotation


def output(
    site: SiteKeys,
    *,
    targets: tuple[str, ...] = (),
    shown: tuple[str, ...] = (),
    ways_on: str = "",
) -> str:
    return site.output_key("article", "annotation", targets, shown, ways_on)


def test_an_output_depends_on_its_templates_links_terms_and_frame() -> None:
    base = output(keys(), shown=("model",))
    others = [
        output(keys(templates={"article": "t2"}), shown=("model",)),
        output(keys(frame="other"), shown=("model",)),
        output(keys(), targets=("a/#",), shown=("model",)),
        output(keys(), shown=("model",), ways_on="others"),
        output(keys()),
        output(keys(entries=entries(replace(MODEL, english="x"))), shown=("model",)),
    ]
    assert len({base, *others}) == len(others) + 1


def test_equal_values_have_equal_digests() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("a", "b") != digest("ab")
    assert digest(Path("a/b")) == digest("a/b")
    with pytest.raises(TypeError, match="no digest for a object"):
        digest(object())
