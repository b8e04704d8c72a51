"""The index of example sentences: which sentences of the site contain a word.

    /static/examples/<shard>.js    by simplified word: up to `ARTICLES` articles, and up to
                                   `SENTENCES` sentences of each

It has no texts, which are in a script for each article (`sentences.py`), so that an edit touches
only what it changes. Only words that occur in more than one sentence are included. A word is any
simplified form that the pop-up may show in an edition (芯片, 晶片).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.site import lazy_data

SENTENCES, ARTICLES = 4, 4
"""Maximum number of sentences of an article, and of articles, for a word."""
SHARDS = 128
"""The same number as in `static/js/examples.js`; 1,000 articles make shards of some 15 KB."""

ALL = tuple(f"{number:02x}" for number in range(SHARDS))
"""The names of the shards."""

ExampleFacts = Mapping[str, tuple[str, ...]]
"""The ids of the first sentences of an article that contain a word, by the word."""


def example_facts(words: Iterable[tuple[str, Iterable[str]]]) -> ExampleFacts:
    """Return what an article adds to the index.

    `words` are the words of its text in order: the id of the sentence, and the simplified forms.
    """
    found: dict[str, list[str]] = {}
    for sentence_id, forms in words:
        for form in forms:
            sentences = found.get(form)
            if sentences is None:
                found[form] = [sentence_id]
            elif len(sentences) < SENTENCES and sentences[-1] != sentence_id:
                sentences.append(sentence_id)
    return {form: tuple(sentences) for form, sentences in found.items()}


class ExampleIndex:
    """The index, to which articles are added in the order of their paths."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[str, str]]] = {}
        """By word, the slugs of articles and their sentences, as the files write these."""

    def add(self, slug: str, facts: ExampleFacts) -> None:
        """Add the facts of an article."""
        for word, sentences in facts.items():
            articles = self._found.setdefault(word, [])
            if len(articles) < ARTICLES:
                articles.append((slug, " ".join(sentences)))

    def files(self, names: Iterable[str] = ALL) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the scripts of some shards, each with its path.

        Each passes `articles`, slugs, and `words`: by word, `0 b1.s1 b2.s1,3 b5.s2`, the number of
        an article and its sentences, then the next.
        """
        # Empty ones are written too, since a page may ask for any.
        shards: dict[str, dict[str, list[tuple[str, str]]]] = {name: {} for name in names}
        for word in sorted(self._found):
            articles = self._found[word]
            name = shard(word)
            if name in shards and (len(articles) > 1 or " " in articles[0][1]):
                shards[name][word] = articles
        for name, words in shards.items():
            numbers: dict[str, int] = {}
            rows = {
                word: ",".join(
                    f"{numbers.setdefault(slug, len(numbers))} {sentences}"
                    for slug, sentences in articles
                )
                for word, articles in words.items()
            }
            data = {"articles": list(numbers), "words": rows}
            yield (
                lazy_data.place(f"examples/{name}"),
                lazy_data.script(f"examples/{name}", data),
            )


def example_files(
    articles: Iterable[tuple[str, ExampleFacts]],
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the files of the index, given the slug and the facts of each article by path."""
    index = ExampleIndex()
    for slug, facts in articles:
        index.add(slug, facts)
    return index.files()


def shard(word: str) -> str:
    """Return the name of the shard of a word, by a hash of all its code points."""
    value = 0
    for char in word:
        value = (value * 31 + ord(char)) % 65521
    return f"{value % SHARDS:02x}"
