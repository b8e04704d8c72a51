"""Where parsed Markdown stands in its source file, and what in it cannot be shown as meant.

Lines and columns are one-based; columns count code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from generator.content.markdown.marks import author_mark, misfit
from generator.content.markdown.parser import configure

# What may stand before the text of a block on its line.
_LEAD = re.compile(r"(?:\s+|>|[-+*]\s|\d+[.)]\s|#{1,6}\s|\[\^[^\]\s]+\]:)*")
_SNIPPET = 60  # code points of a fault shown in a message


class Locator:
    """Finds the inline tokens of one text in its source; ask for them in document order."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._line = line
        self._row = -1
        self._cell = 0

    def starts(self, token: Token) -> list[tuple[int, int]]:
        """Line and column in the file where each line of `token.content` starts."""
        if token.map is None:
            return self._inline_footnote(token)
        first = token.map[0]
        if first != self._row:
            self._row, self._cell = first, 0
        starts = []
        for number, content in enumerate(token.content.split("\n"), start=first):
            source = self._lines[number] if number < len(self._lines) else ""
            starts.append((self._line + number, self._find(source, content, number == first) + 1))
        return starts

    def place(self, token: Token, starts: list[tuple[int, int]], offset: int) -> tuple[int, int]:
        """Line and column of an offset into `token.content`, given its `starts`."""
        before = token.content[:offset]
        line, column = starts[min(before.count("\n"), len(starts) - 1)]
        row = before.rfind("\n") + 1
        bars = token.content.count("|", row, offset + 1)
        if bars and not self._lines[line - self._line].startswith(
            token.content[row : offset + 1], column - 1
        ):
            column += bars  # in the cell of a table, each has a backslash before it
        return line, column + offset - row

    def pins(self, token: Token, starts: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        """Offsets into the flat text of a token, and the line and column where each stands."""
        found: list[tuple[int, int]] = []
        for start, at in token.meta.pop("pins", []):
            if found and "|" in token.content:
                found += _bars(token.content, *found[-1], start)
            found.append((start, at))
        if found and "|" in token.content:
            found += _bars(token.content, *found[-1], len(token.content))
        return [(offset, *self.place(token, starts, at)) for offset, at in found]

    def block(self, token: Token) -> tuple[int, int]:
        """Line and column of the first character of a block token that holds raw text."""
        number = token.map[0] if token.map else 0
        content = token.content.split("\n", 1)[0].strip()
        return self._line + number, max(self._lines[number].find(content), 0) + 1

    def _find(self, source: str, content: str, is_first: bool) -> int:
        """Offset of `content` in its source line, past any earlier cell of the same row."""
        indent = len(content) - len(content.lstrip())
        wanted = content.strip()
        lead = _LEAD.match(source)
        start = max(self._cell if is_first else 0, lead.end() if lead else 0)
        for form in (wanted, wanted.replace("|", "\\|")):
            for begin in (start, 0):
                found = source.find(form, begin)
                if found >= 0:
                    if is_first:
                        self._cell = found + len(form)
                    return max(found - indent, 0)
        return 0

    def _inline_footnote(self, token: Token) -> list[tuple[int, int]]:
        """`^[text]` is moved to the end of the token stream and forgets where it was."""
        found = self._text.find("^[" + token.content)
        if found < 0:
            return [(self._line, 1)]
        found += len("^[")
        starts = []
        for content in token.content.split("\n"):
            number = self._text.count("\n", 0, found)
            starts.append((self._line + number, found - self._text.rfind("\n", 0, found)))
            found += len(content) + 1
        return starts


def _bars(content: str, start: int, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Pins of the bars in a stretch of text and of what follows each."""
    for match in re.finditer(r"\|", content[at : at + end - start]):
        yield start + match.start(), at + match.start()
        if start + match.end() < end:
            yield start + match.end(), at + match.end()


def raw_html_places(text: str, line: int = 1) -> list[tuple[int, int, str]]:
    """Every piece of raw HTML in a Markdown text: line, column and its beginning."""
    places: list[tuple[int, int, str]] = []
    tokens = _recorder(html=True).parse(text)
    locator = Locator(text, line)
    for token in tokens:
        if token.type == "html_block":
            places.append((*locator.block(token), _snippet(token.content)))
    for place, token in _inlines(tokens, locator):
        if token.type == "html_inline":
            places.append((*place, _snippet(token.content)))
    return sorted(places)


def unsafe_links(text: str, line: int = 1) -> list[tuple[int, int, str]]:
    """Every link or image refused for its address (`javascript:` …): line, column, address.

    A refused reference definition is reported once, where it stands, not at each use.
    """
    env: dict[str, dict[str, dict[str, object]]] = {}
    tokens = _recorder(html=False).parse(text, env)
    locator = Locator(text, line)
    places: list[tuple[int, int, str]] = []
    defined: set[str] = set()
    for reference in env.get("references", {}).values():
        href, lines = str(reference["href"]), reference["map"]
        if not validateLink(href) and isinstance(lines, list):
            defined.add(href)
            places.append((line + lines[0], 1, href))
    for place, token in _inlines(tokens, locator):
        href = str(token.attrs.get("href") or token.attrs.get("src") or "")
        if not validateLink(href) and href not in defined:
            places.append((*place, href))
    return sorted(places)


def broken_marks(text: str, line: int = 1) -> list[tuple[int, int, str, str]]:
    """Every author's mark that cannot hold: line, column, the mark, and why it cannot."""
    tokens = _recorder(html=False).parse(text) if "{" in text else []
    return sorted(
        (*place, *token.meta["misfit"])
        for place, token in _inlines(tokens, Locator(text, line))
        if token.type == _MISFIT
    )


_MISFIT = "author_misfit"
_Rule = Callable[[StateInline, bool], bool]


class _Permissive(MarkdownIt):
    """Accepts every address, so that refused links can be seen at all."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (markdown-it's name)
        return True


def _recorder(*, html: bool) -> MarkdownIt:
    """A parser whose links, images and HTML tags know their offset in the inline's content."""
    md = configure(_Permissive(), html=html)
    for name, rule, type_ in (
        ("link", link, "link_open"),
        ("image", image, "image"),
        ("autolink", autolink, "link_open"),
        ("html_inline", html_inline, "html_inline"),
    ):
        md.inline.ruler.at(name, _recording(rule, type_))
    md.inline.ruler.at("author_mark", _recording_misfits)
    return md


def _recording(rule: _Rule, type_: str) -> _Rule:
    def record(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            made = next((token for token in state.tokens[known:] if token.type == type_), None)
            if made is not None:
                made.meta["at"] = start
        return matched

    return record


def _recording_misfits(state: StateInline, silent: bool) -> bool:
    found = misfit(state)
    if found is not None and not silent:
        token = state.push(_MISFIT, "", 0)
        token.meta |= {"at": state.pos, "misfit": found}
    return author_mark(state, silent)


def _inlines(tokens: list[Token], locator: Locator) -> Iterator[tuple[tuple[int, int], Token]]:
    for token in tokens:
        if token.type == "inline":
            starts = locator.starts(token)
            for child in token.children or ():
                if "at" in child.meta:
                    yield locator.place(token, starts, child.meta["at"]), child


def _snippet(content: str) -> str:
    first = content.strip().split("\n", 1)[0]
    return first if len(first) <= _SNIPPET else first[: _SNIPPET - 1] + "…"
