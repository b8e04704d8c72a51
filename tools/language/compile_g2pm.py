"""Compile `data/readings/g2pm.npz` from the PyPI package `g2pM`.

Reads its four pickles, adds the two biases of each LSTM, and stores the weights as half floats,
which changes no reading of the development sentences.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from tools.language.inputs import Inputs

VERSION = 1
"""Raised whenever the same inputs give another table."""


def g2pm(inputs: Inputs) -> bytes:
    """Return the arrays of the network."""
    import numpy as np

    folder = inputs.package("g2pM") / "g2pM"

    def load(name: str) -> dict[str, object]:
        # The pickles of an archive whose sha256 is pinned; nothing else is opened.
        return pickle.loads((folder / name).read_bytes())  # type: ignore[no-any-return]

    state = {name: np.asarray(value) for name, value in load("np_ckpt.pkl").items()}
    characters = sorted(load("char2idx.pkl").items(), key=lambda item: str(item[1]).zfill(6))
    syllables = sorted(load("class2idx.pkl").items(), key=lambda item: str(item[1]).zfill(6))
    # The first four are markers, not characters; any private code points will do for them.
    alphabet = "\ue000\ue001\ue002\ue003" + "".join(char for char, _ in characters[4:])
    weights = {"embedding": state["embedding.weight"]}
    for direction, suffix in (("forward", ""), ("backward", "_reverse")):
        weights[f"{direction}_ih"] = state[f"lstm.weight_ih_l0{suffix}"]
        weights[f"{direction}_hh"] = state[f"lstm.weight_hh_l0{suffix}"]
        weights[f"{direction}_bias"] = (
            state[f"lstm.bias_ih_l0{suffix}"] + state[f"lstm.bias_hh_l0{suffix}"]
        )
    for layer, name in ((0, "dense_0"), (2, "dense_1")):
        weights[name] = state[f"logit_layer.{layer}.weight"]
        weights[f"{name}_bias"] = state[f"logit_layer.{layer}.bias"]
    arrays: dict[str, Any] = {
        "characters": np.array(alphabet),
        "syllables": np.array(" ".join(s.replace("u:", "ü") for s, _ in syllables)),
        **{name: value.astype(np.float16) for name, value in weights.items()},
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
