"""Writing notes and words into TOML that people maintain."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.lexicon import load_lexicon
from generator.content.notes import load_notes
from generator.diagnostics import Report
from generator.model import NameKind
from generator.reviewing.errors import EditError
from generator.reviewing.toml_edits import with_note, with_word

KEPT = """\
# Mine.

[[note]] # one
text = '行长' # the text
before = "分行"
# why
reason = '''
so
it is'''   # kept
pinyin = "hángzhǎng"# at once

[[note]]
  text = "研究生命"
  word = true  # wrong?
"""


def test_a_new_file_has_a_header() -> None:
    note = {"pinyin": "nán", "before": "不太", "text": "难", "reason": "“Difficult”."}
    assert with_note("", note, article="cat.md") == (
        "# Corrections of single places in cat.md.\n\n"
        '[[note]]\ntext = "难"\nbefore = "不太"\npinyin = "nán"\nreason = "“Difficult”."\n'
    )
    assert with_word("", {"text": "显着", "name": None}).endswith('.\n\n[[word]]\ntext = "显着"\n')


@pytest.mark.parametrize(
    ("text", "gap"), [("# A", "\n\n"), ("# A\n", "\n"), ("# A\n\n", ""), ("# A\n\n\n", "")]
)
def test_an_empty_line_precedes_a_new_entry(text: str, gap: str) -> None:
    note = {"text": "研究生命", "words": ("研究", "生命")}
    added = '[[note]]\ntext = "研究生命"\nwords = ["研究", "生命"]\n'
    assert with_note(text, note) == text + gap + added


def test_values_are_replaced_in_place_and_the_rest_is_kept() -> None:
    note = {"text": "行长", "before": "分行", "pinyin": "xíng zhǎng", "reason": "so"}
    expected = KEPT.replace('"hángzhǎng"#', '"xíng zhǎng"#').replace("'''\nso\nit is'''", '"so"')
    assert with_note(KEPT, note) == expected


def test_new_keys_are_inserted_in_order() -> None:
    note = {"text": "行长", "before": "分行", "name": False, "word": True, "accept": ["L001"]}
    assert with_note(KEPT, note) == KEPT.replace(
        'before = "分行"\n', 'before = "分行"\nword = true\n'
    ).replace('g"# at once\n', 'g"# at once\nname = false\naccept = ["L001"]\n')


def test_a_note_of_another_place_is_another_note() -> None:
    note = {"text": "行长", "before": "总行", "pinyin": "hángzhǎng"}
    assert with_note(KEPT, note).startswith(KEPT + "\n[[note]]\n")


@pytest.mark.parametrize(
    ("old", "values", "new"),
    [
        ("word = true", {"words": ["研究", "生命"]}, 'words = ["研究", "生命"]'),
        ('words = ["研究", "生命"]', {"word": True}, "word = true"),
        ('words = ["研究", "生命"]', {"name": "person"}, 'name = "person"'),
        ('name = "person"', {"words": ["研究", "生命"]}, 'words = ["研究", "生命"]'),
        (
            "name = false",
            {"words": ["研究", "生命"]},
            'words = ["研究", "生命"]\nname = false',
        ),
        (
            'pinyin = "yánjiū"',
            {"words": ["研究", "生命"]},
            'words = ["研究", "生命"]',
        ),
        (
            'pinyin = "yánjiū shēngmìng"',
            {"words": ["研究", "生命"]},
            'words = ["研究", "生命"]\npinyin = "yánjiū shēngmìng"',
        ),
    ],
)
def test_keys_that_contradict_the_new_values_are_removed(
    old: str, values: dict[str, object], new: str
) -> None:
    text = '[[note]]\ntext = "研究生命"\n{}\n\n[[note]]\ntext = "一"\nword = true\n'
    assert with_note(text.format(old), {"text": "研究生命", **values}) == text.format(new)


def test_none_removes_a_key_and_an_empty_note_is_removed() -> None:
    gone = with_note(KEPT, {"text": "行长", "before": "分行", "reason": None})
    assert gone == KEPT.replace("reason = '''\nso\nit is'''   # kept\n", "")
    assert with_note(KEPT, {"text": "研究生命", "word": None}) == KEPT[: KEPT.rindex("\n[[note]]")]
    assert with_note(KEPT, {"text": "别的", "word": None}) == KEPT


def test_of_two_notes_on_a_place_the_one_with_the_same_keys_is_changed() -> None:
    text = '[[note]]\ntext = "一"\nsense = 1\n\n[[note]]\ntext = "一"\npinyin = "yì"\n'
    assert with_note(text, {"text": "一", "pinyin": "yī"}) == text.replace("yì", "yī")


def test_a_missing_final_newline_is_added() -> None:
    text = '[[word]]\ntext = "显着"'
    assert with_word(text, {"text": "显着", "en": "notable"}) == text + '\nen = "notable"'
    assert with_word(text, {"text": "晚报"}) == text + '\n\n[[word]]\ntext = "晚报"\n'


@pytest.mark.parametrize("text", ["x = 1\ny = \n", "[[note]\n", '[[note]]\ntext = "a\n'])
def test_invalid_toml_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(EditError) as caught:
        with_note(text, {"text": "一", "word": True})
    assert caught.value.line == text.rstrip("\n").count("\n") + 1
    assert caught.value.hint


@pytest.mark.parametrize("text", ['note = [{ text = "一" }]\n', "note = 1\n", "[note]\n"])
def test_notes_that_are_not_an_array_of_tables_are_refused(text: str) -> None:
    with pytest.raises(EditError, match=r"\[\[note\]\]"):
        with_note(text, {"text": "一", "word": True})


def test_unknown_keys_raise_a_value_error() -> None:
    with pytest.raises(ValueError, match="reading"):
        with_note("", {"text": "一", "reading": "yī"})


def test_the_loaders_read_the_result(tmp_path: Path) -> None:
    report = Report()
    notes, lexicon = tmp_path / "a.notes.toml", tmp_path / "lexicon.toml"
    note = {"text": 'a"\\一\t乙', "name": NameKind.PERSON, "sentence": "b1.s1", "nth": 2}
    notes.write_text(with_note(KEPT, note), "utf-8")
    lexicon.write_text(with_word("", {"text": "显着", "after": r"\d'"}), "utf-8")
    found = load_notes(notes, report)[-1]
    assert (found.text, found.name, found.nth) == ('a"\\一\t乙', NameKind.PERSON, 2)
    assert [word.after for word in load_lexicon(lexicon, report)] == [r"\d'"]
    assert not report.diagnostics
