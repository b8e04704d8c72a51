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


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 3), (3, 0), (40, 1), (1, 40), (9, 300)])
def test_lopsided_sides_are_covered(left: int, right: int) -> None:
    beads = cheapest_beads(left, right, SHAPES, lambda _a, _b: 1.0, slack=2)
    assert [i for b in beads for i in b.left] == list(range(left))
    assert [j for b in beads for j in b.right] == list(range(right))
