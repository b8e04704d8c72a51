from __future__ import annotations

import random

from generator.annotate.engines import load_engines
from generator.language.dictionary.cedict import spell_reading
from generator.language.pinyin.styles import Style
from generator.language.words.word_list import dictionary_words
from generator.site.guesses import HOLE, Guesses
from tests.word_data import Guess


def test_what_characters_tell_is_left_out() -> None:
    guesses = Guesses()
    for word in (("学", "學", "xué"), ("生", "", "shēng"), ("西", "", "xī"), ("安", "", "ān")):
        guesses.learn(*word)
    assert (guesses.form_left("学生", "學生"), guesses.pinyin_left("学生", "xuéshēng")) == ("", "")
    assert guesses.pinyin_left("学西", "xué xī") == f"{HOLE} {HOLE}"
    assert guesses.pinyin_left("西安", "Xī'ān") == f"Xī'{HOLE}"
    assert guesses.pinyin_left("西安", "xī'ān") == ""
    assert guesses.pinyin_left("先生", "xiānsheng") == "xiānsheng"
    assert guesses.form_left("学发", "學髮") == f"{HOLE}髮"
    assert guesses.form_left("学分", "") == f"学{HOLE}"


def test_a_word_can_be_read_again() -> None:
    dictionary = load_engines().dictionary
    words = [*"方案天安门儿女花绿", *"西安 方案 天安门 女儿 花儿 一会儿 绿地 AA制".split()]
    words += random.Random(1).choices(sorted(dictionary_words().costs), k=1000)
    for style in Style:
        said, read = Guesses(), Guess()
        for word in words:
            for entry in dictionary.entries(word):
                traditional = "" if entry.traditional == word else entry.traditional
                for pinyin in ("", spell_reading(entry.syllables, style)):
                    left = said.form_left(word, traditional), said.pinyin_left(word, pinyin)
                    assert read.whole([word, *left]) == [word, traditional, pinyin]
                    said.learn(word, traditional, pinyin)
