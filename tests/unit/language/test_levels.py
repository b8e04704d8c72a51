import pytest

from generator.language.levels import STANDARDS, TOP, code, level


@pytest.mark.parametrize(
    ("word", "levels"),
    [
        ("我", (1, 1, 1)),
        ("努力", (3, 2, 3)),
        ("一丝不苟", (6, None, TOP)),
        ("丐", (None, None, None)),
        ("DeepSeek", (None, None, None)),
    ],
)
def test_level(word: str, levels: tuple[int | None, ...]) -> None:
    assert tuple(level(word, standard) for standard in STANDARDS) == levels


def test_code() -> None:
    assert code("我") == "1ap"
    assert code("一丝不苟") == "6v"
    assert code("丐") == ""
