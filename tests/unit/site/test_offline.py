import json
from pathlib import Path

from generator.content.config import Config
from generator.diagnostics import Report
from generator.model import Bilingual, Edition
from generator.resources import shared
from generator.site import addresses
from generator.site.assets import ON_DEMAND, PAGE_STYLES, Assets, collect
from generator.site.offline import PAPER, service_worker, web_manifest

EDITIONS = [Edition.HANS, Edition.TW]
MADE = {addresses.panels(Edition.HANS): "panels", addresses.OFFLINE: "offline"}


def assets(theirs: Path) -> Assets:
    return collect(shared("static"), theirs, Report())


def told(worker: str) -> dict[str, object]:
    line = worker.splitlines()[0]
    return json.loads(line.removeprefix("self.BUILD = ").removesuffix(";"))


def test_the_worker_is_told_what_the_build_made(tmp_path: Path) -> None:
    build = told(service_worker(assets(tmp_path), EDITIONS, MADE))
    assert isinstance(build["files"], dict)
    assert build["files"]["offline.html"] == "sha256-jix6xQgTmgKvhZ3mSkdDwfOUaDcnkzLDXsj13fIGVK4="
    assert list(build["files"]) == [
        "static/css/jiazhu.css",
        "static/js/jiazhu.js",
        *(f"static/js/{name}.js" for name in ON_DEMAND),
        *(f"static/css/{name}.css" for name in PAGE_STYLES),
        "static/panels/zh-hans.js",
        "offline.html",
    ]
    assert build["pages"] == [
        "index.html",
        "zh-hans/my-words/index.html",
        "zh-hant-tw/my-words/index.html",
    ]
    assert {"zh-hans", "zh-hant-tw", "static", "files", ""} <= set(build["own"])
    assert "zh-hant-hk" not in build["own"]


def test_the_worker_changes_with_what_it_keeps_and_with_nothing_else(tmp_path: Path) -> None:
    first = service_worker(assets(tmp_path), EDITIONS, MADE)
    assert first == service_worker(assets(tmp_path), EDITIONS, MADE)
    for place in MADE:
        assert first != service_worker(assets(tmp_path), EDITIONS, {**MADE, place: "another"})
    (tmp_path / "css").mkdir()
    extra = tmp_path / "css/extra.css"
    extra.write_text("p { color: red }", "utf-8")
    second = service_worker(assets(tmp_path), EDITIONS, MADE)
    extra.write_text("p { color: blue }", "utf-8")
    third = service_worker(assets(tmp_path), EDITIONS, MADE)
    assert len({first, second, third}) == 3
    # A picture is not one of them.
    (tmp_path / "seal.svg").write_text("<svg/>", "utf-8")
    assert third == service_worker(assets(tmp_path), EDITIONS, MADE)


def test_the_manifest_names_no_place_of_the_host() -> None:
    config = Config(root=Path(), title=Bilingual("夹注", "Jiazhu"))
    manifest = json.loads(web_manifest(config, "夹注", ""))
    assert manifest["name"] == "夹注"
    assert manifest["lang"] == "zh-Hans"
    icons = [icon["src"] for icon in manifest["icons"]]
    for address in (manifest["start_url"], manifest["scope"], *icons):
        assert not address.startswith(("/", "http"))
    svg, png = (shared("static") / name.removeprefix("static/") for name in icons)
    assert svg.is_file()
    header = png.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert header[16:] == (180).to_bytes(4, "big") * 2


def test_the_colour_of_the_paper_is_that_of_the_style_sheet() -> None:
    assert f"--paper: light-dark({PAPER}, " in (shared("static") / "css/tokens.css").read_text(
        "utf-8"
    )
