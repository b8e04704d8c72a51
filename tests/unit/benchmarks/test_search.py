"""The queries that `benchmarks.search` asks have one answer."""

from __future__ import annotations

from benchmarks.search.queries import Query, Sentence, Text, draw


def text(slug: str, *sentences: str, english: str = "", heading: str = "") -> Text:
    """An article, given by sentences of words."""
    words = [tuple(sentence.split()) for sentence in sentences]
    return Text(
        slug,
        f"文章{slug}",
        (heading,) if heading else (),
        tuple(Sentence(each, each, english, "".join(each)) for each in words),
    )


TEXTS = [
    text("a", "我们 喜欢 学习", "长颈鹿 吃 树叶", english="Giraffes eat the leaves of trees."),
    text("b", "我们 的 学习 喜欢", "我们 喜欢 的 学习", heading="习惯"),
    text("c", *(["学习 了 我们"] * 9), heading="习惯"),
]


def asked() -> set[tuple[str, str, str]]:
    return {(query.kind, query.text, query.slug) for query in draw(TEXTS, 3)}


def test_an_answer_is_the_only_one() -> None:
    found = asked()
    assert {slug for kind, _, slug in found if kind == "its title"} == {"a", "b", "c"}
    assert not [text for kind, text, _ in found if kind == "a heading"], "two have it"
    assert {text for kind, text, _ in found if kind == "a word"} <= {"长颈鹿", "树叶"}
    assert {(text, slug) for kind, text, slug in found if "row" in kind} == {
        ("喜欢学习", "a"),
        ("学习喜欢", "b"),
    }
    assert ("what it is about", "学习", "c") in found


def test_pinyin_is_of_the_same_phrases() -> None:
    found = asked()
    assert ("… in pinyin, without tones", "xi huan xue xi", "a") in found
    assert ("… and without spaces", "xihuanxuexi", "a") in found


def test_the_draw_is_the_same_each_time() -> None:
    assert draw(TEXTS, 1) == draw(TEXTS, 1)
    assert isinstance(draw(TEXTS, 1)[0], Query)
