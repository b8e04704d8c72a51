import pytest

from generator.reader_settings import SETTINGS


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_page_without_scripts_shows_what_works_without(setting):
    assert setting.default in setting.values
    for value in setting.values:
        shown = setting.without_scripts(value)
        assert shown in setting.values
        assert setting.without_scripts(shown) == shown


def test_what_a_reader_knows_needs_scripts():
    pinyin = next(setting for setting in SETTINGS if setting.name == "pinyin")
    assert pinyin.without_scripts("unknown") == "all"
    assert pinyin.without_scripts("level") == "level"
