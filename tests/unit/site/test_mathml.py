"""Formulas: what they look like, and that nothing in them becomes markup."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from generator.site.mathml import mathml

HOSTILE = [
    r"\text{<img/src=x/onerror=evil()>}",
    r"\text{</mtext></math><script>evil()</script>}",
    r"\mbox{<svg/onload=evil()>}",
    r"\tag{<iframe/src=javascript:evil()>}",
    r"\text{&lt;evil&gt;}",
    r"\text{&#x0003C;evil&#x0003E;}",
    r"\text{&#x00000;&#x0D800;&#x00001;}",
    r"\unicode{x}",
    r"\href{javascript:evil()}{x}",
    r"\href{https://evil.example/}{x}",
    r"\style{background:url(https://evil.example/)}{x}",
    r"\class{evil}{x}",
    '\\color{" onload="evil()}{x}',
    r"<evil>x</evil>",
]


@pytest.mark.parametrize("tex", HOSTILE)
def test_what_is_written_in_a_formula_is_text(tex: str) -> None:
    html = mathml(tex, display=False)
    assert html is not None
    for element in ET.fromstring(html).iter():
        assert element.tag.startswith("{http://www.w3.org/1998/Math/MathML}m"), html
        assert not {"href", "style", "class", "id"} & element.attrib.keys(), html
        assert not any(name.startswith("on") for name in element.attrib), html


def test_a_formula() -> None:
    inside = "<mrow><mi>x</mi><mo>&lt;</mo><mtext>a\xa0&amp;\xa0b</mtext></mrow>"
    assert mathml(r"x<\text{a & b}", display=False) == (
        f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">{inside}</math>'
    )


@pytest.mark.parametrize("tex", ["{" * 100_000, "x^" * 50_000, r"\frac{", r"\left("])
def test_what_is_not_understood(tex: str) -> None:
    assert mathml(tex, display=True) is None


def test_macros_do_not_grow() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    macros = "".join(
        rf"\newcommand{{\{after * 3}}}{{\{before * 3}\{before * 3}}}"
        for before, after in pairwise(names)
    )
    html = mathml(rf"\newcommand{{\aaa}}{{xx}}{macros}\zzz", display=False)
    assert html is None or len(html) < 100_000
