"""The Markdown rules of plugins: those of the site that this process works on.

Parsers are made in many places, by the settings of Markdown alone, and a process works on one site
at a time. So the rules in force are kept here, and set whenever a site is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt

Rule = Callable[[MarkdownIt], object]

_in_force: list[tuple[Rule, ...]] = [()]


def use_rules(rules: Iterable[Rule]) -> None:
    """Let all parsers that are asked for from now on have these rules."""
    _in_force[0] = tuple(rules)


def rules_in_force() -> tuple[Rule, ...]:
    """Return the rules, which caches of parsers must have in their keys."""
    return _in_force[0]
