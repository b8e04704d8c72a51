from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotate.engines import load_engines
from generator.annotate_text import transcribe
from generator.language.pinyin.styles import Erhua, Spelling, Style
from tests.fixture_file import Case, read_cases
from tests.growth import calls
from tests.shown import plain_engines


@pytest.mark.parametrize("case", read_cases("spelling.txt"), ids=str)
def test_transcript(case: Case) -> None:
    assert_lines(case, Spelling())


@pytest.mark.parametrize("case", read_cases("figures.txt"), ids=str)
def test_figures(case: Case) -> None:
    assert_lines(case, Spelling(numbers=True))


def assert_lines(case: Case, how: Spelling) -> None:
    engines = plain_engines()
    shown = [f"{text}: {transcribe(text, engines, how)}" for text in case.input.splitlines()]
    pairs = zip(case.input.splitlines(), case.expected.splitlines(), strict=True)
    assert shown == [f"{text}: {pinyin}" for text, pinyin in pairs]


@pytest.mark.parametrize(
    ("text", "how", "shown"),
    [
        ("看完了吗？", Spelling(Style.NUMBERS), "Kan4wan2 le5 ma5?"),
        ("看完了书。", Spelling(Style.WADE_GILES), "Kʻan⁴-wan²-lê shu¹."),
        ("看完了书。", Spelling(Style.ZHUYIN), "ㄎㄢˋ ㄨㄢˊ ˙ㄌㄜ ㄕㄨ."),
        ("一个人不去。", Spelling(sandhi=True), "Yí gè rén bú qù."),
        ("花了3.5元，走了5km", Spelling(numbers=True), "Huāle sān diǎn wǔ yuán, zǒule wǔ gōnglǐ"),
        ("看這本書，（真的）「好」……", Spelling(), "Kàn zhè běn shū, (zhēn de) “hǎo”…"),
        ("", Spelling(), ""),
    ],
)
def test_spellings_and_punctuation(text: str, how: Spelling, shown: str) -> None:
    assert transcribe(text, plain_engines(), how) == shown


@given(st.text("看完了 着2万第，。“”儿一个干净\n\u3000\ufffca-%℃😀", max_size=12))
def test_any_text_becomes_a_line(text: str) -> None:
    for how in (Spelling(), Spelling(numbers=True, erhua=Erhua.OFF)):
        line = transcribe(text, plain_engines(), how)
        assert line == line.strip()
        assert "  " not in line


@pytest.mark.parametrize("piece", ["非", "副总", "灾皮"])
def test_prefixes_and_nouns_without_an_end(piece: str) -> None:
    """Each is looked at with some before and after it, and not with all."""
    engines = load_engines()

    def work(size: int) -> int:
        return calls(lambda: transcribe(piece * (size // len(piece)), engines))

    work(300)
    assert work(1200) < 5 * work(300)
