import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.model import Bilingual, Edition
from generator.reader_settings import SETTINGS
from generator.resources import shared
from generator.site.panels import PANELS, panels_file
from generator.site.render import Renderer
from generator.site.views import SettingView, SiteView


def site(lang: str = "zh-Hans", reading_lang: str = "zh-Latn-pinyin", **chosen: str) -> SiteView:
    settings = tuple(SettingView(s, chosen.get(s.name, s.default)) for s in SETTINGS)
    return SiteView(lang, Bilingual("站", ""), Bilingual("", ""), "", "0", settings, reading_lang)


def data_of(script: str) -> dict[str, dict[str, str]]:
    return json.loads(script.removeprefix("Object.assign(jiazhu,").removesuffix(");\n"))


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Edition.HANS, [shared("templates")])


def test_each_edition_has_a_script_with_its_labels(renderer: Renderer) -> None:
    place, script = panels_file(renderer, site())
    assert place.as_posix() == "static/panels/zh-hans.js"
    assert "阅读设置" in data_of(script)["panels"]["settings"]
    taiwan = Renderer(Edition.TW, [shared("templates")])
    place, script = panels_file(taiwan, site("zh-Hant-TW"))
    assert place.as_posix() == "static/panels/zh-hant-tw.js"
    assert "閱讀設定" in data_of(script)["panels"]["settings"]
    assert 'lang="zh-Hant-TW"' in data_of(script)["panels"]["popup"]


def test_the_settings_of_the_site_are_the_defaults(renderer: Renderer) -> None:
    data = data_of(panels_file(renderer, site(tones="classic", pinyin="unknown"))[1])
    defaults = {setting.name: setting.default for setting in SETTINGS}
    assert data["defaults"] == {**defaults, "tones": "classic", "pinyin": "unknown"}
    assert data["options"] == {setting.name: list(setting.values) for setting in SETTINGS}
    assert data["linked"] == [setting.name for setting in SETTINGS if setting.linked]


def test_zhuyin_is_named_in_the_sentence_menu(renderer: Renderer) -> None:
    pinyin, zhuyin = (
        data_of(panels_file(renderer, site(reading_lang=lang))[1])["panels"]
        for lang in ("zh-Latn-pinyin", "zh-Bopo")
    )
    assert "附拼音" in pinyin["sentence"]
    assert "附注音" in zhuyin["sentence"]
    assert 'lang="zh-Bopo"' in zhuyin["popup"]


def test_a_sites_own_template_of_a_panel_is_used(tmp_path: Path) -> None:
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros/help.html").write_text("<dialog id=help>Own</dialog>\n", "utf-8")
    renderer = Renderer(Edition.HANS, [tmp_path, shared("templates")])
    panels = data_of(panels_file(renderer, site())[1])["panels"]
    assert panels["help"] == "<dialog id=help>Own</dialog>"
    assert list(panels) == list(PANELS)


def test_every_element_of_a_panel_has_an_id(renderer: Renderer) -> None:
    """By it `panels.js` leaves out those that a page has already."""
    panels = data_of(panels_file(renderer, site())[1])["panels"]
    elements = [
        element
        for html in panels.values()
        for element in LexborHTMLParser(html).body.iter(include_text=False)
    ]
    ids = [element.attributes["id"] for element in elements]
    assert {"settings", "help", "popup", "sentence-bar", "known-said"} < set(ids)
    assert len(ids) == len(set(ids))
