"""An endpoint that speaks the chat protocol of OpenAI: `POST …/chat/completions`.

The sentences go as one JSON object, and one JSON object comes back, English by id. Redirections
are not followed, since the key would go along, and no key goes over an open line but to this
machine itself.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, Any
from urllib.parse import urlsplit

from generator.translating.providers import Answer, ProviderError, Request, TransientError

PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""The states of HTTP that may pass."""

MOST = 16 * 2**20
"""Bytes of an answer that are read."""

INSTRUCTIONS = """\
You translate a Chinese article into English for readers who learn Chinese and read both side by \
side. You get a JSON object: the title of the article and "sentences", each with an "id" and its \
Chinese "text"; "before" and "after" are its neighbours, given for context only.
- Translate each sentence by itself: one sentence in, one sentence out, nothing added, nothing \
left out. Write natural, precise British English.
- Use the English given under "terms" for the terms and names that stand there.
- Keep numbers, and words in Latin letters.
- A text may have numbered tags; "tags" says what they stand for. Keep every tag exactly once: \
<1>…</1> around the English of what it stands around, <2/> where it belongs.
- Leave no Chinese characters.
Answer with one JSON object and nothing else: the English of each sentence by its id, such as \
{"b1.s1": "…", "b1.s2": "…"}."""


class OpenAIProvider:
    """Asks an endpoint for the sentences of a batch at a time."""

    def __init__(
        self,
        endpoint: str,
        model: str,
        *,
        key: str = "",
        batch: int = 20,
        timeout: float = 120,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.model = model
        self.batch = batch
        self._url = f"{endpoint}/chat/completions"
        self._timeout = timeout
        self._now = now
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            _check_line(endpoint)
            self._headers["Authorization"] = f"Bearer {key}"
        handlers: list[Any] = [_NoRedirection]
        if _is_here(endpoint):
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """See `Provider.translate`."""
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": question(requests)},
            ],
        }
        yield from answers(self._post(json.dumps(body).encode()), requests)

    def _post(self, body: bytes) -> bytes:
        request = urllib.request.Request(self._url, body, self._headers, method="POST")
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return bytes(response.read(MOST))
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._unreachable(error) from None

    def _refused(self, error: urllib.error.HTTPError) -> ProviderError:
        """What an answer other than 200 means."""
        said = _said(error)
        message = f"{self._url} answers {error.code}{f': {said}' if said else ''}"
        if error.code in PASSING:
            hint = "wait, or set requests_per_minute lower" if error.code == 429 else "try later"
            return TransientError(message, hint, wait=self._wait(error.headers))
        hints = {
            401: "check the key in the environment variable that key_env names",
            403: "check the key in the environment variable that key_env names",
            404: "check endpoint and model; the endpoint goes up to /v1",
        }
        if 300 <= error.code < 400:
            place = error.headers.get("Location", "another address")
            return ProviderError(message, f"it leads to {place}: state the final address")
        return ProviderError(message, hints.get(error.code, "check endpoint and model"))

    def _wait(self, headers: Message) -> float | None:
        """Seconds, from a Retry-After that gives them or a date (RFC 9110, 10.2.3)."""
        value = str(headers.get("Retry-After", "")).strip()
        if re.fullmatch(r"\d{1,9}(\.\d+)?", value):
            return float(value)
        try:
            until = parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - self._now()).total_seconds())

    def _unreachable(self, error: Exception) -> ProviderError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, ssl.SSLCertVerificationError):
            message = f"the certificate of {self._url} is not valid: {reason.verify_message}"
            return ProviderError(message, "check the address and the clock of this machine")
        if isinstance(reason, TimeoutError):
            message = f"{self._url} was silent for {self._timeout:g} seconds"
            return TransientError(message, "try later, or set timeout higher or batch lower")
        cause = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        message = f"{self._url} cannot be reached: {cause}"
        return TransientError(message, "check that the server runs and that endpoint names it")


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Leave a redirection to be reported."""


def _is_here(endpoint: str) -> bool:
    """Whether an address is this machine itself, which no proxy stands before."""
    return urlsplit(endpoint).hostname in ("localhost", "127.0.0.1", "::1")


def _check_line(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme != "https" and not _is_here(endpoint):
        message = f"the key would go to {parts.hostname} over an open line"
        raise ProviderError(message, "write the endpoint with https://, or leave key_env out")


def _said(error: urllib.error.HTTPError, limit: int = 200) -> str:
    """What a refusal says for itself, on one line."""
    stream: IO[bytes] = error
    try:
        text = stream.read(65536).decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    try:
        found = json.loads(text)["error"]
        text = found["message"] if isinstance(found, dict) else found
    except (ValueError, KeyError, TypeError):
        text = re.sub(r"<[^>]*>", " ", text)
    line = " ".join(str(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def question(requests: Sequence[Request]) -> str:
    """The sentences of a batch as JSON; a neighbour that is in the batch is not said again."""
    sentences = []
    texts = {request.text for request in requests}
    for request in requests:
        sentence: dict[str, Any] = {"id": request.id, "text": request.text}
        if request.before and request.before not in texts:
            sentence["before"] = request.before
        if request.after and request.after not in texts:
            sentence["after"] = request.after
        if request.tags:
            sentence["tags"] = request.tags
        if request.terms:
            sentence["terms"] = request.terms
        sentences.append(sentence)
    asked = {"title": requests[0].title, "sentences": sentences}
    return json.dumps(asked, ensure_ascii=False)


def answers(data: bytes, requests: Sequence[Request]) -> Iterator[Answer]:
    """The answers in a response; those that nobody asked for are passed over.

    Raises `TransientError` where the response is not what the protocol says.
    """
    hint = "try again, or another model; a lower batch helps small ones"
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise TransientError("the answer is no chat completion", hint) from None
    found = _object(content) if isinstance(content, str) else None
    if found is None:
        raise TransientError("the model did not answer with a JSON object", hint)
    for request in requests:
        english = found.get(request.id)
        if isinstance(english, str) and english.strip():
            yield request.id, english.strip()


def _object(content: str) -> dict[str, object] | None:
    """The JSON object in what a model wrote, be it fenced or introduced."""
    start, end = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[start : end + 1], strict=False)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
