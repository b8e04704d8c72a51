from pathlib import Path

import pytest

from generator.content.config import Config, TranslationSettings, load_config
from generator.content.export_settings import ExportSettings
from generator.diagnostics import Report
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.model import Bilingual, Edition
from generator.reader_settings import SETTINGS
from tests.fixture_file import Case, read_cases
from tests.shown_faults import shown_faults


@pytest.mark.parametrize("case", read_cases("content/site.toml.txt"), ids=str)
def test_faults(case: Case, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(case.input, "utf-8")
    report = Report()
    load_config(tmp_path, report)
    assert shown_faults(report) == case.expected
    assert {d.path for d in report.diagnostics} <= {tmp_path / "site.toml"}


def _load(tmp_path: Path, text: str) -> tuple[Config, Report]:
    (tmp_path / "site.toml").write_text(text, "utf-8")
    report = Report()
    return load_config(tmp_path, report), report


def test_every_value_is_read(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("# 关于", "utf-8")
    case = next(c for c in read_cases("content/site.toml.txt") if c.title == "every key")
    config, report = _load(tmp_path, f'about = "about.md"\n{case.input}')
    assert not report.diagnostics
    assert config == Config(
        root=tmp_path,
        title=Bilingual("书房", "Study"),
        description=Bilingual("文章", "Articles"),
        author="Jiazhu",
        base_url="https://example.org/read/",
        editions=(Edition.TW, Edition.HANS),
        about=tmp_path / "about.md",
        html=True,
        pinyin=Spelling(Style.ZHUYIN, True, Erhua.APART, True, True, True),
        house={Edition.TW: ("臺", "着"), Edition.HK: ("裡",)},
        translate=TranslationSettings(
            "openai", "https://example.org/v1", "m-1", "EXAMPLE_KEY", ("mt", ""), 30, 10, 60
        ),
        exports=ExportSettings(("json",)),
        reader={
            "pinyin": "level",
            "level": "3",
            "standard": "2.0",
            "base": "en",
            "translation": "under",
            "tones": "classic",
            "theme": "dark",
            "size": "large",
            "reading": "large",
            "leading": "loose",
            "width": "wide",
            "face": "kai",
            "focus": "on",
            "keys": "off",
            "spelling": "zhuyin",
            "sandhi": "on",
            "erhua": "apart",
        },
    )


def test_defaults(tmp_path: Path) -> None:
    config, report = _load(tmp_path, 'title = { zh = "书", en = "Book" }')
    assert not report.diagnostics
    assert config == Config(tmp_path, Bilingual("书", "Book"))
    assert config.editions == (Edition.HANS, Edition.TW, Edition.HK)
    assert config.reader == {s.name: s.default for s in SETTINGS}


def test_wrong_values_keep_their_defaults(tmp_path: Path) -> None:
    text = 'title = { zh = "书", en = 1 }\neditions = ["zh-TW"]\n[reader]\ntheme = "drak"'
    config, report = _load(tmp_path, text)
    assert report.failed
    assert config == Config(tmp_path, Bilingual("书"))


def test_missing_site_file_is_a_fault(tmp_path: Path) -> None:
    report = Report()
    assert load_config(tmp_path, report) == Config(tmp_path)
    (fault,) = report.diagnostics
    assert fault.code == "S001"
    assert "jiazhu new" in fault.hint


def test_articles_without_a_site_file_are_a_site_named_after_its_folder(tmp_path: Path) -> None:
    root = tmp_path / "周末信札"
    (root / "articles").mkdir(parents=True)
    report = Report()
    assert load_config(root, report) == Config(root, Bilingual("周末信札"))
    assert not report.diagnostics


def test_site_file_that_is_a_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "site.toml").mkdir()
    report = Report()
    load_config(tmp_path, report)
    assert [d.code for d in report.diagnostics] == ["S001"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_and_windows_line_ends(tmp_path: Path, encoding: str) -> None:
    text = 'title = { zh = "书店里的猫", en = "Book" }\r\nauthor = 5\r\n'
    (tmp_path / "site.toml").write_bytes(text.encode(encoding))
    report = Report()
    assert load_config(tmp_path, report).title.zh == "书店里的猫"
    assert [(d.code, d.line, d.column) for d in report.diagnostics] == [("S009", 2, 10)]


def test_about_page_must_not_be_a_link_out_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret.md").write_text("secret")
    (site / "about.md").symlink_to(tmp_path / "secret.md")
    config, report = _load(site, 'title = { zh = "书", en = "Book" }\nabout = "about.md"')
    assert config.about is None
    assert [(d.code, d.line) for d in report.diagnostics] == [("S009", 2)]


def test_config_is_frozen(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        Config(tmp_path).author = "x"  # type: ignore[misc]
