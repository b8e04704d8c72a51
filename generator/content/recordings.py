"""The recording of an article, found by its name, and the cues that say when each text is read.

    tea.md   tea.opus  (or .mp3 .m4a .ogg .wav)    beside the article
             tea.vtt                               WebVTT
             tea.labels.txt                        labels of Audacity: start, end, text

A cue has a text, which need not be exactly a sentence, or none; a label with a number has none.
A `NOTE` of WebVTT that begins with “synthetic voice:” names the voice that reads, if nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

from msgspec import Struct

from generator.content.sources import LABELS, read_text
from generator.diagnostics import Report

AUDIO = (".opus", ".mp3", ".m4a", ".ogg", ".wav")
"""The suffixes of recordings, the smallest format first."""
CUES = (".vtt", LABELS)
SYNTHETIC = "synthetic voice:"

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_LABEL = re.compile(r"(\d+(?:[.,]\d+)?)\t(\d+(?:[.,]\d+)?)(?:\t(.*))?")
_TAG = re.compile(r"<[^<>]*>")
_HINT_VTT = "Write `00:01.500 --> 00:04.000`: minutes, seconds, thousandths."
_HINT_LABEL = "Export the labels from Audacity anew: start, end and text, with tabs between them."


class Cue(Struct, frozen=True):
    """A part of a recording, in seconds."""

    start: float
    end: float
    text: str
    line: int
    """The place of its text in the file."""
    column: int = 1


class Cues(Struct, frozen=True):
    """The cues of a recording."""

    path: Path
    cues: tuple[Cue, ...]
    voice: str = ""
    """The synthetic voice; empty if a person reads."""


def load_cues(path: Path, report: Report) -> Cues | None:
    """Read a file of cues; faults are reported (A001), and what has them is left out."""
    text = read_text(path, report)
    if text is None:
        return None
    lines = text.split("\n")
    is_vtt = path.suffix.lower() == ".vtt"
    found = list(_vtt(path, lines, report) if is_vtt else _labels(path, lines, report))
    return Cues(path, tuple(_in_order(found, path, report)), _voice(lines) if is_vtt else "")


def _voice(lines: Sequence[str]) -> str:
    for line in lines:
        note = line.removeprefix("NOTE ").strip()
        if line.startswith("NOTE ") and note.lower().startswith(SYNTHETIC):
            return note[len(SYNTHETIC) :].strip()
    return ""


def _in_order(cues: Sequence[Cue], path: Path, report: Report) -> Iterator[Cue]:
    """Yield the cues that do not begin before the one above them."""
    last = 0.0
    for cue in cues:
        if cue.end <= cue.start or cue.start < last:
            fault = (
                "ends before it begins" if cue.end <= cue.start else "begins before the last one"
            )
            hint = "Put the cues in the order of the recording."
            report.add("A001", path, f"The cue {fault}", hint, line=cue.line, column=cue.column)
            continue
        last = cue.start
        yield cue


def _labels(path: Path, lines: Sequence[str], report: Report) -> Iterator[Cue]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("\\"):  # the frequencies of a label
            continue
        match = _LABEL.fullmatch(line.rstrip())
        if match is None:
            report.add("A001", path, f"“{line.strip()}” is no label", _HINT_LABEL, line=number)
            continue
        start, end = (float(part.replace(",", ".")) for part in match.groups()[:2])
        yield Cue(start, end, (match[3] or "").strip(), number, max(match.start(3), 0) + 1)


def _vtt(path: Path, lines: Sequence[str], report: Report) -> Iterator[Cue]:
    if not lines[0].startswith("WEBVTT"):
        report.add("A001", path, "The file does not begin with WEBVTT", "Add it as the first line.")
    for first, block in _vtt_blocks(lines):
        at = next((i for i, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            if not re.match(r"WEBVTT|NOTE|STYLE|REGION", block[0]):
                message = f"“{block[0].strip()}” is no cue: it has no times"
                report.add("A001", path, message, _HINT_VTT, line=first)
            continue
        match, line = _TIMING.fullmatch(block[at]), first + at
        if match is None:
            column = len(block[at]) - len(block[at].lstrip()) + 1
            message = f"“{block[at].strip()}” is not a pair of times"
            report.add("A001", path, message, _HINT_VTT, line=line, column=column)
            continue
        start, end = (_seconds(*match.groups()[n : n + 3]) for n in (0, 3))
        text = " ".join(unescape(_TAG.sub("", each)).strip() for each in block[at + 1 :])
        yield Cue(start, end, text.strip(), line + 1 if text else line)


def _vtt_blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
