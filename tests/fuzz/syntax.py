"""Small languages: pinyin, values, TOML, front matter, comments to Jiazhu."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

from generator.content.dates import file_name_date, parse_date
from generator.content.front_matter_comments import front_matter_comments
from generator.content.frontmatter import split_front_matter
from generator.content.ignores import apply_ignores
from generator.content.metadata import parse_metadata
from generator.content.slugs import slug_fault, slugify
from generator.content.toml.comments import find_comments
from generator.content.toml.decode import decode_toml
from generator.content.toml.places import scan_statements
from generator.content.values import (
    CONTROL,
    acceptance_fault,
    link_fault,
    pinyin_fault,
    web_address_fault,
)
from generator.content.write_ignores import CannotIgnoreError, Kind, kind_at, with_ignore
from generator.diagnostics import Report
from generator.language.pinyin import syllables
from generator.language.pinyin.styles import Style, spell_word

PATH = Path("articles/a.md")
NUMBER = re.compile(r"[\d.,%]+")


def pinyin(text: str) -> None:
    """Pinyin that is read is written as what is read as the same."""
    syllables._split_word.cache_clear()  # which else keeps every input
    try:
        words = syllables.split_with_separators(text)
    except ValueError:
        return
    for _, word in words:
        spoken = [each for each in word if not NUMBER.fullmatch(each)]
        assert all(map(syllables.is_syllable, spoken)), word
        # An r of its own is part of the syllable before, which a word of digits does not have.
        if spoken and not any(each[:-1].lower() == "r" for each in spoken):
            joined = syllables.join_syllables(spoken)
            assert syllables.split_words(joined) == [spoken], (joined, spoken)
        for each in spoken:
            marked = syllables.mark_tone(each)
            assert syllables.number_tone(marked) == each, (marked, each)
        for style in Style:
            assert spell_word(spoken, style) or not spoken


def values(text: str) -> None:
    """A value is read or refused, and an address that is let through leads where it says."""
    for read in (parse_date, file_name_date):
        try:
            read(text)
        except ValueError:
            assert read is parse_date
    slug = slugify(text)
    assert not slug or slug_fault(slug) is None, slug
    if web_address_fault(text) is None:
        assert text.lower().startswith(("http://", "https://")), text
    if link_fault(text) is None:
        # Browsers leave out tabs and line ends, and what is no character at the start.
        seen = text.translate({9: None, 10: None, 13: None}).lstrip("".join(map(chr, range(33))))
        assert not seen.lower().startswith(("javascript:", "data:", "vbscript:", "file:")), text
    acceptance_fault(text)
    pinyin_fault("银行", text)


def ignores(text: str) -> None:
    """Of each comment there is a suppression or a fault, at its place."""
    comments = list(find_comments(text, scan_statements(text)))
    report = Report()
    apply_ignores(comments, PATH, report)
    said = {(each.line, each.column) for each in report.diagnostics}
    said |= {(each.line, each.column) for each in report.suppressions}
    assert said == {(each.line, each.column) for each in comments}
    lines = text.split("\n")
    for comment in comments:
        assert lines[comment.line - 1].startswith("#", comment.column - 1)
        assert comment.line in comment.lines


def toml(text: str) -> None:
    """Valid TOML is read as by `tomllib`; of the rest each fault has a place."""
    decoded = decode_toml(text)
    try:
        expected = tomllib.loads(text)
    except (ValueError, RecursionError):
        assert decoded.faults
    else:
        if not decoded.faults:
            assert repr(decoded.data) == repr(expected)  # which makes NaN the same as NaN
        else:
            assert CONTROL.search(repr(expected).encode().decode("unicode_escape"))
    for fault in decoded.faults:
        assert 0 <= fault.offset <= len(text)
        assert fault.message
        assert fault.hint
    statements = scan_statements(text)
    for one, other in pairwise(statements):
        assert one.start < one.end <= other.start
    for path, place in decoded.places.items():
        assert 0 <= place.key <= place.value <= len(text), (path, place)


def front_matter(text: str) -> None:
    """The body is the rest of the file, and each fault is on a line of it."""
    report = Report()
    entries, body, line = split_front_matter(text, PATH, report)
    assert text.endswith(body)
    if body:
        assert line == text.count("\n", 0, len(text) - len(body)) + 1
    meta = parse_metadata(entries or {}, PATH, report)
    assert meta is not None or report.diagnostics
    last = text.count("\n") + 1
    for each in report.diagnostics:
        assert 1 <= each.line <= last, each
    if meta is not None:
        assert slug_fault(meta.slug) is None
        shown = (meta.title.zh, meta.title.en, meta.author, meta.source, *meta.tags)
        assert not any(map(CONTROL.search, shown)), shown
        assert not meta.source_url or web_address_fault(meta.source_url) is None
    for comment in front_matter_comments(text[: len(text) - len(body)]):
        assert 1 <= comment.line <= last


def written_ignores(text: str) -> None:
    """A comment is written where it covers the line and changes nothing else, or nowhere."""
    number, text = ord(text[:1] or "a"), text[1:]
    line = number // 2 % (text.count("\n") + 1) + 1
    kind = kind_at(PATH.with_suffix((".md", ".toml")[number % 2]), text, line)
    if kind is None:
        return
    try:
        new = with_ignore(text, line, "T006", "因为 | -->", kind)
    except CannotIgnoreError:
        return
    if kind is Kind.TOML:
        after, before = decode_toml(new), decode_toml(text)
        assert after.data == before.data
        assert len(after.comments) == len(before.comments) + 1
    assert "jiazhu: ignore T006" in new
    for kept in text.split("\n"):
        assert kept.rstrip().removesuffix("|").rstrip() in new
