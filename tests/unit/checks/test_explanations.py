"""Terms that are explained long after their first use."""

from pathlib import Path

import pytest

from generator.check import check
from generator.diagnostics import Report
from tests.fixture_file import Case, read_cases
from tests.shown_faults import shown_faults

GLOSSARY = """
[[term]]
id = "expert-model"
zh-Hans = "专家模型"
pinyin = "zhuānjiā móxíng"
en = "expert model"
definition = { zh = "释", en = "Meaning" }
source = "https://example.org"
"""


@pytest.mark.parametrize("case", read_cases("checks/explanations.txt"), ids=str)
def test_explanations(case: Case, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    (tmp_path / "glossary.toml").write_text(GLOSSARY, "utf-8")
    head = "---\ntitle: 专家模型和MoE\ntitle_en: T\nslug: a\n---\n"
    (tmp_path / "articles/a.md").write_text(f"{head}{case.input}\n", "utf-8")
    report = Report()
    check(tmp_path, report)
    report.filter(["G009"])
    assert shown_faults(report) == case.expected
