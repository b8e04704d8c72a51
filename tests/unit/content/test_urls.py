from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.content.urls import join_url, split_url

OF_OUR_OWN = {"content/urls.py", "content/values.py", "loopback.py", "reviewing/server.py"} | {
    "site/site_pages.py",  # of `base_url`, which is checked
    "translating/openai.py",  # of `endpoint`, which is checked
}


@pytest.mark.parametrize("url", ["http://[", "//[", "https://example.org／路", "http://a]b/"])
def test_what_is_no_address_has_no_parts(url: str) -> None:
    assert not any(split_url(url))
    assert join_url("https://example.org/", url) == ""
    assert join_url(url, "a") == ""


def test_other_addresses_are_as_urllib_has_them() -> None:
    assert split_url("https://example.org/路?a#b").netloc == "example.org"
    assert join_url("https://example.org/a/", "../b") == "https://example.org/b"


def test_addresses_of_authors_are_split_nowhere_else() -> None:
    top = Path(generator.__file__).parent
    found = {
        path.relative_to(top).as_posix()
        for path in top.rglob("*.py")
        if re.search(r"\burl(?:split|join|parse)\(", path.read_text("utf-8"))
    }
    assert found == OF_OUR_OWN
