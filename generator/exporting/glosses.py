"""The English of a word for tables and lists: short, and the same in all formats."""

from __future__ import annotations

from collections.abc import Mapping

from generator.site.vocabulary import GLOSSES, read_senses
from generator.site.word_record import WordRecord


def gloss(record: WordRecord, terms: Mapping[str, str]) -> str:
    """Return what a word means where it stands; empty if nothing says so.

    `terms` has the English of each term, by its id.
    """
    if record.term_id in terms:
        return terms[record.term_id]
    if record.entries and not record.entries[0].pinyin:  # of the lexicon
        return "; ".join(record.entries[0].senses)
    if record.use is not None:
        return record.use.gloss
    return "; ".join(read_senses(record)[:GLOSSES])
