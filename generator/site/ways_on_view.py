"""The ways on from an article as its page shows them."""

from __future__ import annotations

from generator.model import Edition, Metadata
from generator.site import addresses
from generator.site.facts import SiteFacts
from generator.site.views import WaysOnView, WayView
from generator.site.ways_on import ListedArticle, WaysOn


def ways_on_view(ways: WaysOn, meta: Metadata, edition: Edition, facts: SiteFacts) -> WaysOnView:
    """Return the ways on from the article with some metadata, in an edition."""
    here, convert = addresses.article(edition, meta.slug), facts.phrases.converted

    def way(article: ListedArticle) -> WayView:
        return WayView(
            addresses.relative(here, addresses.article(edition, article.slug)),
            convert(article.title, edition),
            article.title_en,
            article.slug == meta.slug,
        )

    return WaysOnView(
        before=way(ways.before) if ways.before else None,
        after=way(ways.after) if ways.after else None,
        series_title=convert(ways.series, edition),
        series=tuple(map(way, ways.parts)),
        series_part=next((n for n, each in enumerate(ways.parts, 1) if each.slug == meta.slug), 0),
        related=tuple(map(way, ways.related)),
    )
