"""Apply the comments that accept a warning: `jiazhu: ignore T006: the reason`.

1. A comment is `<!-- jiazhu: … -->` in Markdown (`markdown.comments`), and `# jiazhu: …` in TOML
   and in front matter. In code, strings and values it is not a comment.
2. At the end of a line it applies to that line. On a line of its own it applies to what follows: a
   block of Markdown, a statement of TOML (for a header, the whole table), a key of front matter.
   At the top of a TOML file or of front matter it also applies to the file as a whole.
3. `apply_ignores` adds the suppressions to the report; a comment that is not valid is a fault
   (S025).

`write_ignores` writes such comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.content.comments import Comment
from generator.content.values import acceptance_fault
from generator.diagnostics import Report, Suppression

_IGNORE = re.compile(r"\s*ignore\b(?P<codes>[^:：]*)(?:[:：](?P<reason>.*))?", re.DOTALL)
_CODE = re.compile(r"[^\s,，、]+")
_EXAMPLE = "Write `jiazhu: ignore T006: the reason`, with commas between several codes."


def apply_ignores(comments: Iterable[Comment], path: Path, report: Report) -> None:
    """Add the suppressions of the comments of a file to the report; report invalid ones (S025)."""
    for comment in comments:
        codes, faults = _parse_ignore(comment.text)
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
                    remedy=f"Remove {code} from the comment, or the comment if it has no other.",
                    lines=comment.lines,
                )
            )


def _parse_ignore(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the codes that a comment accepts, and the causes and remedies of its faults."""
    match = _IGNORE.match(text)
    if match is None:
        word = text.strip().partition(" ")[0]
        return [], [(f"Unknown instruction “{word}” in a comment to Jiazhu", _EXAMPLE)]
    codes = _CODE.findall(match["codes"])
    if not codes:
        return [], [("The comment has no code to ignore", _EXAMPLE)]
    if not (match["reason"] or "").strip():
        message = f"The comment gives no reason for ignoring {' and '.join(codes)}"
        hint = f"Add the reason: `jiazhu: ignore {', '.join(codes)}: …`."
        return [], [(message, hint)]
    faults = {code: fault for code in codes if (fault := acceptance_fault(code)) is not None}
    return [code for code in codes if code not in faults], list(faults.values())
