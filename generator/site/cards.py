"""The pictures that other sites show with a link to a page, and the covers of books.

    a border of the seal's colour on the left
    the title, in as large a type as a few lines of it have room for
    the English title
    the seal, and what the card belongs to

They are drawn with two fonts of the package (`fonts/`, made by `tools/card_fonts.py`), so that they
are the same on every machine: Noto Serif for the characters of GB 2312, and for the first level of
Big5. A character that neither has is shown as 〓, as by printers whose case lacks the type.

A picture has one ramp of shades a colour. Each colour is drawn as coverage, and its shades become
entries of the palette, which is much faster than reducing the colours of a picture.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import chain, product

from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.language.characters import IS_HAN
from generator.model import Article, Bilingual, Edition

PAPER, INK, MUTED, SEAL = "#fbf8f1", "#221e19", "#6c6254", "#a9362a"
"""The colours of the light theme, as in `tokens.css`."""
LEADING = 1.3
MISSING = "〓"

_COLOURS = (INK, MUTED, SEAL)
_SHADES = 12
"""Between the paper and each colour."""
_NO_START = "，。、；：？！）》〉」』”’…—·"
"""What no line begins with."""
SIMPLIFIED, TRADITIONAL = "NotoSerifSC-Bold.otf", "NotoSerifTC-Bold.otf"
BIG5 = "big5", range(0xA4, 0xC7)
SIGNS = frozenset(
    "ĀāĒēĚěĪīŌōŪūŃńŇňǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹ–—‘’“”…‹›•‰・"
    + "".join(map(chr, chain(range(0x20, 0x7F), range(0xA0, 0x100))))
    + "".join(map(chr, chain(range(0x3000, 0x3020), range(0xFF01, 0xFF5F))))
)
"""What both fonts have besides Han characters."""
_PIECES = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+|.", re.DOTALL)
"""What no line breaks: a word in Latin letters, a space, a character."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sizes of a picture, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    foot: int
    """The top of the seal."""
    titles: tuple[tuple[int, int], ...]
    """The sizes of a title, each with the most lines in it. The largest that has room is taken;
    lines that the smallest has no room for are left out."""
    english_size: int
    english_lines: int
    note_size: int

    @property
    def size(self) -> tuple[int, int]:
        """The width and the height."""
        return self.width, self.height

    @property
    def room(self) -> int:
        """The length of a line."""
        return self.right - self.left


_CARD_TITLES = ((104, 2), (92, 2), (80, 3), (70, 3), (60, 3), (52, 3))
CARD = Sheet(1200, 630, 100, 1120, 92, 518, _CARD_TITLES, 40, 2, 34)
_COVER_TITLES = ((150, 4), (124, 5), (100, 6), (80, 7))
COVER = Sheet(1200, 1600, 120, 1100, 260, 1400, _COVER_TITLES, 56, 4, 34)


def article_card(article: Article, site: Bilingual, edition: Edition) -> bytes:
    """Return the card of an article of the site with this title."""
    words = [word.text_in(edition) for word in article.title.annotated_words]
    return card(words, article.meta.title.en, _both(site), edition)


def site_card(title: Bilingual, description: Bilingual, edition: Edition) -> bytes:
    """Return the card of a site."""
    return card([title.zh], title.en, description.zh, edition)


def _both(text: Bilingual) -> str:
    return " · ".join(filter(None, (text.zh, text.en)))


def card(
    title: Sequence[str], english: str, note: str, edition: Edition, sheet: Sheet = CARD
) -> bytes:
    """Return a card as a PNG.

    `title` is a list of words, which lines do not break; `note` stands beside the seal.
    """
    ink, muted, seal = (Image.new("L", sheet.size) for _ in _COLOURS)
    y = sheet.top
    size, lines = _fitting(title, edition, sheet)
    for line in lines:
        _write(ink, sheet.left, y, line, edition, size)
        y += round(size * LEADING)
    y += 20
    english_size = sheet.english_size
    for line in _cut(_lines([english], edition, english_size, sheet), sheet.english_lines):
        if y + english_size * LEADING < sheet.foot:
            _write(muted, sheet.left, y, line, edition, english_size)
            y += round(english_size * LEADING)
    for line in _cut(_lines([note], edition, sheet.note_size, sheet), 1):
        _write(muted, sheet.left + 80, sheet.foot + 8, line, edition, sheet.note_size)
    _draw_seal(seal, sheet)
    return _png((ink, muted, seal))


def _draw_seal(layer: Image.Image, sheet: Sheet) -> None:
    """Draw the border, and the seal as in `icon.svg`."""
    draw, left, foot = ImageDraw.Draw(layer), sheet.left, sheet.foot
    draw.rectangle((0, 0, 23, sheet.height), fill=255)
    draw.rectangle((left, foot, left + 55, foot + 55), fill=255)
    for x, half in ((28, 15), (17, 10), (39, 10)):
        draw.rectangle((left + x - 1, foot + 28 - half, left + x + 1, foot + 28 + half), fill=0)


def _png(layers: Sequence[Image.Image]) -> bytes:
    """Return a picture with one layer of coverage for each of `_COLOURS`; they do not overlap."""
    paper = _rgb(PAPER)
    palette = list(paper)
    picture = Image.new("L", layers[0].size)
    for number, (layer, colour) in enumerate(zip(layers, _COLOURS, strict=True)):
        first = number * _SHADES
        places = [first + level if level else 0 for level in _levels()]
        picture = ImageChops.lighter(picture, layer.point(places))
        for shade in range(1, _SHADES + 1):
            parts = zip(paper, _rgb(colour), strict=True)
            palette += [round(a + (b - a) * shade / _SHADES) for a, b in parts]
    picture = picture.convert("P") if picture.mode != "P" else picture
    picture.putpalette(palette)
    data = BytesIO()
    picture.save(data, "PNG", compress_level=6)
    return data.getvalue()


def _levels() -> list[int]:
    """Return the shade of each coverage from 0 to 255."""
    return [round(coverage * _SHADES / 255) for coverage in range(256)]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


# Text.


def _fitting(words: Sequence[str], edition: Edition, sheet: Sheet) -> tuple[int, list[str]]:
    """Return the size of a title, and its lines."""
    for size, most in sheet.titles:
        lines = _lines(words, edition, size, sheet)
        if len(lines) <= most:
            return size, lines
    return size, _cut(lines, most)


def _cut(lines: Sequence[str], most: int) -> list[str]:
    return [*lines[: most - 1], f"{lines[most - 1][:-1]}…"] if len(lines) > most else list(lines)


def _lines(words: Sequence[str], edition: Edition, size: int, sheet: Sheet = CARD) -> list[str]:
    """Break a text into lines between its words, and a word that is too long inside it."""
    lines, line = [], ""
    for piece in _pieces(words, edition, size, sheet):
        too_long = _width(line + piece.rstrip(), edition, size) > sheet.room
        if line and too_long and piece not in _NO_START:
            lines.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*lines, line.rstrip()] if line else lines


def _pieces(words: Sequence[str], edition: Edition, size: int, sheet: Sheet) -> Iterator[str]:
    for word in words:
        fits = _width(word, edition, size) <= sheet.room and len(words) > 1
        yield from [word] if fits else _PIECES.findall(word)


def _write(layer: Image.Image, x: float, y: int, text: str, edition: Edition, size: int) -> None:
    draw = ImageDraw.Draw(layer)
    for part, font in _runs(text, edition, size):
        draw.text((x, y), part, font=font, fill=255)
        x += font.getlength(part)


def _width(text: str, edition: Edition, size: int) -> float:
    return math.fsum(font.getlength(part) for part, font in _runs(text, edition, size))


def _runs(text: str, edition: Edition, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Split a text by the font that has each character."""
    own, other = SIMPLIFIED, TRADITIONAL
    if edition is not Edition.HANS:
        own, other = other, own
    runs: list[tuple[str, str]] = []
    for char in text:
        name = next((name for name in (own, other) if char in characters(name)), "")
        shown = char if name else MISSING if IS_HAN.match(char) else _plain(char)
        if runs and runs[-1][1] == (name or own):
            runs[-1] = runs[-1][0] + shown, runs[-1][1]
        else:
            runs.append((shown, name or own))
    return [(part, _font(name, size)) for part, name in runs]


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout, since the other needs a library that not every system has.
    data = BytesIO(_data(name))
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _data(name: str) -> bytes:
    return files("generator.site").joinpath("fonts", name).read_bytes()


def _plain(char: str) -> str:
    """Return a letter without its accent; other scripts and signs are left out."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if base in SIGNS else ""


@cache
def characters(font: str) -> frozenset[str]:
    """Return the characters of a font."""
    codec, leads = ("gb2312", range(0xB0, 0xF8)) if font == SIMPLIFIED else BIG5
    found = set(SIGNS)
    for lead, trail in product(leads, range(0x40, 0xFF)):
        with suppress(UnicodeDecodeError):
            found.add(bytes((lead, trail)).decode(codec))
    return frozenset(filter(str.isprintable, found))
