"""The sentences of a recording, each as a sound of its own: MP3, which every phone plays.

libsndfile reads MP3, Opus and Vorbis in Ogg, and WAV. Recordings of other kinds are not cut.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from generator.model import SentenceTime

_QUALITY = 0.7
"""Of the encoder: 0 is the best and largest, 1 the smallest."""
_STEP = 1 << 18
"""The number of samples that are read at once, to get to a sentence."""


def sentence_sounds(recording: Path, times: Sequence[SentenceTime]) -> Mapping[str, bytes]:
    """Return the sound of each sentence by its id; none if the recording cannot be read."""
    try:
        state = recording.stat()
    except OSError:
        return {}
    return _sounds(recording, state.st_size, state.st_mtime_ns, tuple(times))


@lru_cache(maxsize=1)  # the editions of an article have the same
def _sounds(
    recording: Path, size: int, changed: int, times: tuple[SentenceTime, ...]
) -> Mapping[str, bytes]:
    del size, changed
    try:
        return dict(_cut(recording, times))
    except (ImportError, OSError, RuntimeError):  # libsndfile is missing, or has its own errors
        return {}


def _cut(recording: Path, times: Sequence[SentenceTime]) -> Iterator[tuple[str, bytes]]:
    import soundfile

    with soundfile.SoundFile(recording) as sound:
        for time in times:
            start = round(time.start * sound.samplerate)
            if start < sound.tell():
                sound.seek(start)
            while start > sound.tell():  # an MP3 has faults where it is entered by seeking
                if not len(sound.read(min(start - sound.tell(), _STEP))):
                    return
            samples = sound.read(round((time.end - time.start) * sound.samplerate), always_2d=True)
            if len(samples):
                data = io.BytesIO()
                soundfile.write(
                    data,
                    samples.mean(axis=1),
                    sound.samplerate,
                    format="MP3",
                    subtype="MPEG_LAYER_III",
                    bitrate_mode="VARIABLE",
                    compression_level=_QUALITY,
                )
                yield time.id, data.getvalue()
