"""A memo computes each result once while it is used, and forgets what is not."""

from __future__ import annotations

from generator.language.memo import Memo, forget_all, memoise


def test_a_result_is_computed_once() -> None:
    asked: list[str] = []

    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    remembered = memoise(upper)
    assert [remembered(text) for text in "abba"] == ["A", "B", "B", "A"]
    assert asked == ["a", "b"]


def test_no_result_is_a_result_too() -> None:
    asked: list[int] = []
    memo: Memo[int, None] = Memo(asked.append, size=4)
    assert [memo[number] for number in (1, 2, 3, 1, 1)] == [None] * 5
    assert asked == [1, 2, 3]


def test_what_is_used_stays_and_the_rest_is_forgotten() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    memo = Memo(double, size=8)
    for number in range(1, 100):
        assert memo[number] == 2 * number
        assert memo[0] == 0
    assert asked.count(0) == 1
    assert sorted(asked) == list(range(100))
    assert memo[98] == 196
    assert asked[-1] == 99
    assert memo[50] == 100
    assert asked[-1] == 50


def test_it_never_keeps_more_than_its_size() -> None:
    memo = Memo(str, size=8)
    for number in range(100):
        assert memo[number % 37] == str(number % 37)
        assert len(memo) + len(memo._older) <= 8


def test_a_function_may_use_its_own_memo() -> None:
    memo: Memo[int, int] = Memo(lambda number: number and memo[number - 1] + 1, size=4)
    assert memo[20] == 20
    assert memo[10] == 10


def test_all_memos_can_forget() -> None:
    asked: list[str] = []
    memos = [Memo(asked.append, size=size) for size in (2, 64)]
    for _ in range(2):
        for memo in memos:
            assert [memo[text] for text in "abc"] == [None] * 3
    before = len(asked)
    forget_all()
    assert [memo["c"] for memo in memos] == [None, None]
    assert asked[before:] == ["c", "c"]
