"""Expressions that are compiled when they are first used."""

import re

import pytest

from generator.lazy_patterns import LazyPattern, lazy_pattern


def test_it_is_compiled_by_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = LazyPattern.compiled

    def compile_and_note(pattern: LazyPattern) -> re.Pattern[str]:
        compiled.append("")
        return compile_now(pattern)

    monkeypatch.setattr(LazyPattern, "compiled", compile_and_note)
    pattern = lazy_pattern("[一二]+")
    assert not compiled
    assert [pattern.sub("", "一个"), pattern.findall("一、二")] == ["个", ["一", "二"]]
    assert pattern.search("三") is None
    assert len(compiled) == 1


def test_it_has_flags_and_attributes() -> None:
    pattern = lazy_pattern("(?P<letter>A)", re.IGNORECASE)
    assert pattern.pattern == "(?P<letter>A)"
    match = pattern.fullmatch("a")
    assert match is not None
    assert match["letter"] == "a"


def test_what_is_no_expression_is_an_error() -> None:
    with pytest.raises(re.error, match="unterminated"):
        lazy_pattern("(一").match("一")
