"""TMX 1.4 that is valid, and that a reader of translation memories opens."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from lxml import etree
from translate.storage.tmx import tmxfile

# What the standard says of the elements and attributes that are in our files.
RULES = """
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop | ude)*>
<!ELEMENT note (#PCDATA)> <!ELEMENT ude EMPTY>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""
FILES = ["articles/a.tmx", "articles/b.tmx", "the-bank-co.tmx"]


@pytest.mark.parametrize("name", FILES)
def test_it_is_valid(exports: Path, name: str) -> None:
    rules = etree.DTD(StringIO(RULES))
    assert rules.validate(etree.parse(exports / name)), rules.error_log


def test_a_translation_memory_reads_it(exports: Path) -> None:
    memory = tmxfile.parsestring((exports / "the-bank-co.tmx").read_bytes())
    pairs = [(unit.source, unit.target) for unit in memory.units]
    assert pairs[:2] == [
        ("他是行长。", "He is the head of a bank."),
        (
            "王小梅用和 DeepSeek R1，很好😀！",
            "Wang Xiaomei uses and DeepSeek R1, very well 😀!",
        ),
    ]


def test_what_a_pair_says_of_itself(exports: Path) -> None:
    unit = etree.parse(exports / "articles" / "a.tmx").find(".//tu")
    assert unit is not None
    assert unit.get("tuid") == "a-b1.s1"
    assert unit.get("srclang") == "zh-Hans"
    assert [(prop.get("type"), prop.text) for prop in unit.iter("prop")] == [
        ("x-aligned-by", "model"),
        ("x-translation", "machine"),
    ]
