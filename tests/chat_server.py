"""A local server for `POST /v1/chat/completions`, which fails on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A response; a status of 0 means no answer until the server stops."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    """The number of bytes in Content-Length that are never sent."""


def completion(content: str) -> Reply:
    """Return a response with a chat completion."""
    message = {"role": "assistant", "content": content}
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}
    return Reply(body=json.dumps(body).encode())


Translate = Callable[[dict[str, Any]], str]


def english(sentence: dict[str, Any]) -> str:
    """Return a translation with the id, the terms and the tags of a sentence."""
    terms = " ".join(sentence.get("terms", {}).values())
    tags = "".join(
        f"<{n}/>" if about.startswith(("code", "image", "footnote", "line")) else f"<{n}>x</{n}>"
        for n, about in sentence.get("tags", {}).items()
    )
    return " ".join(f"English of {sentence['id']} {terms} {tags}".split()) + "."


class ChatServer:
    """Sends the `replies` in order, and after them translations."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.translate: Translate = english
        self.requests: list[dict[str, Any]] = []
        """The JSON bodies of all requests."""
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.stopping = threading.Event()
        self.endpoint = ""

    def sentences(self) -> list[list[str]]:
        """Return the ids of the sentences in each request."""
        return [[s["id"] for s in question(body)["sentences"]] for body in self.requests]

    def reply(self, body: dict[str, Any]) -> Reply:
        if self.replies:
            return self.replies.pop(0)
        found = {s["id"]: self.translate(s) for s in question(body)["sentences"]}
        return completion(json.dumps(found, ensure_ascii=False))


def question(body: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object in the user message of a request."""
    content: dict[str, Any] = json.loads(body["messages"][-1]["content"])
    return content


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Run the server on a free port."""
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            chat.requests.append(body)
            chat.headers.append(dict(self.headers))
            chat.paths.append(self.path)
            reply = chat.reply(body)
            if not reply.status:
                chat.stopping.wait()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + reply.missing))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat.endpoint = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield chat
    finally:
        chat.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


class FakeClock:
    """A clock that advances only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
