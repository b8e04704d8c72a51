"""`jiazhu translate` from end to end, with a real server and repeated runs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import build
from generator.cli import main
from generator.content.site import read_site
from generator.diagnostics import Report
from generator.prepare import ArticleAnnotator
from generator.translating import retrying
from generator.translating.memory import FOLDER
from tests.chat_server import ChatServer, FakeClock, Reply, chat_server, completion, question

ARTICLE = """\
---
title: 小字
slug: notes
---

正文是主人。注又*不能*离`<rt>`太远[^1]。

> 主人讲得快，
> 陪客解释。

## 客人

- 银行行长来了。
- DeepSeek R1

| 从前 | 现在 |
| --- | --- |
| 双行 \\| 小字 | `a` 标签 |

```python
print("不译")  # 不译
```

见[题](https://e.org/)^[行内注。]。

[^1]: 脚注在这里。
"""

DRAFT = """\
---
title: "English of t.s1."
translator: "m-1"
machine: true
---

English of b1.s1. English of b1.s2 *x*`<rt>`[^1].

> English of b2.s1.

## English of b3.s1.

- English of b4.s1 bank.
- DeepSeek R1

| English of b6.s1. | English of b7.s1. |
| --- | --- |
| English of b8.s1. | English of b9.s1 `a`. |

```python
print("不译")  # 不译
```

English of b10.s1 [x](https://e.org/)[^note-2].

[^1]: English of b11.s1.

[^note-2]: English of b12.s1.
"""

GLOSSARY = """
[[term]]
id = "bank"
zh-Hans = "银行"
pinyin = "yínháng"
en = "bank"
definition = { zh = "释", en = "Meaning" }
source = "https://example.org"
"""


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    clock = FakeClock()
    monkeypatch.setattr(retrying, "SystemClock", lambda: clock)
    return clock


@pytest.fixture
def site(tmp_path: Path, server: ChatServer, clock: FakeClock) -> Path:
    settings = f'provider = "openai"\nendpoint = "{server.endpoint}"\nmodel = "m-1"\nbatch = 4\n'
    (tmp_path / "site.toml").write_text(
        f'title = {{ zh = "小站", en = "Site" }}\n[translate]\n{settings}', "utf-8"
    )
    (tmp_path / "glossary.toml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def run(site: Path, *options: str, article: str = "a.md") -> Result:
    return CliRunner().invoke(main, ["translate", str(site / "articles" / article), *options])


def draft(site: Path) -> str:
    return (site / "articles/a.en.md").read_text("utf-8")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def flat(server: ChatServer) -> list[str]:
    return [id_ for ids in server.sentences() for id_ in ids]


def test_a_draft_has_the_blocks_of_its_article(site: Path, server: ChatServer) -> None:
    result = run(site)
    assert result.exit_code == 0, result.output
    assert draft(site) == DRAFT
    assert "13 new sentences, 0 changed, 0 kept; 93 characters" in result.output
    assert [len(ids) for ids in server.sentences()] == [4, 4, 4, 1]
    first = question(server.requests[0])
    assert first["title"] == "小字"
    assert [s["text"] for s in first["sentences"]] == [
        "小字",
        "正文是主人。",
        "注又<1>不能</1>离<2/>太远<3/>。",
        "主人讲得快，陪客解释。",
    ]
    assert first["sentences"][3]["after"] == "客人"
    assert question(server.requests[1])["sentences"][1]["terms"] == {"银行": "bank"}


def test_the_sentences_of_a_draft_align_one_to_one(site: Path, server: ChatServer) -> None:
    server.translate = lambda s: (
        f"It is {' '.join(re.findall('[A-Za-z0-9]+', s['text']))} of about the usual length here"
        + "".join(
            f"<{n}/>" if about.startswith(("code", "footnote")) else f" <{n}>x</{n}>"
            for n, about in s.get("tags", {}).items()
        )
        + "."
    )
    run(site)
    source = read_site(site, Report())
    report = Report()
    article = ArticleAnnotator.from_source(source).annotate(source.articles[0], report)
    assert report.diagnostics == []
    assert {(len(a.zh_ids), len(a.en_ids)) for a in article.alignments} == {(1, 1)}
    assert all(a.zh_ids[0][1:] == a.en_ids[0][1:] for a in article.alignments)


def test_a_dry_run_sends_and_writes_nothing(site: Path, server: ChatServer) -> None:
    result = run(site, "--dry-run")
    assert result.exit_code == 0
    assert "13 new sentences" in result.output
    assert server.requests == []
    assert [path.name for path in (site / "articles").iterdir()] == ["a.md"]
    assert not (site / ".jiazhu").exists()


def test_a_second_run_sends_nothing(site: Path, server: ChatServer) -> None:
    run(site)
    asked = len(server.requests)
    result = run(site)
    assert "0 new sentences, 0 changed, 13 kept" in result.output
    assert len(server.requests) == asked
    assert draft(site) == DRAFT


def test_only_changed_sentences_are_sent(site: Path, server: ChatServer) -> None:
    run(site)
    server.requests.clear()
    edit(site / "articles/a.md", "正文是主人。", "正文就是主人。")
    edit(site / "articles/a.md", "- DeepSeek R1", "- DeepSeek R1\n- 再见。")
    result = run(site)
    assert "1 new sentence, 1 changed, 12 kept" in result.output
    assert flat(server) == ["b1.s1", "b6.s1"]
    assert "- DeepSeek R1\n- English of b6.s1." in draft(site)


def test_a_repeated_sentence_is_sent_once(site: Path, server: ChatServer) -> None:
    edit(site / "articles/a.md", "- DeepSeek R1", "- 银行行长来了。\n- 银行行长来了。")
    run(site)
    assert [id_ for id_ in flat(server) if id_ in ("b4.s1", "b5.s1", "b6.s1")] == ["b4.s1"]
    assert draft(site).count("- English of b4.s1 bank.\n") == 3


def test_a_changed_term_is_sent_again(site: Path, server: ChatServer) -> None:
    run(site)
    server.requests.clear()
    edit(site / "glossary.toml", 'en = "bank"', 'en = "banking house"')
    result = run(site)
    assert "0 new sentences, 1 changed, 12 kept" in result.output
    assert flat(server) == ["b4.s1"]
    assert "- English of b4.s1 banking house." in draft(site)


def test_again_sends_everything(site: Path, server: ChatServer) -> None:
    run(site)
    server.translate = lambda s: f"Other {s['id']}."
    run(site, "--again")
    assert "Other b1.s1." in draft(site)
    assert len(flat(server)) == 26


def test_edited_sentences_are_kept(site: Path, server: ChatServer) -> None:
    run(site)
    edit(site / "articles/a.en.md", "English of b1.s1.", "The text is the host.")
    edit(site / "articles/a.en.md", '"English of t.s1."', "Small print")
    server.requests.clear()
    edit(site / "articles/a.md", "主人讲得快", "主人讲得慢")
    for _ in range(2):
        result = run(site)
        assert "kept (2 with your edits)" in result.output
        assert "The text is the host. English of b1.s2 *x*" in draft(site)
        assert 'title: "Small print"' in draft(site)
    assert flat(server) == ["b2.s1"]


def test_an_edit_is_reported_if_its_chinese_has_changed(site: Path) -> None:
    run(site)
    edit(site / "articles/a.en.md", "English of b1.s1.", "The text is the host.")
    edit(site / "articles/a.md", "正文是主人。", "正文不是主人。")
    result = run(site)
    assert "T010" in result.output
    assert "you had “The text is the host.”" in result.output
    assert "English of b1.s1. English of b1.s2" in draft(site)


IGNORE = "<!-- jiazhu: ignore T006: meant so -->"


def test_edits_around_sentences_are_kept(site: Path, server: ChatServer) -> None:
    run(site)
    path = site / "articles/a.en.md"
    edit(path, "machine: true\n", "machine: true  # read to line 9\n# jiazhu: ignore T004: soon\n")
    edit(path, 'translator: "m-1"', "translator: m-1, Wang")
    edit(path, "> English of b2.s1.", f"> {IGNORE}\n> English of b2.s1.")
    edit(path, "English of b1.s1. English", f"English of b1.s1. {IGNORE} {{=a}}English")
    edit(path, "| English of b6.s1. |", f"| English of b6.s1. {IGNORE} |")
    edit(path, 'print("不译")  # 不译', 'print("untranslated")')
    edit(path, "[^1]: English", "[e]: https://e.org/\n\n[^1]: English")
    written = draft(site)
    run(site)
    assert draft(site) == written
    server.requests.clear()
    edit(site / "articles/a.md", "主人讲得快", "主人讲得慢")
    edit(site / "articles/a.md", "注又*", "小注又*")
    edit(site / "articles/a.md", "- DeepSeek R1", "- DeepSeek R1\n- 再见。")
    result = run(site, "--again")
    assert "1 new sentence, 13 changed, 0 kept" in result.output  # no comment keeps a sentence
    expected = written.replace("R1\n", "R1\n- English of b6.s1.\n")
    for old, new in ((12, 13), (11, 12), (10, 11), (9, 10), (8, 9), (7, 8), (6, 7)):
        expected = expected.replace(f"of b{old}.", f"of b{new}.")
    assert draft(site) == expected.replace("- English of b7", "- English of b6")


def test_code_that_both_changed_is_reported(site: Path) -> None:
    run(site)
    edit(site / "articles/a.en.md", "# 不译", "# untranslated")
    edit(site / "articles/a.md", 'print("不译")', 'print("还是不译")')
    result = run(site)
    assert "T010" in result.output
    assert 'you had “print("不译")  # untranslated”' in result.output
    assert 'print("还是不译")  # 不译' in draft(site)


def test_a_changed_heading_level_is_kept(site: Path) -> None:
    run(site)
    edit(site / "articles/a.en.md", "## English", "### English")
    run(site)
    assert "### English of b3.s1." in draft(site)


def test_edits_that_no_longer_fit_are_refused(site: Path) -> None:
    run(site)
    edit(site / "articles/a.en.md", "[^note-2]: English of b12.s1.\n", "")
    edit(site / "articles/a.en.md", "[^note-2]", "^[My note.]")
    written = draft(site)
    result = run(site)
    assert result.exit_code == 1
    assert "The edits in a.en.md no longer fit the article" in result.output
    assert draft(site) == written


def test_answers_before_a_failure_are_stored(
    site: Path, server: ChatServer, clock: FakeClock
) -> None:
    server.replies = [
        completion('{"t.s1": "Small print", "b1.s1": "One.", "b1.s2": "Two.", "b2.s1": "Three."}'),
        completion('{"b3.s1": "Four."}'),
        *[Reply(503)] * 9,
    ]
    result = run(site)
    assert result.exit_code == 1
    assert "answered 503" in result.output
    assert " (5 of 13 sentences were translated and stored)" in result.output
    assert "Hint: Try later. Then run the command again." in result.output
    assert not (site / "articles/a.en.md").exists()
    server.replies.clear()
    server.requests.clear()
    result = run(site)
    assert "8 new sentences, 0 changed, 5 kept" in result.output
    assert flat(server)[0] == "b4.s1"
    assert len(flat(server)) == 8
    assert 'title: "Small print"' in draft(site)
    assert "One. Two" in draft(site)


def test_a_draft_that_its_author_changes_meanwhile_is_kept(site: Path) -> None:
    assert run(site).exit_code == 0
    script = """
import json, pathlib, sys
for line in sys.stdin:
    entry = json.loads(line)
    text = "Two" + "".join(f"<{n}/>" for n in entry["tags"])
    print(json.dumps({"id": entry["id"], "text": text}))
pathlib.Path("articles/a.en.md").write_text("Of the author.")
"""
    (site / "mt.py").write_text(script, "utf-8")
    settings = f'provider = "command"\ncommand = [{json.dumps(sys.executable)}, "mt.py"]\n'
    (site / "site.toml").write_text(
        f'title = "小站"\n[translate]\n{settings}model = "mt"\n', "utf-8"
    )
    result = run(site, "--again")
    assert result.exit_code == 1
    assert "a.en.md was changed while it was translated" in result.output
    assert draft(site) == "Of the author."


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "print('{')"])
def test_a_run_continues_after_a_command_breaks_off(site: Path, ending: str) -> None:
    (site / "site.toml").write_text(
        'title = { zh = "小站", en = "Site" }\n[translate]\n'
        f'provider = "command"\ncommand = [{json.dumps(sys.executable)}, "mt.py"]\nmodel = "mt"\n',
        "utf-8",
    )
    script = """
import json, sys
for number, line in enumerate(sys.stdin):
    if number == {most}:
        {ending}
        break
    entry = json.loads(line)
    text = "{word} " + entry["id"] + "".join(f"<{{n}}/>" for n in entry["tags"])
    print(json.dumps({{"id": entry["id"], "text": text}}))
"""
    mt = site / "mt.py"
    mt.write_text(script.format(most=3, ending=ending, word="First"), "utf-8")
    assert run(site).exit_code == 1
    mt.write_text(script.format(most=99, ending=ending, word="Second"), "utf-8")
    result = run(site)
    assert result.exit_code == 0
    assert "10 new sentences, 0 changed, 3 kept" in result.output
    assert "First b1.s1 First b1.s2" in draft(site)
    assert "> Second b2.s1" in draft(site)
    assert 'translator: "mt"\nmachine: true\n' in draft(site)


def test_control_characters_are_removed(site: Path, server: ChatServer) -> None:
    server.translate = lambda s: f"Bell\x07 and \ud83d\x00{s['id']}"
    run(site)
    assert "Bell and b1.s1" in draft(site)


def test_lost_tags_are_reported_at_their_block(site: Path, server: ChatServer) -> None:
    server.translate = lambda s: f"Plain {s['id']}."
    result = run(site)
    assert "a.en.md:7:1: warning T009: The translation of b1.s2 lost emphasis, code: <rt>" in (
        result.output.replace(f"{site}/articles/", "")
    )
    assert "Plain b1.s2.`<rt>`[^1]" in draft(site)


def test_doubts_about_a_draft_are_reported_even_if_the_next_fails(
    site: Path, server: ChatServer
) -> None:
    (site / "articles/b.md").write_text("---\ntitle: 乙\n---\n再见。\n", "utf-8")

    def translate(sentence: dict[str, object]) -> str:
        if sentence["text"] == "乙":
            server.replies = [Reply(401)]
        return f"Plain {sentence['id']}."

    server.translate = translate
    edit(site / "site.toml", "batch = 4", "batch = 1")
    paths = [str(site / "articles" / name) for name in ("a.md", "b.md")]
    result = CliRunner().invoke(main, ["translate", *paths])
    assert result.exit_code == 1
    assert "T009" in result.output
    assert "b.md: " in result.output
    assert "answered 401 (1 of 2 sentences were translated" in result.output
    assert (site / "articles/a.en.md").exists()
    assert not (site / "articles/b.en.md").exists()


def test_a_translation_by_hand_is_never_changed(site: Path, server: ChatServer) -> None:
    (site / "articles/a.en.md").write_text("---\ntitle: Mine\n---\nMine.\n", "utf-8")
    result = run(site)
    assert result.exit_code == 1
    assert "a.en.md is a manual translation, which is never overwritten" in result.output
    assert "Hint: Remove or rename it" in result.output
    assert draft(site) == "---\ntitle: Mine\n---\nMine.\n"
    assert server.requests == []


def test_a_signed_off_draft_is_never_changed(site: Path, server: ChatServer) -> None:
    run(site)
    edit(site / "articles/a.en.md", "machine: true\n", "")
    assert run(site, "--again").exit_code == 1
    assert "machine" not in draft(site)


@pytest.mark.parametrize("text", ["", "---\ntitle: x\n---\n"])
def test_a_file_in_the_way_is_not_overwritten(site: Path, text: str) -> None:
    (site / "articles/a.en.md").write_text(text, "utf-8")
    result = run(site)
    assert result.exit_code == 1
    assert "exists, but is not a machine draft" in result.output
    assert draft(site) == text


def test_a_draft_without_its_record_is_refused(site: Path) -> None:
    run(site)
    (site / FOLDER / "drafts/articles/a.en.md.json").unlink()
    result = run(site)
    assert result.exit_code == 1
    assert "its record is missing" in result.output
    assert draft(site) == DRAFT


def test_a_draft_with_other_blocks_is_refused(site: Path) -> None:
    run(site)
    with (site / "articles/a.en.md").open("a", encoding="utf-8") as file:
        file.write("\nMy own words.\n")
    assert "Blocks were added" in run(site).output


def test_a_title_in_the_article_is_not_sent(site: Path, server: ChatServer) -> None:
    edit(site / "articles/a.md", "slug: notes", 'slug: notes\ntitle_en: "Small: print"')
    run(site)
    assert "t.s1" not in flat(server)
    assert draft(site).startswith('---\ntitle: "Small: print"\n')
    assert "0 new sentences, 0 changed, 12 kept" in run(site).output


def test_plain_text_gets_a_markdown_draft(site: Path, server: ChatServer) -> None:
    (site / "articles/b.txt").write_text("题目\n\n　　他走了。*星*\n- 再见。\n", "utf-8")
    server.translate = lambda s: f"- {s['id']} *now*"
    result = run(site, article="b.txt")
    assert result.exit_code == 0, result.output
    assert (site / "articles/b.en.md").read_text("utf-8") == (
        '---\ntitle: "- t.s1 *now*"\ntranslator: "m-1"\nmachine: true\n---\n\n'
        "\\- b1.s1 \\*now\\* \\- b1.s2 \\*now\\*\n\n\\- b2.s1 \\*now\\*\n"
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "site.toml does not set a translation provider"),
        (
            'translate = { provider = "openai", endpoint = "https://e.org", model = "m",'
            ' key_env = "JIAZHU_NO_SUCH_KEY" }',
            "The environment variable JIAZHU_NO_SUCH_KEY is not set",
        ),
    ],
)
def test_a_missing_provider_or_key_is_an_error(site: Path, settings: str, message: str) -> None:
    (site / "site.toml").write_text(
        f'title = {{ zh = "小站", en = "Site" }}\n{settings}\n', "utf-8"
    )
    result = run(site)
    assert result.exit_code == 1
    assert message in result.output
    assert run(site, "--dry-run").exit_code == 0


def test_a_file_that_is_not_an_article_is_refused(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run(site)
    (site / "about.md").write_text("关于", "utf-8")
    assert "a.en.md is a translation" in run(site, article="a.en.md").output
    assert "is not an article of the site" in run(site, article="../about.md").output
    lone = tmp_path_factory.mktemp("lone") / "a.md"
    lone.write_text("文", "utf-8")
    assert "is not in a site folder" in CliRunner().invoke(main, ["translate", str(lone)]).output


def test_translations_beside_their_articles_are_skipped(site: Path) -> None:
    run(site)
    paths = sorted(str(path) for path in (site / "articles").iterdir())
    assert len(paths) == 2
    assert CliRunner().invoke(main, ["translate", *paths]).exit_code == 0


def test_the_page_shows_machine_translation_until_it_is_signed_off(
    site: Path, server: ChatServer
) -> None:
    run(site)
    asked = len(server.requests)
    page = site / "_site/zh-hans/notes/index.html"
    build(site, site / "_site", Report())
    note = "机器翻译，未经校对"
    assert note in page.read_text("utf-8")
    assert "Machine translation, not yet reviewed" in page.read_text("utf-8")
    edit(site / "articles/a.en.md", "machine: true\n", "")
    build(site, site / "_site", Report())
    assert note not in page.read_text("utf-8")
    assert len(server.requests) == asked


def test_emphasis_that_markdown_would_not_recognise_is_left_out(
    site: Path, server: ChatServer
) -> None:
    server.translate = lambda s: f"a<1>(b)</1>c <2/> {s['id']}<3/>"
    result = run(site)
    assert "a(b)c `<rt>` b1.s2[^1]" in draft(site)
    assert "The translation of b1.s2 lost emphasis" in result.output
