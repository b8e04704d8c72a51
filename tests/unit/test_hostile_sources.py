"""Sources that no author writes, and attackers do: each gets a place, a cause and a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import BuildResult, build
from generator.diagnostics import Report
from tests.files import write_files

DIGITS = "9" * 5000
ARTICLE = "# 茶\n\n今天喝茶。\n"


def make(root: Path, files: dict[str, str]) -> tuple[BuildResult, Report]:
    """Build a site of some files; no file of it may stop the build."""
    for name, text in {"site.toml": "title = '茶'\n", "articles/a.md": ARTICLE, **files}.items():
        place = os.fsencode(root) + b"/" + os.fsencode(name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(text.encode())
    report = Report()
    return build(root, root / "_site", report), report


def article(text: str) -> dict[str, str]:
    return {"articles/a.md": text}


def front(text: str) -> dict[str, str]:
    return article(f"---\ntitle: 茶\n{text}\n---\n今天喝茶。\n")


ERRORS = {
    "surrogate in the title": ("S003", article('---\ntitle: "\\ud800"\n---\n茶。\n'), 2),
    "no character": ("S003", article('---\ntitle: "\\U00110000"\n---\n茶。\n'), 2),
    "NUL in the title": ("S003", article('---\ntitle: "a\\0b"\n---\n茶。\n'), 2),
    "surrogate in a list": ("S003", front('tags: [茶, "\\udfff"]'), 3),
    "NUL in a key": ("S003", front('"a\\0": b'), 3),
    "NUL in TOML": ("S003", article('+++\ntitle = "a\\u0000"\n+++\n茶。\n'), 2),
    "surrogate in JSON": ("S003", article('{"title": "\\ud800"}\n\n茶。\n'), 1),
    "date without end": ("S005", front(f"date: {DIGITS}"), 3),
    "script as a cover": ("S005", front('cover: "java\\tscript:evil()"'), 3),
    "script as a recording": ("S005", front("audio: { src: data:text/html,evil }"), 3),
    "script in the menu": (
        "S009",
        {"site.toml": "title = '茶'\nsite.nav = [{ zh = '茶', href = 'JavaScript:evil()' }]\n"},
        2,
    ),
    "brackets in YAML": ("S003", front("tags: " + "[" * 2000), 1),
    "number in site.toml": ("S007", {"site.toml": f"title = '茶'\nx = {DIGITS}\n"}, 2),
    "number in the glossary": ("G001", {"glossary.toml": f"x = {DIGITS}\n"}, 1),
    "number in the lexicon": ("W001", {"lexicon.toml": f"x = {DIGITS}\n"}, 1),
    "number in notes": ("S017", {"articles/a.notes.toml": f"x = {DIGITS}\n"}, 1),
    "brackets in TOML": ("S007", {"site.toml": "title = '茶'\nx = " + "[" * 5000}, 1),
    "dots in TOML": ("S007", {"site.toml": f"title = '茶'\n{'a.' * 200_000}a = 1\n"}, 1),
    "dots in a header": ("S007", {"site.toml": f"title = '茶'\n[{'a.' * 200_000}a]\n"}, 1),
    "dots in a table": ("S007", {"site.toml": f"title = '茶'\nx = {{{'a.' * 200_000}a = 1}}"}, 1),
    "NUL in `about`": ("S007", {"site.toml": 'title = "茶"\nabout = "a\\u0000.md"\n'}, 2),
    "long `about`": ("S009", {"site.toml": f"title = '茶'\nabout = '{'长' * 99}.md'\n"}, 2),
    "long path of checks": (
        "S009",
        {"site.toml": f"title = '茶'\n[[check.folder]]\npath = '{'长' * 99}'\n"},
        3,
    ),
    "`about` outside": ("S009", {"site.toml": "title = '茶'\nabout = '../secret.md'\n"}, 2),
    "checks outside": (
        "S009",
        {"site.toml": "title = '茶'\n[[check.folder]]\npath = '../..'\n"},
        3,
    ),
    "slug that leads out": ("S005", front("slug: ../secret"), 3),
    "alias that leads out": ("S014", front("aliases: [/../../secret.html]"), 1),
    "name in static/": ("S014", {"static/\udcff.png": ""}, 1),
    "name of an article": ("S014", {"articles/\udcff.md": ARTICLE}, 1),
    "name of a page": ("S014", {"pages/\udcff.md": ARTICLE}, 1),
    "name with a line end": ("S014", {"static/a\nb.txt": ""}, 1),
    "name that reads backwards": ("S014", {"static/a\u202egnp.txt": ""}, 1),
    "name with a separator of lines": ("S014", {"static/a\u2028b.txt": ""}, 1),
    "name that ends with a stop": ("S014", {"static/a.": ""}, 1),
    "device with a space": ("S014", {"static/nul .txt": ""}, 1),
    "console of Windows": ("S014", {"static/CONIN$": ""}, 1),
    "names but for case": ("S014", {"static/Pic.png": "a", "static/pic.png": "b"}, 1),
    "alias that is too long": ("S014", front(f"aliases: [/{'长' * 99}/]"), 1),
    "syllables without end": ("R001", article(f"# 茶\n\n喝{{茶|{'chá' * 4000}}}。\n"), 3),
}


@pytest.mark.parametrize("name", ERRORS)
def test_is_reported_where_it_is(tmp_path: Path, name: str) -> None:
    code, files, line = ERRORS[name]
    _, report = make(tmp_path, files)
    errors = [(each.code, each.line) for each in report.sorted() if each.code == code]
    assert errors == [(code, line)], report.sorted()
    assert report.failed
    assert all(each.hint for each in report.sorted())
    assert not (tmp_path / "_site").exists()


WARNINGS = {
    "NUL in a link": ("L001", article("# 茶\n\n[茶](a%00b.png)\n")),
    "NUL in a wiki link": ("L001", article("# 茶\n\n[[a%00b]]\n")),
    "long link": ("L001", article(f"# 茶\n\n[注]({'长' * 90})\n")),
    "long wiki link": ("L001", article(f"# 茶\n\n[[{'长' * 90}]]\n")),
    "number sign in a link": ("L001", article("# 茶\n\n![茶](a#b.png)\n")),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_is_warned_of(tmp_path: Path, name: str) -> None:
    code, files = WARNINGS[name]
    result, report = make(tmp_path, files)
    assert [each.code for each in report.sorted() if each.code[0] == "L"] == [code]
    assert result.pages


def test_is_built(tmp_path: Path) -> None:
    """What is odd but right: devices of Windows as tags, aliases of aliases, template syntax."""
    bomb = "a: &a [茶, 茶]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    syntax = "{{ 7 * 7 }} {% raw %} {# 茶 #} ${7 * 7}"
    result, report = make(
        tmp_path,
        front(f"{bomb}tags: [con, AUX, C++]\nlevel: {DIGITS}\naudio: a%00b.mp3")
        | {"articles/b.md": f"# {syntax}\n\n{syntax}\n"},
    )
    assert not report.failed
    assert result.articles == 2
    assert "{{ 7 * 7 }}" in (tmp_path / "_site/zh-hans/b/index.html").read_text("utf-8")
    assert (tmp_path / "_site/zh-hans/tags/con_/index.html").exists()


@pytest.mark.parametrize(
    "way", ["../..", "%2e%2e/..", "..%2F..", "{}", "file://{}", "../articles/../.."]
)
def test_nothing_outside_the_site_is_read_or_written(tmp_path: Path, way: str) -> None:
    for name in ("secret.png", "secret.mp3", "secret.md", "secret.html"):
        (tmp_path / name).write_text("不该读到的字", "utf-8")
    before = set(tmp_path.iterdir())
    place = f"{way.format(tmp_path)}/secret"
    site = tmp_path / "site"
    text = (
        f"---\ntitle: 茶\ntags: ['{place}']\nseries: '{place}'\n"
        f"audio: a/{place}.mp3\n---\n![茶]({place}.png) ![茶]({place}.mp3) [茶]({place}.md)"
        f" ![[{place}.png]] [[{place}]]\n"
    )
    settings = "title = '茶'\nexports.formats = ['epub', 'json']\n"
    result, _ = make(site, article(text) | {"site.toml": settings})
    assert result.pages
    assert set(tmp_path.iterdir()) == before | {site}
    for path in site.rglob("*"):
        assert not path.is_file() or "不该读到的字".encode() not in path.read_bytes(), path


@pytest.mark.parametrize("address", ["http://[", "//[", "https://example.org／路"])
def test_what_is_no_address_is_no_crash(tmp_path: Path, address: str) -> None:
    """The last is how an input method writes a slash."""
    head = "\n".join(
        [f"{field}: '{address}'" for field in ("cover", "audio", "permalink")]
        + [f"{field}: ['{address}']" for field in ("aliases", "series", "tags")]
    )
    link = f"[茶]({address}) ![茶]({address}) ![茶]({address}.mp4) [[{address}]] <{address}>"
    files = {
        "site.toml": "title = '茶'\nbase_url = 'https://a.b/'\n"
        f"site.nav = [{{ zh = '茶', href = '{address}' }}]\nsite.footer = {{ zh = '{link}' }}\n"
        "exports.formats = ['epub']\n[markdown]\nhtml = true\n",
        "articles/b.md": f"---\n{head}\n---\n茶。{link}<a href='{address}'>茶</a>\n",
        "pages/c.md": f"# 茶\n\n{link}\n",
    }
    result, report = make(tmp_path, files)
    assert result.pages or report.failed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize("name", ["articles/b.md", "static/b.txt", "glossary.toml", "pages/b.md"])
def test_pipes_are_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    os.mkfifo(tmp_path / name)
    _, report = make(tmp_path, {})
    found = [(each.code, each.path) for each in report.sorted() if each.code != "T002"]
    assert found == [("S001", tmp_path / name)]


@pytest.mark.parametrize(
    "name", ["articles/b.md", "pages/b.md", "static/b.css", "templates/b.html"]
)
def test_a_link_that_leads_to_itself(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"site.toml": "title = '茶'\n", "articles/a.md": ARTICLE})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(tmp_path / name)
    report = Report()
    build(tmp_path, tmp_path / "_site", report)
    codes = [each.code for each in report.diagnostics if each.path == tmp_path / name]
    assert codes == ([] if name.startswith("templates/") else ["S001"])
