"""Harmless HTML around blocks: `<details>`, `<figure>`, `<div align="center">`, tables and lists.

1. `html_lines` (block) takes a line that starts with such a tag apart: each tag becomes a token,
   and the text between them inline content. So Markdown between an opening and a closing line is
   Markdown, with or without empty lines, and every character is annotated.
2. `balance` (core, before `inline`) closes what is left open, as browsers do, and drops an end
   without a start, so that elements nest with those of Markdown.

Text in an element that holds text alone (`summary`, `figcaption`, `p` …) may have several lines.
"""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.content.comments import Rows
from generator.content.markdown.html_tags import CLOSING, OPENING, all_attributes, attributes_of
from generator.lazy_patterns import lazy_pattern

_OF_TEXT = frozenset("p summary figcaption caption dt h1 h2 h3 h4 h5 h6".split())
"""Elements that hold text and no blocks."""
_OF_EITHER = frozenset("li dd td th".split())
"""Elements that hold text or blocks."""
_OF_BLOCKS = frozenset(
    "details div section article aside header footer center figure blockquote ul ol dl table thead"
    " tbody tfoot tr address nav main".split()
)
_BLOCKS = _OF_TEXT | _OF_EITHER | _OF_BLOCKS | {"hr", "pre"}
_RENAMED = {
    "center": "div",
    **dict.fromkeys("article header footer nav main address".split(), "div"),
    **{"h1": "h2"},
}
"""Elements that a page has for itself, or that are obsolete."""
_ALIGNED = frozenset({"left", "center", "right", "justify"})
_CLOSED_BY = {
    "li": {"li"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"td", "th", "tr"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}
"""The elements that the start of another one closes."""
_OWN_ATTRIBUTES = {
    "details": {"open"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
}
_TAG = lazy_pattern(rf"{OPENING.pattern}|</(?P<closing>[A-Za-z][A-Za-z0-9]*)\s*>")
_PRE_END = re.compile(r"</pre\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-([\w+#-]+)")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
_CLOSING_P = re.compile(r"</p\s*>")
_TEXT_ON_LINE = re.compile(r"[^\S\n]*+\S")
_MOST_LINES = 30
"""The most lines over which the text of one element may go on."""


def add_html_blocks(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before("html_block", "html_lines", _html_lines, _INTERRUPTS)
    md.core.ruler.before("inline", "balance", _balance)


def _html_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] != "<" or state.is_code_block(start):
        return False
    first = OPENING.match(state.src, at) or CLOSING.match(state.src, at)
    if first is None or first["name"].lower() not in _BLOCKS or first.end() > state.eMarks[start]:
        return False
    if silent:
        return True
    if first["name"].lower() == "pre":
        return _code(state, start, end)
    line = start + 1
    source = state.src[at : state.eMarks[start]]
    while line < min(end, start + _MOST_LINES) and _is_open(source) and not state.isEmpty(line):
        source += "\n" + state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        line += 1
    _Pieces(state, start).push(source)
    state.line = line
    return True


def _is_open(source: str) -> bool:
    """Whether a text ends inside an element that holds text alone, besides its opening `<p>`."""
    stack: list[str] = []
    for tag in _TAG.finditer(source):
        if tag["closing"]:
            if stack and stack[-1] == tag["closing"].lower():
                stack.pop()
        elif tag["name"].lower() in _OF_TEXT:
            stack.append(tag["name"].lower())
    return bool(stack) and not source.rstrip().lower().endswith("<p>")


class _Pieces:
    """Pushes the tags and the texts of some lines of HTML."""

    def __init__(self, state: StateBlock, start: int) -> None:
        self._state = state
        self._start = start
        self._inside: list[str] = []
        """The elements that these lines have opened."""

    def push(self, source: str) -> None:
        self._rows = Rows(source)
        closings = [match.start() for match in _CLOSING_P.finditer(source)]
        self._last_closing_p = closings[-1] if closings else -1
        at = text_start = 0
        while match := _TAG.search(source, at):
            name = (match["closing"] or match["name"]).lower()
            at = match.end()
            if name not in _BLOCKS:
                continue
            self._text(source, text_start, match.start())
            text_start = at
            if match["closing"]:
                self._close(name, self._start + self._rows.of(match.start()))
            else:
                self._open(name, match, self._start + self._rows.of(match.start()))
        self._text(source, text_start, len(source))

    def _token(self, type_: str, tag: str, nesting: int, row: int) -> Token:
        token = self._state.push(type_, tag, nesting)  # type: ignore[arg-type]
        token.map, token.block = [row, row + 1], True
        return token

    def _open(self, name: str, match: re.Match[str], row: int) -> None:
        if name == "hr":
            self._token("hr", "hr", 0, row).markup = "---"
            return
        tag = _RENAMED.get(name, name)
        if name == "p":
            text = _TEXT_ON_LINE.match(match.string, match.end())
            if text is None or text.end() > self._last_closing_p:
                tag = "div"  # Markdown follows
        token = self._token("html_open", tag, 1, row)
        token.info = name
        given = all_attributes(match["attributes"])
        own = _OWN_ATTRIBUTES.get(name, set())
        token.attrs = attributes_of(match["attributes"], tag) | {
            key: value for key, value in given.items() if key in own
        }
        align = "center" if name == "center" else str(given.get("align", "")).lower()
        if align in _ALIGNED:
            token.attrJoin("class", f"align-{align}")
        self._inside.append(name)

    def _close(self, name: str, row: int) -> None:
        self._token("html_close", _RENAMED.get(name, name), -1, row).info = name
        if name in self._inside:
            while self._inside.pop() != name:
                pass

    def _text(self, source: str, start: int, end: int) -> None:
        text = source[start:end]
        content = text.strip()
        if not content:
            return
        lead = len(text) - len(text.lstrip())
        row = self._start + self._rows.of(start + lead)
        inside = self._inside[-1] if self._inside else ""
        is_plain = inside in _OF_TEXT or inside in _OF_EITHER
        if not is_plain:
            self._token("paragraph_open", "p", 1, row)
        inline = self._state.push("inline", "", 0)
        inline.content, inline.children = content, []
        inline.map = [row, row + 1 + content.count("\n")]
        if not is_plain:
            self._token("paragraph_close", "p", -1, row)


def _code(state: StateBlock, start: int, end: int) -> bool:
    """Push `<pre>` as a block of code; its tags only colour it."""
    at = state.bMarks[start] + state.tShift[start]
    found = _PRE_END.search(state.src, at, state.eMarks[end - 1])
    stop = found.start() if found else state.eMarks[end - 1]
    source = state.src[at:stop]
    language = _LANGUAGE.search(source[: source.find("\n") if "\n" in source else len(source)])
    token = state.push("fence", "code", 0)
    text = unescape(_ANY_TAG.sub("", source)).strip("\n")
    token.content, token.info, token.markup = f"{text}\n", language[1] if language else "", "```"
    last = start + state.src.count("\n", at, stop)
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _balance(state: StateCore) -> None:
    """Core rule: let the elements nest with those of Markdown."""
    if not any(token.type in ("html_open", "html_close") for token in state.tokens):
        return
    out: list[Token] = []
    stack: list[Token] = []

    def close_top() -> None:
        opening = stack.pop()
        closing = Token("html_close", opening.tag, -1, map=opening.map, block=True)
        out.append(closing)

    def close_until(names: set[str], stop: set[str]) -> bool:
        """Close the elements up to one of `names`; False if there is none in this container."""
        depth = len(stack)
        while depth and stack[depth - 1].type == "html_open":
            depth -= 1
            if stack[depth].info in names:
                while len(stack) > depth:
                    close_top()
                return True
            if stack[depth].info in stop:
                break
        return False

    for token in state.tokens:
        if token.type == "html_open":
            closed = _CLOSED_BY.get(token.info)
            while closed and close_until(closed, {"ul", "ol", "dl", "table"}):
                pass
            stack.append(token)
            out.append(token)
        elif token.type == "html_close":
            close_until({token.info}, set())
        elif token.nesting == 1:
            stack.append(token)
            out.append(token)
        elif token.nesting == -1:
            while stack and stack[-1].type == "html_open":
                close_top()
            stack.pop()
            out.append(token)
        else:
            out.append(token)
    while stack:
        close_top()
    state.tokens = out
