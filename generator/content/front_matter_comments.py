"""The comments to Jiazhu in front matter, `# jiazhu: ignore T002: the reason`; JSON has none."""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from generator.content.comments import Comment, Rows, line_comments
from generator.content.frontmatter import TOML_OPENING
from generator.content.toml.decode import decode_toml

_YAML_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


def front_matter_comments(text: str) -> list[Comment]:
    """Return the comments in the front matter of a file; `text` ends with its last line."""
    if "jiazhu:" not in text:
        return []
    if toml := TOML_OPENING.match(text):
        source = text[toml.end() :].rstrip().removesuffix("+++")
        return list(decode_toml("\n" * text.count("\n", 0, toml.end()) + source).comments)
    try:
        values = [
            (token.start_mark.index, token.end_mark.index)
            for token in yaml.scan(text, yaml.SafeLoader)
            if isinstance(token, yaml.ScalarToken)
        ]
    except yaml.YAMLError:
        return []  # reported by `split_front_matter`
    starts = [start for start, _ in values]

    def is_comment(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index < 0 or offset >= values[index][1]

    row_of = Rows(text).of
    rows = [row_of(match.start()) for match in _KEY.finditer(text)]
    ends = [*(row - 1 for row in rows[1:]), text.rstrip().count("\n") - 1]
    comments = (m for m in _YAML_COMMENT.finditer(text) if is_comment(m.start()))
    return list(line_comments(text, comments, dict(zip(rows, ends, strict=False))))
