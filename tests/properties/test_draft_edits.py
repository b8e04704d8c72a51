"""Nothing that an author writes into a machine draft is lost at the next `jiazhu translate`.

It is in the new draft or quoted in the report, or the draft is refused and left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.markdown.blocks import parse
from generator.content.site import SiteSource, read_site
from generator.diagnostics import Report
from generator.translating.draft import RefusedError
from generator.translating.providers import Request
from generator.translating.retrying import RetryingProvider
from generator.translating.translate import Translator

BLOCKS = [
    "他来了。她走了。他又来了。",
    "## 客人来了",
    "- 一个人来了。\n- 两个人走了。他们走了。",
    "> 主人讲话。客人听。",
    "| 从前 | 现在 |\n| --- | --- |\n| 小字来了。 | 大字。 |",
    "```\nprint(1)\n```",
    "第一行。\\\n第二行。",
    "***",
    "看[数据](a.csv)。*好*！",
]
OTHERS = ["新来的一句。", "## 新题", "- 新项。"]

COMMENT = "<!-- jiazhu: ignore T006: kept{} -->"


class Echo(RetryingProvider):
    """Returns a sentence that depends only on the Chinese."""

    def __init__(self) -> None:
        pass

    def translate(self, requests: Sequence[Request]) -> Iterator[tuple[str, str]]:
        for request in requests:
            tags = "".join(
                f"<{n}/>" if about == "line break" else f"<{n}>x</{n}>"
                for n, about in request.tags.items()
            )
            words = " ".join(f"{ord(char):x}" for char in re.sub("<.*?>", "", request.text))
            yield request.id, f"It {words}. {tags}"


def edited(text: str, number: int, kind: str, row: int) -> tuple[str, str]:
    """A draft with one more edit by its author, and the text that must not be lost."""
    lines = text.split("\n")
    start = lines.index("---", 1) + 1
    if kind in ("key", "note"):
        said = f"# note{number}" if kind == "note" else f"x-kept{number}: yes"
        lines.insert(1 + row % (start - 1), said)
        return "\n".join(lines), said
    at = start + row % (len(lines) - start)
    line = lines[at]
    if kind == "above":
        prefix = re.match("[ >]*", line)
        said = COMMENT.format(number)
        lines.insert(at, f"{prefix[0] if prefix else ''}{said}")
    elif kind == "reference":
        said = f"[kept{number}]: https://example.org/{number}"
        lines[at:at] = ["", said, ""]
    elif kind == "code":
        said = f"print({number}) # kept{number}"
        lines = [said if line == "print(1)" else line for line in lines]
    else:
        said = {"behind": COMMENT, "inside": COMMENT, "anchor": "{{=kept{}}}"}.get(
            kind, "kept{}"
        ).format(number)
        words = [m.end() for m in re.finditer(r"\. (?=It)", line)]
        starts = [m.start() for m in re.finditer("It ", line)]
        if kind == "behind":
            lines[at] = f"{line} {said}" if line.endswith(".") else line
        elif kind == "inside" and words:
            lines[at] = f"{line[: words[0]]}{said} {line[words[0] :]}"
        elif starts:
            place = starts[-1]
            space = " " if kind == "word" else ""
            lines[at] = f"{line[:place]}{said}{space}{line[place:]}"
    made = "\n".join(lines)
    return made, said if said in made else ""


KINDS = ["key", "note", "above", "reference", "code", "behind", "inside", "anchor", "word"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "articles").mkdir()
    (root / "site.toml").write_text('title = { zh = "小站", en = "Site" }\n', "utf-8")
    (root / "articles/a.md").write_text("---\ntitle: 题\n---\n文。\n", "utf-8")
    return root


def write(site: Path, blocks: Sequence[str]) -> None:
    text = "---\ntitle: 题目\n---\n\n" + "\n\n".join(blocks) + "\n"
    (site / "articles/a.md").write_text(text, "utf-8")


def translated(site: Path) -> Report:
    """Translate the article. Raises RefusedError."""
    report = Report()
    source: SiteSource | None = read_site(site, Report(), drafts=True)
    assert source is not None
    translator = Translator(source)
    translator.model = "m-1"
    (plan,) = translator.plans([site / "articles/a.md"])
    translator.translate(plan, Echo(), report)
    return report


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40)), min_size=1, max_size=4),
    st.data(),
)
def test_no_edit_is_lost(
    site: Path, blocks: list[str], edits: list[tuple[str, int]], data: st.DataObject
) -> None:
    draft = site / "articles/a.en.md"
    draft.unlink(missing_ok=True)
    write(site, blocks)
    translated(site)
    text, wanted = draft.read_text("utf-8"), []
    for number, (kind, row) in enumerate(edits, start=10):
        text, said = edited(text, number, kind, row)
        wanted.append(said)
    draft.write_text(text, "utf-8")
    for _ in range(2):
        for _ in range(data.draw(st.integers(0, 2))):
            at = data.draw(st.integers(0, len(blocks) - 1))
            match data.draw(st.sampled_from(["change", "remove", "add", "swap"])):
                case "change":
                    blocks[at] = blocks[at].replace("。", "吧。", 1)
                case "remove" if len(blocks) > 1:
                    del blocks[at]
                case "add":
                    blocks.insert(at, data.draw(st.sampled_from(OTHERS)))
                case _:
                    blocks.append(blocks.pop(at))
        write(site, blocks)
        before = draft.read_text("utf-8")
        try:
            report = translated(site)
        except RefusedError:
            assert draft.read_text("utf-8") == before
            continue
        told = "\n".join(d.message for d in report.diagnostics if d.code == "T010")
        now = draft.read_text("utf-8")
        for said in wanted:
            assert said in now or said in told
        wanted = [said for said in wanted if said in now]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40)), min_size=1, max_size=4),
)
def test_draft_of_an_unchanged_article_is_unchanged(
    site: Path, blocks: list[str], edits: list[tuple[str, int]]
) -> None:
    draft = site / "articles/a.en.md"
    draft.unlink(missing_ok=True)
    write(site, blocks)
    translated(site)
    text = draft.read_text("utf-8")
    count = len(parse(text)[1])
    for number, (kind, row) in enumerate(edits, start=10):
        made = edited(text, number, kind, row)[0]
        text = made if len(parse(made)[1]) == count else text
    draft.write_text(text, "utf-8")
    translated(site)
    assert draft.read_text("utf-8").replace(" \\\n", "\\\n") == text.replace(" \\\n", "\\\n")
