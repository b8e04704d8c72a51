"""The OpenAI provider over real HTTP, with failures."""

from __future__ import annotations

import json
import socket
import ssl
import urllib.error
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from generator.translating.openai import OpenAIProvider
from generator.translating.providers import ProviderError, Request, TransientError
from generator.translating.retrying import MAX_ATTEMPTS, RetryingProvider
from tests.chat_server import ChatServer, FakeClock, Reply, chat_server, completion, question

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
TWO = [
    Request("b1.s1", "银行<1>很</1>好。", {"1": "emphasis"}, {"银行": "bank"}, "题", "", "再见。"),
    Request("b1.s2", "再见。", title="题", before="银行<1>很</1>好。", after="完。"),
]
GOOD = {"b1.s1": "English of b1.s1 bank <1>x</1>.", "b1.s2": "English of b1.s2."}


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def provider(server: ChatServer, **options: object) -> OpenAIProvider:
    options = {"now": lambda: NOW} | options
    return OpenAIProvider(server.endpoint, "m-1", **options)  # type: ignore[arg-type]


def translate_with_retries(
    server: ChatServer, clock: FakeClock, **options: object
) -> dict[str, str]:
    return dict(RetryingProvider(provider(server, **options), clock).translate(TWO))


def test_request_and_answers(server: ChatServer) -> None:
    assert dict(provider(server, key="k-123").translate(TWO)) == GOOD
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["Authorization"] == "Bearer k-123"
    (body,) = server.requests
    assert body["model"] == "m-1"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert question(body) == {
        "title": "题",
        "sentences": [
            {
                "id": "b1.s1",
                "text": "银行<1>很</1>好。",
                "tags": {"1": "emphasis"},
                "terms": {"银行": "bank"},
            },
            {"id": "b1.s2", "text": "再见。", "after": "完。"},
        ],
    }


def test_no_authorization_without_a_key(server: ChatServer) -> None:
    assert dict(provider(server).translate(TWO)) == GOOD
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize(
    "content",
    [
        "```json\n{0}\n```",
        "Here you are:\n{0}\nAnything else?",
    ],
)
def test_an_object_within_other_text_is_found(server: ChatServer, content: str) -> None:
    server.replies = [completion(content.replace("{0}", json.dumps(GOOD)))]
    assert dict(provider(server).translate(TWO)) == GOOD


def test_429_waits_as_long_as_retry_after_says(server: ChatServer) -> None:
    clock = FakeClock()
    date = "Sun, 01 Mar 2026 12:00:45 GMT"
    server.replies = [
        Reply(429, headers={"Retry-After": "7"}),
        Reply(429, headers={"Retry-After": date}),
        Reply(429, headers={"Retry-After": "soon"}),
    ]
    assert translate_with_retries(server, clock) == GOOD
    assert clock.slept == [7, 45, 4]


def test_too_long_a_wait_is_an_error(server: ChatServer) -> None:
    clock = FakeClock()
    server.replies = [Reply(429, headers={"Retry-After": "86400"})]
    with pytest.raises(ProviderError, match="the provider asks to wait 86,400 seconds"):
        translate_with_retries(server, clock)
    assert clock.slept == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, b'{"error": {"message": "out of memory"}}'),
        Reply(503, b"<html><h1>Sorry</h1></html>"),
        Reply(body=b"{not json"),
        Reply(body=b'{"choices": [', missing=100),
        Reply(body=b'{"choices": []}'),
        Reply(body=b'"text"'),
        completion("I cannot do that."),
        completion("{}"),
        completion('["English"]'),
        completion('{"b9.s9": "Something else."}'),
        completion('{"b1.s1": 5, "b1.s2": " "}'),
    ],
    ids=lambda reply: reply.body.decode()[:60],
)
def test_a_transient_failure_is_retried(server: ChatServer, reply: Reply) -> None:
    clock = FakeClock()
    server.replies = [reply]
    assert translate_with_retries(server, clock) == GOOD
    assert clock.slept == [1]
    assert server.sentences() == [["b1.s1", "b1.s2"]] * 2


def test_a_lasting_failure_is_an_error_after_some_attempts(server: ChatServer) -> None:
    clock = FakeClock()
    server.replies = [Reply(500, b'{"error": {"message": "out of memory"}}')] * 9
    with pytest.raises(TransientError, match=r"/v1/chat/completions answered 500: out of memory$"):
        translate_with_retries(server, clock)
    assert len(server.requests) == MAX_ATTEMPTS
    assert clock.slept == [1, 2, 4, 8]


def test_only_sentences_left_out_are_requested_again(server: ChatServer) -> None:
    clock = FakeClock()
    server.replies = [completion('{"b1.s2": "Bye.", "b7.s1": "Who asked?"}')]
    assert translate_with_retries(server, clock) == GOOD | {"b1.s2": "Bye."}
    assert server.sentences() == [["b1.s1", "b1.s2"], ["b1.s1"]]


def test_a_sentence_that_is_always_left_out_is_an_error(server: ChatServer) -> None:
    server.replies = [completion('{"b1.s2": "Bye."}')] * 9
    with pytest.raises(TransientError, match="m-1 left out 1 of 1 sentences"):
        translate_with_retries(server, FakeClock())


@pytest.mark.parametrize(
    ("reply", "message", "hint"),
    [
        (Reply(401, b'{"error": {"message": "bad key"}}'), "answered 401: bad key", "key_env"),
        (Reply(404, b'{"error": "no such model"}'), "answered 404: no such model", "model"),
        (Reply(400, b"bad\n request"), "answered 400: bad request", "endpoint and model"),
        (Reply(307, headers={"Location": "https://e.org/v1"}), "answered 307", "https://e.org/v1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_permanent_failure_is_an_error_at_once(
    server: ChatServer, reply: Reply, message: str, hint: str
) -> None:
    server.replies = [reply]
    with pytest.raises(ProviderError, match=message) as caught:
        translate_with_retries(server, FakeClock())
    assert hint in caught.value.hint
    assert len(server.requests) == 1


def test_a_silent_server_times_out(server: ChatServer) -> None:
    clock = FakeClock()
    server.replies = [Reply(0)]
    assert translate_with_retries(server, clock, timeout=0.2) == GOOD
    assert clock.slept == [1]


def test_no_proxy_is_used_for_this_machine(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert dict(provider(server).translate(TWO)) == GOOD


def test_a_refused_connection_is_an_error_after_some_attempts() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it
        nobody = OpenAIProvider(f"http://127.0.0.1:{free.getsockname()[1]}/v1", "m-1")
        clock = FakeClock()
        with pytest.raises(TransientError, match=r"Cannot connect to .*: Connection refused"):
            list(RetryingProvider(nobody, clock).translate(TWO))
        assert clock.slept == [1, 2, 4, 8]


def test_an_invalid_certificate_is_an_error_at_once(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = provider(server)
    error = ssl.SSLCertVerificationError()
    error.verify_message = "self-signed certificate"

    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.URLError(error)

    monkeypatch.setattr(asked._opener, "open", refuse)
    clock = FakeClock()
    with pytest.raises(ProviderError, match="is not valid: self-signed certificate"):
        list(RetryingProvider(asked, clock).translate(TWO))
    assert clock.slept == []


def test_a_key_is_never_sent_without_encryption() -> None:
    with pytest.raises(
        ProviderError, match=r"The key would be sent to example\.org without encryption"
    ):
        OpenAIProvider("http://example.org/v1", "m", key="k")
    OpenAIProvider("https://example.org/v1", "m", key="k")
    OpenAIProvider("http://example.org/v1", "m")


def test_requests_are_spaced_out(server: ChatServer) -> None:
    clock = FakeClock()
    retrying = RetryingProvider(provider(server, batch=1), clock, requests_per_minute=20)
    assert dict(retrying.translate(TWO)) == GOOD
    assert server.sentences() == [["b1.s1"], ["b1.s2"]]
    assert clock.slept == [3]
