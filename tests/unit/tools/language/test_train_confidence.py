from __future__ import annotations

import numpy as np

from tools.language.train_confidence import find_cutoff, minimise


def test_minimise_finds_the_minimum() -> None:
    target = np.array([3.0, -2.0])
    scale = np.array([1.0, 10.0])

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        return float((scale * (at - target) ** 2).sum() / 2), scale * (at - target)

    assert np.allclose(minimise(loss, np.zeros(2), np.ones(2)), target, atol=1e-3)


def test_the_cutoff_is_where_a_third_are_wrong() -> None:
    chosen = [(0.9, True), (0.8, False), (0.7, False), (0.6, False), (0.1, True)]
    caught, count, sure = find_cutoff(chosen)
    assert (caught, count) == (2, 5)
    assert abs(sure - 0.9) < 1e-9
    assert find_cutoff([(0.9, False), (0.8, False)]) == (0, 0, 0.0)
