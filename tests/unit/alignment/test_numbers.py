import pytest

from generator.alignment.numbers import chinese_numbers, english_numbers, loose_numbers


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2360亿", "236 billion"),
        ("1.2亿", "120 million"),
        ("12万", "120,000"),
        ("５００", "500"),
        ("一百四十", "140"),
        ("二十八岁", "twenty-eight"),
        ("两千三百", "two thousand three hundred"),
        ("十二", "a dozen or twelve"),
        ("三点五", "3.5"),
        ("二〇二四年", "2024"),
        ("1万亿美元", "$1 trillion"),
        ("一亿三千万", "130 million"),
        ("560万美元", "$5.6m"),
        ("35%", "35 per cent"),
        ("百分之三十五", "35%"),
        ("７.４％", "7.4 percent"),
        ("三成", "30%"),
        ("3月", "March"),
        ("十二月", "December"),
        ("20世纪", "the twentieth century"),
        ("第三", "3rd"),
        ("第三", "third"),
        ("第二十一", "twenty-first"),
        ("三萬", "30,000"),
        ("兩億", "200 million"),
        ("1.4万亿", "1.4T"),
        ("12k", "12,000"),
        ("32,000", "32k"),
        ("7B", "7"),
        ("1300亿", "130B"),
    ],
)
def test_number_is_the_same_in_both_languages(zh: str, en: str) -> None:
    answers = [answers for _, answers in chinese_numbers(zh)]
    assert len(answers) == 1
    assert answers[0] & english_numbers(en)


def test_full_width_comma_separates_numbers() -> None:
    assert [key for key, _ in chinese_numbers("996，955")] == ["996", "955"]


@pytest.mark.parametrize("zh", ["一个人", "十分高兴", "千万别去", "没有数字", ""])
def test_words_that_only_look_like_numbers_are_ignored(zh: str) -> None:
    assert list(chinese_numbers(zh)) == []


@pytest.mark.parametrize(
    "en", ["", "no figures", "a zero score", "’٣٣ and 1,,2s", "GPT-4o is v2.1b", "May I?", "٣"]
)
def test_english_text_never_fails(en: str) -> None:
    english_numbers(en)
    loose_numbers(en)


def test_different_numbers_stay_apart() -> None:
    ((_, answers),) = chinese_numbers("21亿")
    assert not answers & english_numbers("21 million, 2.1 trillion and 21,000")


@pytest.mark.parametrize(
    ("key", "en"),
    [
        ("30", "three decades"),
        ("30", "half past two"),
        ("30", "at 3.30"),
        ("24", "two dozen"),
        ("50", "half a century"),
        ("80", "the 1980s"),
        ("80", "in her eighties"),
        ("#18", "the 1700s"),
        ("12", "at noon"),
        ("2", "both"),
    ],
)
def test_numbers_in_other_words(key: str, en: str) -> None:
    assert key in loose_numbers(en)
    assert loose_numbers("in other words") == frozenset()
