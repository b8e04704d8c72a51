"""The facts of articles for the index of example sentences, cut by the shards of the index.

An edit changes few words, so few shards. For these, and no others, the facts of all articles are
read again: each article keeps its facts in the cache, shard by shard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.site.examples import ALL, SHARDS, ExampleFacts, shard

_DIGEST = 8

Slices = Mapping[str, msgspec.Raw]
"""The facts of an article by shard, not decoded."""


def encode_slices(facts: ExampleFacts) -> bytes:
    """Encode the facts of an article."""
    slices: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, sentences in facts.items():
        slices.setdefault(shard(word), {})[word] = sentences
    return msgspec.msgpack.encode(slices)


def slice_digests(data: bytes) -> bytes:
    """Return the digest of each shard of an article's facts, in order; zeros for an empty one."""
    slices = _decode(data)
    return b"".join(_slice_digest(slices, name) for name in ALL)


def changed_shards(old: bytes, new: bytes) -> set[str]:
    """Return the shards in which two results of `slice_digests` differ; empty is all zeros."""
    if old == new:
        return set()
    places = range(0, SHARDS * _DIGEST, _DIGEST)
    zero = bytes(SHARDS * _DIGEST)
    old, new = old or zero, new or zero
    return {
        name
        for name, at in zip(ALL, places, strict=True)
        if old[at : at + _DIGEST] != new[at : at + _DIGEST]
    }


def decode_facts(data: bytes, shards: Iterable[str] = ALL) -> ExampleFacts:
    """Decode the facts of an article in some shards."""
    return _facts(_decode(data), shards)


def checked_facts(data: bytes, shards: Sequence[str], digests: bytes) -> ExampleFacts | None:
    """Decode facts in some shards; None if they differ from `digests` (see `slice_digests`)."""
    try:
        slices = _decode(data)
        for name in shards:
            at = _DIGEST * int(name, 16)
            if _slice_digest(slices, name) != digests[at : at + _DIGEST]:
                return None
        return _facts(slices, shards)
    except msgspec.DecodeError:
        return None


def _facts(slices: Slices, shards: Iterable[str]) -> ExampleFacts:
    found: dict[str, tuple[str, ...]] = {}
    for name in shards:
        if name in slices:
            found |= msgspec.msgpack.decode(slices[name], type=dict[str, tuple[str, ...]])
    return found


def _slice_digest(slices: Slices, name: str) -> bytes:
    """Return the digest of a shard; zeros if it is empty."""
    if name not in slices:
        return bytes(_DIGEST)
    return hashlib.blake2b(slices[name], digest_size=_DIGEST).digest()


def _decode(data: bytes) -> Slices:
    return msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
