"""Synthetic voices, and the small one: eSpeak NG, from the wheel of `espeakng-loader`.

eSpeak NG speaks Chinese, pinyin with digits and Latin words in one text. It is given pinyin, so
that it reads each word as the page does; `nv3` is its spelling of nǚ.
"""

from __future__ import annotations

import ctypes
import os
import re
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.int16]


class VoiceError(Exception):
    """Raised if a voice cannot be used; `hint` is the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Voice(Protocol):
    """Speaks sentences."""

    name: str
    """With its version, as readers are told."""
    rate: int
    """Samples in a second."""

    def speak(self, text: str) -> Sound:
        """Return a sentence as sound; `text` is pinyin with digits, and what has no pinyin."""


class Espeak:
    """The library of eSpeak NG, set to a language; one in a process, as it has one state."""

    def __init__(self, language: str) -> None:
        try:
            import espeakng_loader
        except ImportError:
            message = "There is no voice: espeakng-loader is not installed"
            raise VoiceError(message, "Run `pip install espeakng-loader`.") from None
        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = os.fsencode(espeakng_loader.get_data_path())
        self.rate = int(self.library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0))
        if self.rate <= 0 or self.library.espeak_SetVoiceByName(language.encode()):
            message = f"eSpeak NG cannot load its voice {language}"
            raise VoiceError(message, "Run `pip install --force-reinstall espeakng-loader`.")

    def ipa(self, text: str) -> str:
        """Return the sounds of a text, with `^` between the parts of a sound."""
        translate = self.library.espeak_TextToPhonemes
        translate.restype = ctypes.c_char_p
        rest = ctypes.c_char_p(text.encode())
        parts = []
        while rest.value:
            parts.append((translate(ctypes.byref(rest), _UTF8, _IPA_WITH_TIES) or b"").decode())
        return " ".join(parts)


class EspeakVoice:
    """eSpeak NG as a voice for Chinese."""

    WORDS_A_MINUTE = 150

    def __init__(self) -> None:
        espeak = Espeak("cmn")
        self._library, self.rate = espeak.library, espeak.rate
        library = self._library
        library.espeak_SetParameter(_RATE, self.WORDS_A_MINUTE, 0)
        library.espeak_Info.restype = ctypes.c_char_p
        self.name = f"eSpeak NG {library.espeak_Info(None).decode()}"
        self._parts: list[Sound] = []
        self._callback = _CALLBACK(self._take)  # which the library keeps a pointer to
        library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str) -> Sound:
        """Return a sentence as sound."""
        self._parts.clear()
        data = re.sub("[üÜ]:?", "v", text).encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        return np.concatenate(self._parts) if self._parts else np.zeros(0, np.int16)

    def _take(self, samples: Any, count: int, _events: object) -> int:
        if samples and count > 0:
            self._parts.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0


_SYNCHRONOUS, _RATE, _UTF8 = 2, 1, 1
_IPA_WITH_TIES = 0x02 | 0x80 | ord("^") << 8
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)
