"""The glossary as TBX-Basic, by the standards of 2019 and of 2008."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from translate.storage.tbx import tbxfile

from generator.cli import main

# What the dialect says of the elements that are in our files (DCA style), without the namespace.
RULES = """
<!ELEMENT tbx (tbxHeader, text)>
<!ATTLIST tbx type CDATA #FIXED "TBX-Basic" style (dca | dct) #REQUIRED xml:lang CDATA #REQUIRED
  xmlns CDATA #FIXED "urn:iso:std:iso:30042:ed-2">
<!ELEMENT tbxHeader (fileDesc)> <!ELEMENT fileDesc (sourceDesc+)> <!ELEMENT sourceDesc (p+)>
<!ELEMENT p (#PCDATA)>
<!ELEMENT text (body)> <!ELEMENT body (conceptEntry+)>
<!ELEMENT conceptEntry (descripGrp*, langSec+)>
<!ATTLIST conceptEntry id ID #REQUIRED>
<!ELEMENT langSec (descripGrp*, termSec+)>
<!ATTLIST langSec xml:lang CDATA #REQUIRED>
<!ELEMENT descripGrp (descrip, admin*)>
<!ELEMENT descrip (#PCDATA)> <!ATTLIST descrip type (definition | context) #REQUIRED>
<!ELEMENT admin (#PCDATA)> <!ATTLIST admin type (source) #REQUIRED>
<!ELEMENT termSec (term, (termNote | note)*)>
<!ELEMENT term (#PCDATA)> <!ELEMENT note (#PCDATA)>
<!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type (partOfSpeech | administrativeStatus | termType) #REQUIRED>
"""


def test_it_is_valid(exports: Path) -> None:
    rules = etree.DTD(StringIO(RULES))
    assert rules.validate(etree.parse(exports / "the-bank-co.tbx")), rules.error_log


def test_concepts(exports: Path) -> None:
    names = {"t": "urn:iso:std:iso:30042:ed-2"}
    tree = etree.parse(exports / "the-bank-co.tbx")
    entry = tree.find(".//t:conceptEntry[@id='term-model']", names)
    assert entry is not None
    found = [
        (section.get("{http://www.w3.org/XML/1998/namespace}lang"), term.text)
        for section in entry.iterfind("t:langSec", names)
        for term in section.iterfind("t:termSec/t:term", names)
    ]
    assert found == [
        ("zh-Hans", "大模型"),
        ("zh-Hans", "LLM"),
        ("zh-Hant-TW", "大模型"),
        ("zh-Hant-TW", "LLM"),
        ("en", "large <model>"),
    ]
    assert entry.findtext(".//t:note", namespaces=names) == "dà móxíng"
    definitions = [each.text for each in entry.iterfind(".//t:descrip", names)]
    assert definitions[-1] == "A model with many parameters & weights."


@pytest.fixture(scope="module")
def old(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The glossary by the standard of 2008."""
    site, folder = exports.parents[1] / "site", tmp_path_factory.mktemp("tbx")
    arguments = ["export", "tbx", str(site), "--version", "2", "-o", str(folder)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return folder / "the-bank-co.tbx"


def test_a_term_base_reads_it(old: Path) -> None:
    base = tbxfile.parsestring(old.read_bytes())
    base.setsourcelanguage("en")
    base.settargetlanguage("zh-Hans")
    terms = {unit.source: unit.target for unit in base.units}
    assert terms == {"large <model>": "大模型", "DeepSeek R1": "DeepSeek R1"}
