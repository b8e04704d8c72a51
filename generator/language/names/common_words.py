"""Common words that may name something: where they stand, and what beside them tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from itertools import groupby
from operator import itemgetter

_START = itemgetter(0)

Range = tuple[int, int]
"""The index of the first word, and the one after the last."""


class CommonWords:
    """Forms of one or more words of the segmentation, found in a sentence."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = frozenset(forms)
        self._beginnings = frozenset(
            [form[:size] for form in self.forms for size in range(1, len(form) + 1)]
        )
        """The forms, and all that they begin with."""
        self._longest = max(map(len, self.forms), default=0)

    def places(self, words: Sequence[str]) -> Iterator[Range]:
        """Yield where the forms stand in `words`, at each word the longest one."""
        return (max(places) for _, places in groupby(self._all_places(words), key=_START))

    def forms_in(self, words: Sequence[str]) -> Set[str]:
        """Return the forms that stand in `words`, also those that are part of a longer one."""
        return {form_at(words, place) for place in self._all_places(words)}

    def stand_in(self, words: Sequence[str]) -> bool:
        """Whether any of the forms stands in `words`."""
        return bool(self._all_places(words))

    def _all_places(self, words: Sequence[str]) -> Sequence[Range]:
        beginnings, found = self._beginnings, list[Range]()
        for start in [at for at, word in enumerate(words) if word in beginnings]:
            form = ""
            for end, word in enumerate(words[start : start + self._longest], start + 1):
                form += word
                if form not in beginnings:
                    break
                if form in self.forms:
                    found.append((start, end))
        return found


def form_at(words: Sequence[str], place: Range) -> str:
    """Return the characters of a place."""
    return "".join(words[slice(*place)])


def words_beside(words: Sequence[str], place: Range) -> tuple[str, str]:
    """Return the words before and after a place, empty at an end of the sentence."""
    start, end = place
    return words[start - 1] if start else "", words[end] if end < len(words) else ""


def is_in_list(
    words: Sequence[str], place: Range, joining: Collection[str], is_member: Callable[[int], bool]
) -> bool:
    """Whether a `joining` word parts a place from a word, by its index, that `is_member`."""
    start, end = place
    before, after = words_beside(words, place)
    return (before in joining and is_member(start - 2)) or (after in joining and is_member(end + 1))


def named_places(
    places: Sequence[Range], named: Set[int], is_name: Callable[[Range, Set[int]], bool]
) -> Set[Range]:
    """Return the places that name something, of which one may tell another in a list.

    `named` has the indices of the words that are known to name something. `is_name` is asked with
    these and with those that were found before: 蔚来、理想、小鹏, and then 小鹏、理想、蔚来.
    """
    of_names = set(named)
    found: set[Range] = set()
    for order in (places, places[::-1]):
        for place in order:
            if place not in found and is_name(place, of_names):
                found.add(place)
                of_names.update(range(*place))
    return found
