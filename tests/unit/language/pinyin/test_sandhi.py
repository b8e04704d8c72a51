from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.pinyin.sandhi import Boundary, CitedSyllable, SandhiRules, apply_sandhi
from tests.fixture_file import Case, read_cases

BOUNDARIES = {"": Boundary.NONE, "·": Boundary.PART, "-": Boundary.GROUP, " ": Boundary.WORD}


def parse_syllables(text: str) -> list[CitedSyllable]:
    """Parse the notation of the fixture: `你ni3好hao3 ，很hen3 好hao3`."""
    out = []
    boundary = Boundary.PAUSE
    for mark, pause, char, syllable in re.findall(r"([-·]?)([，？ ]*)(.)([A-Za-zü]+[1-5])?", text):
        if pause.strip():
            boundary = Boundary.PAUSE
        elif out:
            boundary = BOUNDARIES[mark or pause[:1]]
        out.append(CitedSyllable(char, syllable, boundary))
    return out


@pytest.mark.parametrize("case", read_cases("language/sandhi.txt"), ids=str)
def test_sandhi(case: Case) -> None:
    toggled = case.title.partition("|")[2].split()
    rules = SandhiRules(**{name: not getattr(SandhiRules(), name) for name in toggled})
    assert " ".join(apply_sandhi(parse_syllables(case.input), rules)) == case.expected


def test_a_capital_is_kept() -> None:
    assert apply_sandhi(parse_syllables("一Yi1定ding4")) == ["Yi2", "ding4"]


SYLLABLES = st.sampled_from(["yi1", "bu4", "hao3", "ni3", "shi4", "ren2", "de5", "r5", ""])


@given(st.lists(st.tuples(st.sampled_from("一不好你是"), SYLLABLES, st.sampled_from(Boundary))))
def test_only_tones_change_and_two_third_tones_never_meet_in_a_word(
    items: list[tuple[str, str, Boundary]],
) -> None:
    original = [CitedSyllable(*item) for item in items]
    changed = apply_sandhi(original)
    assert [s[:-1] for s in changed] == [c.syllable[:-1] for c in original]
    for left, right, item in zip(changed, changed[1:], original[1:], strict=False):
        assert not (left[-1:] == right[-1:] == "3" and item.boundary is not Boundary.PAUSE)
