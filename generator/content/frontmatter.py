"""Parse the front matter of a file, with the position of each value.

It is YAML between `---` lines, TOML between `+++` lines, or a JSON object (`value_nodes`).

1. A file has YAML if its first line is `---` and the following lines look like it: `---` is also a
   thematic break in Markdown.
2. Mistakes that YAML would parse as something else (`title：…`, `title:…`) are found first.
3. PyYAML composes the nodes. If it fails, the top-level key that it fails in is reported (S003)
   and blanked out, and the rest is parsed again, so that all faults are reported at once.

`metadata` interprets the keys.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import yaml

from generator.content.fields import FrontMatterEntry
from generator.content.text_order import check_escaped
from generator.content.value_nodes import json_entries, toml_entries
from generator.content.values import CONTROL, place_of
from generator.diagnostics import Report

TOML_OPENING = re.compile(r"(?:[ \t]*\n)*\+\+\+[ \t]*(?:\n|\Z)")
"""The line above TOML front matter, with the empty lines before it."""
_TOML_CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LOOKS_LIKE_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\w\"'][^\n:：]*[:：]")
_TOP_LEVEL = re.compile(r"^(?=[^\s#])(?!-[ \t\n])", re.MULTILINE)
_WRONG_COLON = re.compile(r"^([\w-]+)[ \t]*(：|:(?=[^\s:/]))", re.MULTILINE)


def split_front_matter(
    text: str, path: Path, report: Report
) -> tuple[dict[str, FrontMatterEntry] | None, str, int]:
    """Split a file into its front matter, its body and the one-based line of the body.

    The entries are empty if there is no front matter, and None if it cannot be parsed at all
    (S003). `text` has `\\n` line ends, as returned by `read_text`.
    """
    entries, body, line = _split(text, path, report)
    if entries is None:
        return None, body, line
    front = text[: len(text) - len(body)]
    found = {key: _checked(key, each, front, path, report) for key, each in entries.items()}
    return found, body, line


def _checked(
    key: str, entry: FrontMatterEntry, source: str, path: Path, report: Report
) -> FrontMatterEntry:
    """Report what escapes can write: what is no text (`\\0`, `\\ud800`), and is dropped; S035."""
    seen: set[int] = set()
    nodes = [entry.node]
    while nodes:
        node = nodes.pop()
        if node is None or id(node) in seen:  # aliases may name a node any number of times
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            found = CONTROL.search(str(node.value)) or CONTROL.search(key)
            if found:
                message = f"`{_shown(key)}` contains the control character U+{ord(found[0]):04X}"
                line, column = entry.line, entry.column
                report.add("S003", path, message, "Remove it.", line=line, column=column)
                return FrontMatterEntry(None, entry.line, entry.column)
            place = entry.line, entry.column
            check_escaped(str(node.value), source, path, report, place=place)
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            nodes += [each for pair in node.value for each in pair]
    return entry


def _shown(key: str) -> str:
    return CONTROL.sub("\ufffd", key)


def _split(
    text: str, path: Path, report: Report
) -> tuple[dict[str, FrontMatterEntry] | None, str, int]:
    if toml := TOML_OPENING.match(text):
        return _split_toml(text, toml.end(), path, report)
    if text.lstrip().startswith("{"):
        found = _split_json(text)
        if found is not None:
            return found
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text, 1
    start = opening.end()
    closing = _CLOSING.search(text, start)
    source = text[start : closing.start() if closing else len(text)]
    adjacent = closing is not None and (not source.strip() or not source[0].isspace())
    if not adjacent and not _LOOKS_LIKE_KEY.match(source):
        return {}, text, 1
    first = text.count("\n", 0, start) + 1
    if closing is None:
        _report_unclosed("---", text[:start], path, report)
        return None, text, 1
    # The empty lines make the line numbers of PyYAML those of the file.
    entries = _Parser("\n" * (first - 1) + source, path, report).entries()
    return entries, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


def _report_unclosed(mark: str, opening: str, path: Path, report: Report) -> None:
    """Report front matter without an end; `opening` is the text up to its first line."""
    line = opening.rstrip().count("\n") + 1
    hint = f"Put the line `{mark}` between the front matter and the text."
    report.add("S003", path, "The front matter is never closed", hint, line=line)


def _split_toml(
    text: str, start: int, path: Path, report: Report
) -> tuple[dict[str, FrontMatterEntry] | None, str, int]:
    first = text.count("\n", 0, start) + 1
    closing = _TOML_CLOSING.search(text, start)
    if closing is None:
        _report_unclosed("+++", text[:start], path, report)
        return None, text, 1
    source = "\n" * (first - 1) + text[start : closing.start()]
    entries = toml_entries(source, path, report)
    return entries, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


def _split_json(text: str) -> tuple[dict[str, FrontMatterEntry], str, int] | None:
    """Split off a JSON object at the start of a text; None if there is none with a key.

    An author's mark may stand there too (`{研究生}…`), so what is no object is text.
    """
    start = len(text) - len(text.lstrip())
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    rest = text[end:].lstrip(" \t")
    entries = json_entries(text, end) if data and rest[:1] in ("", "\n") else None
    if entries is None:
        return None
    return entries, rest[1:], text.count("\n", 0, end) + 2


class _Parser:
    """Parses front matter; `source` has its lines at their positions in the file."""

    def __init__(self, source: str, path: Path, report: Report) -> None:
        self.source = source
        self.path = path
        self.report = report
        self.broken: dict[str, FrontMatterEntry] = {}

    def entries(self) -> dict[str, FrontMatterEntry] | None:
        for match in reversed(list(_WRONG_COLON.finditer(self.source))):
            self._reject(
                match.start(2),
                f"`{match[1]}:` is not followed by a space"
                if match[2] == ":"
                else f"`{match[1]}` is followed by a full-width colon",
                f"Write an ASCII colon and a space: `{match[1]}: …`.",
            )
        while True:
            try:
                root = yaml.compose(self.source, yaml.SafeLoader)
                break
            except yaml.YAMLError as error:
                if not self._reject(*_explain(error, self.source)):
                    return None
            except ValueError:  # PyYAML does not check what `\U` is followed by
                offset = _no_character(self.source)
                if not self._reject(offset, "There is no such character", "Correct it."):
                    return None
            except RecursionError:
                self._add(0, "Lists are nested too deeply", "Remove some of the brackets.")
                return None
        if root is None:
            return self.broken
        if not isinstance(root, yaml.MappingNode):
            offset = root.start_mark.index
            self._add(offset, "The front matter has no keys", "Write `key: value` lines.")
            return None
        found: dict[str, FrontMatterEntry] = {}
        for key, value in root.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            mark = key.start_mark
            if name in found:
                self._add(mark.index, f"`{name}` is given twice", "Keep one of the two.")
            else:
                found[name] = FrontMatterEntry(value, mark.line + 1, mark.column + 1)
        return self.broken | found

    def _reject(self, offset: int, message: str, hint: str) -> bool:
        """Report a fault and blank out the top-level key around it; return whether there is one."""
        self._add(offset, message, hint)
        starts = [match.start() for match in _TOP_LEVEL.finditer(self.source)]
        start = max((start for start in starts if start <= offset), default=None)
        if start is None:
            return False
        end = min((other for other in starts if other > start), default=len(self.source))
        value = self.source[start:end]
        line, _ = place_of(self.source, start)
        if name := re.match(r"[\w-]+(?=[ \t]*[:：])", value):
            self.broken[name[0]] = FrontMatterEntry(None, line, 1)
        self.source = self.source[:start] + re.sub(r"[^\n]", " ", value) + self.source[end:]
        return True

    def _add(self, offset: int, message: str, hint: str) -> None:
        line, column = place_of(self.source, offset)
        self.report.add("S003", self.path, message, hint, line=line, column=column)


def _no_character(source: str) -> int:
    """Return the offset of an escape that is beyond the last character of Unicode; 0 if none is."""
    found = re.finditer(r"\\U([0-9A-Fa-f]{8})", source)
    return next((match.start() for match in found if int(match[1], 16) > sys.maxunicode), 0)


def _explain(error: yaml.YAMLError, source: str) -> tuple[int, str, str]:
    """Return the offset, the message and the hint for a YAML error."""
    if isinstance(error, yaml.reader.ReaderError):
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"Control character U+{code:04X} in the front matter"
        return error.position, message, "Remove it."
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, f"Not valid YAML: {error}", "Write `key: value` lines."
    context, problem = error.context or "", error.problem or "not understood"
    mark = error.problem_mark
    if "quoted scalar" in context and "unexpected end" in problem:
        mark = error.context_mark
        problem, hint = "a quotation mark is never closed", "Close it with the same mark."
    elif "flow" in context and "expected ',' or" in problem:
        mark = error.context_mark
        problem, hint = "a list is never closed", "Close it, and put commas between its items."
    elif "mapping values are not allowed" in problem:
        problem, hint = (
            "a second colon",
            'Put text that contains a colon in quotes: `title: "a: b"`.',
        )
    elif "'\\t'" in problem:
        problem, hint = "a tab", "Indent with spaces."
    elif "cannot start any token" in problem:
        hint = "Put text that starts with this character in quotes."
    elif "escape" in problem:
        hint = "Put text with backslashes in single quotes."
    elif "expected <block end>" in problem:
        problem = "the value continues after its end"
        hint = "Put the whole text in one pair of quotes, and start keys at the start of a line."
    else:
        hint = "Write `key: value`, one key per line, and put text that contains : # & * in quotes."
    return (mark.index if mark else 0), f"Not valid YAML: {problem}", hint
