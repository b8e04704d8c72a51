"""The sitemap of a site that is too large for one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from lxml import etree

from generator.content.config import Config
from generator.model import Edition
from generator.site.sitemap import ListedPage, sitemap_files

CONFIG = Config(Path("site"), base_url="https://a.example/", editions=(Edition.HANS, Edition.TW))
SCHEMA = Path(__file__).parents[2] / "fixtures/schemas/sitemap.xsd"


def page(number: int) -> ListedPage:
    places = (f"{edition.path}/{number}&书/index.html" for edition in CONFIG.editions)
    return ListedPage(tuple(map(PurePosixPath, places)), "2025-01-02")


def test_a_large_site_has_an_index_of_sitemaps() -> None:
    files = dict(sitemap_files([page(number) for number in range(7)], CONFIG, limit=5))
    assert [place.name for place in files] == [
        *(f"sitemap-{number}.xml" for number in range(1, 5)),
        "sitemap.xml",
    ]
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    found = []
    for text in files.values():
        tree = etree.fromstring(text.encode())
        schema.assertValid(tree)
        found.append([each.text for each in tree.iter("{*}loc")])
    *parts, index = found
    assert index == [f"https://a.example/{place}" for place in list(files)[:-1]]
    assert [len(part) for part in parts] == [4, 4, 4, 2]
    assert parts[0][0] == "https://a.example/zh-hans/0%26%E4%B9%A6/"
