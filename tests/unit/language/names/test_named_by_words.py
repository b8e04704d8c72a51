"""Roads, temples and bodies that ordinary words name."""

import pytest

from generator.language.names.named_by_words import kind_with_word
from generator.model import NameKind

PLACE, BODY = NameKind.PLACE, NameKind.ORGANISATION


@pytest.mark.parametrize(
    ("word", "end", "kind"),
    [
        ("菩提", "寺", PLACE),
        ("皇冠", "出版社", BODY),
        ("老虎", "队", BODY),
        ("大型", "出版社", None),
        ("人民", "队", None),
        ("一家", "出版社", None),
    ],
)
def test_an_ordinary_word_names_some_things(word: str, end: str, kind: NameKind | None) -> None:
    assert kind_with_word(word, end) is kind
