import pytest

from generator.language.glyphs.components import component_character, components
from tools.language.compile_components import decompose

LAYOUTS = {
    "智": ("d", ("知", "日")),
    "工": ("d/t", ("一", "丄")),
    "度": ("stl", ("28722", "又")),
    "28722": ("stl", ("广", "廿")),
    "能": ("a", ("䏍", "65438")),
    "䏍": ("d", ("厶", "月")),
    "65438": ("rd", ("匕",)),
    "森": ("r3tr", ("木",)),
    "那": ("a", ("㇆", "阝")),
    "残": ("a", ("99999", "刂")),
}
KNOWN = set("知日广廿又厶月匕木阝刂")


@pytest.mark.parametrize(
    ("char", "parts"),
    [
        ("智", "知日"),
        ("度", "广廿又"),
        ("能", "厶月匕匕"),
        ("森", "木木木"),
        ("工", ""),
        ("那", ""),
        ("残", ""),
        ("月", ""),
    ],
)
def test_cut(char: str, parts: str) -> None:
    assert decompose(char, LAYOUTS, KNOWN) == parts


@pytest.mark.parametrize(
    ("char", "parts"),
    [
        ("智", "知日"),
        ("能", "厶月匕匕"),
        ("队", "阝人"),
        ("團", "囗專"),
        ("语", "讠吾"),
        ("想", "相心"),
        ("人", ""),
        ("A", ""),
    ],
)
def test_components(char: str, parts: str) -> None:
    assert "".join(components(char)) == parts


def test_a_component_stands_for_a_character() -> None:
    assert component_character("语", 0) == "言"
    assert component_character("想", 1) == "心"
    assert (component_character("阳", 0), component_character("都", 1)) == ("阜", "邑")
