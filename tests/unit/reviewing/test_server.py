"""The review server, with real requests over a real socket."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from generator.loopback import Hub
from generator.reviewing.server import ReviewServer
from generator.reviewing.session import ReviewSession

BANK = "zh-hans/bank/index.html"


@pytest.fixture
def server(session: ReviewSession) -> Iterator[ReviewServer]:
    hub = Hub()
    server = ReviewServer(hub, port=0)
    server.open(session)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    hub.close()
    server.shutdown()
    server.server_close()
    thread.join()


def _ask(
    server: ReviewServer,
    path: str,
    method: str = "GET",
    body: bytes = b"",
    **headers: str,
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _get(server: ReviewServer, what: str, **query: object) -> Any:
    status, _, content = _ask(server, f"/{server.token}/_jiazhu/{what}?{urlencode(query)}")
    return json.loads(content) if status == 200 else status


def _post(server: ReviewServer, what: str, data: object, **headers: str) -> tuple[int, Any]:
    status, _, content = _ask(
        server,
        f"/{server.token}/_jiazhu/{what}",
        "POST",
        json.dumps(data).encode(),
        **{
            "Origin": server.url.rstrip("/"),
            "Content_Type": "application/json",
            **headers,
        },
    )
    return status, json.loads(content) if content.startswith(b"{") else content


def _correction(server: ReviewServer) -> dict[str, object]:
    text = _get(server, "text", page=BANK)
    sentence = next(s for s in text["sentences"] if "起源" in s["text"])
    start = next(w[0] for w in sentence["words"] if sentence["text"][w[2] : w[3]] == "起源")
    place = {
        "slug": "bank", "block": sentence["block"], "sentence": sentence["id"],
        "start": start, "end": start + 2,
    }  # fmt: skip
    return {
        "place": place,
        "text": "起源",
        "sentence": sentence["text"],
        "scope": "note",
        "values": {"pinyin": "qǐyuān"},
    }


def test_it_listens_on_the_loopback_interface_only(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert urlsplit(server.home_url).path.startswith(f"/{server.token}/")
    assert len(server.token) >= 32


def test_each_run_has_its_own_token() -> None:
    tokens = set()
    for _ in range(2):
        server = ReviewServer(Hub(), port=0)
        tokens.add(server.token)
        server.server_close()
    assert len(tokens) == 2


@pytest.mark.parametrize("path", ["/", "/index.html", f"/{BANK}", "/wrong/index.html", "//"])
def test_a_request_without_the_token_is_refused(server: ReviewServer, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        assert _ask(server, path, method)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost", ""])
def test_a_request_to_another_host_name_is_refused(server: ReviewServer, host: str) -> None:
    assert _ask(server, f"/{server.token}/{BANK}", Host=host)[0] in (404, 421)


def test_a_page_has_the_review_and_sends_no_referrer(server: ReviewServer) -> None:
    status, headers, content = _ask(server, f"/{server.token}/{BANK}")
    assert status == 200
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert b"review.js" in content
    assert b"manifest.webmanifest" not in content
    assert _ask(server, f"/{server.token}")[1]["Location"] == f"/{server.token}/index.html"
    for name in ("review.js", "panel.js", "keys.js", "page.css", "panel.css"):
        assert _ask(server, f"/{server.token}/_jiazhu/{name}")[0] == 200
    assert _ask(server, f"/{server.token}/_jiazhu/../server.py")[0] == 404


def test_pages_show_the_progress_until_the_session_is_open(session: ReviewSession) -> None:
    server = ReviewServer(Hub(), port=0)
    server.progress = "Annotating: 3 of 50"
    start = urlsplit(server.start_url).path
    with server.running():
        for path in (start, f"/{server.token}/{BANK}"):
            status, _, content = _ask(server, path)
            assert status == 200
            assert b"Annotating: 3 of 50" in content
            assert b'http-equiv="refresh"' in content
        assert _post(server, "undo", {"id": 1})[0] == 503
        assert _ask(server, "/wrong/index.html")[0] == 404
        server.open(session)
        assert _ask(server, start)[1]["Location"] == urlsplit(server.home_url).path
        assert b"review.js" in _ask(server, f"/{server.token}/{BANK}")[2]


def test_a_missing_page_still_has_the_review(server: ReviewServer) -> None:
    status, _, content = _ask(server, f"/{server.token}/zh-hans/%3Cb%3E%22/index.html")
    assert status == 404
    assert b"There is no page here" in content
    assert b"review.js" in content
    assert b"<b>" not in content
    assert b'data-page="zh-hans/&lt;b&gt;&quot;/index.html"' in content


def test_a_broken_template_is_shown_with_the_review(server: ReviewServer) -> None:
    (server.session.root / "templates").mkdir()
    (server.session.root / "templates/article.html").write_text("{% if <b> %}", "utf-8")
    server.session.refresh(pages=True)
    status, headers, content = _ask(server, f"/{server.token}/{BANK}")
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert b"A template is broken" in content
    assert b"article.html:1: " in content
    assert b"review.js" in content


def test_an_address_of_an_earlier_run_explains_what_to_do(server: ReviewServer) -> None:
    assert b"the terminal shows now" in _ask(server, f"/former/{BANK}")[2]


def test_a_redirect_stays_on_this_server(server: ReviewServer) -> None:
    for name, quoted in (
        ("%E9%93%B6%E8%A1%8C", "%E9%93%B6%E8%A1%8C"),
        ("a%0D%0AX:b", "a%0D%0AX%3Ab"),
    ):
        status, headers, _ = _ask(server, f"/{server.token}/{name}/")
        assert status == 301
        assert headers["Location"] == f"/{server.token}/{quoted}/index.html"
        assert headers["X"] is None


@pytest.mark.parametrize("size", ["1000001", "99999999999999", "-1", "x", ""])
def test_a_request_of_invalid_length_is_refused(server: ReviewServer, size: str) -> None:
    assert _post(server, "undo", {"id": 1}, Content_Length=size)[0] == 400


def test_a_crash_is_reported_and_the_server_goes_on(
    server: ReviewServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object) -> None:
        raise AssertionError("oops")

    monkeypatch.setattr(server.corrections, "correct", crash)
    status, told = _post(server, "correct", _correction(server))
    assert status == 409
    assert "AssertionError: oops" in told["message"]
    assert "Traceback" in capsys.readouterr().err
    assert _get(server, "state")["changes"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
)
def test_a_request_from_another_page_changes_nothing(
    server: ReviewServer, headers: dict[str, str]
) -> None:
    status, _ = _post(server, "correct", _correction(server), **headers)
    assert status == 403
    assert not (server.session.root / "articles/bank.notes.toml").exists()


def test_half_a_character_is_refused(server: ReviewServer) -> None:
    """JSON can write it, and no answer could repeat it."""
    data = _correction(server) | {"text": "\ud800"}
    assert _post(server, "correct", data)[0] == 400
    assert _post(server, "accept", {"id": "\udfff", "reason": "\ud800"})[0] == 400


def test_a_correction_can_be_undone(server: ReviewServer) -> None:
    status, told = _post(server, "correct", _correction(server))
    assert status == 200
    assert told["change"]["paths"] == ["articles/bank.notes.toml"]
    assert [c["undone"] for c in _get(server, "state")["changes"]] == [False]
    assert _post(server, "undo", {"id": told["change"]["id"]})[0] == 200
    assert [c["undone"] for c in _get(server, "state")["changes"]] == [True]


def test_a_refusal_has_cause_and_remedy(server: ReviewServer) -> None:
    wanted = {**_correction(server), "values": {"pinyin": "qǐ"}}
    status, told = _post(server, "correct", wanted)
    assert status == 409
    assert "syllable" in told["message"]
    assert told["hint"].startswith("Nothing was written. ")
    assert "syllable" in told["hint"]


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("correct", {}),
        ("correct", []),
        ("correct", {"place": {"slug": "bank"}}),
        ("nothing", {}),
        ("undo", {"id": "x"}),
        ("accept", {"id": "x"}),
    ],
)
def test_an_invalid_request_is_refused(server: ReviewServer, what: str, data: object) -> None:
    assert _post(server, what, data)[0] == 400


def test_unknown_keys_are_refused(server: ReviewServer) -> None:
    wanted = {**_correction(server), "values": {"colour": "red"}}
    assert _post(server, "correct", wanted)[0] == 400


def test_a_change_sends_an_event_to_the_pages(server: ReviewServer) -> None:
    before = _get(server, "state")["token"]
    _post(server, "correct", _correction(server))
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request("GET", f"/{server.token}/_jiazhu/events?since={before}")
    answer = connection.getresponse()
    assert answer.readline() == b"event: built\n"
    connection.close()


def test_the_analysis_of_a_place(server: ReviewServer) -> None:
    place = _correction(server)["place"]
    assert isinstance(place, dict)
    facts = _get(server, "place", **place)
    assert facts["text"] == "起源"
    assert [r["pinyin"] for r in facts["readings"] if r["current"]] == ["qǐyuán"]
    assert facts["forms"] == {"zh-Hant-TW": ["起源"], "zh-Hant-HK": ["起源"]}
    assert _get(server, "place", **{**place, "end": 10_000}) == 404
    assert _get(server, "place", **{**place, "block": "b99"}) == 404
    assert _get(server, "place", slug="bank") == 404


def test_an_english_sentence_can_be_left_unpaired(server: ReviewServer) -> None:
    path = server.session.root / "articles/bank.en.md"
    path.write_text(path.read_text("utf-8") + "\nIt rained all day.\n", "utf-8")
    server.session.refresh()
    near = _get(server, "counterparts", slug="bank", english="e3.s1")
    assert "研究生命的起源很难。" in [one["text"] for one in near]
    assert _get(server, "counterparts", slug="bank", english="e9.s1") == []
    assert _get(server, "counterparts", slug="none", english="e3.s1") == []
    assert _post(server, "unpaired", {"slug": "bank", "english": "e9.s1"})[0] == 409
    assert _post(server, "unpaired", {"slug": "bank", "english": "e3.s1"})[0] == 200
    assert "\n{=}It rained" in path.read_text("utf-8")


def test_alternative_forms_of_a_word_are_listed(server: ReviewServer) -> None:
    path = server.session.root / "articles/forms.md"
    path.write_text("---\ntitle: 城\n---\n\n巷子被划进了拆迁的范围。\n", "utf-8")
    server.session.refresh()
    facts = _get(server, "place", slug="forms", block="b1", start=3, end=4)
    assert facts["text"] == "划"
    assert facts["forms"]["zh-Hant-TW"] == ["劃", "划"]


def test_a_refusal_names_the_file_relative_to_the_site(server: ReviewServer) -> None:
    wanted = {**_correction(server), "scope": "text", "values": {"name": "place"}}
    assert _post(server, "correct", wanted)[0] == 409
    path = server.session.root / "articles/bank.notes.toml"
    path.write_text("[[note]\n", "utf-8")
    status, told = _post(server, "correct", _correction(server))
    assert status == 409
    assert told["message"].startswith("articles/bank.notes.toml:1: ")
