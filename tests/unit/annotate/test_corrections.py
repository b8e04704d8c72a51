"""Notes: what each key changes in the annotation, and the faults."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.annotate.corrections import apply_notes
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate_article
from generator.content.entries import Lexeme, Term
from generator.content.markdown.blocks import parse, parse_title
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.language.scripts.detect import detect_script
from generator.model import Article, Bilingual, Edition, Metadata, NameKind, Origin
from generator.site.article_words import DistinctWords, edition_words
from generator.site.word_table import WordTable
from tests.fixture_file import Case, read_cases
from tests.shown import shown_words
from tests.shown_faults import shown_faults


def term(id_: str, form: str, pinyin: str, **forms: str) -> Term:
    stated = {Edition.HANS: form} | {Edition(key): text for key, text in forms.items()}
    return Term(id_, stated, pinyin, id_, Bilingual("释", "def"), "https://example.org")


@cache
def engines() -> Engines:
    terms = [
        term("model", "模型", "móxíng", **{"zh-Hant-TW": "模组"}),
        term("llm", "大语言模型", "dà yǔyán móxíng"),
    ]
    lexemes = [
        Lexeme("行业", "hángyè", forms={Edition.TW: "產業"}),
        Lexeme("高明", "Gāo Míng", name=NameKind.PERSON),
    ]
    return load_engines(terms, lexemes)


def note(
    tmp_path: Path, markdown: str, notes: str, title: str = "题", loading: Report | None = None
) -> tuple[Article, Report]:
    """An annotated article with its notes; `loading` is the report for reading the notes.

    The report returned is the one they are applied with, the same unless `loading` is given.
    """
    tokens, blocks = parse(markdown)
    title_tokens, title_block = parse_title(title)
    script = detect_script(title + "".join(block.text for block in blocks))
    meta = Metadata("a", Bilingual())
    article = Article(tmp_path / "a.md", meta, script, tokens, blocks, title_block, title_tokens)
    path = tmp_path / "a.notes.toml"
    path.write_text(notes, "utf-8")
    report = Report()
    loaded = load_notes(path, report if loading is None else loading)
    article = apply_notes(article, loaded, engines(), ["model", "llm"], report)
    return annotate_article(article, engines()), report


def shown(article: Article) -> str:
    return "\n".join(shown_words(block, article.script) for block in article.blocks)


@pytest.mark.parametrize("case", read_cases("content/notes.txt"), ids=str)
def test_notes(case: Case, tmp_path: Path) -> None:
    """The input is an article and its notes, separated by `---`; the output is words or faults."""
    markdown, notes = case.input.split("\n---\n")
    article, report = note(tmp_path, markdown, notes)
    found = shown_faults(report) if report.diagnostics else shown(article)
    assert found == case.expected


def test_annotations_of_a_note_have_the_author_as_origin(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "高兴"\npinyin = "Gāo Xīng"\nname = "person"'
    article, report = note(tmp_path, "他叫高兴。", notes)
    assert not report.diagnostics
    layers = article.blocks[0].layers
    assert [(n.kind, n.origin) for n in layers.names] == [(NameKind.PERSON, Origin.AUTHOR)]
    readings = [r for r in layers.readings if r.origin is Origin.AUTHOR]
    assert [(r.pinyin, r.confidence) for r in readings] == [("Gao1", 1.0), ("Xing1", 1.0)]


@pytest.mark.parametrize(
    ("text", "notes", "edition", "written"),
    [
        ("这个行业", 'text = "行业"\nzh-Hant-TW = "行業"', Edition.TW, "這個行業"),
        ("这个模型", 'text = "模型"\nterm = false', Edition.TW, "這個模型"),
        ("这个模型", 'text = "模型"\nzh-Hant-TW = "模型"', Edition.TW, "這個模型"),
        ("显着", 'text = "显着"\nzh-Hans = "显著"', Edition.HANS, "显著"),
        ("他的理发师", 'text = "理发"\nzh-Hant-HK = "剪髮"', Edition.HK, "他的剪髮師"),
    ],
)
def test_forms(text: str, notes: str, edition: Edition, written: str, tmp_path: Path) -> None:
    article, report = note(tmp_path, text, f"[[note]]\n{notes}")
    assert shown_faults(report) == "fine"
    assert article.blocks[0].text_in(edition) == written


def test_terms(tmp_path: Path) -> None:
    notes = (
        '[[note]]\ntext = "模型"\nbefore = "飞机"\nterm = false\n'
        '[[note]]\ntext = "大模型"\nterm = "llm"\n'
    )
    article, report = note(tmp_path, "飞机模型，大模型，大语言模型，模型。", notes)
    assert not report.diagnostics
    block = article.blocks[0]
    uses = [(use.span.of(block.text), use.term_id, use.first) for use in block.layers.terms]
    assert uses == [
        ("大模型", "llm", True),
        ("大语言模型", "llm", False),
        ("模型", "model", True),
    ]


@pytest.mark.parametrize(
    ("sense", "first"),
    [
        ("2", "side"),
        ('"side"', "side"),
        ('"flour"', "flour"),
        ('"face"', "face"),
        ('"麵"', "flour"),
        ('"麵 miàn"', "flour"),
    ],
)
def test_the_sense_chosen_comes_first(sense: str, first: str, tmp_path: Path) -> None:
    article, report = note(tmp_path, "吃面。", f'[[note]]\ntext = "面"\nsense = {sense}')
    assert shown_faults(report) == "fine"
    assert senses(article, "面", Edition.TW) == [first]


def senses(article: Article, text: str, edition: Edition) -> list[str]:
    """Return the first sense of each word of the first block with a simplified text."""
    table = WordTable(engines())
    words = DistinctWords(article.blocks[:1], table)
    found = edition_words(words, edition, table).page_words
    return [w.record.entries[0].senses[0] for w in found if w.record.simplified == text]


def test_a_chosen_sense_applies_only_to_its_place(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "面"\nbefore = "吃"\nsense = "flour"'
    article, _ = note(tmp_path, "这个面，吃面。", notes)
    assert senses(article, "面", Edition.HANS) == ["face", "flour"]


def test_an_inline_mark_takes_precedence_over_a_note(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "行长"\npinyin = "hángzhǎng"\nname = "other"'
    article, report = note(tmp_path, "{行长|xíngcháng}", notes)
    assert not report.diagnostics
    assert shown(article) == "行长[xíngcháng]@other"


def test_a_note_takes_precedence_over_the_lexicon(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "高明"\nname = false\npinyin = "gāomíng"'
    article, _ = note(tmp_path, "他的办法很高明。", notes)
    assert shown(article).endswith("高明[gāomíng] 。")


def test_notes_of_the_title(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "研究生命"\nwords = ["研究", "生命"]'
    article, report = note(tmp_path, "无。", notes, title="研究生命")
    assert not report.diagnostics
    assert shown_words(article.title, article.script) == "研究[yánjiū] 生命[shēngmìng]"


def test_accepted_warnings_are_suppressed_and_stale_ones_reported(tmp_path: Path) -> None:
    notes = '[[note]]\ntext = "为"\naccept = ["L001"]\nreason = "read twice"'
    _, report = note(tmp_path, "他为我写。", notes)
    report.add("L001", tmp_path / "a.md", "doubt", "hint", line=1, column=2)
    report.add_stale()
    assert not report.diagnostics
    _, report = note(tmp_path, "他为我写。", notes)
    report.add("L001", tmp_path / "a.md", "doubt", "hint", line=1, column=3)
    report.add_stale()
    assert [(d.code, d.path.name, d.line) for d in report.sorted()] == [
        ("L001", "a.md", 1),
        ("S023", "a.notes.toml", 3),
    ]


def test_a_warning_recorded_earlier_is_accepted_too(tmp_path: Path) -> None:
    from generator.diagnostics import Suppression

    report = Report()
    report.add("L002", tmp_path, "m", "h", line=2, column=5)
    report.add_suppression(Suppression("L002", tmp_path, tmp_path, 1, 1, "r", frozenset({(2, 5)})))
    report.add_stale()
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ('term = "modle"', "G007"),
        ('term = "modle"\npinyin = "wèi"', "G007"),
        ("sense = 99", "W006"),
        ('before = "你"\nword = true', "S021"),
        ('zh-Hant-TW = "们"', "E001"),
    ],
)
def test_faults_go_to_the_report_that_notes_are_applied_with(
    tmp_path: Path, says: str, code: str
) -> None:
    loading = Report()
    article, report = note(
        tmp_path, "他为我写。", f'[[note]]\ntext = "为"\n{says}', loading=loading
    )
    assert not loading.diagnostics
    assert [d.code for d in report.diagnostics] == [code]
    if code != "E001":
        assert not article.blocks[0].marks
