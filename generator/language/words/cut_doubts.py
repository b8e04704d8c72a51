"""The model of doubtful cuts: the probability that a stretch of the path is cut wrongly.

The path model (`path_model`) compares a cut with its best rival as if both were as likely; in text
the path is nearly always right. This model weighs what the other says of a rival with what kind of
rival it is, which words it has, and between which words it stands. Its features are

    kind=contest:split        where the rival comes from, and what it does to the words of the path
    advantage:split           the path model's advantage of the rival, in hundreds of centibels
    close:split               the same, above zero if the rival is at most 100 centibels worse
    cost:contest:split        how much more the rival's words cost; own-cost: what the path's cost
    lengths=split 2>1 1       the lengths of the words of the path and of the rival
    classes=v>v v             their word classes
    first=join v last=join 着  the first and the last word of the path, if common, or their classes
    left=split r              the class of the word before the stretch; right= after it
    left-classes=split r v v  … with those of the first words of the rival and of the path
    right-classes=            … with those of the last ones

`data/words/cut_doubt_weights.tsv` has the weights, in logits; `train_cut_doubts` fits them to the
labelled cuts and to natural text. Only `jiazhu check` asks for doubts: no text is cut by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import fsum

from msgspec import Struct

from generator.language.tables import DATA, read_rows
from generator.language.words.path_model import class_of, kind_of

TABLE = DATA / "words/cut_doubt_weights.tsv"

HUNDRED = 100
"""The centibels of a unit of an advantage."""


class Rivalry(Struct, frozen=True, gc=False):
    """A stretch of a path with the cut that is the best rival of the path's own."""

    own: tuple[str, ...]
    rival: tuple[str, ...]
    left: str
    """The word before the stretch; empty at the start of the text."""
    right: str
    advantage: float | None
    """The path model's advantage of the rival in centibels; None if the rival is only a headword
    that the path has in two words."""
    cost: float
    """How much more the words of the rival cost than those of the path, in centibels."""
    own_cost: float
    """What the words of the path cost."""

    @property
    def kind(self) -> str:
        """Whether the rival joins, splits or moves words of the path."""
        if len(self.rival) == 1:
            return "join"
        return "split" if len(self.own) == 1 else "move"


def features(rivalry: Rivalry) -> Iterator[tuple[str, float]]:
    """Yield the features of a rivalry with their values; positive weights are doubt."""
    own, rival, kind = rivalry.own, rivalry.rival, rivalry.kind
    source = "listed" if rivalry.advantage is None else "contest"
    yield f"kind={source}:{kind}", 1.0
    if rivalry.advantage is not None:
        advantage = rivalry.advantage / HUNDRED
        yield f"advantage:{kind}", max(-4.0, min(2.0, advantage))
        yield f"close:{kind}", max(0.0, min(2.0, advantage + 1))
    yield f"cost:{source}:{kind}", max(-5.0, min(5.0, rivalry.cost / (2 * HUNDRED)))
    yield f"own-cost:{source}:{kind}", min(3.0, rivalry.own_cost / (5 * HUNDRED))
    lengths = (" ".join(str(len(word)) for word in words) for words in (own, rival))
    yield f"lengths={kind} {'>'.join(lengths)}", 1.0
    of_own, of_rival = [*map(class_of, own)], [*map(class_of, rival)]
    yield f"first={kind} {kind_of(own[0])}", 1.0
    yield f"last={kind} {kind_of(own[-1])}", 1.0
    left, right = class_of(rivalry.left), class_of(rivalry.right)
    yield f"classes={' '.join(of_own)}>{' '.join(of_rival)}", 1.0
    yield f"left={kind} {left}", 1.0
    yield f"right={kind} {right}", 1.0
    yield f"left-classes={kind} {left} {of_rival[0]} {of_own[0]}", 1.0
    yield f"right-classes={kind} {right} {of_rival[-1]} {of_own[-1]}", 1.0


def doubt(rivalry: Rivalry, weights: Mapping[str, float] | None = None) -> float:
    """Return the logit of the probability that the path cuts a stretch wrongly."""
    known = load_weights() if weights is None else weights
    return fsum(known.get(feature, 0.0) * value for feature, value in features(rivalry))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weights by feature; empty if there is no table yet."""
    if not TABLE.exists():
        return {}
    return {feature: float(weight) for feature, weight in read_rows(TABLE, 2)}
