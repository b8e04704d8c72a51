"""Where a reader may go on after an article."""

from __future__ import annotations

from generator.content.site_settings import ArticleOrder
from generator.site.ways_on import RELATED, ListedArticle, WaysOn, find_ways_on


def article(
    slug: str, date: str = "", *tags: str, series: tuple[str, ...] = (), weight: int = 0
) -> ListedArticle:
    return ListedArticle(slug, f"标题{slug}", f"Title {slug}", date, tags, series, weight)


def slugs(ways: WaysOn) -> tuple[str, str, list[str], list[str]]:
    ends = [each.slug if each else "" for each in (ways.before, ways.after)]
    series, related = ([each.slug for each in group] for group in (ways.parts, ways.related))
    return ends[0], ends[1], series, related


def test_neighbours_are_in_the_order_of_dates_and_then_of_slugs() -> None:
    found = find_ways_on(
        [article("b"), article("a"), article("new", "2025-02-01"), article("old", "2024-03-01")]
    )
    assert slugs(found["old"])[:2] == ("", "new")
    assert slugs(found["new"])[:2] == ("old", "a")
    assert slugs(found["b"])[:2] == ("a", "")


def test_the_order_of_the_files_makes_no_difference() -> None:
    articles = [article(str(n), f"2025-01-{n % 5 + 1:02}", "猫", f"t{n % 3}") for n in range(20)]
    assert find_ways_on(articles) == find_ways_on(articles[::-1])


def test_the_parts_of_a_series_lead_to_one_another() -> None:
    parts = [article(f"part-{n}", series=("故事",)) for n in (10, 2, 1)]
    found = find_ways_on([*parts, article("other"), article("part-3")])
    series = ["part-1", "part-2", "part-10"]
    assert slugs(found["part-1"]) == ("", "part-2", series, [])
    assert slugs(found["part-10"]) == ("part-2", "", series, [])
    assert slugs(found["other"])[2] == []


def test_the_parts_of_a_series_are_in_the_order_that_the_author_gives() -> None:
    found = find_ways_on(
        [
            article("a", "2025-01-01", series=("独", "故事"), weight=2),
            article("b", "2025-01-02", series=("故事",), weight=1),
        ]
    )
    assert found["a"].series == "故事"
    assert slugs(found["a"]) == ("b", "", ["b", "a"], [])


def test_neighbours_are_in_the_order_of_addresses_if_the_site_lists_them_so() -> None:
    found = find_ways_on(
        [article("chapter-10", "2024-01-01"), article("chapter-9", "2025-01-01")],
        ArticleOrder.ADDRESS,
    )
    assert slugs(found["chapter-9"])[:2] == ("", "chapter-10")


def test_a_series_of_one_part_is_none() -> None:
    found = find_ways_on([article("a", series=("故事",)), article("b")])
    assert slugs(found["a"]) == ("", "b", [], [])


def test_related_articles_share_the_most_tags_and_are_shown_once() -> None:
    found = find_ways_on(
        [
            article("a", "2025-01-01", "猫", "狗"),
            article("b", "2025-01-02", "猫"),
            article("c", "2025-01-03", "鸟"),
            article("d", "2025-01-04", "猫"),
            article("e", "2025-01-05", "狗", "猫"),
        ]
    )
    assert slugs(found["a"]) == ("", "b", [], ["e", "d"])
    assert slugs(found["c"]) == ("b", "d", [], [])


def test_a_tag_of_many_articles_relates_the_nearest() -> None:
    many = [article(f"n{n}", "", "猫") for n in range(2000)]
    assert slugs(find_ways_on(many)["n1000"])[3] == ["n998", "n1002", "n997"]
    assert RELATED == 3
