import re

import pytest

from generator.language.glyphs.strokes import Strokes, load_strokes
from tools.language.compile_strokes import pack_drawings

LENGTHS = {"M": 2, "l": 2, "q": 4, "c": 6, "z": 0}


def absolute(path: str) -> str:
    """Return a path with absolute points and all letters, as in the source."""
    items = re.findall(r"[a-zA-Z]|-?\d+", path)
    found: list[str] = []
    letter, at, x, y = "", 0, 0, 0
    while at < len(items):
        if items[at].isalpha():
            letter, at = items[at], at + 1
        numbers = [int(item) for item in items[at : at + LENGTHS[letter]]]
        at += LENGTHS[letter]
        if letter != "M":
            numbers = [number + (y if place % 2 else x) for place, number in enumerate(numbers)]
        x, y = numbers[-2:] or (x, y)
        found += [letter.upper(), *map(str, numbers)]
    return " ".join(found)


def test_a_path_is_short() -> None:
    drawings = {
        "一": {"strokes": ["M 5 6 L 8 4 L -9 5 Q 1 2 3 4 Z M 1 2 L 3 4 Z"], "medians": [[[1, 1]]]}
    }
    drawing = Strokes(pack_drawings(drawings)).drawing("一")
    assert drawing.strokes == ("M5 6l3-2-17 1q10-3 12-1zM1 2l2 2z",)


def test_a_drawing_survives_the_packing() -> None:
    drawings = {
        "丁": {
            "strokes": ["M 10 900 L -20 5 Z", "M 0 0 Q 1 2 1023 4 C 1 1 2 2 3 3 Z"],
            "medians": [[[1, 2], [300, -40]], [[5, 6]]],
        },
        "亖": {
            "strokes": ["M 1 1 L 2 2 Z"],
            "medians": [[[7, 8], [9, 10], [-1, -1]]],
            "radStrokes": [0],
        },
    }
    packed = Strokes(pack_drawings(drawings))
    for char, wanted in drawings.items():
        drawing = packed.drawing(char)
        assert list(map(absolute, drawing.strokes)) == wanted["strokes"]
        assert [line.tolist() for line in drawing.medians] == wanted["medians"]
        assert list(drawing.radical) == wanted.get("radStrokes", [])


def test_fractions_are_rounded() -> None:
    drawings = {"一": {"strokes": ["M 1.6 2.4 L 3 4 Z"], "medians": [[[0.7, 1]]]}}
    drawing = Strokes(pack_drawings(drawings)).drawing("一")
    assert drawing.strokes == ("M2 2l1 2z",)
    assert [line.tolist() for line in drawing.medians] == [[[1, 1]]]


@pytest.mark.parametrize(
    ("char", "count"),
    [("一", 1), ("人", 2), ("书", 4), ("書", 10), ("国", 8), ("國", 11), ("龍", 16), ("鬱", 29)],
)
def test_stroke_counts(char: str, count: int) -> None:
    drawing = load_strokes().drawing(char)
    assert len(drawing.strokes) == len(drawing.medians) == load_strokes().count(char) == count


def test_the_strokes_of_the_radical() -> None:
    assert load_strokes().drawing("语").radical == (0, 1)
    assert load_strokes().drawing("想").radical == (9, 10, 11, 12)


def test_unknown_characters() -> None:
    assert "A" not in load_strokes()
    assert load_strokes().count("A") == 0
    with pytest.raises(KeyError):
        load_strokes().drawing("A")
