"""The parts of addresses that people write, which need not be any.

`urllib` raises an error for `http://[`, and for a full-width sign behind a host, as Chinese input
methods write it: `https://example.org／`.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def split_url(url: str) -> SplitResult:
    """Return the parts of an address; all are empty if it is invalid."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def join_url(base: str, url: str) -> str:
    """Return an address as seen from another one; empty if it is invalid."""
    try:
        return urljoin(base, url)
    except ValueError:
        return ""
