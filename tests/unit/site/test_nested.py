import pytest

from generator.annotate.engines import load_engines
from generator.site.nested import inner_words, longer_words
from tests.shown import annotated


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("人工智能", "人工 智能"),
        ("研究人员", "研究 人员"),
        ("中国人民银行", "中国 人民 银行 人民银行"),
        ("研究", ""),
        ("计算机", "计算"),
        ("乒乓球", "乒乓"),
        ("联合国", "联合"),
        ("马克思主义", "主义 马克思"),
        ("加拿大", ""),
    ],
)
def test_inner_words(word: str, found: str) -> None:
    assert [span.of(word) for span in inner_words(load_engines(), word)] == found.split()


def test_longer_words() -> None:
    engines = load_engines()
    block, _ = annotated("有限的研究人员来说，研究和人员。", engines)
    words = block.annotated_words
    shown = {
        (words[index].span.start, words[index].text): [
            "".join(word.text for word in words[first : last + 1]) for first, last in runs
        ]
        for index, runs in longer_words(block, engines).items()
    }
    assert shown[3, "研究"] == shown[5, "人员"] == ["研究人员"]
    assert not any(start > 9 for start, _ in shown)
