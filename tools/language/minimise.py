"""Minimise a convex loss by L-BFGS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS, MEMORY = 100, 10


def minimise(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, curvature: Floats
) -> Floats:
    """Return the minimum of a convex loss by L-BFGS.

    `loss` returns a value and its gradient; `curvature` is an estimate of the diagonal of the
    Hessian, which scales the steps.
    """
    weights = start
    value, gradient = loss(weights)
    history: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        step = _newton_step(gradient, history, curvature)
        size = 1.0
        while True:
            moved, new_gradient = loss(weights - size * step)
            if moved <= value - 1e-4 * size * float(gradient @ step) or size < 1e-6:
                break
            size /= 2
        change = -size * step
        if float(change @ (new_gradient - gradient)) > 0:
            history = [*history, (change, new_gradient - gradient)][-MEMORY:]
        weights = weights + change
        done = abs(value - moved) < 1e-7 * abs(value)
        value, gradient = moved, new_gradient
        if done:
            break
    return weights


def _newton_step(
    gradient: Floats, history: Sequence[tuple[Floats, Floats]], curvature: Floats
) -> Floats:
    """Return the gradient times an approximate inverse Hessian, by the two-loop recursion."""
    direction = gradient.copy()
    shares = []
    for change, difference in reversed(history):
        share = float(change @ direction) / float(change @ difference)
        shares.append(share)
        direction -= share * difference
    direction /= curvature
    if history:
        change, difference = history[-1]
        direction *= float(change @ difference) / float(difference / curvature @ difference)
    for (change, difference), share in zip(history, reversed(shares), strict=True):
        back = float(difference @ direction) / float(change @ difference)
        direction += (share - back) * change
    return direction
