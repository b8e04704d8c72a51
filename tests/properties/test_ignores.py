"""A written ignore comment covers its line, and the rest of the file is unchanged."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from generator.content.front_matter_comments import front_matter_comments
from generator.content.markdown.blocks import parse, parse_markdown
from generator.content.markdown.parser import parser
from generator.content.toml.decode import decode_toml
from generator.content.write_ignores import CannotIgnoreError, Kind, with_ignore

LINES = [
    "他来了。",
    "He came.  ",
    "",
    "# 标题 #",
    "标题\n===",
    "- 一",
    "- 二\n  三",
    "  四",
    "1. `code` ",
    "> 引文 **重要**",
    ">",
    "```\ncode\n```",
    "    code",
    "| 一 | 二 |\n|---|---|\n| 三 | 四 |",
    "[a]: b.md",
    "见[数据](data.csv)。\\",
    "注[^1]。",
    "[^1]: 说明",
    "<div>",
    "<!-- jiazhu: ignore S010: 别的 -->",
    "***",
    "`",
]
REASONS = st.sampled_from(["why", "原因：见 a|b --> `c`", "  两\n行  "])


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), st.data(), REASONS)
def test_in_markdown(parts: list[str], data: st.DataObject, reason: str) -> None:
    text = "\n".join(parts)
    line = data.draw(st.integers(1, text.count("\n") + 1))
    head = "---\ntitle: a\n---\n"
    try:
        whole = with_ignore(head + text, line + 3, "T006", reason, Kind.MARKDOWN)
    except CannotIgnoreError:
        # Every block has a place, except text that is HTML in one site and not in another.
        assert "<div>" in parts or line not in {block.line for block in parse(text)[1]}
        return
    assert whole.startswith(head)
    written = whole.removeprefix(head)
    moved = written.count("\n") - text.count("\n")
    for html in (False, True):
        md = parser(html=html)
        assert md.render(written) == md.render(text)
        assert [b.text for b in parse(written, html=html)[1]] == [
            b.text for b in parse(text, html=html)[1]
        ]
        comments = parse_markdown(written, html=html).comments
        assert any(line + moved in c.lines and "T006" in c.text for c in comments)


TOML = (
    'title = "标题 # jiazhu: ignore G001: no" # note\n\n[[term]]\nid = "a"\n'
    'aliases = [\n  "一", # 二\n  "三",\n]\ntext = """\n一\n二 # 三\n"""\n[table.a]\nb = 1'
)


@given(st.integers(1, TOML.count("\n") + 1), REASONS)
def test_in_toml(line: int, reason: str) -> None:
    written = with_ignore(TOML, line, "T006", reason, Kind.TOML)
    assert tomllib.loads(written) == tomllib.loads(TOML)
    now = line + written.count("\n") - TOML.count("\n")
    assert any(now in c.lines and "T006" in c.text for c in decode_toml(written).comments)


FRONT = '---\ntitle:\n  zh: "标题" # 好\n  en: a\ntags: [a,\n  b]\nlevel: |\n  HSK\n  4\n---\n'


@given(st.integers(1, 9), REASONS)
def test_in_front_matter(line: int, reason: str) -> None:
    text = f"{FRONT}正文。\n"
    written = with_ignore(text, line, "T002", reason, Kind.FRONT_MATTER)
    assert written.endswith("---\n正文。\n")
    now = line if line == 1 else line + written.count("\n") - text.count("\n")
    comments = front_matter_comments(written.removesuffix("正文。\n"))
    assert any(now in c.lines and "T002" in c.text for c in comments)
