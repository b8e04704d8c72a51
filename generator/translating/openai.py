"""A provider with an OpenAI-compatible endpoint: `POST …/chat/completions`.

The sentences are sent as a JSON object, and the answer is a JSON object of the English by id.
Redirects are not followed, because they would pass on the key, and a key is sent without
encryption only to this machine.
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

TRANSIENT_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""The HTTP status codes after which a retry may succeed."""

MAX_RESPONSE_BYTES = 16 * 2**20

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
    """Translates with an endpoint, a batch of sentences at a time."""

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
            _check_encryption(endpoint)
            self._headers["Authorization"] = f"Bearer {key}"
        handlers: list[Any] = [_NoRedirect]
        if _is_local(endpoint):
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def translate(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """See `Provider.translate`."""
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": format_question(requests)},
            ],
        }
        yield from parse_answers(self._post(json.dumps(body).encode()), requests)

    def _post(self, body: bytes) -> bytes:
        request = urllib.request.Request(self._url, body, self._headers, method="POST")
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return bytes(response.read(MAX_RESPONSE_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                raise self._status_error(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._connection_error(error) from None

    def _status_error(self, error: urllib.error.HTTPError) -> ProviderError:
        """Return the error for a status other than 200."""
        text = _error_text(error)
        message = f"{self._url} answered {error.code}{f': {text}' if text else ''}"
        if error.code in TRANSIENT_STATUSES:
            is_rate_limit = error.code == 429
            hint = "Wait, or set a lower requests_per_minute." if is_rate_limit else "Try later."
            return TransientError(message, hint, wait=self._retry_after(error.headers))
        hints = {
            401: "Check the key in the environment variable that key_env names.",
            403: "Check the key in the environment variable that key_env names.",
            404: "Check endpoint and model. The endpoint usually ends with /v1.",
        }
        if 300 <= error.code < 400:
            place = error.headers.get("Location", "another address")
            return ProviderError(
                message, f"Set endpoint to the final address: it redirects to {place}."
            )
        return ProviderError(message, hints.get(error.code, "Check endpoint and model."))

    def _retry_after(self, headers: Message) -> float | None:
        """Return the seconds of Retry-After, which may be a date (RFC 9110, 10.2.3)."""
        value = str(headers.get("Retry-After", "")).strip()
        if re.fullmatch(r"\d{1,9}(\.\d+)?", value):
            return float(value)
        try:
            until = parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - self._now()).total_seconds())

    def _connection_error(self, error: Exception) -> ProviderError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, ssl.SSLCertVerificationError):
            message = f"The certificate of {self._url} is not valid: {reason.verify_message}"
            return ProviderError(message, "Check the address and the clock of this machine.")
        if isinstance(reason, TimeoutError):
            message = f"{self._url} did not answer for {self._timeout:g} seconds"
            return TransientError(message, "Try later, or set a higher timeout or a lower batch.")
        cause = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        message = f"Cannot connect to {self._url}: {cause}"
        return TransientError(message, "Check endpoint, and whether the server is running.")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Do not follow a redirect, so that it is reported."""


def _is_local(endpoint: str) -> bool:
    """Whether an address is on this machine, so that no proxy is needed."""
    return urlsplit(endpoint).hostname in ("localhost", "127.0.0.1", "::1")


def _check_encryption(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme != "https" and not _is_local(endpoint):
        message = f"The key would be sent to {parts.hostname} without encryption"
        hint = "Begin endpoint with https://, or remove key_env."
        raise ProviderError(message, hint)


def _error_text(error: urllib.error.HTTPError, limit: int = 200) -> str:
    """Return the message in the body of an error response, on one line."""
    stream: IO[bytes] = error
    try:
        text = stream.read(65536).decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    try:
        found = json.loads(text)["error"]
        text = found["message"] if isinstance(found, dict) else found
    except (ValueError, KeyError, TypeError):
        text = re.sub(r"<[^<>]*>", " ", text)
    line = " ".join(str(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def format_question(requests: Sequence[Request]) -> str:
    """Format a batch as JSON; neighbours that are in the batch are left out."""
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
    question = {"title": requests[0].title, "sentences": sentences}
    return json.dumps(question, ensure_ascii=False)


def parse_answers(data: bytes, requests: Sequence[Request]) -> Iterator[Answer]:
    """Yield the answers to requests in a response; others are ignored.

    Raises `TransientError` if the response is malformed.
    """
    hint = "Try again, or try another model. Small models need a lower batch."
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise TransientError("The response is not a chat completion", hint) from None
    found = _find_object(content) if isinstance(content, str) else None
    if found is None:
        raise TransientError("The model did not answer with a JSON object", hint)
    for request in requests:
        english = found.get(request.id)
        if isinstance(english, str) and english.strip():
            yield request.id, english.strip()


def _find_object(content: str) -> dict[str, object] | None:
    """Return the JSON object in an answer, with or without a code fence or other text around."""
    start, end = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[start : end + 1], strict=False)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
