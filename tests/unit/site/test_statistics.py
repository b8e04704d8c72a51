from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from generator.annotate.engines import load_engines
from generator.annotate.pipeline import annotate_article
from generator.content.entries import Term
from generator.content.markdown.blocks import parse, parse_title
from generator.model import Article, Bilingual, Edition, Metadata, NameKind
from generator.site.statistics import (
    FLUENT_SPEED,
    LEARNER_SPEED,
    Coverage,
    Statistics,
    minutes,
    statistics,
)


def counted(text: str, *terms: Term, script: Edition = Edition.HANS) -> Statistics:
    engines = load_engines(terms)
    tokens, title = parse_title("题目")
    skeleton, blocks = parse(text)
    meta = Metadata("a", Bilingual("题目", ""))
    article = Article(Path("a.md"), meta, script, skeleton, blocks, title, tokens)
    return statistics(annotate_article(article, engines))


def by(standard: str, figures: Statistics) -> Coverage:
    return next(coverage for coverage in figures.coverage if coverage.standard == standard)


def term(form: str, name: NameKind | None = None) -> Term:
    return Term("c", {Edition.HANS: form}, "", "", Bilingual(), "", name=name)


def test_characters_and_words_as_they_run_and_different_ones() -> None:
    found = counted("# 我们\n\n我们学习，你们学习。")
    assert (found.characters, found.different_characters) == (10, 5)
    assert (found.words, found.different_words) == (5, 3)


def test_latin_and_figures_are_no_words() -> None:
    found = counted("我们 learn 2023 GPU")
    assert (found.characters, found.words) == (2, 1)


def test_each_word_has_its_level_in_each_list() -> None:
    found = counted("我努力学习")
    assert by("2.0", found).levels == (2, 0, 1, 0, 0, 0)
    assert by("2026", found).levels == (2, 0, 1, 0, 0, 0, 0)


def test_names_are_counted_apart_and_are_not_beyond_the_list() -> None:
    found = counted("李开复住在北京。")
    assert found.names == 2
    assert found.words > 3
    assert by("2.0", found).beyond == 0


def test_a_term_that_the_list_lacks_is_not_beyond_it() -> None:
    assert by("2026", counted("出口管制")).terms == 0
    found = by("2026", counted("我们出口管制", term("出口管制")))
    assert (found.levels[0], found.terms, found.beyond) == (1, 1, 0)
    # Where the list has the word, its level counts.
    assert by("2026", counted("我们学习", term("学习"))).terms == 0


def test_all_scripts_give_the_same_figures() -> None:
    assert counted("我們認真學習。", script=Edition.TW) == counted("我们认真学习。")


def test_bars_stand_one_after_the_other() -> None:
    bars = Coverage("2.0", (3, 0, 1, 0, 0, 0), 2, 2).bars
    assert [bar.kind for bar in bars] == [
        *(f"level-{n}" for n in range(1, 7)),
        "terms",
        "beyond",
    ]
    assert [bar.end for bar in bars] == [37.5, 37.5, 50, 50, 50, 50, 75, 100]
    assert all(a.end == b.start for a, b in pairwise(bars))


def test_the_last_level_is_7_to_9() -> None:
    assert [bar.label for bar in Coverage("2026", (1,) * 7, 0, 0).bars][-4:] == ["6", "7–9", "", ""]


def test_nothing_to_count() -> None:
    found = counted("123")
    assert (found.characters, found.words, found.minutes) == (0, 0, (1, 1))
    assert all(bar.width == 0 for coverage in found.coverage for bar in coverage.bars)


@pytest.mark.parametrize(
    ("characters", "fluent", "learner"),
    [(1, 1, 1), (255, 1, 3), (256, 2, 3), (1601, 7, 17)],
)
def test_minutes(characters: int, fluent: int, learner: int) -> None:
    assert (minutes(characters, FLUENT_SPEED), minutes(characters, LEARNER_SPEED)) == (
        fluent,
        learner,
    )
