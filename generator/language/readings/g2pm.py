"""The context network: g2pM, a small network that reads polyphones in context, in batches.

It has one bidirectional LSTM layer over the characters of a sentence, and two dense layers over
all syllables, of which only the candidates of a character are compared:

    characters -> embedding 64 -> LSTM 32 forwards, 32 backwards -> 32 -> syllables

The weights and the vocabulary are those of g2pM 0.1.2.5 (Park & Lee 2020, Apache-2.0, trained on
CPP), stored by `compile_g2pm` in `data/readings/g2pm.npz` as half floats.

Three things make it fast. The sentences of a batch are processed together, each from its start
and, in the other direction, from its end, so that one matrix product serves both directions. The
input gates of the LSTM are computed once for every character, with its neighbours in the
vocabulary. Only the candidate syllables are scored.
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

BATCH_SIZE = 256
"""The number of sentences processed at once."""

_UNKNOWN, _BEGIN, _END = 1, 2, 3
_HIDDEN = 32
_BLOCK = 128
"""The number of neighbouring characters whose input gates are computed together. A block is the
same whatever the text is, and so are the rounding errors of its gates."""


class ContextModel:
    """The network; its weights are loaded on first use."""

    def __init__(self, path: Path = DATA / "readings/g2pm.npz") -> None:
        self._path = path

    @cached_property
    def _weights(self) -> Mapping[str, Any]:
        # The matrices are too small for several threads, which would only wait for each other.
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
    def _input_gates(self) -> Floats:
        """The contribution of each character to the gates: direction, character, gate.

        Only those of the blocks in `_known_blocks` are computed; the memory of others is untouched.
        """
        import numpy as np

        return np.empty((2, len(self._weights["embedding"]), 4 * _HIDDEN), dtype=np.float32)

    @cached_property
    def _known_blocks(self) -> set[int]:
        return set()

    def _compute_input_gates(self, tokens: NDArray[np.int32]) -> Floats:
        """Return the input gates, with those of all tokens."""
        weights, gates = self._weights, self._input_gates
        for block in set((tokens // _BLOCK).ravel().tolist()) - self._known_blocks:
            rows = slice(block * _BLOCK, (block + 1) * _BLOCK)
            for index, d in enumerate(("forward", "backward")):
                gates[index, rows] = _reorder_and_halve(
                    weights["embedding"][rows] @ weights[f"{d}_ih"].T + weights[f"{d}_bias"]
                )
            self._known_blocks.add(block)
        return gates

    @cached_property
    def _recurrent(self) -> Floats:
        """The weights of the previous state for the gates: direction, state, gate."""
        import numpy as np

        directions = ("forward", "backward")
        return np.stack([_reorder_and_halve(self._weights[f"{d}_hh"].T) for d in directions])

    @cached_property
    def _characters(self) -> Mapping[str, int]:
        return {char: at for at, char in enumerate(str(self._weights["characters"]))}

    @cached_property
    def _syllables(self) -> Mapping[str, int]:
        return {s: at for at, s in enumerate(str(self._weights["syllables"]).split(" "))}

    def has_syllable(self, syllable: str) -> bool:
        """Whether a numbered syllable is in the vocabulary."""
        return syllable in self._syllables

    def predict(
        self, sentences: Sequence[str], wanted: Sequence[Mapping[int, Sequence[str]]]
    ) -> list[dict[int, dict[str, float]]]:
        """Return, for each sentence, the probabilities of the candidates at each offset.

        `wanted` has the candidate syllables by offset (code points). Candidates that are not in
        the vocabulary are left out; if none is left, the offset has no probabilities.
        """
        out: list[dict[int, dict[str, float]]] = [{} for _ in sentences]
        indices = [index for index in range(len(sentences)) if wanted[index]]
        indices.sort(key=lambda index: -len(sentences[index]))
        for first in range(0, len(indices), BATCH_SIZE):
            batch = indices[first : first + BATCH_SIZE]
            queries = [
                (row, offset, [s for s in candidates if s in self._syllables])
                for row, index in enumerate(batch)
                for offset, candidates in wanted[index].items()
            ]
            scores = self._scores([sentences[index] for index in batch], queries)
            ends = accumulate(len(known) for _, _, known in queries)
            for (row, offset, known), end in zip(queries, ends, strict=True):
                powers = scores[end - len(known) : end]
                total = sum(powers)
                probabilities = [power / total for power in powers]
                out[batch[row]][offset] = dict(zip(known, probabilities, strict=True))
        return out

    def _scores(
        self, sentences: Sequence[str], queries: Sequence[tuple[int, int, Sequence[str]]]
    ) -> list[float]:
        """Return the unnormalised weight of each syllable of each query, in one list.

        A query has the row of its sentence, the offset in it and the syllables.
        """
        import numpy as np

        lengths = np.array([len(s) for s in sentences])
        rows = np.array([row for row, _, _ in queries])
        offsets = np.array([offset for _, offset, _ in queries])
        forward, backward = self._states(sentences)
        # In both directions, step 0 is the token of the sentence's edge.
        before = forward[offsets + 1, rows]
        after = backward[lengths[rows] - offsets, rows]
        weights = self._weights
        dense = np.concatenate([before, after], axis=1) @ weights["dense_0"].T
        dense = np.maximum(dense + weights["dense_0_bias"], 0)
        counts = [len(known) for _, _, known in queries]
        chosen = np.array([self._syllables[s] for _, _, known in queries for s in known], dtype=int)
        query = np.repeat(np.arange(len(queries)), counts)
        logits = (dense[query] * weights["dense_1"][chosen]).sum(axis=1)
        logits += weights["dense_1_bias"][chosen]
        top = np.full(len(queries), -np.inf, dtype=np.float32)
        np.maximum.at(top, query, logits)
        found: list[float] = np.exp(logits - top[query]).tolist()
        return found

    def _states(self, sentences: Sequence[str]) -> Floats:
        """Return the hidden states: direction, step from that end of the sentence, sentence, 32.

        The sentences are sorted by length, longest first, so the unfinished ones come first.
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
        recurrent, inputs = self._recurrent, self._compute_input_gates(tokens)
        hidden = np.zeros((2, len(sentences), _HIDDEN), dtype=np.float32)
        cell = hidden.copy()
        out = np.zeros((2, steps, len(sentences), _HIDDEN), dtype=np.float32)
        running = len(sentences)
        for step in range(steps):
            while lengths[running - 1] <= step:
                running -= 1
            hidden, cell = hidden[:, :running], cell[:, :running]
            gates = hidden @ recurrent
            gates[0] += inputs[0, tokens[0, step, :running]]
            gates[1] += inputs[1, tokens[1, step, :running]]
            np.tanh(gates, out=gates)
            logistic = gates[..., : 3 * _HIDDEN]  # computed from the tanh of half the input
            logistic *= 0.5
            logistic += 0.5
            cell = cell * logistic[..., :_HIDDEN]
            cell += logistic[..., _HIDDEN : 2 * _HIDDEN] * gates[..., 3 * _HIDDEN :]
            hidden = np.tanh(cell) * logistic[..., 2 * _HIDDEN :]
            out[:, step, :running] = hidden
        return out


def _reorder_and_halve(gates: Floats) -> Floats:
    """Return the gates in the order forget, input, output, cell, with the first three halved.

    PyTorch has them in the order input, forget, cell, output. The logistic function of x is
    (1 + tanh(x / 2)) / 2, so with halved inputs one tanh call serves all four gates.
    """
    import numpy as np

    input_gate, forget, cell, output = np.split(gates, 4, axis=-1)
    return np.concatenate([forget / 2, input_gate / 2, output / 2, cell], axis=-1)
