"""The menu, the footer and addresses of `site.toml`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.content.pages import TextPage
from generator.content.site_settings import OWN_PAGES, NavItem, SiteSettings
from generator.model import Bilingual, Edition
from generator.site import addresses
from generator.site.labels import Labels
from generator.site.surroundings import at_depth, footer_html, from_top, nav_links
from generator.site.views import NavLink

HANS = Edition.HANS
PAGES = (TextPage(Path("pages/us.md"), "us", Bilingual("我们", "Us"), ""),)


def menu(nav: tuple[NavItem, ...] | None, here: PurePosixPath, **options: bool) -> list[NavLink]:
    return list(
        nav_links(
            SiteSettings(nav=nav),
            PAGES,
            HANS,
            Labels(HANS),
            lambda text, _: text,
            here,
            lambda place: addresses.relative(here, place),
            **options,
        )
    )


def test_the_usual_menu() -> None:
    shown = menu(None, addresses.about(HANS))
    assert [(link.label.en, link.href, link.current) for link in shown] == [
        ("Articles", "../index.html", False),
        ("Glossary", "../glossary/index.html", False),
        ("About", "index.html", True),
        ("Us", "../us/index.html", False),
    ]


def test_the_usual_menu_has_no_empty_glossary() -> None:
    shown = menu(None, addresses.about(HANS), has_terms=False)
    assert [link.label.en for link in shown] == ["Articles", "About", "Us"]


@pytest.mark.parametrize("page", OWN_PAGES)
def test_every_page_of_a_site_may_be_in_the_menu(page: str) -> None:
    (link,) = menu((NavItem(page),), addresses.article(HANS, "a"))
    folder = "" if page == "home" else f"{page}/"
    assert link.href == f"../{folder}index.html"
    assert link.label.zh
    assert link.label.en


def test_a_menu_of_the_site() -> None:
    nav = (
        NavItem("us"),
        NavItem("home", Bilingual("首页")),
        NavItem(label=Bilingual("文件"), href="files/a.pdf"),
        NavItem(label=Bilingual("外"), href="https://example.org/"),
        NavItem("draft"),
    )
    assert menu(nav, addresses.article(HANS, "a")) == [
        NavLink(Bilingual("我们", "Us"), "../us/index.html"),
        NavLink(Bilingual("首页"), "../index.html"),
        NavLink(Bilingual("文件"), "../../files/a.pdf"),
        NavLink(Bilingual("外"), "https://example.org/"),
    ]


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("a/b.html", "../../a/b.html"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("//example.org/", "//example.org/"),
        ("/top", "/top"),
        ("#foot", "#foot"),
    ],
)
def test_addresses_are_relative_to_the_top(address: str, seen: str) -> None:
    assert from_top(address, "../../") == seen


def test_a_footer_is_a_line_of_markdown() -> None:
    footer = Bilingual("*见*[甲](a/?x=1) <b>", "[B](https://example.org/)")
    zh, en = footer_html(footer, HANS, lambda text, _: text)
    assert at_depth(zh, "../") == '<em>见</em><a href="../a/?x=1">甲</a> <b>'
    assert en == '<a href="https://example.org/">B</a>'
    assert footer_html(Bilingual(), HANS, lambda text, _: text) == ("", "")
