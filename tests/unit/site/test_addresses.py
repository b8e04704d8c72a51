from __future__ import annotations

from pathlib import PurePosixPath

from generator.model import Edition
from generator.site import addresses


def test_pages_of_an_edition() -> None:
    edition = Edition.TW
    assert addresses.article(edition, "a") == PurePosixPath("zh-hant-tw/a/index.html")
    assert addresses.vocabulary(edition, "a") == PurePosixPath("zh-hant-tw/a/vocabulary/index.html")


def test_relative_addresses() -> None:
    page = addresses.article(Edition.HANS, "a")
    other = addresses.article(Edition.TW, "a")
    assert addresses.relative(page, other, "b1.s2") == "../../zh-hant-tw/a/index.html#b1.s2"
    assert addresses.relative(page, page, "b1") == "#b1"
    assert addresses.relative(addresses.ROOT, page) == "zh-hans/a/index.html"
