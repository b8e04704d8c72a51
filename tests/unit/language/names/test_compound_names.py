from __future__ import annotations

import pytest

from generator.language.names.compound_names import compound_names, words_of_compounds
from generator.language.words.word_list import dictionary_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("动力火车和万能青年旅店", ["动力火车", "万能青年旅店"]),
        ("一列动力很强的火车", []),
        ("", []),
        ("柏林爱乐乐团来了", ["柏林爱乐乐团"]),
    ],
)
def test_listed_names_are_found_where_they_are_whole(text: str, found: list[str]) -> None:
    assert [span.of(text) for span, _ in compound_names(text)] == found


def test_names_are_found_once_where_they_overlap() -> None:
    text = "北京银行北京银行"
    assert [(span.start, span.end) for span, _ in compound_names(text)] == [(0, 4), (4, 8)]


def test_words_that_the_dictionary_lacks_are_proposed() -> None:
    text = "他在恒瑞医药上班。"
    words = [span.of(text) for span in words_of_compounds(text)]
    assert words == ["恒瑞"]
    assert "恒瑞" not in dictionary_words()
    assert list(words_of_compounds("动力火车")) == []
