"""`jiazhu speak`: read an article aloud into a recording with cues.

1. Each sentence is spelt in pinyin with digits and spoken tones, by its readings in the first
   edition; what has no reading stays as it is.
2. A voice speaks it, unless the cache has its sound: an edit costs the sentences that it touches.
3. The sounds are joined with pauses into `tea.opus`, and `tea.vtt` says when each is heard, and
   that the voice is synthetic.

A recording whose cues do not say that it is synthetic is an author's, and is never replaced.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from generator.building.digests import digest
from generator.content.recordings import AUDIO, CUES, SYNTHETIC
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import ATOM, Article, Block, Edition
from generator.speaking.voices import Sound, Voice, VoiceError
from generator.spelling.ruby import block_readings
from generator.storage.cache import Cache
from generator.storage.stamps import Stamp, stamp_of
from generator.storage.transaction import Transaction

BETWEEN_SENTENCES, BETWEEN_BLOCKS = 0.35, 0.8
"""Pauses, in seconds."""
RATE = 24_000
"""Samples in a second of a recording: one of those that Opus has."""
_SPELLING = Spelling(Style.NUMBERS, sandhi=True, erhua=Erhua.OFF, numbers=True)
_MADE = "NOTE made from "


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence to be spoken."""

    shown: str
    """As the author wrote it."""
    text: str
    """As the voice is given it."""
    pause: float
    """The silence after it, in seconds."""


def audio_place(article: Path) -> Path:
    """Return where the recording of an article is written."""
    return article.with_suffix(AUDIO[0])


def has_own_recording(article: Article) -> bool:
    """Whether the author has recorded an article."""
    names = [article.path.with_suffix(suffix) for suffix in AUDIO]
    return bool(article.meta.audio or any(map(Path.exists, names))) and not article.recording.voice


def speak(
    root: Path, article: Article, edition: Edition, voice: Voice, cache: Cache | None
) -> bool:
    """Write the recording of an article and its cues; False if they are up to date.

    `root` is the folder of the site. Raises `VoiceError` if the author puts a recording there
    meanwhile.
    """
    sentences = list(spoken_sentences(article, edition))
    made = digest(voice.name, sentences)
    audio = audio_place(article.path)
    cues = article.path.with_suffix(CUES[0])
    if audio.is_file() and cues.is_file() and f"{_MADE}{made}\n" in cues.read_text("utf-8"):
        return False
    before = _stamps(audio, cues)
    sounds, lines, at = [], [f"WEBVTT\n\nNOTE {SYNTHETIC} {voice.name}\n\n{_MADE}{made}\n"], 0.0
    for sentence in sentences:
        sound = _resampled(_sound(sentence.text, voice, cache), voice.rate)
        end = at + len(sound) / RATE
        lines.append(f"{_time(at)} --> {_time(end)}\n{sentence.shown}\n")
        sounds += [sound, np.zeros(round(sentence.pause * RATE), np.int16)]
        at = end + sentence.pause
    recording = _encoded(np.concatenate(sounds or [np.zeros(RATE, np.int16)]))
    with Transaction(root) as transaction:
        if _stamps(audio, cues) != before:
            message = f"{audio.name} was changed while the article was read"
            raise VoiceError(message, "Run the command again, if it is to be replaced.")
        transaction.write(audio, recording)
        transaction.write(cues, "\n".join(lines))
    return True


def spoken_sentences(article: Article, edition: Edition) -> Iterator[Spoken]:
    """Yield the sentences of an article, its title first."""
    for block in (article.title, *article.blocks):
        found = list(_of_block(block, edition))
        for number, (shown, text) in enumerate(found, 1):
            is_last = number == len(found)
            yield Spoken(shown, text, BETWEEN_BLOCKS if is_last else BETWEEN_SENTENCES)


def _of_block(block: Block, edition: Edition) -> Iterator[tuple[str, str]]:
    readings = block_readings(block, edition, _SPELLING)
    for sentence in block.sentences:
        shown = " ".join(sentence.span.of(block.text).replace(ATOM, " ").split())
        groups = (g for word in block.words_in(sentence.span) for g in readings.groups(word))
        parts = (group.pinyin.lower().replace("-", " ") or group.text for group in groups)
        text = " ".join(" ".join(parts).replace(ATOM, " ").split())
        if any(char.isalnum() for char in text):
            yield shown, text


def _stamps(*paths: Path) -> list[Stamp | None]:
    return [stamp_of(path) if path.is_file() else None for path in paths]


def _sound(text: str, voice: Voice, cache: Cache | None) -> Sound:
    """Return the sound of a sentence, from the cache if it is there."""
    key = digest(voice.name, voice.rate, text)
    stored = None if cache is None else cache.get("speech", key)
    if stored is not None:
        return np.frombuffer(stored, np.int16)
    sound = voice.speak(text)
    if cache is not None:
        cache.put("speech", key, sound.tobytes())
    return sound


def _resampled(sound: Sound, rate: int) -> Sound:
    count = round(len(sound) * RATE / rate)
    places = np.arange(count) * (rate / RATE)
    return np.interp(places, np.arange(len(sound)), sound).astype(np.int16) if count else sound


def _encoded(sound: Sound) -> bytes:
    """Return a sound as Opus in Ogg."""
    import soundfile  # which takes a while to load

    data = io.BytesIO()
    soundfile.write(data, sound, RATE, format="OGG", subtype="OPUS")
    return data.getvalue()


def _time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    start = f"{hours:02}:" if hours else ""
    return f"{start}{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
