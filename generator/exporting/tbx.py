"""TBX-Basic (ISO 30042): the glossary, for the term bases of translators.

A concept has a language section for each edition and one for English. The form of the glossary is
the preferred term, its other names are admitted ones, and a note has the reading. The standard of
2019 (version 3) named the elements anew, and many programs still read only that of 2008.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.entries import Term
from generator.exporting.readings import term_reading
from generator.exporting.target import Part, Target
from generator.exporting.xml import Element, document
from generator.model import Edition

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_OLD_NAMES = {"conceptEntry": "termEntry", "langSec": "langSet", "termSec": "tig"}
_PREFERRED, _ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"


def site_tbx(parts: Sequence[Part], target: Target) -> bytes:
    """Return the glossary of the site."""
    del parts
    title = target.config.title
    source = Element("sourceDesc", [Element("p", title.en or title.zh)])
    description = [Element("fileDesc", [source])]
    text = Element("text", [Element("body", [_concept(t, target) for t in target.facts.terms])])
    if target.options["version"] == "2":
        data_categories = Element("p", "TBXBasicXCSV02.xcs", {"type": "XCSURI"})
        description.append(Element("encodingDesc", [data_categories]))
        header = Element("martifHeader", description)
        attributes = {"type": "TBX-Basic", "xml:lang": "en"}
        return document(_as_of_2008(Element("martif", [header, text], attributes)).write())
    header = Element("tbxHeader", description)
    attributes = {"type": "TBX-Basic", "style": "dca", "xml:lang": "en", "xmlns": _NAMESPACE}
    return document(Element("tbx", [header, text], attributes).write())


def _as_of_2008(element: Element) -> Element:
    """Return an element with the names of version 2."""
    content = element.content
    if not isinstance(content, str):
        content = [_as_of_2008(each) for each in content]
    return Element(_OLD_NAMES.get(element.name, element.name), content, element.attributes)


def _concept(term: Term, target: Target) -> Element:
    sections = [_chinese(term, edition, target) for edition in target.config.editions]
    english = [_definition(term.definition.en, term.source_url)] if term.definition.en else []
    english.append(_term_section(term.english, term, _PREFERRED))
    sections.append(Element("langSec", english, {"xml:lang": "en"}))
    return Element("conceptEntry", sections, {"id": f"term-{term.id}"})


def _chinese(term: Term, edition: Edition, target: Target) -> Element:
    facts = target.facts
    form = facts.form(term, edition)
    parts = []
    if term.definition.zh:
        definition = facts.phrases.converted(term.definition.zh, edition)
        parts.append(_definition(definition, term.source_url))
    parts.append(_term_section(form, term, _PREFERRED, term_reading(form, edition, facts)))
    aliases = (facts.phrases.converted(alias, edition) for alias in term.aliases)
    parts += [_term_section(alias, term, _ADMITTED) for alias in aliases if alias != form]
    return Element("langSec", parts, {"xml:lang": edition.value})


def _definition(text: str, source: str) -> Element:
    parts = [Element("descrip", text, {"type": "definition"})]
    if source:
        parts.append(Element("admin", source, {"type": "source"}))
    return Element("descripGrp", parts)


def _term_section(text: str, term: Term, status: str, reading: str = "") -> Element:
    def parts() -> Iterator[Element]:
        yield Element("term", text)
        if term.name is not None:
            yield Element("termNote", "properNoun", {"type": "partOfSpeech"})
        yield Element("termNote", status, {"type": "administrativeStatus"})
        if reading:
            yield Element("note", reading)

    return Element("termSec", list(parts()))
