"""Sentence alignment: the accuracy on gold pairs, and each rule."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.accuracy.alignment import (
    articles,
    doubt_counts,
    faulty_articles,
    jiazhu,
    score,
)
from benchmarks.accuracy.gold_pairs import GoldArticle, read
from generator.alignment.align import align
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

Gold = list[tuple[tuple[str, ...], tuple[str, ...]]]


def block(name: str, sentences: list[str], tag: str = "p") -> Block:
    """A block of these sentences, with ids like `b1.s1`."""
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        found.append(Sentence(Span(start, start + len(sentence)), f"{name}.s{number}"))
        start += len(sentence)
    return Block(name, 0, 1, "".join(sentences), tag=tag, sentences=tuple(found))


def ids(alignments: tuple[Alignment, ...]) -> Gold:
    return [(a.zh_ids, a.en_ids) for a in alignments]


@pytest.mark.parametrize(("part", "groups"), [("dev", 160), ("test", 230), ("seed", 45)])
def test_97_percent_of_groups_are_right(part: str, groups: int) -> None:
    """Over whole groups, gaps included; `python -m benchmarks.accuracy --only alignment`."""
    right, found, wanted = score(jiazhu, part)
    assert wanted >= groups
    assert 2 * right / (found + wanted) >= 0.97


def test_nearly_all_doubted_pairs_are_wrong_when_one_sentence_in_twenty_is_replaced() -> None:
    made, listed, rightly, wrong = doubt_counts(faulty_articles(articles("dev"), 1))
    assert made > 100
    assert rightly >= 0.9 * listed
    assert rightly >= wrong / 2


def test_lengths_and_numbers_alone_align_most_groups() -> None:
    def bare(article: GoldArticle) -> Gold:
        zh = [replace(b, layers=Layers()) for b in article.zh]
        return ids(align(zh, article.en))

    right, found, wanted = score(bare, "test")
    assert 2 * right / (found + wanted) >= 0.75


def test_gold_pairs_may_be_out_of_order(tmp_path: Path) -> None:
    path = tmp_path / "dev-x.txt"
    path.write_text("# x\nzh@a 甲。\n\nzh 乙。\nen B.\n\n--- en\nen@a A.\nen@a Aa.\n", "utf-8")
    found = read(path)
    assert found.pairs == {(("b1.s1",), ("e2.s1", "e2.s2")), (("b1.s2",), ("e1.s1",))}
    assert [b.text for b in found.zh] == ["甲。乙。"]
    assert [b.text for b in found.en] == ["B. ", "A. Aa. "]


def test_unknown_line_in_a_gold_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dev-x.txt"
    path.write_text("zh 甲。\nfr Bonjour.\n", "utf-8")
    with pytest.raises(ValueError, match=r"Bonjour"):
        read(path)


def test_single_sentences_are_aligned_by_rule() -> None:
    (only,) = align([block("b1", ["你好。"])], [block("e1", ["Hello."])])
    assert only.origin is Origin.RULE
    assert (only.zh_ids, only.en_ids) == (("b1.s1",), ("e1.s1",))
    assert only.score > 0.5


def test_dissimilar_sides_lower_the_score() -> None:
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
    ("zh", "en", "addition"),
    [
        ("去年卖出了1.2亿部。", "Last year 120 million were sold.", "alone"),
        ("占总数的百分之三十五。", "That is 35 per cent of all.", "with the figure"),
        ("价格是4万元。", "The price is 40,000 yuan.", "alone"),
    ],
)
def test_shared_numbers_outweigh_lengths(zh: str, en: str, addition: str) -> None:
    """By length alone the figure's sentence would join either neighbour."""
    found = align(
        [block("b1", ["这件事大家都知道。", zh])],
        [block("e1", ["Everyone knows about this. ", "An addition of the translator's. ", en])],
    )
    figure = {
        "alone": [((), ("e1.s2",)), (("b1.s2",), ("e1.s3",))],
        "with the figure": [(("b1.s2",), ("e1.s2", "e1.s3"))],
    }
    assert ids(found) == [(("b1.s1",), ("e1.s1",)), *figure[addition]]


def test_glosses_locate_an_omitted_sentence() -> None:
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


def test_name_is_matched_by_its_pinyin() -> None:
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


def test_sentences_that_change_places_are_aligned() -> None:
    zh = [block("b1", ["他有3本书。", "她有45只猫。", "我有678个梦。"])]
    en = [block("e1", ["She has 45 cats. ", "I have 678 dreams. ", "He has 3 books."])]
    assert ids(align(zh, en)) == [
        (("b1.s1",), ("e1.s3",)),
        (("b1.s2",), ("e1.s1",)),
        (("b1.s3",), ("e1.s2",)),
    ]


def test_paragraph_that_moved_is_aligned() -> None:
    zh = [
        block("b1", ["2021年，GitHub有7300万用户。", "其中1600万是新来的。"]),
        block("b2", ["1987年，老人28岁。", "茶馆里有45只猫。"]),
        block("b3", ["火车走了19个小时。", "票价是380元。"]),
    ]
    en = [
        block("e1", ["In 1987 the old man was 28. ", "There were 45 cats in the tea house."]),
        block("e2", ["The train took 19 hours. ", "A ticket cost 380 yuan."]),
        block("e3", ["In 2021 GitHub had 73 million users. ", "Of these, 16 million were new."]),
    ]
    assert ids(align(zh, en)) == [
        (("b1.s1",), ("e3.s1",)),
        (("b1.s2",), ("e3.s2",)),
        (("b2.s1",), ("e1.s1",)),
        (("b2.s2",), ("e1.s2",)),
        (("b3.s1",), ("e2.s1",)),
        (("b3.s2",), ("e2.s2",)),
    ]


def test_name_that_is_not_tagged_is_matched_by_its_pinyin() -> None:
    zh = block("b1", ["大家都在等着消息。", "甘父昨天走了。", "这里又安静下来了。"])
    readings = tuple(
        Reading(Span(i, i + 1), p, Origin.DICTIONARY, 1.0) for i, p in ((9, "gan1"), (10, "fu4"))
    )
    read_out = replace(zh, layers=Layers(readings=readings))
    en = block("e1", ["Ganfu left yesterday."])
    assert (("b1.s2",), ("e1.s1",)) in ids(align([read_out], [en]))


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


def test_blocks_without_sentences_are_ignored() -> None:
    assert align([block("b1", [])], [block("e1", [])]) == ()


def test_one_sentence_may_be_four_beside_others() -> None:
    zh = [
        block("b1", ["他在2019年开了店，卖了12种茶，请了3个人，还养了45只猫。", "后来关了。"]),
        block("b2", ["猫都送人了。"]),
    ]
    en = [
        block(
            "e1",
            [
                "He opened a shop in 2019. ",
                "It sold 12 teas. ",
                "He hired 3 people. ",
                "He also kept 45 cats. ",
                "Later it closed. ",
                "The cats were given away.",
            ],
        )
    ]
    four = tuple(f"e1.s{n}" for n in range(1, 5))
    assert (("b1.s1",), four) in ids(align(zh, en))


def test_sentence_that_a_group_does_not_need_lowers_its_score() -> None:
    zh = [block("b1", ["他在2019年开了店，卖了12种茶。"])]
    whole = ["In 2019 he opened a shop ", "that sold 12 teas."]
    (sure,) = align(zh, [block("e1", whole)])
    (doubted,) = align(zh, [block("e1", [f"{whole[0]}{whole[1]} ", "Cats never sleep at night."])])
    assert len(sure.en_ids) == len(doubted.en_ids) == 2
    assert doubted.score < 0.6 < sure.score
