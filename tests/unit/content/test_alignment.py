"""Sentence alignment: the measured quality over gold pairs, and its rules one by one."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.content.alignment import align
from generator.language.dictionary import Dictionary
from generator.language.segmentation import Segmenter
from generator.model import (
    Alignment,
    Block,
    Layers,
    Name,
    NameKind,
    Origin,
    Reading,
    Sentence,
    Span,
    Word,
    WordKind,
)

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "alignment").glob("*.txt"))

Gold = list[tuple[tuple[str, ...], tuple[str, ...]]]


def block(name: str, sentences: list[str], tag: str = "p") -> Block:
    """A block of these sentences, with ids like `b1.s1`."""
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        found.append(Sentence(Span(start, start + len(sentence)), f"{name}.s{number}"))
        start += len(sentence)
    return Block(name, 0, 1, "".join(sentences), tag=tag, sentences=tuple(found))


def load(path: Path) -> tuple[list[Block], list[Block], Gold]:
    """The blocks of both languages and the gold pairs, as ids."""
    zh, en, gold = [], [], Gold()
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, paragraph in enumerate("\n".join(lines).strip("-\n").split("---\n"), 1):
        sides: dict[str, list[str]] = {"zh": [], "en": []}
        for group in paragraph.strip().split("\n\n"):
            ids: dict[str, list[str]] = {"zh": [], "en": []}
            for line in group.splitlines():
                language, sentence = line.split(" ", 1)
                sides[language].append(sentence + ("" if language == "zh" else " "))
                prefix = "b" if language == "zh" else "e"
                ids[language].append(f"{prefix}{number}.s{len(sides[language])}")
            gold.append((tuple(ids["zh"]), tuple(ids["en"])))
        zh.append(block(f"b{number}", sides["zh"]))
        en.append(block(f"e{number}", sides["en"]))
    return zh, en, gold


def ids(alignments: tuple[Alignment, ...]) -> Gold:
    return [(a.zh_ids, a.en_ids) for a in alignments]


class Glosses:
    """The project's own words and dictionary, as a build has them."""

    def __init__(self) -> None:
        self._dictionary, self._segmenter = Dictionary(), Segmenter()

    def lookup(self, word: str) -> list[str]:
        return [sense for entry in self._dictionary.entries(word) for sense in entry.senses]

    def words(self, zh: Block) -> Block:
        return replace(zh, layers=Layers(words=self._segmenter.segment(zh.text)))


def measure(part: str, glosses: Glosses | None = None) -> tuple[float, set[object]]:
    """F1 over whole groups, gaps included, and the groups that differ."""
    found, gold = set[object](), set[object]()
    for path in FIXTURES:
        if path.name.startswith(part):
            zh, en, pairs = load(path)
            if glosses:
                zh = [glosses.words(b) for b in zh]
            found |= {
                (path.name, *p) for p in ids(align(zh, en, lookup=glosses and glosses.lookup))
            }
            gold |= {(path.name, *p) for p in pairs}
    assert len(gold) >= 40
    return 2 * len(found & gold) / (len(found) + len(gold)), found ^ gold


@pytest.mark.parametrize("part", ["dev", "test"])
def test_with_the_dictionary_95_percent_of_groups_are_right(part: str) -> None:
    f1, wrong = measure(part, Glosses())
    assert f1 >= 0.95, sorted(wrong, key=str)


@pytest.mark.parametrize(("part", "least"), [("dev", 0.85), ("test", 0.95)])
def test_lengths_and_numbers_alone_go_most_of_the_way(part: str, least: float) -> None:
    f1, wrong = measure(part)
    assert f1 >= least, sorted(wrong, key=str)


def test_one_sentence_on_each_side_is_a_rule() -> None:
    (only,) = align([block("b1", ["你好。"])], [block("e1", ["Hello."])])
    assert only.origin is Origin.RULE
    assert (only.zh_ids, only.en_ids) == (("b1.s1",), ("e1.s1",))
    assert only.score > 0.5


def test_the_score_falls_where_the_sides_do_not_look_alike() -> None:
    likely, unlikely = (
        align([block("b1", ["模型有2360亿个参数。"])], [block("e1", [english])])[0].score
        for english in ("The model has 236 billion parameters.", "No. " * 60)
    )
    assert unlikely < 0.5 < likely


def test_a_long_sentence_may_become_four() -> None:
    zh = [block("b1", ["他早上起来，先烧水，再扫院子，然后喂鸡，最后才坐下来吃饭。"])]
    english = [
        "In the morning he gets up. ",
        "First he boils water. ",
        "He sweeps the yard and feeds the hens. ",
        "Then he sits down to eat.",
    ]
    assert ids(align(zh, [block("e1", english)])) == [
        (("b1.s1",), ("e1.s1", "e1.s2", "e1.s3", "e1.s4"))
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("去年卖出了1.2亿部。", "Last year 120 million were sold."),
        ("占总数的百分之三十五。", "That is 35 per cent of all."),
        ("价格是4万元。", "The price is 40,000 yuan."),
    ],
)
def test_numbers_find_each_other_across_a_reordering_of_lengths(zh: str, en: str) -> None:
    """By length alone the figure's sentence would join either neighbour."""
    found = align(
        [block("b1", ["这件事大家都知道。", zh])],
        [block("e1", ["Everyone knows about this. ", "An addition of the translator's. ", en])],
    )
    assert any(a.zh_ids == ("b1.s2",) and "e1.s3" in a.en_ids for a in found)


def test_dictionary_words_find_the_omission() -> None:
    words = {"茶": "tea", "咖啡": "coffee", "牛奶": "milk"}
    sentences = ["他每天早上都喝一杯茶。", "她每天早上都喝一杯咖啡。", "我每天早上都喝一杯牛奶。"]
    zh = block("b1", sentences)
    spans = [Span(zh.text.index(w), zh.text.index(w) + len(w)) for w in words]
    zh = replace(zh, layers=Layers(words=tuple(Word(s, WordKind.HAN) for s in spans)))
    en = block(
        "e1", ["Every morning he drinks a cup of tea. ", "Every morning I drink a cup of milk."]
    )
    found = align([zh], [en], lookup=lambda word: [words[word]])
    assert (("b1.s1",), ("e1.s1",)) in ids(found)
    assert (("b1.s3",), ("e1.s2",)) in ids(found)


def test_a_name_is_found_by_its_pinyin() -> None:
    zh = block("b1", ["大家都在等着消息。", "梁文锋昨天走了。", "这里又安静下来了。"])
    syllables = zip(range(9, 12), ["Liang2", "Wen2", "feng1"], strict=True)
    readings = tuple(Reading(Span(i, i + 1), p, Origin.DICTIONARY, 1.0) for i, p in syllables)
    name = Name(Span(9, 12), NameKind.PERSON, Origin.DICTIONARY)
    named = replace(zh, layers=Layers(names=(name,), readings=readings))
    en = block("e1", ["Liang Wenfeng left yesterday."])
    assert (("b1.s2",), ("e1.s1",)) in ids(align([named], [en]))


def test_two_english_paragraphs_may_serve_one_chinese() -> None:
    zh = [block("b1", ["他有3本书。", "她有45只猫。"]), block("b2", ["我有678个梦。"])]
    en = [
        block("e1", ["He has 3 books."]),
        block("e2", ["She has 45 cats."]),
        block("e3", ["I have 678 dreams."]),
    ]
    assert ids(align(zh, en)) == [
        (("b1.s1",), ("e1.s1",)),
        (("b1.s2",), ("e2.s1",)),
        (("b2.s1",), ("e3.s1",)),
    ]


def test_no_group_joins_two_chinese_blocks() -> None:
    zh = [block("b1", ["他来了。"]), block("b2", ["他走了。"])]
    en = [block("e1", ["He came and then he left again."])]
    assert all(len({i.split(".")[0] for i in a.zh_ids}) <= 1 for a in align(zh, en))


@pytest.mark.parametrize(("zh", "en"), [(0, 0), (0, 2), (2, 0)])
def test_an_empty_side_leaves_the_other_alone(zh: int, en: int) -> None:
    found = align(
        [block(f"b{n}", ["一。", "二。"]) for n in range(zh)],
        [block(f"e{n}", ["One. ", "Two."]) for n in range(en)],
    )
    assert len(found) == 2 * (zh + en)
    assert all(len(a.zh_ids) + len(a.en_ids) == 1 for a in found)


def test_blocks_without_sentences_count_for_nothing() -> None:
    assert align([block("b1", [])], [block("e1", [])]) == ()
