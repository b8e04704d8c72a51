"""Diagnostics about a text carry their block and span, and their line and column agree with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check_site
from generator.diagnostics import Report
from generator.prepare import prepare

SITES = Path(__file__).parents[2] / "sites"
CASES = {
    "e002-e003-editions": {"E002", "E003"},
    "g009-late-explanation": {"G009"},
    "l003-l004-l006-links-and-images": {"L003", "L004"},
    "r001-l001": {"R001", "L001"},
    "r002-r003-readings": {"R002", "R003"},
    "s010-l002-raw-html": {"S010", "L002"},
    "s024-half-width-punctuation": {"S024"},
    "t003-blocks": {"T003"},
    "t005-t007-machine-draft": {"T005", "T006", "T007"},
    "t011-anchor-alone": {"T011"},
    "t012-anchor-torn": {"T012"},
    "t013-t014-doubted-pairs": {"T013", "T014"},
    "t015-out-of-proportion": {"T015"},
    "t016-term-in-english-alone": {"T016"},
    "t017-two-spellings": {"T017"},
    "w004-marks": {"W004"},
    "w008-n001-words": {"W008", "N001"},
}
BEFORE = {"T003", "T011", "T012"}
"""The codes whose place is the beginning of the Markdown of a block, or an anchor in it."""


@pytest.mark.parametrize("case", CASES)
def test_a_diagnostic_about_a_text_has_its_block_and_span(case: str) -> None:
    report = Report()
    site = prepare(SITES / case / "in", report, drafts=True)
    check_site(site, report)
    blocks = {}
    for article in site.articles:
        blocks |= {(article.path, block.id): block for block in (article.title, *article.blocks)}
        if article.translation is not None:
            path = article.translation.path
            blocks |= {(path, block.id): block for block in article.translation.blocks}
    placed = set()
    for found in report.diagnostics:
        assert (found.block == "") is (found.span is None)
        if found.span is not None:
            placed.add(found.code)
            block = blocks[found.path, found.block]
            assert 0 <= found.span.start <= found.span.end <= len(block.text)
            if found.code not in BEFORE:
                assert block.place(found.span.start) == (found.line, found.column), found
    assert placed >= CASES[case]
