"""Recordings by a synthetic voice."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Report
from generator.model import Article, Edition
from generator.prepare import prepare
from generator.speaking.speak import has_own_recording, speak, spoken_sentences
from generator.speaking.voices import EspeakVoice, Sound, VoiceError
from generator.storage.cache import Cache

TEXT = "他不是**银行**行长。DeepSeek 很好，`x` 女儿说。\n\n- 一点儿\n"


class Tone:
    """A voice that says every text in a quarter of a second, and remembers it."""

    name, rate = "Tone 1", 8000

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, text: str) -> Sound:
        self.said.append(text)
        return (8000 * np.sin(np.arange(2000) / 4)).astype(np.int16)


def article(root: Path, text: str = TEXT) -> Article:
    (root / "articles").mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text('title = { zh = "站" }\neditions = ["zh-Hans"]\n', "utf-8")
    (root / "articles/tea.md").write_text(f"---\ntitle: 喝茶\n---\n\n{text}", "utf-8")
    report = Report()
    found = prepare(root, report).articles[0]
    assert not report.failed, report.sorted()
    return found


def test_a_voice_is_given_the_readings_as_they_are_spoken(tmp_path: Path) -> None:
    spoken = list(spoken_sentences(article(tmp_path), Edition.HANS))
    assert [(each.shown, each.text) for each in spoken] == [
        ("喝茶", "he1cha2"),
        ("他不是银行行长。", "ta1 bu2 shi4 yin2hang2 hang2zhang3 。"),
        ("DeepSeek 很好， 女儿说。", "DeepSeek hen2 hao3 ， nü3er2 shuo1 。"),
        ("一点儿", "yi4dian3"),
    ]


def test_a_recording_fits_its_article_and_says_that_it_is_synthetic(tmp_path: Path) -> None:
    assert speak(tmp_path, article(tmp_path), Edition.HANS, Tone(), None)
    again = article(tmp_path)
    assert again.meta.audio == "tea.opus"
    assert again.recording.voice == "Tone 1"
    assert [each.id for each in again.recording.times] == ["b1.s1", "b1.s2", "b2.s1"]
    sound, rate = soundfile.read(tmp_path / "articles/tea.opus")
    for time in again.recording.times:
        middle = sound[round(rate * time.start) : round(rate * time.end)]
        assert np.abs(middle).mean() > 0.05  # it is heard then
    first = again.recording.times[0]
    assert (
        np.abs(sound[round(rate * (first.start - 0.3)) : round(rate * first.start)]).mean() < 0.02
    )
    assert not has_own_recording(again)


def test_an_edit_costs_the_sentences_that_it_touches(tmp_path: Path) -> None:
    voice, cache = Tone(), Cache(tmp_path / "cache")
    assert speak(tmp_path, article(tmp_path), Edition.HANS, voice, cache)
    assert not speak(tmp_path, article(tmp_path), Edition.HANS, voice, cache)
    assert len(voice.said) == 4
    voice.said.clear()
    assert speak(
        tmp_path, article(tmp_path, TEXT.replace("一点儿", "很多")), Edition.HANS, voice, cache
    )
    assert voice.said == ["hen3 duo1"]


def test_a_recording_that_the_author_makes_meanwhile_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "articles/tea.opus"

    class SlowTone(Tone):
        def speak(self, text: str) -> Sound:
            own.write_bytes(b"mine")
            return super().speak(text)

    with pytest.raises(VoiceError, match=r"tea\.opus was changed"):
        speak(tmp_path, article(tmp_path), Edition.HANS, SlowTone(), None)
    assert own.read_bytes() == b"mine"
    assert not own.with_suffix(".vtt").exists()


def test_the_small_voice_speaks_pinyin_and_latin_words() -> None:
    voice = EspeakVoice()
    assert voice.name.startswith("eSpeak NG 1.")
    hello, girl, twice = map(voice.speak, ("ni3 hao3", "nü3'er2", "ni3 hao3"))
    assert 0.3 < len(hello) / voice.rate < 2
    assert np.abs(hello).max() > 3000
    assert abs(len(hello) - len(twice)) < 0.01 * voice.rate
    assert abs(len(voice.speak("nv3'er2")) - len(girl)) < 0.01 * voice.rate
    assert voice.speak("").size == 0 or np.abs(voice.speak("")).max() == 0


def test_the_command_leaves_recordings_of_the_author_alone(tmp_path: Path) -> None:
    article(tmp_path)
    own = tmp_path / "articles/own.mp3"
    shutil.copy(tmp_path / "articles/tea.md", tmp_path / "articles/own.md")
    own.write_bytes(b"mine")
    result = CliRunner().invoke(main, ["speak", str(tmp_path), "--no-cache"])
    assert result.exit_code == 0, result.output
    assert "own.md has a recording of its own" in result.output
    assert own.read_bytes() == b"mine"
    assert not own.with_suffix(".opus").exists()
    assert (tmp_path / "articles/tea.opus").read_bytes()[:4] == b"OggS"
