"""Offline reading: opened pages can be read, and nothing outdated is shown while online."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.build import build
from generator.diagnostics import Report
from tests.browser.conftest import Reader
from tests.browser.host import Host
from tests.browser.places import ARTICLE

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
FRONT = "---\ntitle: {0}\nslug: {0}\ndate: 2026-03-01\n---\n"

IS_KEPT = "address => caches.match(new URL(address, location.href)).then(Boolean)"
CACHES = "caches.keys()"


class Site:
    """A small site that can be rebuilt, on a host with other pages."""

    def __init__(self, root: Path, base: str) -> None:
        self.root = root / "site"
        self.output = root / "public"
        (self.root / "articles").mkdir(parents=True)
        (self.root / "static/css").mkdir(parents=True)
        (self.root / "site.toml").write_text('title = { zh = "小站", en = "Site" }', "utf-8")
        (self.root / "articles/dot.gif").write_bytes(PIXEL)
        self.write("one", "他看完了这本书。\n\n![](dot.gif)")
        self.write("two", "天气很好。")
        self.build()
        (root / "other").mkdir()
        (root / "other/page.html").write_text("<!doctype html><title>Other</title><p>Other")
        self.host = Host({base: self.output, "/other": root / "other"})
        self.url = self.host.url + base

    def write(self, slug: str, text: str) -> None:
        path = self.root / f"articles/{slug}.md"
        path.write_text(FRONT.format(slug) + text, "utf-8")

    def build(self) -> None:
        report = Report()
        build(self.root, self.output, report)
        assert not report.failed, report.sorted()


@pytest.fixture
def small(request, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, getattr(request, "param", "/base"))
    with site.host:
        yield site


@pytest.fixture
def visitor(browser, small: Site) -> Iterator[Reader]:
    """A page that reads the small site; failing requests are expected."""
    reader = Reader(browser, small.url)
    yield reader
    reader.close()


def until(page, condition: str, arg: object = None) -> None:
    """Wait until an asynchronous condition of the page is true."""
    page.evaluate(
        f"""async (arg) => {{
          while (!(await ({condition})(arg))) await new Promise(requestAnimationFrame);
        }}""",
        arg,
    )


def kept(page, address: str = "") -> None:
    """Wait until an address, or the page itself, is cached."""
    until(page, IS_KEPT, address)


def path(slug: str) -> str:
    return f"zh-hans/{slug}/index.html"


def test_an_opened_article_can_be_read_offline(browser, site):
    with Host({"/base": site}) as host:
        reader = Reader(browser, f"{host.url}/base")
        page = reader.open(ARTICLE)
        kept(page)
        for script in ("articles/deepseek-r1/words.js", "words/common.js"):
            kept(page, f"{host.url}/base/static/{script}")
        host.stop()
        page.context.set_offline(True)
        page.reload()
        assert page.locator('[id="b2.s1"]').is_visible()
        assert page.locator(".bar").evaluate("e => getComputedStyle(e).display") == "flex"
        page.locator(".prose [data-k]", has_text="突破").first.click()
        popup = page.locator("#popup")
        expect(popup).to_contain_text("break through")
        # What was not opened before and is not there is said to need a network.
        popup.locator("[data-panel=characters]").click()
        expect(popup.locator("[data-slot=panel]")).to_contain_text("You are offline")
        reader.close()


def test_the_reader_s_own_words_are_there_offline(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    kept(page, f"{small.url}/zh-hans/my-words/index.html")
    small.host.stop()
    page.context.set_offline(True)
    page.goto(f"{small.url}/zh-hans/my-words/index.html")
    assert page.locator("h1").inner_text() == "我的生词"


@pytest.mark.parametrize("small", ["/base", ""], ids=["below a path", "at the root"], indirect=True)
def test_visited_pages_open_offline_and_others_show_a_message(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    kept(page, page.locator(".prose img").evaluate("e => e.src"))
    page.locator(".nav a").first.click()
    kept(page)
    small.host.stop()
    page.context.set_offline(True)
    page.goto(f"{small.url}/zh-hans/one/#b1")
    assert "看完了" in page.locator(".prose").inner_text()
    assert page.locator(".prose img").evaluate("e => e.naturalWidth") == 1
    page.goto(f"{small.url}/{path('two')}")
    assert page.locator("h1").inner_text() == "现在没有网络"
    assert page.url.endswith(path("two"))
    assert page.locator(".bar").evaluate("e => getComputedStyle(e).display") == "flex"
    page.locator("main a").click()
    assert page.locator(".card").count() == 2


def test_a_rebuilt_site_is_shown_at_the_next_load(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    before = page.evaluate(CACHES)
    small.write("one", "他看完了那部电影。")
    (small.root / "static/css/tokens.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")
    small.build()
    page.reload()
    assert "那部电影" in page.locator(".prose").inner_text()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    # The new worker drops what the old one had kept of its build, and nothing else.
    until(
        page,
        """async (before) => {
          const now = await caches.keys();
          return now.length === before.length && now.some((name) => !before.includes(name));
        }""",
        before,
    )
    small.host.stop()
    page.context.set_offline(True)
    page.reload()
    assert "那部电影" in page.locator(".prose").inner_text()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"


def test_an_old_style_sheet_is_not_shown_however_long_the_host_lets_it_be_kept(small, visitor):
    small.host.asset_caching = "max-age=31536000"
    page = visitor.open(path("one"))
    kept(page)
    until(page, "() => navigator.serviceWorker.controller")
    (small.root / "static/css/tokens.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")
    small.build()
    page.goto(f"{small.url}/{path('two')}")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"


def test_a_build_that_is_half_uploaded_is_not_kept(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    before = page.evaluate(CACHES)
    sheet = small.output / "static/css/jiazhu.css"
    old = sheet.read_bytes()
    (small.root / "static/css/tokens.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")
    small.build()
    new = sheet.read_bytes()
    sheet.write_bytes(old)  # the pages and the worker have arrived before it
    update = """async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const { installing } = await registration.update();
      const isOver = () => ["redundant", "activated"].includes(installing.state);
      while (!isOver()) await new Promise(requestAnimationFrame);
      return installing.state;
    }"""
    assert page.evaluate(update) == "redundant"
    assert page.evaluate(CACHES) == before
    sheet.write_bytes(new)
    assert page.evaluate(update) == "activated"
    until(
        page,
        "async (before) => !(await caches.keys()).every((name) => before.includes(name))",
        before,
    )


def test_the_page_of_a_portal_is_not_kept(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    picture = page.locator(".prose img").evaluate("e => e.src")
    kept(page, picture)
    until(page, "() => navigator.serviceWorker.controller")
    portal = "<!doctype html><title>Log in</title><p>Log in"
    (small.output / path("one")).write_text(portal)
    (small.output / path("two")).write_text(portal)
    page.reload()
    assert page.title() == "Log in"
    page.goto(f"{small.url}/{path('two')}")
    assert page.title() == "Log in"
    small.host.stop()
    page.context.set_offline(True)
    page.goto(f"{small.url}/{path('one')}")
    assert "看完了" in page.locator(".prose").inner_text()
    page.goto(f"{small.url}/{path('two')}")
    assert page.locator("h1").inner_text() == "现在没有网络"


def test_a_changed_style_sheet_changes_no_page(small):
    def pages() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small.output.rglob("*.html")}

    before = pages()
    (small.root / "static/css/tokens.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")
    small.build()
    assert pages() == before


def test_a_cached_page_of_an_earlier_build_uses_current_files(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    (small.root / "static/css/tokens.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")
    before = page.evaluate(CACHES)
    small.build()
    page.goto(f"{small.url}/{path('two')}")
    until(
        page,
        """async (before) => (await caches.keys()).every(
          (name) => /(pages|files)$/.test(name) || !before.includes(name))""",
        before,
    )
    small.host.stop()
    page.context.set_offline(True)
    page.goto(f"{small.url}/{path('one')}")
    assert "看完了" in page.locator(".prose").inner_text()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"


def test_a_deleted_page_is_removed_from_the_cache(small, visitor):
    page = visitor.open(path("two"))
    kept(page)
    (small.root / "articles/two.md").unlink()
    small.build()
    assert page.reload().status == 404
    until(page, f"async () => !(await ({IS_KEPT})(''))")


def test_a_slow_network_falls_back_to_the_cache(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    until(page, "() => navigator.serviceWorker.controller")
    small.host.answers.clear()
    page.reload(wait_until="load")
    assert "看完了" in page.locator(".prose").inner_text()
    assert page.locator(".bar").evaluate("e => getComputedStyle(e).display") == "flex"
    # Of all that the page needs, only the page itself was waited for.
    durations = page.evaluate(
        "performance.getEntriesByType('resource').map((entry) => entry.duration)"
    )
    assert len(durations) >= 3
    assert max(durations) < 3000
    small.host.answers.set()


def test_the_cache_is_bounded(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    [worker] = page.context.service_workers
    for kind, bound in (("pages", 60), ("files", 600)):
        count = worker.evaluate(
            """async ([kind, bound]) => {
              for (let i = 0; i < bound + 5; i += 1) {
                await store(kind, `${root}zh-hans/${i}.html`, new Response("x"));
              }
              const keys = await (await caches.open(CACHES[kind])).keys();
              return [keys.length, keys.at(-1).url.endsWith(`/${bound + 4}.html`)];
            }""",
            [kind, bound],
        )
        assert count == [bound, True]


@pytest.mark.parametrize("small", ["/base", ""], ids=["below a path", "at the root"], indirect=True)
def test_other_paths_of_the_host_are_not_handled(small, visitor):
    page = visitor.open(path("one"))
    kept(page)
    until(page, "() => navigator.serviceWorker.controller")
    other = f"{small.host.url}/other/page.html"
    page.evaluate("url => fetch(url)", other)
    assert page.goto(other).from_service_worker is False
    assert page.evaluate("url => caches.match(url).then(Boolean)", other) is False
    assert page.goto(f"{small.url}/{path('one')}").from_service_worker is True


def test_nothing_is_installed_from_disk(reader):
    page = reader.open()
    assert page.evaluate("navigator.serviceWorker?.controller ?? null") is None
    assert not any("worker.js" in url for url in reader.requests)


def test_the_not_found_page_installs_nothing(web_reader):
    page = web_reader.open("404.html", service_workers="allow")
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
