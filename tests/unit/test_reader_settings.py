from pathlib import Path

import pytest

from generator.reader_settings import SETTINGS


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_without_scripts_a_page_falls_back_to_a_value_that_works(setting):
    assert setting.default in setting.site_values
    assert set(setting.by_window) <= set(setting.values)
    for value in setting.site_values:
        shown = setting.without_scripts(value)
        assert shown in setting.values
        assert setting.without_scripts(shown) == shown


def test_the_words_that_a_reader_knows_need_scripts():
    pinyin = next(setting for setting in SETTINGS if setting.name == "pinyin")
    assert pinyin.without_scripts("unknown") == "all"
    assert pinyin.without_scripts("level") == "level"


def test_no_style_sheet_needs_what_pages_leave_out():
    sheets = Path(__file__).parents[2].glob("static/css/*.css")
    styles = "".join(sheet.read_text("utf-8") for sheet in sheets)
    for setting in SETTINGS:
        if setting.unstyled:
            assert setting.unstyled in setting.values
            assert f'[data-{setting.name}="{setting.unstyled}"]' not in styles
        assert f"[data-{setting.name}]" not in styles
