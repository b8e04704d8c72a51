"""A small network that reads polyphones in context: g2pM, in batches.

One layer of bidirectional LSTM over the characters of a sentence, then two dense layers over
all syllables, of which only a character's own candidates are compared:

    characters -> embedding 64 -> LSTM 32 forwards, 32 backwards -> 32 -> syllables

Weights and vocabulary are those of g2pM 0.1.2.5 (Park & Lee 2020, Apache-2.0, trained on CPP),
kept in `data/readings/g2pm.npz` as half floats by `compile_g2pm`.

What makes it quick: the sentences of a batch are stepped through together, each from its own
beginning and, for the other direction, from its own end, so that both directions are one
product of matrices; the input side of the LSTM is worked out once for every character of the
vocabulary; and only the syllables that are asked for are scored.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.language.tables import DATA

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BATCH = 256
"""Sentences stepped through at once."""

_UNKNOWN, _BEGIN, _END = 1, 2, 3
_HIDDEN = 32


class ContextModel:
    """Loads its weights when first asked."""

    def __init__(self, path: Path = DATA / "readings/g2pm.npz") -> None:
        self._path = path

    @cached_property
    def _weights(self) -> Mapping[str, Any]:
        # The products are far too small for several threads, which would only wait for each other.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import numpy as np

        with np.load(self._path) as stored:
            return {
                name: stored[name].astype(np.float32)
                if stored[name].dtype == np.float16
                else stored[name]
                for name in stored.files
            }

    @cached_property
    def _inputs(self) -> Floats:
        """What each character of the vocabulary adds to the gates: direction, character, gate."""
        import numpy as np

        weights = self._weights
        return np.stack(
            [
                _by_halves(weights["embedding"] @ weights[f"{d}_ih"].T + weights[f"{d}_bias"])
                for d in ("forward", "backward")
            ]
        )

    @cached_property
    def _recurrent(self) -> Floats:
        """What the state before adds to the gates: direction, state, gate."""
        import numpy as np

        directions = ("forward", "backward")
        return np.stack([_by_halves(self._weights[f"{d}_hh"].T) for d in directions])

    @cached_property
    def _characters(self) -> Mapping[str, int]:
        return {char: at for at, char in enumerate(str(self._weights["characters"]))}

    @cached_property
    def _syllables(self) -> Mapping[str, int]:
        return {s: at for at, s in enumerate(str(self._weights["syllables"]).split(" "))}

    def knows(self, syllable: str) -> bool:
        """Whether the model can give this numbered syllable."""
        return syllable in self._syllables

    def read(
        self, sentences: Sequence[str], wanted: Sequence[Mapping[int, Sequence[str]]]
    ) -> list[dict[int, dict[str, float]]]:
        """For each sentence, the probability of each candidate syllable at each wanted offset.

        `wanted` gives the candidates by offset (code points). Candidates that the model
        does not know are left out; an offset may so come back empty.
        """
        out: list[dict[int, dict[str, float]]] = [{} for _ in sentences]
        asked = [at for at in range(len(sentences)) if wanted[at]]
        asked.sort(key=lambda at: -len(sentences[at]))
        for first in range(0, len(asked), BATCH):
            batch = asked[first : first + BATCH]
            places = [
                (row, offset, [s for s in choice if s in self._syllables])
                for row, at in enumerate(batch)
                for offset, choice in wanted[at].items()
            ]
            scores = self._scores([sentences[at] for at in batch], places)
            ends = accumulate(len(known) for _, _, known in places)
            for (row, offset, known), end in zip(places, ends, strict=True):
                powers = scores[end - len(known) : end]
                total = sum(powers)
                shares = [power / total for power in powers]
                out[batch[row]][offset] = dict(zip(known, shares, strict=True))
        return out

    def _scores(
        self, sentences: Sequence[str], places: Sequence[tuple[int, int, Sequence[str]]]
    ) -> list[float]:
        """The weight of each known syllable of each place, one after the other.

        A place is the row of its sentence, the offset in it and the syllables.
        """
        import numpy as np

        lengths = np.array([len(s) for s in sentences])
        rows = np.array([row for row, _, _ in places])
        offsets = np.array([offset for _, offset, _ in places])
        forward, backward = self._states(sentences)
        # Both count the mark of the sentence's edge, which comes first.
        there = forward[offsets + 1, rows]
        back = backward[lengths[rows] - offsets, rows]
        weights = self._weights
        dense = np.concatenate([there, back], axis=1) @ weights["dense_0"].T
        dense = np.maximum(dense + weights["dense_0_bias"], 0)
        counts = [len(known) for _, _, known in places]
        chosen = np.array([self._syllables[s] for _, _, known in places for s in known], dtype=int)
        own = np.repeat(np.arange(len(places)), counts)
        logits = (dense[own] * weights["dense_1"][chosen]).sum(axis=1)
        logits += weights["dense_1_bias"][chosen]
        top = np.full(len(places), -np.inf, dtype=np.float32)
        np.maximum.at(top, own, logits)
        found: list[float] = np.exp(logits - top[own]).tolist()
        return found

    def _states(self, sentences: Sequence[str]) -> Floats:
        """The hidden states: direction, step from that end of the sentence, sentence, 32.

        The sentences come longest first, so that those still running are the first ones.
        """
        import numpy as np

        ids = self._characters
        steps = max(map(len, sentences)) + 2
        tokens = np.zeros((2, steps, len(sentences)), dtype=np.int32)
        for row, sentence in enumerate(sentences):
            own = [_BEGIN, *[ids.get(char, _UNKNOWN) for char in sentence], _END]
            tokens[0, : len(own), row] = own
            tokens[1, : len(own), row] = own[::-1]
        lengths = [len(sentence) + 2 for sentence in sentences]
        recurrent = self._recurrent
        hidden = np.zeros((2, len(sentences), _HIDDEN), dtype=np.float32)
        cell = hidden.copy()
        out = np.zeros((2, steps, len(sentences), _HIDDEN), dtype=np.float32)
        running = len(sentences)
        for step in range(steps):
            while lengths[running - 1] <= step:
                running -= 1
            hidden, cell = hidden[:, :running], cell[:, :running]
            gates = hidden @ recurrent
            gates[0] += self._inputs[0, tokens[0, step, :running]]
            gates[1] += self._inputs[1, tokens[1, step, :running]]
            np.tanh(gates, out=gates)
            opened = gates[..., : 3 * _HIDDEN]  # tanh of the half is the logistic function
            opened *= 0.5
            opened += 0.5
            cell = cell * opened[..., :_HIDDEN]
            cell += opened[..., _HIDDEN : 2 * _HIDDEN] * gates[..., 3 * _HIDDEN :]
            hidden = np.tanh(cell) * opened[..., 2 * _HIDDEN :]
            out[:, step, :running] = hidden
        return out


def _by_halves(gates: Floats) -> Floats:
    """Gates in the order forget, input, output, cell, the first three halved.

    PyTorch keeps them as input, forget, cell, output. The logistic function of x is
    (1 + tanh(x / 2)) / 2, so that halved inputs let one call do for all four.
    """
    import numpy as np

    of_input, forget, cell, output = np.split(gates, 4, axis=-1)
    return np.concatenate([forget / 2, of_input / 2, output / 2, cell], axis=-1)
