"""The identity of a study note: what it is about, never where it stands.

    jiazhu:研究::yanjiu21:              a word: simplified, traditional if it differs, reading
    jiazhu:行::xing2:mw                 the same in a use whose class is not that of the default use
    jiazhu:李明::liming32:person        a person
    jiazhu:term:large-language-model   a term of the glossary

Anki finds the note of an earlier import by it, from any article, file or page. Therefore the
reading is the same in every style, and texts that an author may correct are no part of it.
`static/js/note_ids.js` makes the same.
"""

from __future__ import annotations

import unicodedata

from generator.language.pinyin.styles import Style
from generator.model import NameKind, Separator
from generator.site.word_record import WordRecord
from generator.spelling.ruby import inline_pinyin, spell_groups

_TONES = dict(zip("\u0304\u0301\u030c\u03001234", "12341234", strict=True))
"""The tone of a mark or a digit."""


def term_note_id(term_id: str) -> str:
    """Return the identity of the note on a term."""
    return f"jiazhu:term:{term_id}"


def word_note_id(record: WordRecord) -> str:
    """Return the identity of the note on a word."""
    traditional = "" if record.traditional == record.simplified else record.traditional
    own_class = record.use.word_class if record.use else ""
    sense = "" if own_class == record.default_class else own_class
    if record.name == NameKind.PERSON:  # other names are what the word means anyway
        sense = record.name
    return f"jiazhu:{record.simplified}:{traditional}:{reading_key(_marks(record))}:{sense}"


def _marks(record: WordRecord) -> str:
    """Return the reading of a word in pinyin with tone marks."""
    syllables = tuple((syllable, Separator.NONE) for syllable in record.syllables)
    return inline_pinyin(spell_groups(record.text, syllables, Style.MARKS))


def reading_key(reading: str) -> str:
    """Return the letters of a reading in pinyin and after them its tones: `yánjiū`, `yanjiu21`."""
    letters = tones = ""
    for char in unicodedata.normalize("NFD", reading.lower()):
        if char in _TONES:
            tones += _TONES[char]
        elif char.isalpha() or unicodedata.combining(char):
            letters += char
    return unicodedata.normalize("NFC", letters) + tones
