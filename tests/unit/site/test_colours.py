"""Colours can be read on every background, and tones told apart by every kind of colour vision."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[3] / "static/css/tokens.css").read_text("utf-8")

THEMES = ("light", "dark")
BACKGROUNDS = ("paper", "panel", "lit", "seal-wash")
SCHEMES = ("classic", "violet", "safe")
TONES = ("tone-1", "tone-2", "tone-3", "tone-4", "tone-5")

Colour = tuple[float, float, float]
"""Red, green and blue, each linear, 0 to 1."""


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return channels[0], channels[1], channels[2]


def declared(selector: str, theme: str) -> dict[str, Colour]:
    """The colours that the rules of a selector give to tokens, by day or by night."""
    found = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", TOKENS):
        if selector not in [part.strip() for part in selectors.split("*/")[-1].split(",")]:
            continue
        for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", body):
            found[name] = linear(pair[THEMES.index(theme)])
    return found


def tokens(theme: str, scheme: str = "classic") -> dict[str, Colour]:
    base = declared(":root", theme)
    chosen = declared(f'[data-scheme="{scheme}"]', theme)
    return {**base, "tone-5": base["muted"], **chosen}


def luminance(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """By WCAG 2.2: from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast(linear("#000000"), linear("#ffffff")) == pytest.approx(21)
    assert contrast(linear("#767676"), linear("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_text_can_be_read(theme: str, background: str) -> None:
    colours = tokens(theme)
    for name in ("ink", "soft", "muted", "seal"):
        assert contrast(colours[name], colours[background]) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_tones_can_be_read(theme: str, background: str, scheme: str) -> None:
    colours = tokens(theme, scheme)
    for tone in TONES:
        assert contrast(colours[tone], colours[background]) >= 4.5, tone


VISION = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear colours where a kind of cone is lacking (Machado, Oliveira and Fernandes
2009, severity 1)."""


def lab(colour: Colour, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as it is seen, white D65."""
    red, green, blue = (
        min(1.0, max(0.0, sum(share * c for share, c in zip(row, colour, strict=True))))
        for row in VISION[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def least_difference(theme: str, scheme: str, vision: str) -> float:
    """The distance (CIE 1976) of the two tones that are most alike."""
    colours = tokens(theme, scheme)
    seen = [lab(colours[tone], vision) for tone in TONES]
    return min(
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in combinations(seen, 2)
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_the_safe_tones_are_told_apart_by_every_eye(theme: str, vision: str) -> None:
    assert least_difference(theme, "safe", vision) >= 25


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", ["classic", "violet"])
def test_the_other_tones_are_told_apart_by_most(theme: str, scheme: str) -> None:
    assert least_difference(theme, scheme, "normal") >= 25
