"""Readings: the pinyin of each Han character of a word, with its origin and confidence.

The first of these sources that has a reading for the word wins:

1. the author's mark, then the glossary's pinyin, then the lexicon's (handled by the caller);
2. for a person's name, or a character that its context shows to be a surname
   (`surname_readings`), the reading of the surname (曾 Zēng, 单 Shàn);
3. a rule of `data/readings/polyphones.tsv` for the word (东西走向), or a reviewed reading
   (`data/readings/readings.tsv`);
4. the dictionary, if its entries for the word as written agree on one reading, with the
   neutral tones of the standard (`neutral_tones`);
5. if the dictionary has several, pypinyin's reading in the sentence, if it is one of them;
6. for a single polyphone, a rule, a trained model, the network or pypinyin (`polyphone_reader`);
7. for a word that is not in the dictionary, the network, except for characters with one usual
   reading.

The caller also reads words that stand for one that the dictionary lacks (`split_words`).
A repeated verb has the neutral tone (`reduplication`). `confidence` estimates how likely each
reading is right, given the evidence against it.
Syllables are citation forms: 一 is yi1 and 不 is bu4 whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from msgspec.structs import replace

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import same_reading_except_neutral
from generator.language.memo import memoise
from generator.language.names.japanese_names import japanese_surname
from generator.language.names.kinds import is_foreign_person
from generator.language.names.married_names import has_two_surnames
from generator.language.names.tables import is_surname, surname_of
from generator.language.readings.confidence import (
    ReadingEvidence,
    ReadingMethod,
    collect_evidence,
    estimate_confidence,
)
from generator.language.readings.engine_trust import weight_by_usage
from generator.language.readings.g2pm import ContextModel
from generator.language.readings.name_characters import name_characters
from generator.language.readings.network_evidence import NetworkEvidence
from generator.language.readings.polyphone_reader import DOMINANT_SHARE, PolyphoneReader
from generator.language.readings.polyphones import (
    Model,
)
from generator.language.readings.reduplication import is_reduplicated_verb, repeats_verb
from generator.language.readings.rules import find_rule
from generator.language.readings.sentence_context import SentenceContext
from generator.language.readings.surname_readings import (
    is_surname_in_context,
    surname_reading,
    unlisted_surname,
)
from generator.language.readings.syllable_reading import (
    DICTIONARY_CONFIDENCE,
    SyllableReading,
    syllable_readings,
    with_neutral_tone,
)
from generator.language.readings.tables import network_is_better, reading_shares, reviewed_readings
from generator.language.readings.topics import TopicModel, Topics
from generator.language.readings.word_facts import (
    NETWORK_DOUBT,
    FactFinder,
    WordFacts,
    WordKey,
)
from generator.language.words.bridge_words import UNKNOWN_CHARACTER_COST, cheapest_parts
from generator.language.words.lexicon import word_costs
from generator.model import NameKind, Origin

MIN_COMPOUND_LENGTH = 3
"""The length from which a word that is not in the dictionary is read by the words within it."""


def _lower_case(reading: Sequence[str]) -> tuple[str, ...]:
    return tuple(syllable.lower() for syllable in reading)


_FAMILIAR_TITLES = frozenset("总叔婶姨哥姐嫂爷伯")
"""Titles of one syllable after a surname, which have no capital: 李总 Lǐ zǒng."""


class Reader:
    """Reads words by the dictionary, rules, trained models, the context network and pypinyin."""

    def __init__(
        self,
        dictionary: Dictionary,
        model: ContextModel | None = None,
        judge: Callable[[ReadingEvidence], float] = estimate_confidence,
        trained: Mapping[str, Model] | None = None,
        topics: Mapping[str, TopicModel] | None = None,
    ) -> None:
        """Create a reader.

        `trained` and `topics` are models of single polyphones, by default those of the tables.
        """
        self._dictionary = dictionary
        self._judge = judge
        model = model if model is not None else ContextModel()
        self._facts = FactFinder(dictionary, model, trained).facts
        self._network = NetworkEvidence(model, self._facts)
        self._polyphones = PolyphoneReader(self._network, judge, Topics(dictionary, topics))
        self._inner_readings = memoise(self._find_inner_readings)

    def facts(self, key: WordKey) -> WordFacts:
        """Return what is known of a word without its sentence."""
        return self._facts[key]

    def run_network(self, sentences: Iterable[SentenceContext]) -> None:
        """Run the context network over all sentences together, before `read`."""
        self._network.run(sentences)

    def read(
        self, sentence: SentenceContext, index: int, name: NameKind | None = None
    ) -> tuple[SyllableReading, ...]:
        """Return a syllable for each Han character of the word at `index` of a sentence.

        `name` is the kind of a name that is to be read as one, not as the dictionary has it.
        """
        word, facts = sentence.words[index], self._facts[sentence.keys[index]]
        person = name is NameKind.PERSON and word not in reviewed_readings()
        if person or is_surname_in_context(sentence.words, index):
            return self._read_person(sentence, index)
        if repeats_verb(sentence.words, index):
            syllables = self.read(SentenceContext([word], [sentence.written[index]]), 0)
            return (with_neutral_tone(syllables[0]), *syllables[1:])
        if facts.fixed is not None:
            return facts.fixed
        known = facts.known
        if len(word) > 1 and (rule := find_rule(sentence.words, index)) is not None:
            return syllable_readings(
                tuple(rule.reading.split()), Origin.RULE, DICTIONARY_CONFIDENCE
            )
        if not known:
            in_name = name_characters("name") if name is not None else {}
            syllables = tuple(
                self._read_unknown(sentence, index, in_name, self._inner_readings(word))
            )
            if is_reduplicated_verb(word):
                return (syllables[0], with_neutral_tone(syllables[1]))
            return syllables
        if len(word) == 1:
            return (self._polyphones.read(facts, sentence, index),)
        if len(known) == 1:
            return self._read_unambiguous(known[0], sentence, index)
        return self._read_ambiguous(known, sentence, index)

    def read_polyphone(self, sentence: SentenceContext, index: int) -> SyllableReading:
        """Read a word of one character that has several readings and is not a surname."""
        return self._polyphones.read(self._facts[sentence.keys[index]], sentence, index)

    def engine_readings(
        self, sentence: SentenceContext, index: int
    ) -> tuple[dict[int, dict[str, float]], tuple[str | None, ...]]:
        """Return the results of the network and of pypinyin for each Han character of a word."""
        return self._network.probabilities(sentence, index), sentence.pypinyin_syllables(index)

    def engine_choices(
        self, sentence: SentenceContext, index: int
    ) -> tuple[str | None, str | None]:
        """Return the choices of the network and of pypinyin for a single character, for tuning."""
        probabilities = self._network.probabilities(sentence, index).get(0, {})
        weights = weight_by_usage(sentence.words[index], probabilities)
        by_network = max(weights, key=weights.__getitem__, default=None)
        return by_network, sentence.pypinyin_syllables(index)[0]

    def _read_unambiguous(
        self, reading: tuple[str, ...], sentence: SentenceContext, index: int
    ) -> tuple[SyllableReading, ...]:
        """Read a dictionary word with one reading.

        The word may be segmented wrongly, or the entry unusual: a syllable that the network
        doubts has less confidence. Neutral tones are left to the dictionary.
        """
        syllables = syllable_readings(reading, Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
        probabilities = self._network.probabilities(sentence, index)
        doubted = [
            at
            for at, syllable in enumerate(reading)
            if at in probabilities
            and (found := probabilities[at])
            and syllable[-1] != "5"
            and found.get(syllable, 0.0) < NETWORK_DOUBT
        ]
        if not doubted:
            return syllables
        word = sentence.words[index]
        chars = [char for char in word if IS_HAN.match(char)]
        guesses = sentence.pypinyin_syllables(index)
        out = list(syllables)
        for at in doubted:
            agree = guesses[at] == max(probabilities[at], key=probabilities[at].__getitem__)
            method = ReadingMethod.DISPUTED if agree else ReadingMethod.OPPOSED
            evidence = collect_evidence(
                method, word, chars[at], reading[at], probabilities[at], other=guesses[at]
            )
            out[at] = replace(out[at], confidence=self._judge(evidence))
        return tuple(out)

    def _read_ambiguous(
        self, known: Sequence[tuple[str, ...]], sentence: SentenceContext, index: int
    ) -> tuple[SyllableReading, ...]:
        """Read a dictionary word with several readings: the reviewed one, else pypinyin's.

        A reviewed reading is in doubt if the network and pypinyin agree on another one, except
        over a neutral tone (东西), which neither of them distinguishes.
        """
        probabilities = self._network.probabilities(sentence, index)

        def score(reading: tuple[str, ...]) -> float:
            likelihood = 1.0
            for at, syllable in enumerate(reading):
                if at in probabilities and syllable[-1] != "5":
                    likelihood *= max(probabilities[at].get(syllable.lower(), 0.0), 0.01)
            return likelihood

        best = max(known, key=score)
        usual = reviewed_readings().get(sentence.words[index])
        if usual is not None and same_reading_except_neutral(best, usual):
            return syllable_readings(usual, Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
        guess = sentence.pypinyin_syllables(index)
        seconded = [reading for reading in known if _lower_case(reading) == guess]
        if usual is not None:
            if seconded != [best]:
                return syllable_readings(usual, Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
            chosen, method, origin = usual, ReadingMethod.REVIEWED, Origin.DICTIONARY
        elif seconded:
            chosen, method, origin = seconded[0], ReadingMethod.SECONDED, Origin.MODEL
        else:
            chosen, method, origin = best, ReadingMethod.CHOSEN, Origin.MODEL
        word = sentence.words[index]
        chars = [char for char in word if IS_HAN.match(char)]
        out = list(syllable_readings(chosen, origin, DICTIONARY_CONFIDENCE))
        for at in range(len(out)):
            if len({reading[at].lower() for reading in known}) > 1:
                pinyin, found = chosen[at].lower(), probabilities.get(at, {})
                evidence = collect_evidence(method, word, chars[at], pinyin, found, other=guess[at])
                out[at] = replace(out[at], confidence=self._judge(evidence))
        return tuple(out)

    def _read_person(self, sentence: SentenceContext, index: int) -> tuple[SyllableReading, ...]:
        """Read a person's name: a surname by its own reading, the rest as an unknown word."""
        word = sentence.words[index]
        surname = japanese_surname(word)
        is_married = not surname and has_two_surnames(word)
        is_foreign = not surname and not is_married and is_foreign_person(word)
        if not (surname or is_foreign):
            surname = word if is_surname(word) else surname_of(word) if len(word) <= 4 else ""
            surname = surname or unlisted_surname(word)
        own_surnames: tuple[str, ...] = (surname,) if surname else ()
        if is_married:
            own_surnames = (word[0], word[1])
        of_surname = [
            syllable for one in own_surnames for syllable in surname_reading(self._dictionary, one)
        ]
        ends = set(accumulate(map(len, own_surnames)))
        in_name = name_characters("foreign" if is_foreign else "given")
        syllables = iter(self._read_unknown(sentence, index, in_name))
        out: list[SyllableReading] = []
        starts_part = True
        for at, char in enumerate(word):
            if IS_HAN.match(char) is None:
                starts_part = True
                continue
            syllable = next(syllables)
            if at < len(of_surname):
                syllable = SyllableReading(of_surname[at], Origin.DICTIONARY, DICTIONARY_CONFIDENCE)
            if starts_part and syllable.pinyin is not None:
                is_title = at > 0 and word[at:] in _FAMILIAR_TITLES
                first = syllable.pinyin[:1] if is_title else syllable.pinyin[:1].upper()
                pinyin = first + syllable.pinyin[1:]
                syllable = replace(syllable, pinyin=pinyin, starts_part=at > 0)
            out.append(syllable)
            starts_part = at + 1 in ends
        return tuple(out)

    def _read_unknown(
        self,
        sentence: SentenceContext,
        index: int,
        in_name: Mapping[str, str],
        inner: Mapping[int, str] = MappingProxyType({}),
    ) -> list[SyllableReading]:
        """Read each Han character of a word that is not in the dictionary.

        A character with one reading is read by the dictionary, one of `in_name` as that has it,
        one of a word within the word as `inner` has it (重檐 in 重檐庑殿), others by the network,
        unless pypinyin's reading is the dominant one (六), and else by pypinyin.
        """
        word = sentence.words[index]
        probabilities = self._network.probabilities(sentence, index)
        guesses: Sequence[str | None] = ()
        out = []
        for nth, char in enumerate(filter(IS_HAN.match, word)):
            known = self._facts[char].known
            if len(known) == 1:
                only = known[0][0].lower()
                out.append(SyllableReading(only, Origin.DICTIONARY, DICTIONARY_CONFIDENCE))
                continue
            if char in in_name:
                out.append(SyllableReading(in_name[char], Origin.RULE, DICTIONARY_CONFIDENCE))
                continue
            if nth in inner:
                out.append(SyllableReading(inner[nth], Origin.DICTIONARY, DICTIONARY_CONFIDENCE))
                continue
            guesses = guesses or sentence.pypinyin_syllables(index)
            guess = guesses[nth]
            weights = weight_by_usage(char, probabilities.get(nth, {}))
            chosen = max(weights, key=weights.__getitem__, default=guess)
            is_usual = (
                guess is not None
                and reading_shares().get(char, {}).get(guess, 0.0) >= DOMINANT_SHARE
            )
            if is_usual and not network_is_better().get(char, False):
                chosen = guess
            if chosen is None:
                out.append(SyllableReading(None, Origin.MODEL, 0.0))
            else:
                evidence = collect_evidence(
                    ReadingMethod.NEW, word, char, chosen, probabilities.get(nth, {}), other=guess
                )
                out.append(SyllableReading(chosen, Origin.MODEL, self._judge(evidence)))
        return out

    def _find_inner_readings(self, word: str) -> Mapping[int, str]:
        """Return the syllables of the words within a word, by the number of the Han character.

        Only words of several characters with one reading count.
        """
        if len(word) < MIN_COMPOUND_LENGTH or not all(map(IS_HAN.match, word)):
            return {}
        found: dict[int, str] = {}
        at = 0
        for part in cheapest_parts(word, word_costs(), UNKNOWN_CHARACTER_COST):
            known = self._facts[part].known if len(part) > 1 else ()
            if len(known) == 1:
                found.update(enumerate(_lower_case(known[0]), at))
            at += len(part)
        return found
