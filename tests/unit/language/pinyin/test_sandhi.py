from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.pinyin.sandhi import Bound, Cited, Rules, spoken
from tests.fixture_file import Case, read_cases

BOUNDS = {"": Bound.NONE, "·": Bound.PART, "-": Bound.GROUP, " ": Bound.WORD}


def cited(text: str) -> list[Cited]:
    """What a fixture writes: `你ni3好hao3 ，很hen3 好hao3`."""
    out = []
    bound = Bound.PAUSE
    for mark, pause, char, syllable in re.findall(r"([-·]?)([，？ ]*)(.)([A-Za-zü]+[1-5])?", text):
        if pause.strip():
            bound = Bound.PAUSE
        elif out:
            bound = BOUNDS[mark or pause[:1]]
        out.append(Cited(char, syllable, bound))
    return out


@pytest.mark.parametrize("case", read_cases("language/sandhi.txt"), ids=str)
def test_sandhi(case: Case) -> None:
    turned = case.title.partition("|")[2].split()
    rules = Rules(**{name: not getattr(Rules(), name) for name in turned})
    assert " ".join(spoken(cited(case.input), rules)) == case.expected


def test_a_capital_stays() -> None:
    assert spoken(cited("一Yi1定ding4")) == ["Yi2", "ding4"]


SYLLABLES = st.sampled_from(["yi1", "bu4", "hao3", "ni3", "shi4", "ren2", "de5", "r5", ""])


@given(st.lists(st.tuples(st.sampled_from("一不好你是"), SYLLABLES, st.sampled_from(Bound))))
def test_only_tones_change_and_two_third_tones_never_meet_in_a_word(
    items: list[tuple[str, str, Bound]],
) -> None:
    given_ = [Cited(*item) for item in items]
    said = spoken(given_)
    assert [s[:-1] for s in said] == [c.syllable[:-1] for c in given_]
    for left, right, item in zip(said, said[1:], given_[1:], strict=False):
        assert not (left[-1:] == right[-1:] == "3" and item.bound is not Bound.PAUSE)
