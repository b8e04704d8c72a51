"""A small network that reads polyphones in context: g2pM, in batches.

One layer of bidirectional LSTM over the characters of a sentence, then two dense layers over
all syllables, of which only a character's own candidates are compared:

    characters -> embedding 64 -> LSTM 32 forwards, 32 backwards -> 32 -> syllables

Weights and vocabulary are those of g2pM 0.1.2.5 (Park & Lee 2020, Apache-2.0, trained on CPP),
kept in `data/g2pm.npz` as half floats by `compile_g2pm`. The sentences of a batch, sorted by
length, are stepped through together, which is what makes it quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.language.dictionary import DATA

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BATCH = 64
"""Sentences stepped through at once."""

_UNKNOWN, _BEGIN, _END = 1, 2, 3


class ContextModel:
    """Loads its weights when first asked."""

    def __init__(self, path: Path = DATA / "g2pm.npz") -> None:
        self._path = path

    @cached_property
    def _weights(self) -> Mapping[str, Any]:
        import numpy as np

        with np.load(self._path) as stored:
            return {
                name: stored[name].astype(np.float32)
                if stored[name].dtype == np.float16
                else stored[name]
                for name in stored.files
            }

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
        import numpy as np

        out: list[dict[int, dict[str, float]]] = [{} for _ in sentences]
        asked = [at for at in range(len(sentences)) if wanted[at]]
        asked.sort(key=lambda at: len(sentences[at]))
        for first in range(0, len(asked), BATCH):
            batch = asked[first : first + BATCH]
            states = self._states([sentences[at] for at in batch])
            places = [(row, offset) for row, at in enumerate(batch) for offset in wanted[at]]
            rows = np.array([row for row, _ in places])
            steps = np.array([offset + 1 for _, offset in places])
            logits = self._logits(states[rows, steps])
            for (row, offset), values in zip(places, logits, strict=True):
                at = batch[row]
                known = [s for s in wanted[at][offset] if s in self._syllables]
                chosen = values[[self._syllables[s] for s in known]]
                powers = np.exp(chosen - chosen.max()) if known else chosen
                shares = (powers / powers.sum()).tolist() if known else []
                out[at][offset] = dict(zip(known, shares, strict=True))
        return out

    def _states(self, sentences: Sequence[str]) -> Floats:
        """The hidden states: sentence, step (one more for the beginning), 64."""
        import numpy as np

        ids = self._characters
        lengths = np.array([len(s) + 2 for s in sentences])
        steps = int(lengths.max())
        tokens = np.zeros((len(sentences), steps), dtype=np.int32)
        for row, sentence in enumerate(sentences):
            tokens[row, 0] = _BEGIN
            tokens[row, 1 : len(sentence) + 1] = [ids.get(char, _UNKNOWN) for char in sentence]
            tokens[row, len(sentence) + 1] = _END
        inputs = self._weights["embedding"][tokens]
        forward = self._run(inputs, "forward", range(steps), None)
        backward = self._run(inputs, "backward", range(steps - 1, -1, -1), lengths)
        return np.concatenate([forward, backward], axis=2)

    def _run(
        self,
        inputs: Floats,
        direction: str,
        order: range,
        lengths: NDArray[np.int64] | None,
    ) -> Floats:
        """One LSTM over the batch; with `lengths`, a sentence starts only at its last step."""
        import numpy as np

        weights = self._weights
        recurrent = weights[f"{direction}_hh"].T
        projected = inputs @ weights[f"{direction}_ih"].T + weights[f"{direction}_bias"]
        count, steps, _ = inputs.shape
        size = recurrent.shape[0]
        hidden = np.zeros((count, size), dtype=np.float32)
        cell = np.zeros((count, size), dtype=np.float32)
        out = np.zeros((count, steps, size), dtype=np.float32)
        for step in order:
            gates = projected[:, step] + hidden @ recurrent
            opened = 1 / (1 + np.exp(-gates))
            new = np.tanh(gates[:, 2 * size : 3 * size])
            cell = opened[:, size : 2 * size] * cell + opened[:, :size] * new
            hidden = opened[:, 3 * size :] * np.tanh(cell)
            if lengths is not None:
                started = (step < lengths)[:, None]
                cell *= started
                hidden *= started
            out[:, step] = hidden
        return out

    def _logits(self, states: Floats) -> Floats:
        weights = self._weights
        dense: Floats = states @ weights["dense_0"].T + weights["dense_0_bias"]
        dense = dense * (dense > 0)
        logits: Floats = dense @ weights["dense_1"].T + weights["dense_1_bias"]
        return logits
