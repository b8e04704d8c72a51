"""Attack regular expressions with texts that make them slow, if any does.

1. The expressions of a package are found: in the variables of its modules, also in tables, and in
   calls such as `re.sub("…", …)`. An expression is attacked as it is used: one that is only
   matched at one place may go through the text once, while a search starts at every character.
2. A slow text makes a repeat go far, and then fail. So for each repeat without an end the shortest
   text before it is made from the parse tree, then what it repeats many times, then a character
   that nothing matches; or all of this but the end, many times.
3. Which characters to repeat is decided by the classes of the expression: of those that the same
   classes contain, one is enough, and those of most classes come first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from pkgutil import walk_packages
from time import process_time
from types import ModuleType
from typing import Any

from generator.lazy_patterns import LazyPattern

# What the standard library parses and compiles expressions with; it has no public name.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")

_ANCHORED = frozenset({"match", "fullmatch"})
_METHODS = _ANCHORED | {"search", "finditer", "findall", "sub", "subn", "split"}
_CHARACTER = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY", "RANGE"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_COMMON = ' \t\n\0aA1字-.,，:：(（"“|#<>'
_PIECES = 3
"""How many characters a repeat is attacked with."""

SLOW = 0.004
"""The seconds from which the time of an attack is looked at twice."""
LONG = 4000
"""The characters of an attack: by its square, no expression stays below `SLOW`."""
TOO_MUCH = 26
"""The ratio of times of texts of which one is eight times as long: far from both 8 and 64."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression of a module, and the methods by which the module uses it."""

    module: str
    name: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def expressions(package: ModuleType) -> Iterator[Expression]:
    """Yield the expressions of all modules of a package."""
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        if found.name.endswith("__main__"):
            continue
        module = import_module(found.name)
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        uses = _uses(tree)
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                yield Expression(module.__name__, name, pattern, uses.get(name, frozenset()))
        for method, text in _calls(tree):
            yield Expression(module.__name__, text, re.compile(text), frozenset({method}))


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, LazyPattern):
        yield value.compiled()
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _patterns(each)
    elif isinstance(value, Mapping):
        for each in (*value, *value.values()):
            yield from _patterns(each)


def _uses(tree: ast.AST) -> Mapping[str, frozenset[str]]:
    """Return the methods that are called on each name; other uses of it count as a search."""
    uses: dict[str, set[str]] = {}
    called = set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            chosen = node.value
            for each in (chosen.body, chosen.orelse) if isinstance(chosen, ast.IfExp) else [chosen]:
                if isinstance(each, ast.Name):
                    called.add(each)
                    if node.attr in _METHODS:
                        uses.setdefault(each.id, set()).add(node.attr)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in called:
            uses.setdefault(node.id, set()).add("search")
    return {name: frozenset(methods) for name, methods in uses.items()}


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the method and the expression of each call such as `re.sub("…", …)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _METHODS
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.func.attr, node.args[0].value


def slow_text(expression: Expression) -> str | None:
    """Return the start of a text whose time grows with its square; None if none is found."""
    for method in sorted({"search" if m not in _ANCHORED else m for m in expression.methods}):
        for attack in _attacks(expression.pattern):
            if _is_slow(expression.pattern, method, attack):
                return attack.text(20)
    return None


@dataclass(frozen=True, slots=True)
class _Attack:
    before: str
    piece: str
    after: str

    def text(self, size: int) -> str:
        return self.before + self.piece * (size // len(self.piece)) + self.after


def _is_slow(pattern: re.Pattern[str], method: str, attack: _Attack) -> bool:
    def seconds(size: int) -> float:
        return min(_seconds(pattern, method, attack.text(size)) for _ in range(3))

    # The short ones come first, as there are expressions that would not end on a long one.
    for size in (20, 75, 300):
        if _seconds(pattern, method, attack.text(size)) > SLOW and seconds(size) > SLOW:
            return True
    if _seconds(pattern, method, attack.text(LONG)) < SLOW:
        return False
    return seconds(LONG) / max(seconds(LONG // 8), 1e-6) > TOO_MUCH


def _seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    started = process_time()
    if method in _ANCHORED:
        getattr(pattern, method)(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return process_time() - started


def _attacks(pattern: re.Pattern[str]) -> Iterator[_Attack]:
    """Yield the attacks on the repeats of an expression."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    classes = [_compiled(node, tree) for node in _characters(tree)]
    alphabet = _alphabet(tree)
    signatures: dict[tuple[bool, ...], str] = {}
    for char in alphabet:
        signatures.setdefault(tuple(bool(each.match(char)) for each in classes), char)
    by_use = sorted(signatures.items(), key=lambda each: -sum(each[0]))
    ends = ("", by_use[-1][1])
    chars = [char for _, char in by_use]
    seen = set[_Attack]()
    for before, body in _unbounded(tree, "", chars, tree):
        for piece in _pieces(body, chars, tree):
            for end in ends:
                for attack in (_Attack(before, piece, end), _Attack("", before + piece, end)):
                    if attack not in seen:
                        seen.add(attack)
                        yield attack


def _name(node: tuple[Any, Any]) -> str:
    return str(node[0])


def _compiled(node: Any, tree: Any) -> re.Pattern[str]:
    """Compile a node of a parse tree by itself."""
    nodes = list(node) if isinstance(node, _parser.SubPattern) else [node]
    made = _compiler.compile(_parser.SubPattern(tree.state, nodes), tree.state.flags)
    assert isinstance(made, re.Pattern)
    return made


def _parts(node: tuple[Any, Any]) -> Sequence[Any]:
    """Return the sequences of nodes that a node has."""
    match _name(node):
        case "SUBPATTERN":
            return [node[1][3]]
        case "BRANCH":
            return list(node[1][1])
        case "ATOMIC_GROUP":
            return [node[1]]
        case "ASSERT" | "ASSERT_NOT":
            return [node[1][1]]
        case "GROUPREF_EXISTS":
            return [part for part in node[1][1:] if part is not None]
        case name if name in _REPEATS:
            return [node[1][2]]
    return []


def _characters(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield the nodes that stand for one character."""
    for node in nodes:
        if _name(node) in _CHARACTER:
            yield node
        for part in _parts(node):
            yield from _characters(part)


def _alphabet(tree: Any) -> Sequence[str]:
    """Return the characters that an expression names, and some others."""
    codes: list[int] = []
    for node in _characters(tree):
        for kind, value in node[1] if _name(node) == "IN" else [node]:
            if str(kind) in ("LITERAL", "NOT_LITERAL"):
                codes.append(value)
            elif str(kind) == "RANGE":
                codes += [value[0], value[1]]
    return list(dict.fromkeys([*_COMMON, *map(chr, codes)]))


def _unbounded(
    nodes: Iterable[Any], before: str, chars: Sequence[str], tree: Any
) -> Iterator[tuple[str, Any]]:
    """Yield what each repeat without an end repeats, and the shortest text before it."""
    for node in nodes:
        if _name(node) in _REPEATS and node[1][1] > 100:
            yield before, node[1][2]
        for part in _parts(node):
            yield from _unbounded(part, before, chars, tree)
        before += _shortest([node], chars, tree)


def _shortest(nodes: Iterable[Any], chars: Sequence[str], tree: Any) -> str:
    """Return a short text that nodes of a parse tree match, assertions aside."""
    text = ""
    for node in nodes:
        name = _name(node)
        if name in _CHARACTER:
            text += next((c for c in chars if _compiled(node, tree).match(c)), "")
        elif name in _REPEATS:
            text += _shortest(node[1][2], chars, tree) * node[1][0]
        elif name not in ("ASSERT", "ASSERT_NOT"):
            text += next((_shortest(part, chars, tree) for part in _parts(node)), "")
    return text


def _pieces(body: Any, chars: Sequence[str], tree: Any) -> Sequence[str]:
    """Return texts that a repeat may repeat."""
    if len(body) == 1 and _name(body[0]) in _CHARACTER:
        pattern = _compiled(body, tree)
        return list(islice((char for char in chars if pattern.match(char)), _PIECES))
    branches = [part for node in body for part in _parts(node) if len(body) == 1]
    texts = [_shortest(part, chars, tree) for part in branches or [body]]
    texts += [_longer(part, chars, tree) for part in branches or [body]]
    return [text for text in dict.fromkeys(texts) if text][:_PIECES]


def _longer(nodes: Iterable[Any], chars: Sequence[str], tree: Any) -> str:
    """Return what `_shortest` does, with one more of each repeat."""
    text = ""
    for node in nodes:
        if _name(node) in _REPEATS:
            text += _shortest(node[1][2], chars, tree) * min(node[1][0] + 1, node[1][1])
        else:
            text += _shortest([node], chars, tree)
    return text
