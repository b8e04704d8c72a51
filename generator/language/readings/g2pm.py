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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.language.memo import Memo
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
        """The contributions to the gates, a row for each character forwards, then backwards.

        Only those of the blocks in `_known_blocks` are computed; the memory of others is untouched.
        """
        import numpy as np

        return np.empty((2 * len(self._weights["embedding"]), 4 * _HIDDEN), dtype=np.float32)

    @cached_property
    def _known_blocks(self) -> NDArray[np.bool_]:
        import numpy as np

        return np.zeros(len(self._weights["embedding"]) // _BLOCK + 1, dtype=bool)

    def _compute_input_gates(self, tokens: NDArray[np.int32]) -> Floats:
        """Return the input gates, with those of all tokens."""
        weights, gates, known = self._weights, self._input_gates, self._known_blocks
        embedding, size = weights["embedding"], len(weights["embedding"])
        needed = tokens % size // _BLOCK
        for block in set(needed[~known[needed]].tolist()):
            rows = embedding[block * _BLOCK : (block + 1) * _BLOCK]
            for start, d in enumerate(("forward", "backward")):
                first = start * size + block * _BLOCK
                gates[first : first + len(rows)] = _reorder_and_halve(
                    rows @ weights[f"{d}_ih"].T + weights[f"{d}_bias"]
                )
            known[block] = True
        return gates

    @cached_property
    def _recurrent(self) -> Floats:
        """The weights of the previous state for the gates: direction, state, gate."""
        import numpy as np

        directions = ("forward", "backward")
        return np.stack([_reorder_and_halve(self._weights[f"{d}_hh"].T) for d in directions])

    @cached_property
    def _numbers(self) -> Memo[str, int]:
        """The numbers of characters."""
        known = {char: at for at, char in enumerate(str(self._weights["characters"]))}
        return Memo(lambda char: known.get(char, _UNKNOWN))

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
        the vocabulary are left out; if none is left, so is the offset.
        """
        out: list[dict[int, dict[str, float]]] = [{} for _ in sentences]
        indices = [index for index in range(len(sentences)) if wanted[index]]
        indices.sort(key=lambda index: -len(sentences[index]))
        for first in range(0, len(indices), BATCH_SIZE):
            batch = indices[first : first + BATCH_SIZE]
            queries = [
                (row, offset, known)
                for row, index in enumerate(batch)
                for offset, candidates in wanted[index].items()
                if (known := self._known[tuple(candidates)])
            ]
            if not queries:
                continue
            found = self._probabilities([sentences[index] for index in batch], queries)
            for (row, offset, known), probabilities in zip(queries, found, strict=True):
                out[batch[row]][offset] = dict(zip(known, probabilities, strict=False))
        return out

    @cached_property
    def _known(self) -> Memo[tuple[str, ...], Mapping[str, int]]:
        """The numbers of those of some syllables that are in the vocabulary."""
        numbers = self._syllables
        return Memo(lambda syllables: {s: numbers[s] for s in syllables if s in numbers})

    def _probabilities(
        self, sentences: Sequence[str], queries: Sequence[tuple[int, int, Mapping[str, int]]]
    ) -> list[list[float]]:
        """Return the probability of each syllable of each query.

        A query has the row of its sentence, the offset in it and the syllables with their numbers.
        Each row of the result is as long as the longest one.
        """
        import numpy as np

        lengths = np.array([len(s) for s in sentences])
        rows = np.array([row for row, _, _ in queries])
        offsets = np.array([offset for _, offset, _ in queries])
        forward, backward = self._states(sentences, lengths)
        # In both directions, step 0 is the token of the sentence's edge.
        before = forward[offsets + 1, rows]
        after = backward[lengths[rows] - offsets, rows]
        weights = self._weights
        dense = np.concatenate([before, after], axis=1) @ weights["dense_0"].T
        dense = np.maximum(dense + weights["dense_0_bias"], 0)
        counts = np.array([len(known) for _, _, known in queries])
        is_syllable = np.arange(counts.max()) < counts[:, np.newaxis]
        chosen = np.array([n for _, _, known in queries for n in known.values()], dtype=int)
        logits = np.full(is_syllable.shape, -np.inf, dtype=np.float32)
        logits[is_syllable] = (np.repeat(dense, counts, axis=0) * weights["dense_1"][chosen]).sum(
            axis=1
        ) + weights["dense_1_bias"][chosen]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
        total = np.zeros(len(queries))
        for power in powers.T:  # from left to right: the sum depends on no other query
            total += power
        found: list[list[float]] = (powers / total[:, np.newaxis]).tolist()
        return found

    def _states(self, sentences: Sequence[str], lengths: NDArray[np.int64]) -> Floats:
        """Return the hidden states: direction, step from that end of the sentence, sentence, 32.

        The sentences are sorted by length, longest first, so the unfinished ones come first.
        """
        import numpy as np

        tokens = self._tokens(sentences, lengths)
        steps, _, count = tokens.shape
        recurrent, inputs = self._recurrent, self._compute_input_gates(tokens)
        hidden = np.zeros((2, count, _HIDDEN), dtype=np.float32)
        cell = hidden.copy()
        out = np.zeros((2, steps, count, _HIDDEN), dtype=np.float32)
        running = np.searchsorted(-lengths, -np.arange(steps), side="right").tolist()
        for step, rows in enumerate(running):
            hidden, cell = hidden[:, :rows], cell[:, :rows]
            gates = inputs[tokens[step, :, :rows]]
            gates += hidden @ recurrent
            np.tanh(gates, out=gates)
            logistic = gates[..., : 3 * _HIDDEN]  # computed from the tanh of half the input
            logistic *= 0.5
            logistic += 0.5
            cell = cell * logistic[..., :_HIDDEN]
            cell += logistic[..., _HIDDEN : 2 * _HIDDEN] * gates[..., 3 * _HIDDEN :]
            hidden = np.tanh(cell) * logistic[..., 2 * _HIDDEN :]
            out[:, step, :rows] = hidden
        return out

    def _tokens(self, sentences: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the rows of the input gates: step, direction, sentence.

        In both directions, step 0 is the edge of the sentence. The edge at its other end is left
        out, since no state of a character depends on it.
        """
        import numpy as np

        backward = len(self._weights["embedding"])
        tokens = np.zeros((lengths.max() + 1, 2, len(sentences)), dtype=np.int32)
        tokens[0, 0], tokens[0, 1] = _BEGIN, backward + _END
        characters = np.array([*map(self._numbers.__getitem__, "".join(sentences))], dtype=np.int32)
        row = np.repeat(np.arange(len(sentences)), lengths)
        offset = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        tokens[offset + 1, 0, row] = characters
        tokens[lengths[row] - offset, 1, row] = backward + characters
        return tokens


def _reorder_and_halve(gates: Floats) -> Floats:
    """Return the gates in the order forget, input, output, cell, with the first three halved.

    PyTorch has them in the order input, forget, cell, output. The logistic function of x is
    (1 + tanh(x / 2)) / 2, so with halved inputs one tanh call serves all four gates.
    """
    import numpy as np

    input_gate, forget, cell, output = np.split(gates, 4, axis=-1)
    return np.concatenate([forget / 2, input_gate / 2, output / 2, cell], axis=-1)
