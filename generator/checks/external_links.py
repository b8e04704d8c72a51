"""Whether the addresses outside of the site that it names still answer.

1. Every http(s) address of links, images, `source_url` and the glossary's `source` is gathered,
   with its places; what stands within the site's own `base_url` is for `links`.
2. Each is asked once, HEAD first and then GET, which some servers want. A few hosts are asked
   at a time, and no host twice at once.
3. What is gone (404, 410, no such host, no valid certificate) is a doubt (L005). An answer that
   may be another for a reader or tomorrow, such as 403, 429, 503 or silence, is only told.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from generator import __version__
from generator.checks.article import addresses
from generator.checks.links import texts
from generator.diagnostics import Report
from generator.model import Span
from generator.prepared import PreparedSite

USER_AGENT = f"jiazhu/{__version__} (link check)"
TIMEOUT = 15.0
"""Seconds that a silent server is waited for."""
AT_ONCE = 6
"""How many hosts are asked at a time."""

_GONE = (404, 410)
_NO_HOST = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
_SAFE = "/:?#[]@!$&'()*+,;=%~"


class Verdict(Enum):
    """What became of an address."""

    THERE = "there"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out of an address, in words that go on from it."""

    verdict: Verdict
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Use:
    """An address and a place that names it."""

    address: str
    path: Path
    line: int
    column: int = 1
    block: str = ""
    span: Span | None = None


def external_doubts(site: PreparedSite, report: Report, *, timeout: float = TIMEOUT) -> list[str]:
    """Report the addresses that are gone (L005); what could not be found out, a line each."""
    uses = list(_uses(site))
    answers = ask_all({use.address for use in uses}, timeout=timeout)
    for use in uses:
        answer = answers[use.address]
        if answer.verdict is Verdict.GONE:
            report.add(
                "L005",
                use.path,
                f"“{use.address}” {answer.said}",
                "correct the address, or link to a copy that an archive has kept",
                line=use.line,
                column=use.column,
                block=use.block,
                span=use.span,
            )
    return [
        f"{address} {answer.said}"
        for address, answer in sorted(answers.items())
        if answer.verdict is Verdict.UNKNOWN
    ]


def _uses(site: PreparedSite) -> Iterator[_Use]:
    own = site.source.config.base_url
    for text in texts(site):
        for block in text.blocks:
            for span, address in addresses(text.skeleton[block.token].children or []):
                if _is_web(address) and not (own and f"{address}/".startswith(own)):
                    line, column = block.place(span.start)
                    url = urldefrag(address).url
                    yield _Use(url, text.path, line, column, block.id, span)
    for source in site.source.articles:
        if source.meta.source_url:
            url = urldefrag(source.meta.source_url).url
            yield _Use(url, source.path, source.source_url_line)
    glossary = site.source.config.root / "glossary.toml"
    for term in site.source.terms:
        yield _Use(urldefrag(term.source_url).url, glossary, *term.source_place)


def _is_web(address: str) -> bool:
    return urlsplit(address).scheme.lower() in ("http", "https")


def ask_all(wanted: set[str], *, timeout: float = TIMEOUT) -> dict[str, Answer]:
    """The answer of each address."""
    hosts: dict[str, list[str]] = {}
    for address in sorted(wanted):
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)

    def ask_host(of_one: Sequence[str]) -> list[Answer]:
        return [ask(address, timeout=timeout) for address in of_one]

    with ThreadPoolExecutor(AT_ONCE) as workers:
        answered = list(workers.map(ask_host, hosts.values()))
    return {
        address: answer
        for of_one, answers in zip(hosts.values(), answered, strict=True)
        for address, answer in zip(of_one, answers, strict=True)
    }


def ask(address: str, *, timeout: float = TIMEOUT) -> Answer:
    """Ask an http(s) address whether it is there; redirections are followed."""
    answer = _ask(address, "HEAD", timeout)
    return answer if answer.verdict is Verdict.THERE else _ask(address, "GET", timeout)


def _ask(address: str, method: str, timeout: float) -> Answer:
    try:
        request = urllib.request.Request(
            _in_ascii(address), headers={"User-Agent": USER_AGENT, "Accept": "*/*"}, method=method
        )
        with urllib.request.urlopen(request, timeout=timeout):
            return Answer(Verdict.THERE)
    except urllib.error.HTTPError as error:
        with error:
            reason = f" {error.reason.splitlines()[0]}" if error.reason else ""
            said = f"answers {error.code}{reason}"
        return Answer(Verdict.GONE if error.code in _GONE else Verdict.UNKNOWN, said)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _unreached(error.reason if isinstance(error, urllib.error.URLError) else error)


def _unreached(reason: object) -> Answer:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Answer(Verdict.GONE, f"has no valid certificate: {reason.verify_message}")
    if isinstance(reason, socket.gaierror) and reason.errno in _NO_HOST:
        return Answer(Verdict.GONE, "names a host that there is not")
    if isinstance(reason, TimeoutError):
        return Answer(Verdict.UNKNOWN, "is silent")
    cause = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return Answer(Verdict.UNKNOWN, f"cannot be reached: {cause[:1].lower()}{cause[1:]}")


def _in_ascii(address: str) -> str:
    """The address as it goes over the line: its host in Punycode, the rest percent-encoded."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    rest = (quote(part, safe=_SAFE) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, host, *rest, ""))
