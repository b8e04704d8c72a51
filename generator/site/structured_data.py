"""What pages say of themselves to search engines: JSON-LD in the vocabulary of schema.org.

All of it needs absolute addresses, so a site without a base URL has none. An article is one work in
each edition, which its canonical address names; the English is a translation of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from generator.content.urls import join_url
from generator.model import Article, Edition, Metadata
from generator.site import addresses
from generator.site.facts import SiteFacts
from generator.site.files import FileLink, Links, is_local
from generator.site.views import PageView, TermView

Data = Mapping[str, object]


def _script(page: PageView, data: Data) -> Markup:
    """Return an element with JSON-LD, without what is empty; `<` cannot end it.

    It is empty for a page without an address of its own.
    """
    if not page.canonical:
        return Markup()
    shown = {"@context": "https://schema.org", **_without_empty(data)}
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{text}</script>\n')


def site_data(page: PageView) -> Markup:
    """Return what the home page says of the site."""
    site = page.site
    data = {
        "@type": "WebSite",
        "name": site.title.zh,
        "alternateName": site.title.en,
        "description": site.description.zh,
        "url": page.canonical,
        "inLanguage": site.lang,
        "author": _people(site.author),
    }
    return _script(page, data)


def picture(meta: Metadata, links: Links, edition: Edition, base_url: str) -> str:
    """Return the absolute address of the picture of an article: its cover, or else its card.

    It is empty if the site has no base URL.
    """
    cover = links.get(meta.cover)
    if not base_url:
        return ""
    if isinstance(cover, FileLink):
        return addresses.absolute(base_url, cover.place)
    if meta.cover and not is_local(meta.cover):
        return join_url(base_url, meta.cover)
    return addresses.absolute(base_url, addresses.card(addresses.article(edition, meta.slug)))


def article_data(
    article: Article, page: PageView, edition: Edition, facts: SiteFacts, *, image: str
) -> Markup:
    """Return what the page of an article says of it; `image` is an absolute address."""
    meta, convert = article.meta, facts.phrases.converted
    translation = article.translation
    work = f"{page.canonical}#text"
    changed = meta.updated or meta.date
    data = {
        "@type": "Article",
        "@id": work,
        "headline": convert(meta.title.zh, edition),
        "alternativeHeadline": meta.title.en,
        "description": convert(meta.description, edition),
        "inLanguage": edition.value,
        "url": page.canonical,
        "image": image,
        "author": _people(convert(meta.author, edition) or page.site.author),
        "datePublished": meta.date.isoformat() if meta.date else "",
        "dateModified": changed.isoformat() if changed else "",
        "keywords": [convert(tag, edition) for tag in meta.topics],
        "educationalLevel": meta.level,
        "license": meta.licence if meta.licence.startswith(("http:", "https:")) else "",
        "isBasedOn": meta.source_url,
        "isPartOf": {
            "@type": "WebSite",
            "name": page.site.title.zh,
            "url": addresses.absolute(facts.config.base_url, addresses.home(edition)),
        },
        "workTranslation": translation
        and {
            "@type": "Article",
            "inLanguage": "en",
            "headline": translation.title or meta.title.en,
            "translationOfWork": {"@id": work},
        },
    }
    return _script(page, data)


def glossary_data(page: PageView, terms: Iterable[TermView]) -> Markup:
    """Return what the glossary says of its terms."""
    data = {
        "@type": "DefinedTermSet",
        "@id": page.canonical,
        "name": f"{page.title} · {page.site.title.zh}",
        "url": page.canonical,
        "inLanguage": page.lang,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{page.canonical}#term-{term.id}",
                "name": term.form,
                "alternateName": [
                    name for name in (term.english, *term.aliases) if name not in ("", term.form)
                ],
                "description": term.definition.zh or term.definition.en,
                "inDefinedTermSet": page.canonical,
                "sameAs": term.source_url,
            }
            for term in terms
        ],
    }
    return _script(page, data)


def _people(names: str) -> list[Data]:
    return [{"@type": "Person", "name": name} for name in names.split("、") if name]


def _without_empty(value: object) -> dict[str, object]:
    """Return a mapping without what is empty in it, at any depth."""

    def cleaned(item: object) -> object:
        if isinstance(item, Mapping):
            return _without_empty(item)
        return [cleaned(each) for each in item] if isinstance(item, list) else item

    assert isinstance(value, Mapping)
    found = {key: cleaned(item) for key, item in value.items()}
    return {key: item for key, item in found.items() if item}
