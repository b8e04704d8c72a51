"""Whatever an author changes, an incremental build equals a clean one, to the byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.build import build
from generator.building.options import Kept, Options
from generator.diagnostics import Report
from generator.exporting.epub import book
from generator.site import cards

SITE = {
    "site.toml": 'title = { zh = "银行小站", en = "Bank" }\nabout = "about.md"\n'
    'editions = ["zh-Hans", "zh-Hant-TW"]\nexports.formats = ["csv"]\n[reader]\npinyin = "all"\n',
    "about.md": "关于本站的模型。\n",
    "glossary.toml": '[[term]]\nid = "model"\nzh-Hans = "模型"\npinyin = "móxíng"\nen = "model"\n'
    'definition = { zh = "银行用的模型。", en = "A model." }\n'
    'source = "https://example.org/model"\n',
    "lexicon.toml": '[[word]]\ntext = "行长"\npinyin = "hángzhǎng"\nen = "head of a bank"\n',
    "articles/a.md": "---\ntitle: 银行\ntags: [模型]\n---\n\n他是行长。他的大**模**型很好。\n\n"
    "![图](../pictures/a.png)见[乙](b.md#b1.s1)。\n",
    "articles/a.en.md": "---\ntitle: Bank\n---\n\nHe is head of a bank. His model is good.\n\n"
    "See [B](b.md).\n",
    "articles/a.notes.toml": '[[note]]\ntext = "很好"\npinyin = "hěn hǎo"\n',
    "articles/b.md": "---\ntitle: 乙\ndate: 2025-01-02\n---\n\n她也是行长。数据变了。\n",
    "articles/c.md": "---\ntitle: 丙\n---\n\n重庆人说：“一个行长也不行。”\n",
}

Change = Callable[[Path], object]


def write(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return change


def edit(name: str, old: str, new: str) -> Change:
    """Replace a text, or put it back if it has been replaced before."""

    def change(root: Path) -> None:
        path = root / name
        if path.exists():
            text = path.read_text("utf-8")
            added = new.removesuffix(old)  # which another change may have parted from the rest
            if added in text:
                found, wanted = (new, old) if added == new else (added, "")
            else:
                found, wanted = old, new
            path.write_text(text.replace(found, wanted, 1), "utf-8")

    return change


def remove(name: str) -> Change:
    return lambda root: (root / name).unlink(missing_ok=True)


def restore(name: str) -> Change:
    return write(name, SITE[name])


def rename(old: str, new: str) -> Change:
    def change(root: Path) -> None:
        if (root / old).exists():
            (root / old).replace(root / new)

    return change


TERM = (
    '[[term]]\nid = "data"\nzh-Hans = "数据"\npinyin = "shùjù"\nen = "data"\n'
    'definition = { zh = "数据。", en = "Data." }\nsource = "https://example.org/data"\n'
)

PLUGIN = """
from msgspec.structs import replace

def register(plugins):
    plugins.stage(run)

def run(document, engines):
    return replace(document, blocks=tuple(map(changed, document.blocks)))

def changed(block):
    readings = tuple(
        replace(each, pinyin="hang1") if each.pinyin == "hang2" else each
        for each in block.layers.readings
    )
    return replace(block, layers=replace(block.layers, readings=readings))
"""

CHANGES: dict[str, Change] = {
    "a sentence": edit("articles/b.md", "数据变了", "资料变了"),
    "a first sentence": edit("articles/c.md", "重庆人", "重庆的人"),
    "a title": edit("articles/b.md", "title: 乙", "title: 乙行"),
    "a tag": edit("articles/a.md", "tags: [模型]", "tags: [模型, 银行]"),
    "two tags": edit("articles/c.md", "title: 丙", "tags: [重庆, 模型]\ntitle: 丙"),
    "a level": edit("articles/a.md", "title: 银行", "level: HSK 3\ntitle: 银行"),
    "the same level": edit("articles/b.md", "title: 乙", "level: HSK 3\ntitle: 乙"),
    "a recording": edit("articles/a.md", "title: 银行", "audio: a.mp3\ntitle: 银行"),
    "the file of a recording": write("articles/a.mp3", "mp3"),
    "a recording by its name": write("articles/b.opus", "opus"),
    "its cues": write("articles/b.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n她也是行长\n"),
    "no recording by its name": remove("articles/b.opus"),
    "a series": edit("articles/a.md", "title: 银行", "series: 行长的故事\nweight: 2\ntitle: 银行"),
    "an author": edit("articles/b.md", "title: 乙", "author: [李明, 王芳]\ntitle: 乙"),
    "another author": edit("articles/c.md", "title: 丙", "author: 王芳\ntitle: 丙"),
    "another tag": edit("articles/b.md", "title: 乙", "tags: [模型]\ntitle: 乙"),
    "a date": edit("articles/c.md", "title: 丙", "date: 2024-05-06\ntitle: 丙"),
    "another part": edit("articles/b.md", "title: 乙", "series: 行长的故事\ntitle: 乙"),
    "headings": edit("articles/c.md", "重庆人说", "## 一\n\n## 二\n\n## 三\n\n重庆人说"),
    "a slug": edit("articles/b.md", "title: 乙", "slug: bee\ntitle: 乙"),
    "a former slug": edit(
        "articles/b.md", "title: 乙", "aliases: [old-b, /2019/b.html]\ntitle: 乙"
    ),
    "an alias of another": edit("articles/c.md", "title: 丙", "aliases: [/b/, old-b]\ntitle: 丙"),
    "a draft": edit("articles/c.md", "title: 丙", "draft: true\ntitle: 丙"),
    "a translation": edit("articles/a.en.md", "is good", "is very good"),
    "no translation": remove("articles/a.en.md"),
    "the translation again": restore("articles/a.en.md"),
    "a note": edit("articles/a.notes.toml", "很好", "他的"),
    "no notes": remove("articles/a.notes.toml"),
    "the notes again": restore("articles/a.notes.toml"),
    "a definition": edit("glossary.toml", "A model.", "Any model."),
    "a form": edit("glossary.toml", 'en = "model"', 'en = "model"\naliases = ["很好"]'),
    "a term": edit("glossary.toml", '[[term]]\nid = "model"', f'{TERM}[[term]]\nid = "model"'),
    "a word": edit("lexicon.toml", 'text = "行长"', 'text = "她也"'),
    "a gloss": edit("lexicon.toml", "head of a bank", "bank manager"),
    "another word": edit("lexicon.toml", "[[word]]", '[[word]]\ntext = "重庆"\n\n[[word]]'),
    "a setting of pages": edit("site.toml", 'pinyin = "all"', 'pinyin = "none"'),
    "an edition": edit("site.toml", ', "zh-Hant-TW"', ', "zh-Hant-TW", "zh-Hant-HK"'),
    "the title of the site": edit("site.toml", "银行小站", "行长小站"),
    "the about page": edit("about.md", "本站", "这个站"),
    "a template": write("templates/vocabulary.html", "{{ view.title }}\n"),
    "no template": remove("templates/vocabulary.html"),
    "a template of the site": write("templates/404.html", "404 {{ view.page.title }}\n"),
    "a menu": edit("site.toml", "[reader]", 'site.nav = ["archive", "us"]\n[reader]'),
    "a footer": edit("site.toml", "[reader]", 'site.footer.zh = "[银行](b/)"\n[reader]'),
    "the head": edit("site.toml", "[reader]", "site.head_html = '<meta name=a>'\n[reader]"),
    "a language": edit("site.toml", "[reader]", 'site.interface = "en"\n[reader]'),
    "a short home page": edit("site.toml", "[reader]", "site.page_size = 1\n[reader]"),
    "an order": edit("site.toml", "[reader]", 'site.order = "oldest"\n[reader]'),
    "more exports": edit("site.toml", '["csv"]', '["json", "csv", "tmx", "tbx", "anki", "epub"]'),
    "no search": edit("site.toml", "[reader]", "site.search = false\n[reader]"),
    "a plugin": write("plugins.py", PLUGIN),
    "another plugin": write("plugins.py", PLUGIN.replace("hang1", "hang4")),
    "no plugin": remove("plugins.py"),
    "a label": edit("site.toml", "[reader]", 'labels.close.zh = "关行长"\n[reader]'),
    "a page": write("pages/us.md", "# 我们\n\n模型见[乙](../articles/b.md)和![图](p.png)。\n"),
    "another title of a page": edit("pages/us.md", "# 我们", "# 我们的行长"),
    "another text of a page": edit("pages/us.md", "模型见", "数据见"),
    "a picture of a page": write("pages/p.png", "png"),
    "no page": remove("pages/us.md"),
    "a frame": write(
        "templates/base.html",
        '{% extends "base.html" %}{% block nav %}{{ super() }}!{% endblock %}\n',
    ),
    "no frame": remove("templates/base.html"),
    "an icon": write("static/favicon.png", "png"),
    "a style sheet": write("static/css/own.css", "p { color: red }\n"),
    "no style sheet": remove("static/css/own.css"),
    "a picture": write("pictures/a.png", "png"),
    "another picture": write("pictures/a.png", "gif"),
    "no picture": remove("pictures/a.png"),
    "a new name": rename("articles/b.md", "articles/d.md"),
    "the old name": rename("articles/d.md", "articles/b.md"),
    "no article": remove("articles/c.md"),
    "the article again": restore("articles/c.md"),
    "a new article": write("articles/0.md", "---\ntitle: 新\n---\n\n新的模型，数据很好。\n"),
    "a broken article": write("articles/0.md", "---\ntitle: [\n---\n\n新的模型。\n"),
    "no new article": remove("articles/0.md"),
    "an address": edit("site.toml", "about =", 'base_url = "https://example.org/"\nabout ='),
    "short feeds": edit("site.toml", "[reader]", "site.feed_size = 1\n[reader]"),
    "another date": edit("articles/a.md", "title: 银行", "date: 2025-02-03\ntitle: 银行"),
    "an update": edit("articles/b.md", "title: 乙", "updated: 2025-03-04\ntitle: 乙"),
    "a file for the top": write("static/root/robots.txt", "User-agent: *\n"),
    "no file for the top": remove("static/root/robots.txt"),
}


BREAKING = {
    "a broken article": "no new article",
    "an alias of another": "an alias of another",
    "a menu": "a menu",  # which names a page that may be missing
}
"""Changes after which builds may fail, and what undoes each."""


@pytest.fixture(autouse=True)
def plain_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write what cards would show: drawing them takes longer than all the rest."""
    # In `book` too, which would else keep what it finds when it is first imported.
    for module in (cards, book):
        monkeypatch.setattr(module, "card", lambda *shown: repr(shown).encode())


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lines(report: Report) -> list[str]:
    return [f"{found} {found.hint}" for found in report.sorted()]


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decks for Anki have the time at which they were made, unless it is given."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.parametrize("seed", range(6))
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    """Each of the sequences has other changes: together they have all, in several orders.

    In the first four the site has an address from the start. Two are built as `serve` builds a
    preview, too.
    """
    preview: dict[str, Any] = {}
    if seed in (3, 5):
        preview = {"whole": False, "kept": Kept()}
    root, cache, kept = tmp_path / "site", tmp_path / "cache", tmp_path / "kept"
    for name, text in SITE.items():
        write(name, text)(root)
    if seed < 4:
        CHANGES["an address"](root)
    made: list[str] = []
    failures = 0
    for name in ("at first", *sequence(seed)):
        CHANGES.get(name, lambda _: None)(root)
        made.append(name)
        said, wanted = Report(), Report()
        if preview:
            build(root, kept, Report(), Options(cache=cache, **preview))
        build(root, kept, said, Options(cache=cache, kept=preview.get("kept")))
        clean = tmp_path / f"clean-{len(made)}"  # removing the last one would take as long
        build(root, clean, wanted)
        assert lines(said) == lines(wanted), made
        failures += wanted.failed
        if not wanted.failed:
            assert snapshot(kept) == snapshot(clean), made
    assert failures < len(made) * 2 / 3


def sequence(seed: int) -> list[str]:
    names = sorted(CHANGES)
    Random(seed // 4).shuffle(names)
    found = names[seed % 4 :: 4]
    for change, undo in BREAKING.items():  # or all later builds would fail
        if change in found:
            found.insert(found.index(change) + 2, undo)
    return found


def test_every_change_changes_something(tmp_path: Path) -> None:
    """Otherwise the property would be tested less than it seems."""
    for name, text in SITE.items():
        write(name, text)(tmp_path)
    write("articles/d.md", "丁。\n")(tmp_path)
    write("pictures/a.png", "")(tmp_path)
    undone = {"the translation again", "the notes again", "the article again"}
    for name, change in CHANGES.items():
        before = snapshot(tmp_path)
        change(tmp_path)
        if name not in undone and not name.startswith("no "):
            assert snapshot(tmp_path) != before, name
        for path, text in SITE.items():
            write(path, text)(tmp_path)
