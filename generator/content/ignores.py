"""Comments that accept a warning where it stands: `jiazhu: ignore T006: the reason`.

1. A comment is found: `<!-- jiazhu: … -->` in Markdown (`markdown_ignores`), `# jiazhu: …` in
   TOML and in front matter. Those inside code, texts and values are none.
2. At the end of a line it is about that line. Alone it is about what follows: a block of
   Markdown, a statement of TOML (of a header, all below it), a key of the front matter. Before
   everything else in TOML or front matter it is about the file as a whole, too.
3. `apply_ignores` tells the report what is accepted; a comment that cannot be followed is a
   fault (S025).

`write_ignores` writes such comments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

import yaml

from generator.content.comments import Comment, line_comments
from generator.content.values import acceptance_fault
from generator.diagnostics import Report, Suppression

_SAYS = re.compile(r"\s*ignore\b(?P<codes>[^:：]*)(?:[:：](?P<reason>.*))?", re.DOTALL)
_CODE = re.compile(r"[^\s,，、]+")
_EXAMPLE = "Write `jiazhu: ignore T006: the reason`; several codes with commas between them."
_YAML_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


def apply_ignores(comments: Iterable[Comment], path: Path, report: Report) -> None:
    """Tell the report what the comments of a file accept (S025 where they cannot be followed)."""
    for comment in comments:
        codes, faults = _understood(comment.text)
        for message, hint in faults:
            report.add("S025", path, message, hint, line=comment.line, column=comment.column)
        for code in codes:
            report.add_suppression(
                Suppression(
                    code,
                    path,
                    stated_in=path,
                    line=comment.line,
                    column=comment.column,
                    remedy=f"remove {code} from the comment, or the comment if it has no other",
                    lines=comment.lines,
                )
            )


def _understood(said: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The codes that a comment accepts; the causes and remedies of what it cannot."""
    match = _SAYS.match(said)
    if match is None:
        word = said.strip().partition(" ")[0]
        return [], [(f"A comment to Jiazhu says “{word}”, which it does not know", _EXAMPLE)]
    codes = _CODE.findall(match["codes"])
    if not codes:
        return [], [("The comment names no code to ignore", _EXAMPLE)]
    if not (match["reason"] or "").strip():
        message = f"The comment does not say why {' and '.join(codes)} may be ignored"
        hint = f"Add the reason: `jiazhu: ignore {', '.join(codes)}: …`."
        return [], [(message, hint)]
    faults = {code: fault for code in codes if (fault := acceptance_fault(code)) is not None}
    return [code for code in codes if code not in faults], list(faults.values())


def front_matter_comments(text: str) -> list[Comment]:
    """The comments of the beginning of a file, up to the line that ends its front matter."""
    if "jiazhu:" not in text:
        return []
    try:
        values = [
            (token.start_mark.index, token.end_mark.index)
            for token in yaml.scan(text, yaml.SafeLoader)
            if isinstance(token, yaml.ScalarToken)
        ]
    except yaml.YAMLError:
        return []  # reported as such
    starts = [start for start, _ in values]

    def is_comment(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index < 0 or offset >= values[index][1]

    rows = [text.count("\n", 0, match.start()) for match in _KEY.finditer(text)]
    ends = [*(row - 1 for row in rows[1:]), text.rstrip().count("\n") - 1]
    comments = (m for m in _YAML_COMMENT.finditer(text) if is_comment(m.start()))
    return list(line_comments(text, comments, dict(zip(rows, ends, strict=False))))
