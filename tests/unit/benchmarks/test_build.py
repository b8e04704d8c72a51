from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.accuracy.report import MissingError, Section, merge
from benchmarks.build import corpus, scenarios, sites, sources, tables, tools
from benchmarks.build.corpus import Article
from benchmarks.build.sources import Document, Passage
from benchmarks.build.usage import CommandError, Usage, measure

NUMERALS = "零一二三四五六七八九"


def sentence(number: int) -> str:
    """A sentence that no other number has."""
    name = "".join(NUMERALS[int(digit)] for digit in str(number))
    return f"第{name}个人在图书馆里读了一本很长的书，然后慢慢地走回家去。"


def documents(size: int, first: int = 0) -> list[Document]:
    """Documents whose sentences all differ, though each is also repeated later."""
    passages = [Passage("读书", is_heading=True)]
    passages += [Passage(sentence(n) + sentence(max(first, n - 7))) for n in range(first, size)]
    return [passages]


@pytest.fixture
def articles() -> list[Article]:
    return corpus.natural({"甲": documents(400), "乙": documents(900, 300)})


def test_no_sentence_of_a_natural_corpus_occurs_twice(articles: list[Article]) -> None:
    found = [
        one
        for article in articles
        for paragraph in article.paragraphs
        for one in corpus.split_sentences(paragraph)
    ]
    assert len(found) > 400
    assert len(set(found)) == len(found)


def test_sentences_that_differ_in_a_pronoun_are_the_same() -> None:
    passages = [[Passage("他走进了实验室的大门。"), Passage("她走进了实验室的大门。")]]
    assert len(list(corpus.unrepeated(passages, set()))) == 1


def test_a_corpus_is_the_same_each_time(articles: list[Article]) -> None:
    assert articles == corpus.natural({"甲": documents(400), "乙": documents(900, 300)})
    assert corpus.recombined(articles, 3) == corpus.recombined(articles, 3)
    assert corpus.shuffled_seed(2) == corpus.shuffled_seed(3)[:2]


def test_articles_have_about_the_same_length_and_a_heading_in_between(
    articles: list[Article],
) -> None:
    for article in articles:
        size = corpus.length("".join(article.paragraphs))
        assert corpus.LENGTH <= size < corpus.LENGTH + 2 * corpus.PARAGRAPH
        assert len(re.findall("^## ", article.markdown(), re.MULTILINE)) >= 3


def test_sources_are_spread_evenly(articles: list[Article]) -> None:
    labels = [article.label for article in articles]
    half = labels[: len(labels) // 2]
    share, of_all = half.count("乙") / len(half), labels.count("乙") / len(labels)
    assert share == pytest.approx(of_all, abs=0.2)


def test_recombined_articles_repeat_no_paragraph(articles: list[Article]) -> None:
    more = corpus.recombined(articles, 20)
    paragraphs = [paragraph for article in articles + more for paragraph in article.paragraphs]
    assert len(set(paragraphs)) == len(paragraphs)
    assert not any(article.is_natural for article in more)


def test_shuffled_articles_repeat_the_sentences_of_the_demo_site() -> None:
    (article,) = corpus.shuffled_seed(1)
    assert "DeepSeek" in article.markdown()
    assert corpus.length("".join(article.paragraphs)) >= corpus.LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "请输入 <code> 里的名字再按回车键。",
        "这一句话还没有写完",
        "是的，好。",
        "The manual is only in English 中文。",
        "执行这个命令, 然后等待它的结果。",
    ],
)
def test_what_is_no_plain_chinese_sentence_is_left_out(text: str) -> None:
    assert corpus.split_sentences(text) == []


def test_html_is_read_in_its_order_and_without_code() -> None:
    page = """<title>名</title><nav><p>目录</p></nav><h1>标题</h1><pre>代码</pre>
    <ul><li>第一
    项</li><li><p>第二项</p></li></ul>"""
    assert sources.parse_html(page.encode()) == [
        Passage("标题", is_heading=True),
        Passage("第一项"),
        Passage("第二项"),
    ]


def test_manual_pages_are_read_without_macros() -> None:
    page = '.\\" 注释\n.SH "名 称"\n\\fBls\\fP \\- 列出\n目录\n.PP\n第二段\n.nf\n代码\n.fi\n后面\n'
    assert sources.parse_man(page.encode()) == [
        Passage("名称", is_heading=True),
        Passage("ls - 列出目录"),
        Passage("第二段"),
        Passage("后面"),
    ]


def test_without_a_package_manager_a_source_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="apt-get"):
        sources.load(sources.SOURCES[0], tmp_path)
    found, missing = sources.load_all(tmp_path)
    assert not found
    assert len(missing) == len(sources.SOURCES)


def test_the_naive_script_writes_ruby_in_both_editions(
    tmp_path: Path, articles: list[Article]
) -> None:
    sites.write_script(tmp_path, articles[:3])
    script = Path(sites.__file__).with_name("naive.py")
    subprocess.run(
        [sys.executable, str(script), str(tmp_path / "articles"), str(tmp_path / "out")],
        check=True,
        capture_output=True,
    )
    for edition, word in (("zh-Hans", "图书馆"), ("zh-Hant-TW", "圖書館")):
        pages = sorted(path.name for path in (tmp_path / "out" / edition).iterdir())
        assert pages == ["00001.html", "00002.html", "00003.html", "index.html"]
        page = (tmp_path / "out" / edition / "00002.html").read_text("utf-8")
        assert f"<ruby>{word}<rt>tú shū guǎn</rt></ruby>" in page
        assert "&lt;ruby" not in page


def test_every_scenario_edits_what_the_tool_has(tmp_path: Path, articles: list[Article]) -> None:
    for tool in tools.TOOLS:
        base = tmp_path / tool.name
        place = tools.Workplace(base / "site", base / "output", base / "cache")
        place.root.mkdir(parents=True)
        tool.write(place.root, articles[:3])
        for name, (_, edit) in scenarios.SCENARIOS.items():
            before = _contents(place.root)
            done = edit(tool, place, 1)
            changes_files = name not in {"clean", "none"} and done
            assert (_contents(place.root) != before) == changes_files
            assert done or name in {"term", "template", "style"}


def _contents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def _copying(name: str, code: str) -> tools.Tool:
    """A tool whose build runs some Python code with its site and output."""

    def command(place: tools.Workplace) -> list[str]:
        return [sys.executable, "-c", code, str(place.root), str(place.output)]

    return tools.Tool(name, "nothing", sites.write_script, command, lambda: "1.0")


COPY = """
import shutil, sys
shutil.copytree(sys.argv[1] + "/articles", sys.argv[2], dirs_exist_ok=True)
"""


def test_a_tool_that_fails_is_left_out_and_named(tmp_path: Path, articles: list[Article]) -> None:
    found, skipped = scenarios.run(
        [_copying("good", COPY), _copying("bad", "raise SystemExit(1)")],
        articles[:2],
        ["clean", "none", "edit", "term"],
        2,
        tmp_path,
    )
    (series,) = found
    assert series.tool.name == "good"
    assert {name: len(usages) for name, usages in series.usages.items()} == {
        "clean": 2,
        "none": 2,
        "edit": 2,
    }
    assert series.output.files == 2
    assert skipped == ["bad failed with 2 articles"]
    assert "Zq2x" in (tmp_path / "good-2/output/00002.md").read_text("utf-8")


def test_an_edit_is_never_measured_as_a_first_build(
    tmp_path: Path, articles: list[Article]
) -> None:
    code = COPY.replace("shutil.copy", "open(sys.argv[1] + '/log', 'a').write('x'); shutil.copy")
    (series,), _ = scenarios.run([_copying("one", code)], articles[:1], ["edit"], 2, tmp_path)
    assert len(series.usages["edit"]) == 2
    assert (tmp_path / "one-1/site/log").read_text() == "xxx"


def test_a_tool_is_not_measured_above_its_limit(tmp_path: Path, articles: list[Article]) -> None:
    mkdocs = tools.TOOLS[-1]
    assert mkdocs.largest == 1000
    found, skipped = scenarios.run([mkdocs], articles[:1] * 1001, ["clean"], 1, tmp_path)
    assert not found
    assert "1,001 articles" in skipped[0]


def test_a_new_term_occurs_in_a_few_articles() -> None:
    texts = ["键盘", "键盘和鼠标", "键盘和鼠标", "鼠标和镜像", "键盘", "公式"]
    assert scenarios.choose_term(texts, "") == ("鼠标", "shǔbiāo", "mouse")
    assert scenarios.choose_term(texts, 'zh-Hans = "鼠标"') == ("键盘", "jiànpán", "keyboard")
    assert scenarios.choose_term(["没有"], "") is None


HOLD = "held = bytearray(b'x') * {size}; import time; time.sleep(0.3)"


def test_peak_memory_counts_a_child() -> None:
    child = HOLD.format(size=120_000_000)
    alone = measure([sys.executable, "-c", HOLD.format(size=0)])
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    both = measure([sys.executable, "-c", code])
    assert both.memory > alone.memory + 105
    assert both.seconds >= 0.3


def test_processor_time_counts_a_child() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    assert measure([sys.executable, "-c", code]).processor >= 0.3


def test_a_command_that_fails_is_quoted() -> None:
    with pytest.raises(CommandError, match="the reason"):
        measure([sys.executable, "-c", "raise SystemExit('the reason')"])


def test_compressed_size_is_estimated(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.html").write_text("重复" * 500, "utf-8")
    one = len(gzip.compress(("重复" * 500).encode(), 6))
    (tmp_path / "style.css").write_text("", "utf-8")
    found = scenarios.measure_output(tmp_path)
    assert (found.files, found.pages) == (11, 10)
    assert found.size == found.page_size == 30_000
    assert found.compressed == 10 * one + len(gzip.compress(b""))


def _series(name: str, size: int, seconds: float, memory: float = 100) -> scenarios.Series:
    tool = next(tool for tool in tools.TOOLS if tool.name == name)
    series = scenarios.Series(
        tool, size, "1.0", output=scenarios.Output(4, 2, 60_000, 2_000_000, 500_000)
    )
    for scenario in ("clean", "none", "edit"):
        series.usages[scenario] = [Usage(n * seconds, n * seconds, n * memory) for n in (1, 3, 2)]
    return series


def test_tables_have_medians_and_ratios() -> None:
    series = [
        _series("jiazhu", 10, 1),
        _series("jiazhu", 100, 8, memory=120),
        _series("naive", 100, 4),
    ]
    written = tables.section(
        "natural",
        series,
        others=[],
        skipped=["hugo is not installed"],
        runs=3,
        cores=2,
        natural=50,
        terms=30,
    )
    text = str(written)
    assert "| clean build, 100 articles, s | 16.0 | naive | 8.00 | 2.00 |" in text
    assert "| processor ms an article at 100 | 160.0 | at 10 articles | 200.0 | 0.80 |" in text
    assert "| peak memory at 100, MB | 240 | at 10 articles | 200 | 1.20 |" in text
    assert "| jiazhu | 240 | 240 | 4 | 2 | 30.0 | 0.020 | 0.005 |" in text
    assert "| naive | – | 80.0 | – | 200 |" in text
    assert "- Skipped: hugo is not installed" in text
    assert text.startswith("## Builds\n\nSites of 10 and 100 articles")
    assert "the first 50" in text


def test_results_of_builds_keep_the_other_sections() -> None:
    kept = merge("", [Section("Words", "old")])
    section = tables.section(
        "natural",
        [_series("naive", 10, 1)],
        others=[],
        skipped=[],
        runs=1,
        cores=1,
        natural=10,
        terms=0,
    )
    text = merge(kept, [section])
    assert "## Words\n\nold\n" in text
    assert "## Builds\n" in text
