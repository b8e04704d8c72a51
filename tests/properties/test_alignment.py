"""For any texts, every sentence and every block is aligned once, in the order of the Chinese."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.alignment.align import align
from generator.alignment.section_report import report_pairs
from generator.alignment.sections import pair_sections
from generator.diagnostics import Report
from generator.model import Block, Layers, Sentence, Span, Word, WordKind

TAGS = st.sampled_from(["p", "h1", "h2", "li", "td"])
ZH = st.lists(st.text("茶水三万亿百分之一点第月成。？“”AI5.,% \n\ufffc", max_size=12), max_size=5)
EN = st.lists(st.text("ab five million% 3.,?\"-'’\ufffc", max_size=20), max_size=5)


def blocks(prefix: str, content: list[tuple[str, list[str]]]) -> list[Block]:
    found = []
    for number, (tag, sentences) in enumerate(content, 1):
        spans, start = [], 0
        for sentence in sentences:
            spans.append(Span(start, start + len(sentence)))
            start += len(sentence)
        name = f"{prefix}{number}"
        found.append(
            Block(
                name,
                number,
                number,
                "".join(sentences),
                tag=tag,
                sentences=tuple(Sentence(s, f"{name}.s{n}") for n, s in enumerate(spans, 1)),
                layers=Layers(
                    words=tuple(Word(Span(i, i + 1), WordKind.HAN) for i in range(start))
                ),
            )
        )
    return found


def texts(sentences: st.SearchStrategy[list[str]], prefix: str) -> st.SearchStrategy[list[Block]]:
    return st.lists(st.tuples(TAGS, sentences), max_size=5).map(lambda c: blocks(prefix, c))


@given(texts(ZH, "b"), texts(EN, "e"), st.booleans())
def test_every_sentence_is_in_one_alignment_in_the_order_of_the_chinese(
    zh: list[Block], en: list[Block], glossed: bool
) -> None:
    found = align(zh, en, lookup=(lambda word: ["five " + word]) if glossed else None)
    assert [i for a in found for i in a.zh_ids] == [s.id for b in zh for s in b.sentences]
    assert sorted(i for a in found for i in a.en_ids) == sorted(
        s.id for b in en for s in b.sentences
    )
    assert all(a.zh_ids or a.en_ids for a in found)
    assert all(0 <= a.score <= 1 for a in found)
    assert all(len({i.split(".")[0] for i in a.zh_ids}) <= 1 for a in found)


@given(texts(ZH, "b"), texts(EN, "e"))
def test_every_block_is_in_one_pair_in_the_order_of_the_chinese(
    zh: list[Block], en: list[Block]
) -> None:
    report = Report()
    sections = pair_sections(zh, en)
    report_pairs(sections, zh_path=Path("a.md"), en_path=Path("a.en.md"), report=report)
    pairs = [pair for section in sections for pair in section.pairs]
    assert [a for a, _ in pairs if a] == zh
    assert sorted(b.id for _, b in pairs if b) == sorted(b.id for b in en)
    ordered = [b for _, b in pairs if b] == en
    assert all(a or b for a, b in pairs)
    assert bool(report.diagnostics) == (not ordered or any(not (a and b) for a, b in pairs))
    assert {d.code for d in report.diagnostics} <= {"T003"}
