"""External addresses: each is asked once, and only what is gone is a doubt."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checks.external_links import Verdict, ask, ask_all
from generator.cli import main
from tests.link_server import LinkServer, link_server

THERE, GONE, UNKNOWN = Verdict.THERE, Verdict.GONE, Verdict.UNKNOWN


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkServer]:
    monkeypatch.setenv("no_proxy", "*")
    with link_server() as started:
        yield started


@pytest.mark.parametrize(
    ("path", "verdict", "said"),
    [
        ("/there", THERE, ""),
        ("/中文?问=答", THERE, ""),
        ("/get-only", THERE, ""),
        ("/moved", THERE, ""),
        ("/404", GONE, "answers 404 Not Found"),
        ("/410", GONE, "answers 410 Gone"),
        ("/403", UNKNOWN, "answers 403 Forbidden"),
        ("/429", UNKNOWN, "answers 429 Too Many Requests"),
        ("/503", UNKNOWN, "answers 503 Service Unavailable"),
        ("/loop", UNKNOWN, "answers 302"),
        ("/silent", UNKNOWN, "is silent"),
        ("/cut", UNKNOWN, "cannot be reached: "),
    ],
)
def test_what_an_answer_means(server: LinkServer, path: str, verdict: Verdict, said: str) -> None:
    answer = ask(server.root + path, timeout=0.3 if path == "/silent" else 10)
    assert answer.verdict is verdict
    assert answer.said.startswith(said)
    assert all(agent.startswith("jiazhu/") for _, _, agent in server.asked)


@pytest.mark.parametrize(("errno", "verdict"), [("EAI_NONAME", GONE), ("EAI_AGAIN", UNKNOWN)])
def test_a_host_that_there_is_not(
    monkeypatch: pytest.MonkeyPatch, errno: str, verdict: Verdict
) -> None:
    def lookup(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(getattr(socket, errno), "no such host")

    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert ask("https://没有.example/").verdict is verdict


def test_nobody_listens_is_not_gone(server: LinkServer) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        assert ask(f"http://127.0.0.1:{port}/").verdict is UNKNOWN


def test_a_host_is_asked_one_thing_at_a_time(server: LinkServer) -> None:
    found = ask_all({f"{server.root}/{n}x" for n in range(20)})
    assert {answer.verdict for answer in found.values()} == {THERE}
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


def test_every_place_of_a_gone_address_is_told(server: LinkServer, tmp_path: Path) -> None:
    root = site(tmp_path / "site", server.root)
    result = CliRunner().invoke(main, ["check", str(root), "--links", "--select", "L005,S"])
    told = [line.rpartition("/site/")[2] for line in result.output.splitlines() if "L005" in line]
    assert told == [
        f"articles/a.md:3:1: warning L005: “{server.root}/410” answers 410 Gone",
        f"articles/a.md:7:4: warning L005: “{server.root}/404” answers 404 Not Found",
        f"glossary.toml:7:10: warning L005: “{server.root}/404” answers 404 Not Found",
    ]
    assert "S023" not in result.output
    assert f"1 external link:\n    {server.root}/503 answers 503" in result.output
    assert result.exit_code == 0
    heads = [path for method, path, _ in server.asked if method == "HEAD"]
    assert sorted(heads) == ["/404", "/410", "/503", "/there"]


def test_nothing_is_asked_unless_wanted(server: LinkServer, tmp_path: Path) -> None:
    root = site(tmp_path / "site", server.root)
    result = CliRunner().invoke(main, ["check", str(root)])
    assert "L005" not in result.output
    assert "S023" not in result.output
    assert server.asked == []
