"""External addresses: each is requested once, and only those that are gone are reported."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checks.external_links import LinkStatus, request, request_all
from generator.cli import main
from tests.link_server import LinkServer, link_server

FOUND, GONE, UNKNOWN = LinkStatus.FOUND, LinkStatus.GONE, LinkStatus.UNKNOWN


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkServer]:
    monkeypatch.setenv("no_proxy", "*")
    with link_server() as started:
        yield started


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/there", FOUND, ""),
        ("/中文?问=答", FOUND, ""),
        ("/get-only", FOUND, ""),
        ("/moved", FOUND, ""),
        ("/404", GONE, "returns 404 Not Found"),
        ("/410", GONE, "returns 410 Gone"),
        ("/403", UNKNOWN, "returns 403 Forbidden"),
        ("/429", UNKNOWN, "returns 429 Too Many Requests"),
        ("/503", UNKNOWN, "returns 503 Service Unavailable"),
        ("/loop", UNKNOWN, "returns 302"),
        ("/silent", UNKNOWN, "does not respond"),
        ("/cut", UNKNOWN, "cannot be reached: "),
    ],
)
def test_the_status_of_an_address(
    server: LinkServer, path: str, status: LinkStatus, description: str
) -> None:
    result = request(server.root + path, timeout=0.3 if path == "/silent" else 10)
    assert result.status is status
    assert result.description.startswith(description)
    assert all(agent.startswith("jiazhu/") for _, _, agent in server.asked)


@pytest.mark.parametrize(("errno", "status"), [("EAI_NONAME", GONE), ("EAI_AGAIN", UNKNOWN)])
def test_an_unknown_host_is_gone_unless_the_lookup_may_be_repeated(
    monkeypatch: pytest.MonkeyPatch, errno: str, status: LinkStatus
) -> None:
    def lookup(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(getattr(socket, errno), "no such host")

    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert request("https://没有.example/").status is status


def test_a_refused_connection_is_not_gone(server: LinkServer) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        assert request(f"http://127.0.0.1:{port}/").status is UNKNOWN


def test_a_host_gets_one_request_at_a_time(server: LinkServer) -> None:
    found = request_all({f"{server.root}/{n}x" for n in range(20)})
    assert {result.status for result in found.values()} == {FOUND}
    assert len(server.asked) == 20
    assert server.at_once == 1


def site(root: Path, web: str) -> Path:
    (root / "articles").mkdir(parents=True)
    files = {
        "site.toml": f'title = {{ zh = "小站", en = "Site" }}\nbase_url = "{web}/own/"\n',
        "glossary.toml": '[[term]]\nid = "a"\nzh-Hans = "船"\npinyin = "chuán"\nen = "boat"\n'
        'definition = { zh = "船。", en = "A boat." }\n'
        f'source = "{web}/404"\n',
        "articles/a.md": f"---\ntitle: 题\nsource_url: {web}/410#part\n---\n"
        f"见[此处]({web}/there#a)和[那里]({web}/there#b)。\n\n"
        f"还有[这个]({web}/404)和[自己]({web}/own/404)。\n",
        "articles/a.en.md": "---\ntitle: T\n---\n"
        f"See [here]({web}/there) and [there]({web}/503).\n\n"
        f"And ![this]({web}/404) too.  <!-- jiazhu: ignore L005: it comes back in May -->\n",
    }
    for name, text in files.items():
        (root / name).write_text(text, "utf-8")
    return root


def test_every_place_of_a_gone_address_is_reported(server: LinkServer, tmp_path: Path) -> None:
    root = site(tmp_path / "site", server.root)
    result = CliRunner().invoke(main, ["check", str(root), "--links", "--select", "L005,S"])
    reported = [
        line.rpartition("/site/")[2] for line in result.output.splitlines() if "L005" in line
    ]
    assert reported == [
        f"articles/a.md:3:1: warning L005: “{server.root}/410” returns 410 Gone",
        f"articles/a.md:7:4: warning L005: “{server.root}/404” returns 404 Not Found",
        f"glossary.toml:7:10: warning L005: “{server.root}/404” returns 404 Not Found",
    ]
    assert "S023" not in result.output
    assert f"1 external link:\n    {server.root}/503 returns 503" in result.output
    assert result.exit_code == 0
    heads = [path for method, path, _ in server.asked if method == "HEAD"]
    assert sorted(heads) == ["/404", "/410", "/503", "/there"]


def test_no_request_is_made_without_links(server: LinkServer, tmp_path: Path) -> None:
    root = site(tmp_path / "site", server.root)
    result = CliRunner().invoke(main, ["check", str(root)])
    assert "L005" not in result.output
    assert "S023" not in result.output
    assert server.asked == []
