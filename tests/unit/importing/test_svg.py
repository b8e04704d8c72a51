"""Imported SVG images run no scripts and call no host."""

from __future__ import annotations

import pytest

from generator.importing.images import Images
from generator.importing.svg import clean_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
SHAPE = '<path id="p" d="M0 0L9 9" style="fill:url(#g)" fill="url(\'#g\')"/>'


@pytest.mark.parametrize(
    "active",
    [
        "<script>steal()</script>",
        "<SCRIPT>steal()</SCRIPT>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">steal()</h:script>',
        '<g onload="steal()"/>',
        '<g ONLOAD="steal()"/>',
        '<a href="javascript:steal()"><text>x</text></a>',
        '<a xlink:href=" java&#10;script:steal()"><text>x</text></a>',
        '<a><set attributeName="href" to="javascript:steal()"/></a>',
        '<a><animate attributeName="xlink:href" values="javascript:steal()"/></a>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="//steal"/>'
        "</foreignObject>",
        '<image href="https://steal.example/x.png"/>',
        '<use href="//steal.example/x.svg#a"/>',
        '<image href="data:image/svg+xml,steal"/>',
        "<style>@import url(//steal.example/x.css);</style>",
        "<style>g { fill: url(https://steal.example/#a) }</style>",
        '<g style="fill: u\\72l(//steal.example)"/>',
        "<style>g { fill: url<desc>x</desc>(https://steal.example/#a) }</style>",
        "<style>svg { background: image-set('https://steal.example/' 1x) }</style>",
    ],
)
def test_active_content_is_taken_out(active: str) -> None:
    data = f"{HEAD}{SHAPE}{active}</svg>".encode()
    cleaned = clean_svg(data)
    assert cleaned is not None
    assert b"steal" not in cleaned
    assert b"M0 0L9 9" in cleaned
    assert b"url(#g)" in cleaned
    assert clean_svg(cleaned) == cleaned


@pytest.mark.parametrize(
    "head",
    ['<?xml-stylesheet href="//steal.example/x.css"?>', '<!DOCTYPE svg [<!ENTITY a "steal">]>'],
)
def test_what_stands_before_the_image(head: str) -> None:
    cleaned = clean_svg(f"{head}{HEAD}{SHAPE}</svg>".encode())
    assert cleaned is not None
    assert b"steal" not in cleaned


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "image",
    [
        "<x:svg xmlns:x='http://www.w3.org/2000/svg'/>",
        "<!-- <svg> --><?xml-stylesheet href='//steal.example/y.css'?>"
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_an_instruction_is_seen_wherever_it_stands(image: str, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    head = f"<?xml version='1.0' encoding='{name}'?>"
    instruction = "<?xml-stylesheet href='//steal.example/x.css'?>"
    cleaned = clean_svg(f"{head}{instruction}{image}".encode(encoding))
    assert cleaned is not None
    assert b"svg" in cleaned
    assert b"steal" not in cleaned


@pytest.mark.parametrize(
    "image",
    [
        f'<?xml version="1.0"?>{HEAD}{SHAPE}<style>path {{ fill: red }}</style></svg>',
        f'{HEAD}<use href="#p"/><image href="data:image/png;base64,AA=="/></svg>',
        f'{HEAD}<circle r="1"><animate attributeName="r" values="1;2"/></circle></svg>',
    ],
)
def test_a_drawing_is_kept_to_the_byte(image: str) -> None:
    assert clean_svg(image.encode()) == image.encode()


def test_entities_do_not_grow() -> None:
    bomb = "".join(
        f'<!ENTITY {new} "{f"&{old};" * 99}">'
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert clean_svg(f'<!DOCTYPE svg [<!ENTITY a "x">{bomb}]>{HEAD}&h;</svg>'.encode()) is None


def test_what_is_no_svg_is_not_kept() -> None:
    assert clean_svg(b"<svg") is None
    assert clean_svg(b"<html><svg/></html>") is None


def test_a_note_says_what_was_taken_out() -> None:
    images = Images({"a.svg": f"{HEAD}<script/></svg>".encode()}.get)
    assert images.keep("a.svg") == "jiazhu-image:a.svg"
    assert b"script" not in images.found["a.svg"]
    assert "Scripts and remote parts taken out of: a.svg." in images.notes()
