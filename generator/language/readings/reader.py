"""Readings: how each Han character of a word is said, and who says so.

For the characters of one word, the first that knows wins:

1. the author's mark, then the glossary's pinyin, then the lexicon's (given by the caller);
2. for a person's name, the surname's own reading (曾 Zēng, 单 Shàn), and so where what stands
   beside a character shows that it is a surname (`surname_readings`);
3. a rule of `data/readings/polyphones.tsv` for the word (东西走向), a reviewed reading of it
   (`data/readings/readings.tsv`);
4. the dictionary, where its entries for the word as written agree on one reading, with the
   neutral tones of the standard (`neutral_tones`);
5. where the dictionary has several, pypinyin's reading in the sentence if it is one of them;
6. for a lone polyphone: a rule of `data/readings/polyphones.tsv` that decides; the model trained on
   `corpus/polyphones`, which weighs the words around it, rules that lean, the network and
   pypinyin; the network, for characters it is trusted with (`data/readings/trusted.tsv`); pypinyin;
7. for a word that no dictionary has, the network, but for characters with one usual reading.

A verb that is said again has the neutral tone (`doubling`). How sure each is, `confidence` says,
which also knows what speaks against it.
Syllables are citation forms: 一 yi1 and 不 bu4 whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from generator.language.characters import IS_HAN
from generator.language.dictionary.cedict import Dictionary
from generator.language.dictionary.neutral_tones import same_reading_except_neutral
from generator.language.names.tables import is_surname, surname_of
from generator.language.readings.confidence import Evidence, Way, confidence, gather
from generator.language.readings.engine_trust import trusts, weighed
from generator.language.readings.g2pm import ContextModel
from generator.language.readings.polyphones import (
    Occurrence,
    context_features,
    engine_features,
    load_models,
    probabilities_of,
    scores,
)
from generator.language.readings.pypinyin_engine import usual_syllable
from generator.language.readings.reduplication import is_doubled_verb, repeats
from generator.language.readings.rules import has_rules, rule_for
from generator.language.readings.sentence_context import Probabilities, SentenceContext
from generator.language.readings.surname_readings import is_surname_here, of_surname, own_surname
from generator.language.readings.tables import reviewed, shares, trust
from generator.language.readings.word_readings import readings_of
from generator.model import Origin

SURE = 1.0
"""Confidence of what an author has said."""

AGREED = 0.999
"""Confidence of a dictionary word that nothing speaks against."""

DOMINANT = 0.97
"""Share of a character's uses from which the usual reading needs only one engine for it."""

EVIDENT = 0.95
"""Probability from which the network's reading, where pypinyin has it for the character alone,
needs no second."""

SETTLED = 0.9
"""Probability from which a trained model does without pypinyin, which is slow to ask."""

DOUBTED = 0.5
"""Below this probability the context model doubts a dictionary reading."""


class Syllable(Struct, frozen=True, gc=False):
    """The reading of one Han character, before it has a place in a block.

    `pinyin` is None where no source knows one.
    """

    pinyin: str | None
    origin: Origin
    confidence: float
    leads: bool = False


def _lower(reading: Sequence[str]) -> tuple[str, ...]:
    return tuple(syllable.lower() for syllable in reading)


class Reader:
    """Reads words by the dictionary, by rules, by the context model and by pypinyin."""

    def __init__(
        self,
        dictionary: Dictionary,
        model: ContextModel | None = None,
        judge: Callable[[Evidence], float] = confidence,
    ) -> None:
        self._dictionary = dictionary
        self._judge = judge
        self._model = model if model is not None else ContextModel()
        self._known = lru_cache(maxsize=65536)(partial(readings_of, dictionary))
        self.settled = lru_cache(maxsize=65536)(self._settled_of)
        self.candidates = lru_cache(maxsize=16384)(self._candidates_of)

    def prime(self, sentences: Iterable[SentenceContext]) -> None:
        """Run the context network over sentences together, ahead of `read`."""
        asked = []
        for sentence in sentences:
            wanted = self._wanted(sentence)
            if wanted:
                asked.append((sentence, wanted))
            else:
                sentence.odds = {}
        found = self._model.read([s.text for s, _ in asked], [wanted for _, wanted in asked])
        for (sentence, _), odds in zip(asked, found, strict=True):
            sentence.odds = odds

    def _wanted(self, sentence: SentenceContext) -> dict[int, tuple[str, ...]]:
        """The characters of a sentence to ask the network of, with what it may choose from."""
        wanted = {}
        for index, (word, written) in enumerate(zip(sentence.words, sentence.written, strict=True)):
            if self.settled(word, written) is None:
                for at, char in enumerate(word, sentence.starts[index]):
                    if choice := self.candidates(char):
                        wanted[at] = choice
        return wanted

    def read(
        self, sentence: SentenceContext, index: int, *, person: bool = False
    ) -> tuple[Syllable, ...]:
        """One syllable for each Han character of the word at `index` of a sentence."""
        word, written = sentence.words[index], sentence.written[index]
        if (person and word not in reviewed()) or is_surname_here(sentence.words, index):
            return self._person(sentence, index)
        if repeats(sentence.words, index):
            again = self.read(SentenceContext([word], [written]), 0)
            return (_neutral(again[0]), *again[1:])
        settled = self.settled(word, written)
        if settled is not None:
            return settled
        known = self._known(word, written)
        if len(word) > 1 and (rule := rule_for(sentence.words, index)) is not None:
            return _syllables(tuple(rule.reading.split()), Origin.RULE, AGREED)
        if not known:
            said = tuple(self._likely(sentence, index))
            return (said[0], _neutral(said[1])) if is_doubled_verb(word) else said
        if len(word) == 1:
            return (self._lone(known, sentence, index),)
        if len(known) == 1:
            return self._unique(known[0], sentence, index)
        return self._ambiguous(known, sentence, index)

    def _settled_of(self, word: str, written: str) -> tuple[Syllable, ...] | None:
        """The reading of a word that is read so in every sentence, None where context tells."""
        known = self._known(word, written)
        if len(known) != 1 or (len(word) > 1 and has_rules(word)):
            return None
        certain = (
            len(word) == 1
            or word in reviewed()
            or any(syllable[:1].isupper() for syllable in known[0])
            or not any(map(self.candidates, word))
        )
        return _syllables(known[0], Origin.DICTIONARY, AGREED) if certain else None

    def _lone(
        self, known: Sequence[Sequence[str]], sentence: SentenceContext, index: int
    ) -> Syllable:
        """A character that is a word: by rule, by the model, or by the dictionary's order."""
        word = sentence.words[index]
        readings = [reading[0] for reading in known]
        rule = rule_for(sentence.words, index)
        by_rule = rule.reading if rule is not None else None
        odds = self._odds(sentence, index).get(0, {})
        if rule is not None and rule.reading in readings and rule.decides:
            return self._said(Way.RULE, Origin.RULE, word, rule.reading, odds)
        model = load_models().get(word)
        if model is not None:
            here = Occurrence(sentence.words, index)
            total = scores(
                model, chain(context_features(here), engine_features(by_rule, None, odds))
            )
            trained = probabilities_of(model, total)
            other = None
            if max(trained.values()) < SETTLED:
                other = sentence.by_pypinyin(index)[0]
                also = scores(model, engine_features(None, other, {}))
                trained = probabilities_of(model, list(map(add, total, also)))
            fitting = {s: p for s, p in trained.items() if s in readings}
            if fitting:
                best = max(fitting, key=fitting.__getitem__)
                return self._said(Way.TRAINED, Origin.MODEL, word, best, odds, other, fitting[best])
        if rule is not None and rule.reading in readings:
            return self._said(Way.RULE, Origin.RULE, word, rule.reading, odds)
        likely = weighed(word, {s: odds[s] for s in readings if s in odds})
        top = max(likely, key=likely.__getitem__, default="")
        if top and (
            shares().get(word, {}).get(top, 0.0) >= DOMINANT
            or (likely[top] >= EVIDENT and top == usual_syllable(word))
        ):
            return self._said(Way.USUAL, Origin.MODEL, word, top, odds, claim=likely[top])
        guess = sentence.by_pypinyin(index)[0]
        if likely and (guess not in readings or trusts(word, top, guess)):
            return self._said(Way.TRUSTED, Origin.MODEL, word, top, odds, guess, likely[top])
        if guess in readings:
            return self._said(
                Way.HEARD, Origin.MODEL, word, guess, odds, guess, likely.get(guess, 0.5)
            )
        return self._said(Way.UNKNOWN, Origin.DICTIONARY, word, readings[0], odds, guess)

    def _said(
        self,
        way: Way,
        origin: Origin,
        char: str,
        pinyin: str,
        odds: Mapping[str, float],
        other: str | None = None,
        claim: float = 0.5,
    ) -> Syllable:
        """A lone character's reading with its confidence."""
        heard = gather(way, char, char, pinyin, odds, other=other, claim=claim)
        return Syllable(pinyin, origin, self._judge(heard))

    def evidence(
        self, sentence: SentenceContext, index: int
    ) -> tuple[dict[int, dict[str, float]], tuple[str | None, ...]]:
        """What the context model and pypinyin say of a word's Han characters, one by one."""
        return self._odds(sentence, index), sentence.by_pypinyin(index)

    def opinions(self, sentence: SentenceContext, index: int) -> tuple[str | None, str | None]:
        """What the context model and pypinyin each say of a lone character, for tuning."""
        odds = weighed(sentence.words[index], self._odds(sentence, index).get(0, {}))
        return max(odds, key=odds.__getitem__, default=None), sentence.by_pypinyin(index)[0]

    def _unique(
        self,
        reading: tuple[str, ...],
        sentence: SentenceContext,
        index: int,
    ) -> tuple[Syllable, ...]:
        """A dictionary word with one reading.

        The word may be cut wrong or the entry be odd: where the context model doubts a
        syllable, that is worth knowing. A neutral tone is the dictionary's to know.
        """
        read = _syllables(reading, Origin.DICTIONARY, AGREED)
        odds = self._odds(sentence, index)
        doubted = [
            at
            for at, syllable in enumerate(reading)
            if at in odds
            and (found := odds[at])
            and syllable[-1] != "5"
            and found.get(syllable, 0.0) < DOUBTED
        ]
        if not doubted:
            return read
        word = sentence.words[index]
        chars = [char for char in word if IS_HAN.match(char)]
        guesses = sentence.by_pypinyin(index)
        out = list(read)
        for at in doubted:
            denied = guesses[at] == max(odds[at], key=odds[at].__getitem__)
            way = Way.DISPUTED if denied else Way.OPPOSED
            heard = gather(way, word, chars[at], reading[at], odds[at], other=guesses[at])
            out[at] = replace(out[at], confidence=self._judge(heard))
        return tuple(out)

    def _ambiguous(
        self,
        known: Sequence[tuple[str, ...]],
        sentence: SentenceContext,
        index: int,
    ) -> tuple[Syllable, ...]:
        """A dictionary word with several readings: the reviewed one, else pypinyin's.

        Where the context model and pypinyin agree against a reviewed reading, it is in doubt;
        not over a neutral tone (东西), which neither of them hears.
        """
        odds = self._odds(sentence, index)

        def score(reading: tuple[str, ...]) -> float:
            likelihood = 1.0
            for at, syllable in enumerate(reading):
                if at in odds and syllable[-1] != "5":
                    likelihood *= max(odds[at].get(syllable.lower(), 0.0), 0.01)
            return likelihood

        best = max(known, key=score)
        usual = reviewed().get(sentence.words[index])
        if usual is not None and same_reading_except_neutral(best, usual):
            return _syllables(usual, Origin.DICTIONARY, AGREED)
        guess = sentence.by_pypinyin(index)
        seconded = [reading for reading in known if _lower(reading) == guess]
        if usual is not None:
            if seconded != [best]:
                return _syllables(usual, Origin.DICTIONARY, AGREED)
            chosen, way, origin = usual, Way.REVIEWED, Origin.DICTIONARY
        elif seconded:
            chosen, way, origin = seconded[0], Way.SECONDED, Origin.MODEL
        else:
            chosen, way, origin = best, Way.CHOSEN, Origin.MODEL
        word = sentence.words[index]
        chars = [char for char in word if IS_HAN.match(char)]
        out = list(_syllables(chosen, origin, AGREED))
        for at in range(len(out)):
            if len({reading[at].lower() for reading in known}) > 1:
                said = chosen[at].lower()
                heard = gather(way, word, chars[at], said, odds.get(at, {}), other=guess[at])
                out[at] = replace(out[at], confidence=self._judge(heard))
        return tuple(out)

    def _candidates_of(self, char: str) -> tuple[str, ...]:
        """What the context model may choose from for a character: none unless it has a choice."""
        if IS_HAN.match(char) is None:
            return ()
        found = self._dictionary.syllables(char)
        known = tuple(sorted(s for s in found if self._model.knows(s)))
        return known if len(known) > 1 else ()

    def _odds(self, sentence: SentenceContext, index: int) -> dict[int, Probabilities]:
        """The network's odds inside a word, by the number of the Han character."""
        if sentence.odds is None:
            self.prime([sentence])
        return sentence.by_network(index)

    def _person(self, sentence: SentenceContext, index: int) -> tuple[Syllable, ...]:
        """A person's name: the surname's own reading, the rest as likely in the sentence."""
        word = sentence.words[index]
        surname = word if is_surname(word) else surname_of(word) if len(word) <= 4 else ""
        surname = surname or own_surname(word)
        own = of_surname(self._dictionary, surname) if surname else ()
        likely = iter(self._likely(sentence, index))
        out: list[Syllable] = []
        leads = True
        for at, char in enumerate(word):
            if IS_HAN.match(char) is None:
                leads = True
                continue
            syllable = next(likely)
            if at < len(own):
                syllable = Syllable(own[at], Origin.DICTIONARY, AGREED)
            if leads and syllable.pinyin is not None:
                capital = syllable.pinyin[:1].upper() + syllable.pinyin[1:]
                syllable = replace(syllable, pinyin=capital, leads=at > 0)
            out.append(syllable)
            leads = bool(surname) and at == len(surname) - 1
        return tuple(out)

    def _likely(self, sentence: SentenceContext, index: int) -> list[Syllable]:
        """Each Han character of a word that no dictionary has, as likely in the sentence.

        The dictionary where the character has one reading; the context model, unless one
        reading is the usual one (六); else pypinyin.
        """
        word = sentence.words[index]
        odds = self._odds(sentence, index)
        out = []
        for nth, char in enumerate(filter(IS_HAN.match, word)):
            known = self._known(char, char)
            if len(known) == 1:
                out.append(Syllable(known[0][0].lower(), Origin.DICTIONARY, AGREED))
                continue
            guess = sentence.by_pypinyin(index)[nth]
            found = weighed(char, odds.get(nth, {}))
            chosen = max(found, key=found.__getitem__, default=guess)
            usual = guess is not None and shares().get(char, {}).get(guess, 0.0) >= DOMINANT
            if usual and not trust().get(char, False):
                chosen = guess
            if chosen is None:
                out.append(Syllable(None, Origin.MODEL, 0.0))
            else:
                heard = gather(Way.NEW, word, char, chosen, odds.get(nth, {}), other=guess)
                out.append(Syllable(chosen, Origin.MODEL, self._judge(heard)))
        return out


def _neutral(syllable: Syllable) -> Syllable:
    if syllable.pinyin is None:
        return syllable
    return replace(syllable, pinyin=f"{syllable.pinyin[:-1]}5")


@lru_cache(maxsize=65536)
def _syllables(reading: tuple[str, ...], origin: Origin, confidence: float) -> tuple[Syllable, ...]:
    """A dictionary reading; a capital inside it begins a new part of the name."""
    return tuple(
        Syllable(s, origin, confidence, leads=at > 0 and s[:1].isupper())
        for at, s in enumerate(reading)
    )
