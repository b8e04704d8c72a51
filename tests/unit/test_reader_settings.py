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
