"""The front matter of a file: YAML between `---` lines, each value with its place.

1. A file has front matter if its first line is `---` and what follows looks like one:
   `---` is a thematic break in Markdown, too.
2. Mistakes that YAML takes for something else (`title：…`, `title:…`) are found first.
3. YAML composes the rest. Where it fails, the top-level key that it fails in is reported
   (S003), blanked out, and the rest read again, so that all faults come at once.

What the keys mean is for `metadata`.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from generator.content.fields import Entry
from generator.content.values import place_of
from generator.diagnostics import Report

_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LOOKS_LIKE_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\w\"'][^\n:：]*[:：]")
_CHUNK = re.compile(r"^(?=[^\s#])(?!-[ \t\n])", re.MULTILINE)
_MISSPELT = re.compile(r"^([\w-]+)[ \t]*(：|:(?=[^\s:/]))", re.MULTILINE)


def split(text: str, path: Path, report: Report) -> tuple[dict[str, Entry] | None, str, int]:
    """Cut a file into its front matter, its body and the one-based line of the body.

    The entries are empty where there is no front matter, None where it cannot be read at all
    (S003). `text` has `\\n` line ends, as `read_text` gives it.
    """
    if text.lstrip().startswith("+++\n"):
        message = "Front matter between `+++` lines is TOML, which is not read here"
        report.add("S003", path, message, "Write YAML between `---` lines: `title: …`.")
        return None, text, 1
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
        hint = "Put a line `---` between the front matter and the text."
        report.add("S003", path, "The front matter is never closed", hint, line=first - 1)
        return None, text, 1
    # Empty lines in front make the marks of YAML count the lines of the file.
    entries = _Reader("\n" * (first - 1) + source, path, report).entries()
    return entries, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


class _Reader:
    """Reads one front matter, given with its lines where they are in the file."""

    def __init__(self, source: str, path: Path, report: Report) -> None:
        self.source = source
        self.path = path
        self.report = report
        self.broken: dict[str, Entry] = {}

    def entries(self) -> dict[str, Entry] | None:
        for match in reversed(list(_MISSPELT.finditer(self.source))):
            self._reject(
                match.start(2),
                f"No space after the colon of `{match[1]}`"
                if match[2] == ":"
                else f"A full-width colon follows `{match[1]}`",
                f"Write an ASCII colon and a space: `{match[1]}: …`.",
            )
        while True:
            try:
                root = yaml.compose(self.source, yaml.SafeLoader)
                break
            except yaml.YAMLError as error:
                if not self._reject(*_explain(error, self.source)):
                    return None
            except RecursionError:
                self._add(0, "Lists lie too deep within one another", "Remove brackets.")
                return None
        if root is None:
            return self.broken
        if not isinstance(root, yaml.MappingNode):
            offset = root.start_mark.index
            self._add(offset, "The front matter holds no keys", "Write `key: value` lines.")
            return None
        found: dict[str, Entry] = {}
        for key, value in root.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            mark = key.start_mark
            if name in found:
                self._add(mark.index, f"`{name}` is given twice", "Keep one of the two.")
            else:
                found[name] = Entry(value, mark.line + 1, mark.column + 1)
        return self.broken | found

    def _reject(self, offset: int, message: str, hint: str) -> bool:
        """Report a fault and blank out the top-level key around it; False if there is none."""
        self._add(offset, message, hint)
        starts = [match.start() for match in _CHUNK.finditer(self.source)]
        begin = max((start for start in starts if start <= offset), default=None)
        if begin is None:
            return False
        end = min((start for start in starts if start > begin), default=len(self.source))
        chunk = self.source[begin:end]
        line, _ = place_of(self.source, begin)
        if name := re.match(r"[\w-]+(?=[ \t]*[:：])", chunk):
            self.broken[name[0]] = Entry(None, line, 1)
        self.source = self.source[:begin] + re.sub(r"[^\n]", " ", chunk) + self.source[end:]
        return True

    def _add(self, offset: int, message: str, hint: str) -> None:
        line, column = place_of(self.source, offset)
        self.report.add("S003", self.path, message, hint, line=line, column=column)


def _explain(error: yaml.YAMLError, source: str) -> tuple[int, str, str]:
    """Offset, cause and remedy of a YAML error."""
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
        problem, hint = "a quotation mark is never closed", "Close the text with the same mark."
    elif "flow" in context and "expected ',' or" in problem:
        mark = error.context_mark
        problem, hint = "a list is never closed", "Close it and put a comma between its items."
    elif "mapping values are not allowed" in problem:
        problem, hint = (
            "a second colon",
            'Put a text with a colon in it in quotes: `title: "a: b"`.',
        )
    elif "'\\t'" in problem:
        problem, hint = "a tab", "Indent with spaces."
    elif "cannot start any token" in problem:
        hint = "Put a text that begins with this character in quotes."
    elif "escape" in problem:
        hint = "Put a text with backslashes between single quotes."
    elif "expected <block end>" in problem:
        problem = "the value goes on after its end"
        hint = "Put the whole text in one pair of quotes; begin keys at the start of a line."
    else:
        hint = "Write `key: value`, one key a line; put a text with : # & * in it in quotes."
    return (mark.index if mark else 0), f"Not valid YAML: {problem}", hint
