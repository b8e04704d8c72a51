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
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

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


class Candidates(Struct, frozen=True, gc=False):
    """The readings of a character that the network compares."""

    syllables: tuple[str, ...]
    numbers: tuple[int, ...]
    """Those of the syllables in the vocabulary."""


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

    def candidates(self, syllables: Iterable[str]) -> Candidates:
        """Return those of some numbered syllables that are in the vocabulary."""
        numbers = self._syllables
        known = tuple([syllable for syllable in syllables if syllable in numbers])
        return Candidates(known, tuple([numbers[syllable] for syllable in known]))

    def predict(
        self, sentences: Sequence[str], wanted: Sequence[Mapping[int, Candidates]]
    ) -> list[dict[int, dict[str, float]]]:
        """Return, for each sentence, the probabilities of the candidates at each offset.

        `wanted` has the candidates by offset (code points), at least one for each.
        """
        out: list[dict[int, dict[str, float]]] = [{} for _ in sentences]
        indices = [index for index in range(len(sentences)) if wanted[index]]
        indices.sort(key=lambda index: -len(sentences[index]))
        for first in range(0, len(indices), BATCH_SIZE):
            batch = indices[first : first + BATCH_SIZE]
            queries = [wanted[index] for index in batch]
            found = iter(self._probabilities([sentences[index] for index in batch], queries))
            for index, query in zip(batch, queries, strict=True):
                out[index] = {
                    # Each row is as long as the longest one.
                    offset: dict(zip(candidates.syllables, next(found), strict=False))
                    for offset, candidates in query.items()
                }
        return out

    def _probabilities(
        self, sentences: Sequence[str], wanted: Sequence[Mapping[int, Candidates]]
    ) -> list[list[float]]:
        """Return the probabilities of the candidates of each offset, sentence by sentence.

        Each row of the result is as long as the longest one.
        """
        import numpy as np

        numbers = [c.numbers for by_offset in wanted for c in by_offset.values()]
        lengths = np.array([len(s) for s in sentences])
        rows = np.repeat(np.arange(len(wanted)), [len(by_offset) for by_offset in wanted])
        offsets = np.fromiter(chain.from_iterable(wanted), dtype=np.intp, count=len(numbers))
        forward, backward = self._states(sentences, lengths)
        # In both directions, step 0 is the token of the sentence's edge.
        before = forward[offsets + 1, rows]
        after = backward[lengths[rows] - offsets, rows]
        weights = self._weights
        dense = np.concatenate([before, after], axis=1) @ weights["dense_0"].T
        dense = np.maximum(dense + weights["dense_0_bias"], 0)
        counts = np.array([*map(len, numbers)])
        is_syllable = np.arange(counts.max()) < counts[:, np.newaxis]
        chosen = np.fromiter(chain.from_iterable(numbers), dtype=np.intp, count=counts.sum())
        logits = np.full(is_syllable.shape, -np.inf, dtype=np.float32)
        logits[is_syllable] = (np.repeat(dense, counts, axis=0) * weights["dense_1"][chosen]).sum(
            axis=1
        ) + weights["dense_1_bias"][chosen]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
        total = np.zeros(len(numbers))
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
        inputs, recurrent = self._compute_input_gates(tokens), self._recurrent
        hidden = np.zeros((2, count, _HIDDEN), dtype=np.float32)
        cell = hidden.copy()
        out = np.zeros((2, steps, count, _HIDDEN), dtype=np.float32)
        running = np.searchsorted(-lengths, -np.arange(steps), side="right").tolist()
        for step, rows in enumerate(running):
            cell = cell[:, :rows]
            gates = inputs.take(tokens[step, :, :rows], axis=0)
            gates += hidden[:, :rows] @ recurrent
            np.tanh(gates, out=gates)
            logistic = gates[..., : 3 * _HIDDEN]  # computed from the tanh of half the input
            logistic *= 0.5
            logistic += 0.5
            cell *= logistic[..., :_HIDDEN]
            cell += logistic[..., _HIDDEN : 2 * _HIDDEN] * gates[..., 3 * _HIDDEN :]
            hidden = out[:, step, :rows]
            np.tanh(cell, out=hidden)
            hidden *= logistic[..., 2 * _HIDDEN :]
        return out

    def _tokens(self, sentences: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the rows of the input gates: step, direction, sentence.

        In both directions, step 0 is the edge of the sentence. The edge at its other end is left
        out, since no state of a character depends on it.
        """
        import numpy as np

        backward = len(self._weights["embedding"])
        tokens = np.zeros((int(np.max(lengths)) + 1, 2, len(sentences)), dtype=np.int32)
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
