from __future__ import annotations

from generator.language.words.lattice import TOKEN_COST, Lattice
from generator.language.words.word_list import WordList
from generator.model import Span

WORDS = WordList({"甲": 40.0, "乙": 50.0, "丙": 60.0, "甲乙": 80.0, "乙丙": 70.0})


def test_the_cheapest_path_and_its_cost() -> None:
    assert Lattice("甲乙丙", WORDS, ()).cheapest_path(0, 3) == ([1, 3], 110.0)
    assert Lattice("甲乙丙", WORDS, ()).cheapest_path(0, 2) == ([2], 80.0)


def test_an_added_edge_must_be_cheaper() -> None:
    lattice = Lattice("甲乙丙", WORDS, ())
    lattice.add_edge(0, 3, 111.0)
    assert lattice.cheapest_path(0, 3)[0] == [1, 3]
    lattice.add_edge(0, 3, 109.0)
    assert lattice.cheapest_path(0, 3) == ([3], 109.0)


def test_a_token_is_one_edge() -> None:
    assert Lattice("甲GPT乙", WORDS, ()).cheapest_path(0, 5) == ([1, 4, 5], 90.0 + TOKEN_COST)


def test_a_forced_span_is_one_edge_and_the_only_one_of_its_characters() -> None:
    lattice = Lattice("甲乙丙", WORDS, [Span(0, 2)])
    assert lattice.cheapest_path(0, 3) == ([2, 3], 60.0 + TOKEN_COST)


def test_positions_that_a_word_may_cross() -> None:
    lattice = Lattice("甲乙丙", WORDS, ())
    assert lattice.crossed([1, 2]) == [0, 1]
    assert Lattice("甲丙乙", WORDS, ()).crossed([1, 2]) == []
