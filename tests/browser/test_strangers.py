"""Pages of other sites, open in the same browser, and the servers of `serve` and `review`."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.live import LiveServer
from generator.loopback import Hub
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.review_window import opened_review

STRANGER = """\
<!doctype html><title>waiting</title>
<script src="{address}static/words.js"></script>
<iframe src="{address}" width=300></iframe>
<img src="{address}static/a.png">
<script>
const json = {{ "Content-Type": "application/json" }};
const read = async (address, options) => {{
  try {{
    const answer = await fetch(address, options);
    return answer.type === "opaque" ? "opaque" : await answer.text();
  }} catch {{
    return "refused";
  }}
}};
(async () => {{
  const found = [
    await read("{address}"),
    await read("{address}", {{ mode: "no-cors" }}),
    await read("{address}", {{ method: "POST", headers: json }}),
    await read("{address}", {{ method: "POST", mode: "no-cors", body: "{{}}" }}),
  ];
  document.title = [...found, typeof secret, document.images[0].naturalWidth].join(" ");
}})();
</script>
"""


@contextmanager
def stranger(address: str, page: str = STRANGER) -> Iterator[str]:
    """Serve a page of another site, which knows an address of ours."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.format(address=address).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[LiveServer]:
    (tmp_path / "static").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>draft</title><body>draft", "utf-8")
    (tmp_path / "static/words.js").write_text('var secret = "draft";', "utf-8")
    server = LiveServer(tmp_path, Hub(), host="127.0.0.1", port=0)
    with server.running():
        yield server


def test_a_name_that_leads_to_this_machine_reads_nothing(
    browser: Browser, preview: LiveServer
) -> None:
    """DNS rebinding: the page of a stranger asks its own name, which now means us."""
    rule = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    other = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, rule])
    try:
        page = other.new_page()
        answer = page.goto(f"http://evil.example:{preview.server_port}/")
        assert answer is not None
        assert answer.status == 421
        assert "draft" not in page.content()
        answer = page.goto(preview.url)
        assert answer is not None
        assert answer.status == 200
    finally:
        other.close()


def test_a_page_of_another_site_reads_nothing_of_a_preview(
    browser: Browser, preview: LiveServer
) -> None:
    with stranger(preview.url) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page).to_have_title("refused refused refused refused undefined 0")
        assert all("draft" not in frame.content() for frame in page.frames[1:])
        page.close()


FORM = """\
<!doctype html><form method=post action="{address}" enctype="text/plain">
<input name='{{"id": 1, "x": "' value='"}}'></form><script>document.forms[0].submit()</script>
"""


def test_a_page_of_another_site_changes_nothing_under_review(
    browser: Browser, tmp_path: Path
) -> None:
    """Not even one that has got hold of the secret."""
    with opened_review(browser, tmp_path) as review:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        base = f"{review.server.url}{review.server.token}/_jiazhu/"
        for what, content in (("undo", STRANGER), ("undo", FORM)):
            with stranger(f"{base}{what}", content) as address:
                page = browser.new_page()
                _visit(page, address, content == FORM)
                page.close()
        assert review.server.corrections.entries == []
        assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def _visit(page: Page, address: str, has_form: bool) -> None:
    if has_form:
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.goto(address)
        assert answer.value.status == 403
        return
    page.goto(address)
    expect(page).not_to_have_title("waiting")
    assert page.title().split()[:4] == ["refused"] * 4
