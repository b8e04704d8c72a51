"""From Markdown to the page: parsing, weaving, annotation."""

from __future__ import annotations

from itertools import pairwise

from generator.content.markdown.blocks import parse, parse_markdown
from generator.language.characters import has_han
from generator.model import Edition
from generator.site.text import weave_block, write_frame
from tests.properties import test_annotation, test_weave
from tests.properties.test_escaping import check_page


def markdown(text: str) -> None:
    """Every Han character has its place; nothing becomes an element, unless HTML is allowed."""
    for html in (False, True):
        parsed = parse_markdown(text, html=html)
        lines = text.split("\n")
        for block in parsed.blocks:
            for offset, character in enumerate(block.text):
                if has_han(character):
                    line, column = block.place(offset)
                    rest = lines[line - 1][column - 1 :]
                    assert rest.startswith((character, "&")), (character, rest)
        woven = {
            block.token: weave_block(number, block, parsed.skeleton[block.token].children or [])
            for number, block in enumerate(parsed.blocks)
        }
        frame = write_frame(parsed.skeleton, woven, html=html)
        page = frame.fill("" for _ in frame.gaps)
        if not html and "evil" not in text:
            check_page(page)
        for fault in (*parsed.broken_marks, *parsed.unsafe_links, *parsed.raw_html):
            assert 1 <= fault.line <= len(lines)
            assert fault.column >= 1


def weave(text: str) -> None:
    """Without our tokens, the woven ones are those of the Markdown."""
    number, text = ord(text[:1] or "a"), text[1:]
    tokens, blocks = parse(text, html=bool(number % 2))
    for block in blocks:
        children = tokens[block.token].children or []
        marks, inserts = test_weave._marks(len(block.text), test_weave.random.Random(number))
        woven = test_weave.weave(children, marks, inserts)
        stripped = test_weave._stripped(woven)
        assert test_weave._compared(stripped) == test_weave._compared(children)
        depth = 0
        for token in woven:
            depth += token.nesting
            assert depth >= 0
        assert depth == 0
        assert sum(token.type == "translation" for token in woven) == len(inserts)


def annotate(text: str) -> None:
    """The layers are those of the text, which comes back."""
    script = list(Edition)[ord(text[:1] or "a") % 3]
    text = text[1:]
    test_annotation.test_invariants.hypothesis.inner_test(text, script)
    test_annotation.test_annotated_words_match_the_layers.hypothesis.inner_test(text, script)
    test_annotation.test_groups_rebuild_the_text_of_every_edition.hypothesis.inner_test(
        text, script
    )
    block = test_annotation.done(text, script)
    for one, other in pairwise(block.layers.senses):
        assert one.span.end <= other.span.start
