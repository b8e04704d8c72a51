from generator.language.pinyin.syllables import split_with_separators
from generator.language.scripts.regional import regional_spelling
from generator.language.tables import read_rows


def test_known_and_unknown_forms() -> None:
    assert regional_spelling("新創公司") == "xīnchuàng gōngsī"
    assert regional_spelling("公司") is None


def test_every_row_has_a_syllable_for_each_character() -> None:
    rows = list(read_rows("scripts/regional_pinyin.tsv", 2))
    assert len({row[0] for row in rows}) == len(rows)
    for form, pinyin in rows:
        assert sum(len(syllables) for _, syllables in split_with_separators(pinyin)) == len(form), (
            form
        )
