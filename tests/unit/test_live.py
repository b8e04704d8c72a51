"""The development server over a real socket, without watching or building."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.live import LiveServer, with_live_reload
from generator.loopback import BuildState, Hub, LocalHandler
from generator.storage.placement import unfinished_files

PAGE = "<!doctype html><html><body><h1>页</h1></body></html>"


def fault(**changes: object) -> Diagnostic:
    fields = {
        "code": "R001",
        "severity": Severity.ERROR,
        "path": Path("articles/a.md"),
        "line": 3,
        "column": 7,
        "message": "two syllables over one character",
        "hint": "write one",
    }
    return Diagnostic(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "_site"
    (site / "文章").mkdir(parents=True)
    (site / "static").mkdir()
    (site / "index.html").write_text(PAGE)
    (site / "文章/index.html").write_text(PAGE)
    (site / "static/a.css").write_text("p {}")
    (site / ".jiazhu-manifest.json").write_text("{}")
    (tmp_path / "secret.html").write_text("secret")
    return site


@pytest.fixture
def server(folder: Path) -> Iterator[LiveServer]:
    server = LiveServer(folder, Hub(), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.hub.close()
    server.shutdown()
    server.server_close()
    thread.join()


def ask(
    server: LiveServer, path: str, method: str = "GET"
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read().decode(), response.headers
    finally:
        connection.close()


def raw(server: LiveServer, request: bytes) -> bytes:
    """Send bytes as they are, and return the answer."""
    with socket.create_connection(server.server_address[:2], timeout=30) as client:
        client.sendall(request)
        answer = b""
        while data := client.recv(65536):
            answer += data
        return answer


class TestStrangers:
    @pytest.mark.parametrize(
        "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "[", ""]
    )
    def test_names_that_a_stranger_has_led_here(self, server: LiveServer, host: str) -> None:
        answer = raw(server, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.0 421 ")
        assert b"This server is at http://127.0.0.1:" in answer
        assert "页".encode() not in answer

    @pytest.mark.parametrize(
        "host", ["localhost", "LOCALHOST:9", "[::1]:8000", "192.168.0.7", socket.gethostname()]
    )
    def test_names_of_this_machine(self, server: LiveServer, host: str) -> None:
        answer = raw(server, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.0 200 ")

    @pytest.mark.parametrize(
        "path", ["/", "/static/a.css", "/_jiazhu/events?since=x", "/_jiazhu/progress"]
    )
    def test_pages_of_other_sites(self, server: LiveServer, path: str) -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n"
        assert raw(server, request.encode()).startswith(b"HTTP/1.0 403 ")

    def test_no_other_site_may_load_or_show_a_page(self, server: LiveServer) -> None:
        headers = ask(server, "/static/a.css")[2]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"

    @pytest.mark.parametrize(
        "request_line",
        [
            b"GET http://[ HTTP/1.1",
            b"\x16\x03\x01\x02\x00",
            b"GET",
            b"GET / HTTP/9",
            b"\xff\xfe / HTTP/1.1",
        ],
    )
    def test_requests_that_are_none(
        self, server: LiveServer, capsys: pytest.CaptureFixture[str], request_line: bytes
    ) -> None:
        answer = raw(server, request_line + b"\r\nHost: localhost\r\n\r\n")
        assert b"400" in answer or b"505" in answer or b"501" in answer
        assert ask(server, "/")[0] == 200
        assert "Traceback" not in capsys.readouterr().err

    def test_clients_that_say_nothing(
        self, server: LiveServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(LocalHandler, "timeout", 0.2)
        with socket.create_connection(server.server_address[:2], timeout=30) as client:
            client.sendall(b"GET / HT")
            assert client.recv(100) == b""  # the server has given up

    def test_no_more_clients_than_it_can_answer(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generator.loopback.MAX_CONNECTIONS", 3)
        server = LiveServer(folder, Hub(), host="127.0.0.1", port=0)
        with server.running(), ExitStack() as stack:
            address = server.server_address[:2]
            clients = [
                stack.enter_context(socket.create_connection(address, timeout=30)) for _ in range(4)
            ]
            assert clients[3].recv(100) == b""  # closed at once
            for client in clients[:3]:
                client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert client.recv(15).startswith(b"HTTP/1.0 200")


class TestFiles:
    @pytest.mark.parametrize("path", ["/", "/index.html", "/%E6%96%87%E7%AB%A0/", "/?q=1"])
    def test_pages_get_the_script_but_are_unchanged_on_disk(
        self, server: LiveServer, folder: Path, path: str
    ) -> None:
        status, body, headers = ask(server, path)
        assert status == 200
        assert "页" in body
        assert '<script src="/_jiazhu/live.js"' in body
        assert "jiazhu-errors" not in body
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert (folder / "index.html").read_text() == PAGE

    def test_other_files_are_untouched(self, server: LiveServer) -> None:
        status, body, headers = ask(server, "/static/a.css")
        assert (status, body) == (200, "p {}")
        assert headers["Cache-Control"] == "no-store"

    def test_head_has_no_body(self, server: LiveServer) -> None:
        status, body, headers = ask(server, "/", "HEAD")
        assert (status, body) == (200, "")
        assert int(headers["Content-Length"]) > len(PAGE)

    def test_folder_without_slash_is_redirected(self, server: LiveServer) -> None:
        status, _, headers = ask(server, "/%E6%96%87%E7%AB%A0")
        assert status == 301
        assert headers["Location"] == "/%E6%96%87%E7%AB%A0/"

    def test_redirect_stays_on_this_server(self, server: LiveServer) -> None:
        assert ask(server, "//static")[2]["Location"] == "/static/"

    @pytest.mark.parametrize(
        "path",
        [
            "/../secret.html",
            "/%2e%2e/secret.html",
            "/static/..%2f..%2fsecret.html",
            "/..%5csecret.html",
            "/.jiazhu-manifest.json",
            "/link.html",
            "/a%00b",
            "/no-such-page/",
            "/_jiazhu/no-such-file",
            "/" + "a" * 5000,
        ],
    )
    def test_missing_and_hidden_files_are_not_found(
        self, server: LiveServer, folder: Path, path: str
    ) -> None:
        (folder / "link.html").symlink_to(folder.parent / "secret.html")
        status, body, _ = ask(server, path)
        assert status == 404
        assert "secret" not in body.replace(path, "")

    def test_the_404_page_of_the_site_is_used(self, server: LiveServer, folder: Path) -> None:
        (folder / "404.html").write_text("<head></head><body>没有这一页</body>")
        status, body, _ = ask(server, "/no/where")
        assert status == 404
        assert "没有这一页" in body
        assert '<head><base href="/"></head>' in body
        assert "live.js" in body

    def test_before_the_first_build(self, tmp_path: Path) -> None:
        server = LiveServer(tmp_path / "none", Hub(), host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        status, body, _ = ask(server, "/")
        thread.join()
        server.server_close()
        assert status == 404
        assert "Nothing is built yet" in body
        assert "live.js" in body


class TestOverlay:
    def test_shows_place_cause_and_remedy(self, server: LiveServer) -> None:
        server.hub.publish([fault()])
        body = ask(server, "/")[1]
        for part in ("articles/a.md:3:7", "R001", "two syllables over one character", "write one"):
            assert part in body
        assert "页" in body  # the last good page is still there

    def test_the_text_of_an_error_is_escaped(self) -> None:
        evil = "</template><script>alert(1)</script>"
        state = BuildState("1", (fault(message=evil, hint=evil, path=Path(evil)),), crash=evil)
        page = with_live_reload(b"<body></body>", state).decode()
        assert page.count("<script") == 1
        assert page.count("&lt;script&gt;") == 4

    def test_disappears_after_a_successful_build(self, server: LiveServer) -> None:
        server.hub.publish([fault()])
        server.hub.publish()
        assert "jiazhu-errors" not in ask(server, "/")[1]

    def test_page_without_a_body_tag(self) -> None:
        assert with_live_reload(b"<p>a", BuildState("1")).startswith(b"<p>a<script")

    def test_is_inserted_before_the_last_closing_tag(self) -> None:
        assert with_live_reload(b"<pre>&lt;/body></pre></BODY>x", BuildState("1")).endswith(
            b"</BODY>x"
        )


class TestEvents:
    def test_a_page_of_an_older_build_gets_an_event_at_once(self, server: LiveServer) -> None:
        server.hub.publish()
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        connection.request("GET", "/_jiazhu/events?since=old")
        response = connection.getresponse()
        assert response.headers["Content-Type"].startswith("text/event-stream")
        assert response.readline() == b"event: built\n"
        assert response.readline() == f"data: {server.hub.state.token}\n".encode()
        connection.close()

    def test_a_page_that_is_shown_before_the_build_has_ended_reloads_once(
        self, server: LiveServer
    ) -> None:
        hub = server.hub
        before = hub.state.token
        hub.show(["a/index.html"])
        assert hub.wait(before, 0, "b/index.html") == before
        shown = hub.wait(before, 60, "a/index.html")
        assert shown != before
        assert hub.wait(str(shown), 0, "a/index.html") == shown
        hub.publish()
        assert hub.wait(str(shown), 0, "a/index.html") == shown, "it has been reloaded already"
        assert hub.wait(before, 60, "b/index.html") == shown
        hub.show(["a/index.html"])
        newer = hub.token("a/index.html")
        hub.publish([fault()])
        assert hub.wait(newer, 60, "a/index.html") == hub.state.token != newer, "to show the fault"

    def test_a_page_names_its_file_and_its_build(self, server: LiveServer) -> None:
        name = "文章/index.html"
        server.hub.show([name])
        text = ask(server, f"/{quote('文章')}/")[1]
        assert f'data-file="{name}"' in text
        assert f'data-token="{server.hub.token(name)}"' in text
        assert f'data-token="{server.hub.state.token}"' in ask(server, "/")[1]

    def test_an_idle_stream_has_heartbeats_and_ends_with_the_server(
        self, server: LiveServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generator.loopback.HEARTBEAT_SECONDS", 0.01)
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        connection.request("GET", f"/_jiazhu/events?since={server.hub.state.token}")
        response = connection.getresponse()
        assert response.readline() == b": still here\n"
        server.hub.close()
        assert b"built" not in response.read()
        connection.close()

    def test_each_run_of_the_server_has_its_own_token(self) -> None:
        assert Hub().state.token != Hub().state.token


def test_the_first_build_shows_its_progress(server: LiveServer, folder: Path) -> None:
    shutil.rmtree(folder)
    assert ask(server, "/")[0] == 404
    server.hub.show_progress("Building", 1, 3)
    ready = unfinished_files(folder) / "zh-hans/甲/index.html"
    ready.parent.mkdir(parents=True)
    ready.write_text(PAGE)
    status, text, _ = ask(server, "/")
    assert status == 200
    assert "progress.js" in text
    assert "live.js" in text  # it reloads when the build is complete
    progress = json.loads(ask(server, "/_jiazhu/progress")[1])
    assert progress == {"done": 1, "total": 3, "pages": ["zh-hans/甲/index.html"]}
    assert "页" in ask(server, f"/zh-hans/{quote('甲')}/")[1]
    for name in ("progress.js", "progress.css"):
        assert ask(server, f"/_jiazhu/{name}")[0] == 200


def test_a_later_build_shows_the_last_good_site(server: LiveServer, folder: Path) -> None:
    server.hub.show_progress("Building", 0, 1)
    new = unfinished_files(folder) / "new/index.html"
    new.parent.mkdir(parents=True)
    new.write_text(PAGE)
    assert ask(server, "/")[1].startswith("<!doctype html><html><body><h1>页")
    assert ask(server, "/new/")[0] == 404
    server.hub.publish()
    assert server.hub.progress is None


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET /..%252fsecret.html HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /%c0%ae%c0%ae/secret.html HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET /%5c..%5csecret.html HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET //evil.example/..%2f HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET http://evil.example/secret.html HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nHost: HOST\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", 421),
        ("GET / HTTP/1.0\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nRange: bytes=0-99999999999999999999\r\n\r\n", 200),
        (
            "GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 40\r\n\r\n"
            "GET /static/a.css HTTP/1.1\r\nHost: HOST\r\n\r\n",
            200,
        ),
        (
            "POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n"
            "\r\n0\r\n\r\nGET /static/a.css HTTP/1.1\r\nHost: HOST\r\n\r\n",
            501,
        ),
    ],
)
def test_a_request_that_says_two_things(server: LiveServer, request_: str, status: int) -> None:
    host = urlsplit(server.url).netloc
    answer = raw(server, request_.replace("HOST", host).encode()).decode()
    assert f" {status} " in answer.partition("\r\n")[0]
    assert answer.count("HTTP/1.0 ") == 1  # what is smuggled in is not answered
    assert "secret</" not in answer
    assert "p {}" not in answer
