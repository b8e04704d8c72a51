import math

import pytest

from generator.alignment.beads import cheapest_beads

SHAPES = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))


def by_value(left: list[int], right: list[int]):  # type: ignore[no-untyped-def]
    """The difference of the sums, plus a small cost for each item."""

    def cost(a: range, b: range) -> float:
        return abs(sum(left[i] for i in a) - sum(right[j] for j in b)) + 0.1 * len([*a, *b])

    return cost


def test_items_with_equal_sums_are_joined() -> None:
    left, right = [5, 7, 2, 9], [5, 3, 4, 11]
    beads = cheapest_beads(4, 4, SHAPES, by_value(left, right))
    assert [(list(b.left), list(b.right)) for b in beads] == [
        ([0], [0]),
        ([1], [1, 2]),
        ([2, 3], [3]),
    ]


def test_two_equally_cheap_paths_have_probability_one_half() -> None:
    beads = cheapest_beads(1, 1, ((1, 0), (0, 1)), lambda _a, _b: 1.0)
    assert [b.probability for b in beads] == pytest.approx([0.5, 0.5])


def test_a_forbidden_bead_is_never_taken() -> None:
    def cost(a: range, b: range) -> float:
        return math.inf if a and b else 5.0

    assert all(not (b.left and b.right) for b in cheapest_beads(3, 3, SHAPES, cost))


@pytest.mark.parametrize("slack", [2, 30])
@pytest.mark.parametrize(
    ("left", "right"), [(0, 0), (0, 50), (50, 0), (300, 1), (1, 300), (9, 300), (300, 2)]
)
def test_lopsided_sides_are_covered(left: int, right: int, slack: int) -> None:
    beads = cheapest_beads(left, right, SHAPES, lambda _a, _b: 1.0, slack=slack)
    assert [i for b in beads for i in b.left] == list(range(left))
    assert [j for b in beads for j in b.right] == list(range(right))


@pytest.mark.parametrize(("start", "missing"), [(0, 40), (50, 40), (80, 40), (50, 8)])
def test_what_one_side_has_more_may_be_all_in_one_place(start: int, missing: int) -> None:
    left = list(range(120))
    right = left[:start] + left[start + missing :]

    def cost(a: range, b: range) -> float:
        return 3.0 if not a or not b or left[a.start] != right[b.start] else -2.0

    for one, other, price in (
        (left, right, cost),
        (right, left, lambda a, b: cost(b, a)),
    ):
        similar = [(i, other.index(item)) for i, item in enumerate(one) if item in other]
        beads = cheapest_beads(
            len(one), len(other), ((1, 1), (1, 0), (0, 1)), price, similar=similar, slack=8
        )
        pairs = [(one[b.left.start], other[b.right.start]) for b in beads if b.left and b.right]
        assert pairs == [(item, item) for item in right]


def test_no_more_than_is_near_the_diagonal_is_tried_if_the_path_is_there() -> None:
    tried = set()

    def cost(a: range, b: range) -> float:
        tried.add((a.stop, b.stop))
        return abs(a.stop / 200 - b.stop / 100)

    cheapest_beads(200, 100, ((1, 1), (1, 0), (0, 1)), cost, slack=10)
    assert all(abs(j - i // 2) <= 10 for i, j in tried)


@pytest.mark.parametrize("more", ["at the end", "everywhere"])
def test_cells_of_an_alignment_with_half_as_many_on_one_side(more: str) -> None:
    def cells(count: int) -> int:
        tried = 0

        def cost(left: range, right: range) -> float:
            nonlocal tried
            tried += 1
            return 0.0 if left == right else float(len(left) + len(right))

        right = count // 2
        similar = [(i, i) for i in range(right)] if more == "at the end" else []
        found = cheapest_beads(count, right, SHAPES, cost, similar=similar, slack=5)
        assert sum(len(bead.left) for bead in found) == count
        assert sum(len(bead.right) for bead in found) == right
        if similar:
            assert all(bead.right == bead.left for bead in found if bead.right)
        return tried

    assert cells(200) < 2.3 * cells(100)
