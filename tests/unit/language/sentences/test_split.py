import re
from pathlib import Path

import pytest

from generator.language.sentences.split import split_sentences, with_sentences
from generator.model import ATOM, Block, Sentence, Span
from tests.fixture_file import Case, read_cases

_ATOMS = re.compile(r"\[\^\w+\]|`[^`]*`")


def _text(source: str) -> tuple[str, list[int]]:
    """Return the text of a fixture with its atoms, and the offsets of the footnotes."""
    trailing_atoms = []
    text = ""
    end = 0
    for match in _ATOMS.finditer(source):
        text += source[end : match.start()]
        if match[0].startswith("["):
            trailing_atoms.append(len(text))
        text += ATOM
        end = match.end()
    return text + source[end:], trailing_atoms


def _check(case: Case, lang: str) -> None:
    text, trailing_atoms = _text(case.input)
    found = [
        span.of(text).strip()
        for span in split_sentences(text, lang=lang, trailing_atoms=trailing_atoms)
    ]
    expected = [_text(line)[0].replace("⏎", "\n") for line in case.expected.split("\n")]
    assert found == expected


@pytest.mark.parametrize("case", read_cases("sentences.zh.txt"), ids=str)
def test_chinese(case: Case) -> None:
    _check(case, "zh")


@pytest.mark.parametrize("case", read_cases("sentences.en.txt"), ids=str)
def test_english(case: Case) -> None:
    _check(case, "en")


def test_an_empty_text_has_no_sentences() -> None:
    assert split_sentences("", lang="zh") == ()


def test_another_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        split_sentences("Bonjour.", lang="fr")


def test_without_trailers_an_atom_after_a_stop_belongs_to_it() -> None:
    text = f"好。{ATOM}走。"
    assert split_sentences(text, lang="zh") == (Span(0, 3), Span(3, 5))
    assert split_sentences(text, lang="zh", trailing_atoms=()) == (Span(0, 2), Span(2, 5))


def test_breaks_in_white_space_belong_to_the_sentence_before() -> None:
    text = f"好。 {ATOM}\n走。"
    assert split_sentences(text, lang="zh", trailing_atoms=(3,)) == (Span(0, 5), Span(5, 7))


def test_ids_count_from_one() -> None:
    block = with_sentences(Block("b3", 0, 1, "好。走。"), lang="zh")
    assert block.sentences == (Sentence(Span(0, 2), "b3.s1"), Sentence(Span(2, 4), "b3.s2"))


def test_an_incomplete_fixture_file_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fixture_file.FIXTURES", tmp_path)
    (tmp_path / "broken.txt").write_text("title\n.\ninput\n.\n", "utf-8")
    with pytest.raises(ValueError, match=r"broken\.txt:1"):
        read_cases("broken.txt")
