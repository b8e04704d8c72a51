from generator.language.pinyin.syllables import split_with_separators
from generator.language.scripts.regional import regional_spelling
from generator.language.tables import DATA


def test_known_and_unknown_forms() -> None:
    assert regional_spelling("新創公司") == "xīnchuàng gōngsī"
    assert regional_spelling("公司") is None


def test_every_row_has_a_syllable_for_each_character() -> None:
    lines = DATA.joinpath("scripts/regional_pinyin.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len({row[0] for row in rows}) == len(rows)
    for form, pinyin in rows:
        assert sum(len(syllables) for _, syllables in split_with_separators(pinyin)) == len(form), (
            form
        )
