"""A small site with what is awkward in other formats, exported to all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from generator.export_formats import FORMATS
from tests.conftest import SharedFolder
from tests.files import write_files

SITE = {
    "site.toml": 'title = { zh = "银行小站", en = "The Bank & Co." }\n'
    'author = "某人"\nlanguages = ["zh", "en"]\neditions = ["zh-Hans", "zh-Hant-TW"]\n'
    f"exports.formats = {[name for name, each in FORMATS.items() if each.in_builds]}\n",
    "glossary.toml": '[[term]]\nid = "model"\nzh-Hans = "大模型"\npinyin = "dà móxíng"\n'
    'en = "large <model>"\naliases = ["LLM"]\n'
    'definition = { zh = "“参数”很多的模型。", en = "A model with many parameters & weights." }\n'
    'source = "https://example.org/model?a=1&b=2"\n\n'
    '[[term]]\nid = "deepseek"\nzh-Hans = "DeepSeek R1"\npinyin = ""\nname = "other"\n'
    'en = "DeepSeek R1"\ndefinition = { zh = "一个模型。", en = "A model." }\n'
    'source = "https://example.org/r1"\n',
    "lexicon.toml": '[[word]]\ntext = "行长"\npinyin = "hángzhǎng"\nen = "head | of a bank"\n\n'
    '[[word]]\ntext = "王小梅"\npinyin = "Wáng Xiǎoméi"\nname = "person"\n',
    "articles/a.md": "---\ntitle: 银行行长\ndate: 2025-01-02\n---\n\n"
    "他是行长。王小梅用`code`和 DeepSeek R1，很好😀！\n\n"
    "=1+1，这是大模型。[^1]100%的人，\n在北京。\n\n![图](a.png)\n\n[^1]: 注。\n",
    "articles/a.en.md": "---\ntitle: Bank\nmachine: true\n---\n\n"
    "He is the head of a bank. Wang Xiaomei uses `code` and DeepSeek R1, very well 😀!\n\n"
    "=1+1, this is a large model.[^1] 100% of them are in Beijing.\n\n![Picture](a.png)\n\n"
    "[^1]: Note.\n",
    "articles/b.md": "---\ntitle: 乙\nscript: zh-Hant-TW\n---\n\n她也是行長，在臺北。\n",
}


@pytest.fixture(scope="session")
def exports(shared_folder: SharedFolder) -> Path:
    """The folder of the exports of the site."""

    def fill(folder: Path) -> None:
        write_files(folder / "site", SITE)
        (folder / "site" / "articles" / "a.png").write_bytes(b"png")
        report = Report()
        build(folder / "site", folder / "out", report, Options())
        assert not report.failed, report.sorted()

    return shared_folder("exports", fill) / "out" / "exports"
