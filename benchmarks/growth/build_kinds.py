"""Builds of more than a text: with settings, a glossary, notes or a translation."""

from __future__ import annotations

from benchmarks.growth.inputs import (
    ARTICLE,
    FRONT_MATTER,
    Kind,
    listed,
    natural,
    numbered,
    plus,
    raw,
    repeated,
    site,
)

_EN_SENTENCE = "The library was built in the spring of the year. "

BUILD_KINDS: tuple[Kind, ...] = (
    Kind("raw tags", "build", raw(repeated("<b>字</b>")), 4_000),
    Kind("open raw tags", "build", raw(repeated("<b>")), 4_000),
    Kind("raw scripts", "build", raw(repeated("<script>a</script>")), 4_000),
    Kind("raw tags that cross", "build", raw(repeated("<b><i></b></i>")), 4_000),
    Kind(
        "attributes of a raw tag",
        "build",
        raw(lambda size: f"<p {numbered('a{}=1 ')(size)}>字</p>"),
        8_000,
    ),
    Kind(
        "faulty glossary entries",
        "build",
        plus("glossary.toml", numbered('[[term]]\nid = "a{}"\nzh = 1\n\n')),
        4_000,
    ),
    Kind(
        "glossary entries",
        "build",
        plus("glossary.toml", numbered('[[term]]\nid = "a{}"\nzh-hans = "词{}"\nen = "word"\n\n')),
        4_000,
    ),
    Kind(
        "faulty lexicon entries",
        "build",
        plus("lexicon.toml", numbered("[[word]]\nzh = {}\n\n")),
        4_000,
    ),
    Kind(
        "a word of the lexicon that depends on what is before it",
        "build",
        lambda size: {
            "lexicon.toml": "[[word]]\ntext = '行长'\nbefore = '[一-龥]*分'\n",
            ARTICLE: repeated("分行长很好")(size),
        },
        64_000,
    ),
    Kind(
        "faulty notes",
        "build",
        plus("articles/text.notes.toml", numbered('[[reading]]\nat = "没有{}"\npinyin = "x"\n\n')),
        4_000,
    ),
    Kind("brackets in a glossary", "build", plus("glossary.toml", repeated("[")), 8_000),
    Kind(
        "nested lists in front matter",
        "build",
        lambda size: {ARTICLE: f"---\ntitle: 字\nx: {'[' * size}\n---\n字\n"},
        1_000,
    ),
    Kind(
        "keys of front matter",
        "build",
        lambda size: {ARTICLE: "---\ntitle: 字\n" + numbered("k{}: 1\n")(size) + "---\n字\n"},
        4_000,
    ),
    Kind("tags of an article", "build", listed("tags", "t{}, "), 1_000),
    Kind("aliases of an article", "build", listed("aliases", "/a/{}, "), 4_000),
    Kind("authors of an article", "build", listed("author", "甲{}, "), 4_000),
    Kind(
        "terms of a glossary",
        "build",
        lambda size: {
            ARTICLE: f"{FRONT_MATTER}{numbered('这是词甲{}。')(size)}\n",
            "glossary.toml": numbered('[[term]]\nid = "a{}"\nzh-hans = "词甲{}"\nen = "word"\n\n')(
                size * 6
            ),
        },
        2_000,
    ),
    Kind(
        "notes on one of many places",
        "build",
        lambda size: {
            ARTICLE: f"{FRONT_MATTER}{repeated('这是行长。')(size)}\n",
            "articles/text.notes.toml": '[[note]]\ntext = "行长"\nname = false\n',
        },
        4_000,
    ),
    Kind(
        "anchors of a pair",
        "build",
        site(numbered("字{={}}。\n\n"), en=numbered("A{={}}.\n\n")),
        1_000,
    ),
    Kind(
        "a million characters",
        "build",
        site(lambda size: natural(size, ends=30).replace("。", "。\n\n")),
        125_000,
    ),
    Kind(
        "identical paragraphs, half as many in English",
        "build",
        site(
            repeated("今天天气很好。\n\n"),
            en=lambda size: repeated("The weather is fine today.\n\n")(size * 28 // 9 // 2),
        ),
        500,
    ),
    Kind(
        "identical paragraphs, as many in English",
        "build",
        site(
            repeated("今天天气很好。\n\n"),
            en=lambda size: repeated("The weather is fine today.\n\n")(size * 28 // 9),
        ),
        500,
    ),
    Kind(
        "sentences of one paragraph, half as many in English",
        "build",
        site(
            lambda size: natural(size, ends=30),
            en=lambda size: repeated(_EN_SENTENCE)(size * len(_EN_SENTENCE) // 60),
        ),
        2_000,
    ),
    Kind(
        "headings, half as many in English",
        "build",
        site(repeated("## 天气\n\n好。\n\n"), en=repeated("## Weather\n\nFine.\n\n")),
        500,
    ),
)
