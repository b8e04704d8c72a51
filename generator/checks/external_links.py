"""Requests the external addresses of a site and reports those that are gone.

1. Every http(s) address of links, images, `source_url` and the glossary's `source` is collected,
   with its places. Addresses under the site's own `base_url` are left to `links`.
2. Each is requested once: with HEAD, then with GET if that fails, as some servers require it. A few
   hosts are contacted in parallel, with one request at a time to each.
3. Addresses that are gone (404, 410, unknown host, invalid certificate) are reported (L005).
   Failures that may be temporary or depend on the client, such as 403, 429, 503 or a timeout, are
   only listed.
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
from urllib.parse import quote, urldefrag, urlunsplit

from generator import __version__
from generator.checks.article import addresses
from generator.checks.links import site_texts
from generator.content.urls import split_url
from generator.diagnostics import Report
from generator.model import Span
from generator.prepared import PreparedSite

USER_AGENT = f"jiazhu/{__version__} (link check)"
TIMEOUT = 15.0
"""Seconds to wait for a response."""
PARALLEL_HOSTS = 6
"""The number of hosts that are contacted in parallel."""

_GONE_CODES = (404, 410)
_UNKNOWN_HOST_CODES = {
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
}
_UNQUOTED = "/:?#[]@!$&'()*+,;=%~"


class LinkStatus(Enum):
    """The state of an address."""

    FOUND = "found"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The result of requesting an address."""

    status: LinkStatus
    description: str = ""
    """A predicate for messages, such as `returns 404 Not Found`; empty if it was found."""


@dataclass(frozen=True, slots=True)
class _Use:
    """An address and a place where it is used."""

    address: str
    path: Path
    line: int
    column: int = 1
    block: str = ""
    span: Span | None = None


def check_external_links(
    site: PreparedSite, report: Report, *, timeout: float = TIMEOUT
) -> list[str]:
    """Report the addresses that are gone (L005) and return a line for each of unknown status."""
    uses = list(_find_uses(site))
    results = request_all({use.address for use in uses}, timeout=timeout)
    for use in uses:
        result = results[use.address]
        if result.status is LinkStatus.GONE:
            report.add(
                "L005",
                use.path,
                f"“{use.address}” {result.description}",
                "Correct the address, or link to an archived copy.",
                line=use.line,
                column=use.column,
                block=use.block,
                span=use.span,
            )
    return [
        f"{address} {result.description}"
        for address, result in sorted(results.items())
        if result.status is LinkStatus.UNKNOWN
    ]


def _find_uses(site: PreparedSite) -> Iterator[_Use]:
    """Every use of an external address in the site."""
    base_url = site.source.config.base_url
    for text in site_texts(site):
        for block in text.blocks:
            for span, address in addresses(text.skeleton[block.token].children or []):
                if _is_web(address) and not (base_url and f"{address}/".startswith(base_url)):
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
    return split_url(address).scheme.lower() in ("http", "https")


def request_all(wanted: set[str], *, timeout: float = TIMEOUT) -> dict[str, LinkResult]:
    """Request addresses, with one request at a time to each host."""
    hosts: dict[str, list[str]] = {}
    for address in sorted(wanted):
        hosts.setdefault(split_url(address).netloc.lower(), []).append(address)

    def request_host(of_host: Sequence[str]) -> list[LinkResult]:
        return [request(address, timeout=timeout) for address in of_host]

    with ThreadPoolExecutor(PARALLEL_HOSTS) as workers:
        results = list(workers.map(request_host, hosts.values()))
    return {
        address: result
        for of_host, host_results in zip(hosts.values(), results, strict=True)
        for address, result in zip(of_host, host_results, strict=True)
    }


def request(address: str, *, timeout: float = TIMEOUT) -> LinkResult:
    """Request an http(s) address; redirections are followed."""
    result = _request(address, "HEAD", timeout)
    return result if result.status is LinkStatus.FOUND else _request(address, "GET", timeout)


def _request(address: str, method: str, timeout: float) -> LinkResult:
    try:
        message = urllib.request.Request(
            _to_ascii(address), headers={"User-Agent": USER_AGENT, "Accept": "*/*"}, method=method
        )
        with urllib.request.urlopen(message, timeout=timeout):
            return LinkResult(LinkStatus.FOUND)
    except urllib.error.HTTPError as error:
        with error:
            reason = f" {error.reason.splitlines()[0]}" if error.reason else ""
            description = f"returns {error.code}{reason}"
        status = LinkStatus.GONE if error.code in _GONE_CODES else LinkStatus.UNKNOWN
        return LinkResult(status, description)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _connection_failure(
            error.reason if isinstance(error, urllib.error.URLError) else error
        )


def _connection_failure(reason: object) -> LinkResult:
    """The result for a request without a response."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        return LinkResult(LinkStatus.GONE, f"has no valid certificate: {reason.verify_message}")
    if isinstance(reason, socket.gaierror) and reason.errno in _UNKNOWN_HOST_CODES:
        return LinkResult(LinkStatus.GONE, "has a host name that does not exist")
    if isinstance(reason, TimeoutError):
        return LinkResult(LinkStatus.UNKNOWN, "does not respond")
    cause = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return LinkResult(LinkStatus.UNKNOWN, f"cannot be reached: {cause[:1].lower()}{cause[1:]}")


def _to_ascii(address: str) -> str:
    """An address in ASCII: its host in Punycode, the rest percent-encoded."""
    parts = split_url(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    rest = (quote(part, safe=_UNQUOTED) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, host, *rest, ""))
