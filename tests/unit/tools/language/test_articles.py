"""The articles with their names are as their page says: parts, lengths, licences."""

from __future__ import annotations

import pytest

from tools.language.corpus import NamedArticle, read_articles
from tools.language.inputs import CORPUS

PARTS = {part: read_articles(CORPUS / "articles" / part) for part in ("read", "unread")}
ARTICLES = [article for articles in PARTS.values() for article in articles]
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "public domain")


def _genre(article: NamedArticle) -> str:
    return article.paragraphs[0].genre


def test_both_parts_have_texts_of_each_kind() -> None:
    kinds = [{_genre(each).partition("-")[0] for each in articles} for articles in PARTS.values()]
    assert [len(articles) for articles in PARTS.values()] == [12, 12]
    assert kinds[0] == kinds[1]
    assert len({_genre(each) for each in ARTICLES}) == len(ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=_genre)
def test_an_article_is_whole_and_free(article: NamedArticle) -> None:
    assert 450 <= sum(len(paragraph.sentence) for paragraph in article.paragraphs) <= 1000
    assert any(paragraph.names for paragraph in article.paragraphs)
    assert article.source.endswith(LICENCES)


def test_the_page_names_the_texts() -> None:
    page = (CORPUS / "articles" / "README.md").read_text("utf-8")
    for article in ARTICLES:
        genre = _genre(article)
        assert f"`{genre}.txt`" in page or f"`{genre.partition('-')[0]}-*.txt`" in page


@pytest.mark.parametrize("article", ARTICLES, ids=_genre)
def test_no_sentence_is_among_the_blind_ones(article: NamedArticle) -> None:
    blind = "".join(path.read_text("utf-8") for path in sorted((CORPUS / "blind").glob("*.txt")))
    sentences = [
        sentence
        for paragraph in article.paragraphs
        for sentence in paragraph.sentence.split("。")
        if len(sentence) > 12
    ]
    assert not sum(sentence in blind for sentence in sentences)
