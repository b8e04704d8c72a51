"""What a learner studies of an article: a note a word and a term, with a sentence that has it.

1. `NoteFilter` decides which words are wanted. Those without a meaning of their own are left out:
   a learner who knows the parts knows the whole.
2. Uses of a word that mean the same to a learner share a note (`note_ids.py`).
3. The sentence is the first that is short enough, with its words in ruby and the one in bold.
4. Its sound is cut from the recording (`sentence_sounds.py`). Where that is not possible, the back
   plays the recording from its address, which needs a network.

The fields are HTML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from generator.exporting.note_filter import NoteFilter
from generator.exporting.note_ids import term_note_id, word_note_id
from generator.exporting.sentence_sounds import sentence_sounds
from generator.exporting.target import Target
from generator.language.characters import has_han
from generator.language.levels import STANDARDS, TOP_LEVEL, word_level
from generator.model import ATOM, AnnotatedWord, Block, Edition, NameKind, Sentence
from generator.site import addresses
from generator.site.article_content import ArticleContent
from generator.site.article_words import PageWord
from generator.site.files import FileLink, is_local
from generator.site.markup import escape
from generator.site.sentences import english_sentences
from generator.site.standalone import true_ruby
from generator.site.views import EntryView, TermView
from generator.site.word_entries import bare
from generator.site.word_record import WordRecord
from generator.spelling.ruby import BlockReadings, block_readings

SENTENCE_LENGTH = 40
"""The number of characters up to which a sentence is short enough for a card."""
SENSES = 3
"""Maximum number of senses of a word whose use is not known."""


class StudyNote(Struct, frozen=True):
    """A note on a word or a term."""

    id: str
    """As `note_ids.py` makes it."""
    word: str
    """In the edition."""
    other: str
    """In the other script; empty if it is the same."""
    reading: str
    """In the style of the site."""
    meaning: str
    """What it means here; for a term, its English."""
    definition: str
    """The definition of a term, in both languages."""
    senses: str
    """All senses of the dictionary, if there are more."""
    sentence: str
    """With ruby, and the word in bold."""
    translation: str
    audio: str
    """The sound of the sentence, or a player for the recording; empty if there is none."""
    level: str
    source: str
    """The article, its author and its licence."""
    tags: tuple[str, ...]


class StudyNotes(Struct, frozen=True):
    """The notes on an article in an edition."""

    notes: tuple[StudyNote, ...]
    """In the order of the text."""
    sounds: Mapping[str, bytes]
    """The files that they play, by name."""


def study_notes(content: ArticleContent, target: Target) -> StudyNotes:
    """Return the notes on an article in an edition."""
    maker = _NoteMaker(content, target)
    return StudyNotes(tuple(maker.notes()), maker.sounds)


class _NoteMaker:
    def __init__(self, content: ArticleContent, target: Target) -> None:
        self._content = content
        self._facts, self._edition = target.facts, target.edition
        standard = target.config.reader["standard"]
        self._filter = NoteFilter.of(target.options, standard)
        self._plays = target.options["audio"]
        self.sounds: dict[str, bytes] = {}
        self._sentences = {
            sentence.id: (block, sentence)
            for block in content.blocks
            for sentence in block.sentences
        }
        self._english = english_sentences(content.article)
        self._readings: dict[str, BlockReadings] = {}
        self._words: dict[str, tuple[int, Sequence[str]]] = {}
        self._terms = {term.id: term for term in target.facts.terms}

    def notes(self) -> Iterator[StudyNote]:
        uses = self._uses()
        by_id: dict[str, list[PageWord]] = {}
        for word in self._content.editions[self._edition].page_words:
            if _is_studied(word.record) and self._filter.wants(word.record):
                by_id.setdefault(_note_id(word.record), []).append(word)
        for id_, words in by_id.items():
            places = sorted(place for word in words for place in uses[id(word)])
            yield self._note(id_, [word.record for word in words], places)

    def _uses(self) -> Mapping[int, Sequence[int]]:
        """Return the places of all uses of each page word, by its identity."""
        words = self._content.words
        found: dict[int, list[int]] = {}
        for place, number in enumerate(words.numbers):
            word = self._content.editions[self._edition].by_number[number]
            if word is not None:
                found.setdefault(id(word), []).append(place)
        return found

    def _note(self, id_: str, records: Sequence[WordRecord], places: Sequence[int]) -> StudyNote:
        record = records[0]
        word = self._best_use(places)
        sentence, translation = self._sentence(word)
        own = _own_entries(record)
        senses = [sense for entry in own for sense in entry.senses]
        meaning = list(dict.fromkeys(each.use.gloss for each in records if each.use))
        if record.name == NameKind.PERSON:
            meaning = [sense for sense in senses if sense.startswith("surname ")][:1]
        meaning = meaning or list(own[0].senses[:SENSES] if own else ())
        term = self._term(record)
        other = record.traditional if self._edition is Edition.HANS else record.simplified
        level = {each: word_level(record.simplified, each) for each in STANDARDS}
        return StudyNote(
            id=id_,
            word=escape(term.form if term else record.text),
            other=escape(_unless(self._other_form(term) if term else other, term, record)),
            reading=escape(term.pinyin if term else record.pinyin),
            meaning=escape(term.english if term else "; ".join(meaning)),
            definition=_definition(term) if term else "",
            senses=escape("; ".join(senses)) if not term and len(senses) > len(meaning) else "",
            sentence=sentence,
            translation=translation,
            audio=self._audio(word.sentence_id),
            level=" · ".join(f"HSK {each}: {_level(n)}" for each, n in level.items() if n),
            source=self._source(word),
            tags=tuple(self._tags(record, level)),
        )

    def _best_use(self, places: Sequence[int]) -> AnnotatedWord:
        """Return the use whose sentence suits a card best: not the title, and short enough."""
        words = self._content.words.words
        title_end = len(self._content.blocks[0].annotated_words)
        in_text = [words[place] for place in places if place >= title_end]
        candidates = in_text or [words[places[0]]]
        lengths = [self._length(word) for word in candidates]
        shortest = min(lengths)
        limit = max(shortest, SENTENCE_LENGTH)
        return next(w for w, length in zip(candidates, lengths, strict=True) if length <= limit)

    def _length(self, word: AnnotatedWord) -> int:
        found = self._sentences.get(word.sentence_id)
        return len(found[1].span) if found else 0

    def _sentence(self, word: AnnotatedWord) -> tuple[str, str]:
        """Return the sentence of a word with its ruby, and its translation."""
        found = self._sentences.get(word.sentence_id)
        if found is None:
            return "", ""
        block, sentence = found
        if block.id == self._content.article.title.id:
            translation = self._content.article.meta.title.en
        else:
            translation = self._english.get(sentence.id, "")
        if sentence.id not in self._words:
            self._words[sentence.id] = self._spelt(block, sentence)
        first, words = self._words[sentence.id]
        at = word.index - first
        html = "".join([*words[:at], f"<b>{words[at]}</b>", *words[at + 1 :]])
        return html.strip(), escape(translation)

    def _spelt(self, block: Block, sentence: Sentence) -> tuple[int, Sequence[str]]:
        """Return the words of a sentence with their ruby, after the index of the first."""
        if block.id not in self._readings:
            spelling = self._facts.config.pinyin
            self._readings[block.id] = block_readings(block, self._edition, spelling)
        groups, words = self._readings[block.id].groups, block.words_in(sentence.span)
        spelt = (true_ruby(groups(word)).replace(ATOM, "").replace("\n", " ") for word in words)
        return words[0].index, tuple(spelt)

    def _term(self, record: WordRecord) -> TermView | None:
        term = self._terms.get(record.term_id)
        home = addresses.home(self._edition)
        return None if term is None else self._facts.term(term, self._edition, home)

    def _other_form(self, term: TermView) -> str:
        other = Edition.TW if self._edition is Edition.HANS else Edition.HANS
        return self._facts.form(self._terms[term.id], other)

    def _source(self, word: AnnotatedWord) -> str:
        meta, convert = self._content.article.meta, self._facts.phrases.converted
        title = escape(convert(meta.title.zh, self._edition))
        if base := self._facts.config.base_url:
            place = addresses.article(self._edition, meta.slug).parent.as_posix()
            is_title = word.sentence_id.startswith(self._content.article.title.id)
            anchor = "" if is_title or not word.sentence_id else f"#{word.sentence_id}"
            title = f'<a href="{escape(base)}{place}/{anchor}">{title}</a>'
        others = (convert(text, self._edition) for text in (meta.author, meta.licence))
        return " · ".join([title, *map(_in_its_language, filter(None, others))])

    def _audio(self, sentence_id: str) -> str:
        """Return what plays a sentence, and says if the voice is synthetic."""
        recording = self._content.article.recording
        player = self._sound(sentence_id) or self._player(sentence_id)
        if player and recording.voice:
            label = self._facts.label("audio-synthetic", self._edition)
            player += f" <small>{escape(f'{label}: {recording.voice}')}</small>"
        return player

    def _sound(self, sentence_id: str) -> str:
        """Return the sound of a sentence; empty if the recording is not cut."""
        link = self._content.links.get(self._content.article.meta.audio)
        if self._plays != "sentence" or not isinstance(link, FileLink):
            return ""
        times = self._content.article.recording.times
        sound = sentence_sounds(link.source, times).get(sentence_id)
        if sound is None:
            return ""
        name = f"jiazhu-{hashlib.sha256(sound).hexdigest()[:20]}.mp3"
        self.sounds[name] = sound
        return sound_tag(name)

    def _player(self, sentence_id: str) -> str:
        """Return a player for the recording, at the sentence if its place is known."""
        address, base = self._content.article.meta.audio, self._facts.config.base_url
        link = self._content.links.get(address)
        if isinstance(link, FileLink):
            address = f"{base}{quote(link.place.as_posix())}" if base else ""
        elif is_local(address):
            return ""
        if not address or self._plays == "none":
            return ""
        times = (each for each in self._content.article.recording.times if each.id == sentence_id)
        part = next((f"#t={each.start:g},{each.end:g}" for each in times), "")
        return f'<audio controls preload="none" src="{escape(address + part)}"></audio>'

    def _tags(self, record: WordRecord, level: Mapping[str, int | None]) -> Iterator[str]:
        yield f"article::{self._content.article.meta.slug}"
        if record.term_id:
            yield "term"
        if record.name:
            yield f"name::{record.name}"
        for standard, number in level.items():
            if number:
                yield f"HSK-{standard}::{_level(number)}"


def sound_tag(name: str) -> str:
    """Return what makes Anki play a file of the package."""
    return f"[sound:{name}]"


def _is_studied(record: WordRecord) -> bool:
    """Whether a word has something to learn that its parts do not tell."""
    return bool(record.term_id) or (has_han(record.text) and bool(_own_entries(record)))


def _note_id(record: WordRecord) -> str:
    return term_note_id(record.term_id) if record.term_id else word_note_id(record)


def _own_entries(record: WordRecord) -> list[EntryView]:
    """Return the entries of a word itself, with its reading if the dictionary has it."""
    own = [entry for entry in record.entries if entry.simplified == record.simplified]
    wanted = bare(record.pinyin)
    return [e for e in own if not e.pinyin or bare(e.pinyin) == wanted] or own[:1]


def _unless(other: str, term: TermView | None, record: WordRecord) -> str:
    """Return the form in the other script, unless it is the same."""
    return "" if other == (term.form if term else record.text) else other


def _in_its_language(text: str) -> str:
    """Return a name or a licence, which may be in English on a page in Chinese."""
    return escape(text) if has_han(text) else f'<span lang="en">{escape(text)}</span>'


def _level(level: int) -> str:
    return "7-9" if level == TOP_LEVEL else str(level)


def _definition(term: TermView) -> str:
    parts = (
        f"<p>{escape(term.definition.zh)}</p>" if term.definition.zh else "",
        f'<p lang="en">{escape(term.definition.en)}</p>' if term.definition.en else "",
    )
    return "".join(parts)
