"""The parts of the documentation that follow from the program are current and complete."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from generator.site import views
from generator.spelling.ruby import RubyGroup
from tools.docs.__main__ import PAGES
from tools.docs.template_reference import VIEWS, members, template_reference

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_current(name: str) -> None:
    """Otherwise run `python -m tools.docs`."""
    assert (ROOT / name).read_text("utf-8") == PAGES[name]()


def view_classes() -> Iterator[type[Struct]]:
    for module in VIEWS:
        for class_ in vars(module).values():
            if inspect.isclass(class_) and issubclass(class_, Struct) and class_ is not Struct:
                yield class_


@pytest.mark.parametrize("class_", list(view_classes()), ids=lambda class_: class_.__name__)
def test_every_field_and_property_of_a_view_is_in_the_reference(class_: type[Struct]) -> None:
    section = template_reference().split(f"\n### {class_.__name__}\n")[1].split("\n### ")[0]
    properties = [name for name, each in vars(class_).items() if isinstance(each, property)]
    for name in (*class_.__struct_fields__, *properties):
        assert f"\n| `{name}` | " in section


def test_classes_that_views_contain_are_in_the_reference() -> None:
    text = template_reference()
    for name in (RubyGroup.__name__, "Bilingual", "Statistics", "Coverage", "Bar"):
        assert f"\n### {name}\n" in text


def test_descriptions_are_those_of_the_code() -> None:
    found = {name: text for name, _, text in members(views.PageView)}
    assert found["styles"] == "The addresses of the style sheets."
    assert found["lang"] == "The language of the page."
