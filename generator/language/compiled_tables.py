"""All compiled tables, for the build of a wheel, which brings their files along."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.glosses.uses import USES
from generator.language.grammar.notes import MATCHES
from generator.language.levels import LEVELS
from generator.language.mapped import CompiledTable
from generator.language.names.compound_names import COMPOUND_NAMES
from generator.language.names.tables import KNOWN_NAMES, LISTED_NAMES
from generator.language.names.tagger import NAME_WEIGHTS
from generator.language.orthography.listed_words import COMPOUNDS, UNLISTED_IDIOMS, UNLISTED_NOUNS
from generator.language.readings.polyphones import POLYPHONE_WEIGHTS
from generator.language.readings.pypinyin_engine import PYPINYIN
from generator.language.readings.topics import TOPIC_WEIGHTS
from generator.language.words.common import COMMON
from generator.language.words.lexicon import LEXICON
from generator.language.words.word_classes import WORD_CLASSES

COMPILED_TABLES: Sequence[CompiledTable] = (
    LEXICON,
    COMMON,
    WORD_CLASSES,
    KNOWN_NAMES,
    LISTED_NAMES,
    COMPOUND_NAMES,
    NAME_WEIGHTS,
    POLYPHONE_WEIGHTS,
    TOPIC_WEIGHTS,
    PYPINYIN,
    LEVELS,
    COMPOUNDS,
    UNLISTED_NOUNS,
    UNLISTED_IDIOMS,
    USES,
    MATCHES,
)
