"""Sound translations are in no doubt, and each fault has a place where it is noticed."""

from __future__ import annotations

from benchmarks.accuracy.alignment import articles
from benchmarks.accuracy.translation import doubts, faults, faulty
from generator.model import Span


def test_sound_translations_are_not_doubted_for_what_they_say() -> None:
    for gold in articles("dev"):
        assert {code for code, *_ in doubts(gold, gold.en)} <= {"T013", "T014"}


def test_another_figure_is_always_noticed() -> None:
    for gold in articles("dev"):
        sound = doubts(gold, gold.en)
        for fault in faults(gold):
            if fault.kind == "figure":
                after = doubts(gold, faulty(gold, fault)) - sound
                assert "T006" in {code for code, *_ in after}, fault


def test_a_fault_changes_one_word() -> None:
    gold = next(gold for gold in articles("dev") if gold.name == "dev-chips")
    fault = next(f for f in faults(gold) if f.kind == "figure")
    before = {s.id: s.span.of(b.text) for b in gold.en for s in b.sentences}
    after = {s.id: s.span.of(b.text) for b in faulty(gold, fault) for s in b.sentences}
    assert [id_ for id_ in before if before[id_] != after[id_]] == [fault.sentence]
    at = Span(fault.span.start, fault.span.start + len(fault.word))
    assert at.of(after[fault.sentence]) == fault.word
