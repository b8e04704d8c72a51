"""The context network's probabilities of the characters of sentences that need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.language.readings.g2pm import Candidates, ContextModel
from generator.language.readings.sentence_context import Probabilities, SentenceContext
from generator.language.readings.word_facts import WordFacts, WordKey


class NetworkEvidence:
    """Runs the network over sentences, whose contexts keep the results."""

    def __init__(self, model: ContextModel, facts: Mapping[WordKey, WordFacts]) -> None:
        """`facts` say of which characters of a word the network must compare the readings."""
        self._model = model
        self._facts = facts

    def run(self, sentences: Iterable[SentenceContext]) -> None:
        """Run the network over all sentences together."""
        queries = []
        for sentence in sentences:
            wanted = self._query(sentence)
            if wanted:
                queries.append((sentence, wanted))
            else:
                sentence.probabilities = {}
        found = self._model.predict(
            [sentence.text for sentence, _ in queries], [wanted for _, wanted in queries]
        )
        for (sentence, _), probabilities in zip(queries, found, strict=True):
            sentence.probabilities = probabilities

    def _query(self, sentence: SentenceContext) -> Mapping[int, Candidates]:
        """Return the candidates of the characters for which the network is needed, by offset."""
        queries = [facts.queries for facts in map(self._facts.__getitem__, sentence.keys)]
        starts = sentence.starts
        return {
            starts[place] + at: candidates
            for place, asked in enumerate(queries)
            if asked
            for at, candidates in asked
        }

    def probabilities(self, sentence: SentenceContext, index: int) -> dict[int, Probabilities]:
        """Return the network's probabilities in a word, by the index of the Han character."""
        if sentence.probabilities is None:
            self.run([sentence])
        return sentence.network_probabilities(index)
