"""Players of other hosts: a page calls none until its reader asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import build_site
from tests.browser.host import Host
from tests.browser.places import ROOT

PLAYER = "https://player.bilibili.com/player.html?bvid=BV1"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("layouts")
    build_site(ROOT / "tests/sites/layouts/in", site)
    with Host({"": site}) as host:
        yield f"{host.url}/zh-hans/photos/index.html"


@pytest.fixture
def asked(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """The page, and the addresses of other hosts that it has asked for; they all get an answer."""
    context = browser.new_context()
    called: list[str] = []

    def answer(route: Route) -> None:
        called.append(route.request.url)
        route.fulfill(body="<p>a player</p>", content_type="text/html")

    context.route(lambda url: not url.startswith("http://127.0.0.1"), answer)
    page = context.new_page()
    page.goto(address)
    yield page, called
    context.close()


def test_a_click_starts_a_player(asked: tuple[Page, list[str]]) -> None:
    page, called = asked
    link = page.locator("a.embed")
    expect(link).to_have_text("▶ 桥的故事")
    expect(link).to_have_attribute("href", PLAYER)
    expect(page.locator(".prose video")).to_have_count(1)
    assert called == []
    link.click()
    expect(page.locator("iframe.embedded")).to_have_attribute("src", PLAYER)
    expect(link).to_have_count(0)
    expect(page.frame_locator("iframe.embedded").locator("p")).to_have_text("a player")
    assert called == [PLAYER]


def test_the_link_works_with_the_keyboard(asked: tuple[Page, list[str]]) -> None:
    page, called = asked
    page.locator("a.embed").focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe.embedded")).to_be_focused()
    expect(page.frame_locator("iframe.embedded").locator("p")).to_have_text("a player")
    assert called == [PLAYER]
