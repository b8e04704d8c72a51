from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from generator.build import BuildResult, build
from generator.building import crew
from generator.building.options import Kept, Options
from generator.building.workers import WorkerDiedError
from generator.diagnostics import Report
from generator.storage.placement import aside_folder
from tests.conftest import Start

PLAIN = Options()

FRONT = "---\ntitle: {title}\nslug: {slug}\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "site.toml").write_text('title = { zh = "小站", en = "Small site" }\n', "utf-8")
    write(root, "hello", "你好，世界。")
    return root


def write(root: Path, slug: str, text: str, **front: str) -> Path:
    path = root / "articles" / f"{slug}.md"
    head = FRONT.format(title="你好", slug=slug)
    for key, value in front.items():
        head = head.replace("---\n", f"---\n{key}: {value}\n", 1)
    path.write_text(head + text + "\n", "utf-8")
    return path


def run(
    root: Path, output: Path | None = None, options: Options = PLAIN
) -> tuple[BuildResult, Report]:
    report = Report()
    return build(root, output or root / "_site", report, options), report


def codes(report: Report) -> list[str]:
    return [d.code for d in report.diagnostics if d.severity == "error"]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_edition_has_every_page(site: Path) -> None:
    result, report = run(site)
    assert not report.failed
    pages = {p.relative_to(site / "_site").as_posix() for p in (site / "_site").rglob("*.html")}
    inside = {
        f"{edition}/{page}index.html"
        for edition in ("zh-hans", "zh-hant-tw", "zh-hant-hk")
        for page in (
            "",
            "archive/",
            "glossary/",
            "grammar/",
            "about/",
            "my-words/",
            "search/",
            "hello/",
            "hello/vocabulary/",
        )
    }
    assert pages == inside | {"index.html", "404.html", "offline.html"}
    assert result.pages == len(pages)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("site.toml", "title = [", "S007"),
        ("glossary.toml", '[[term]]\nid = "a"\n', "G002"),
        ("lexicon.toml", "[[word]]\n", "W003"),
        ("articles/bad.md", "---\ntitle: [\n---\n", "S003"),
        ("articles/bad.md", "---\ntitle: 再见\nslug: hello\n---\n再见。\n", "S006"),
        ("articles/hello.md", "---\ntitle: 你好\nslug: hello\n---\n{行长|xíng}\n", "R001"),
        ("templates/article.html", "{{ view.no_such_thing }}", "S013"),
        ("templates/article.html", "{% if %}", "S013"),
    ],
)
def test_a_failed_build_leaves_the_last_good_site(
    site: Path, name: str, text: str, code: str
) -> None:
    assert not run(site)[1].failed
    before = snapshot(site / "_site")
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text(text, "utf-8")
    result, report = run(site)
    assert code in codes(report)
    assert result == BuildResult()
    assert snapshot(site / "_site") == before
    assert not [p for p in site.iterdir() if p.name.startswith("._site")]


def test_an_unchanged_site_writes_nothing(site: Path) -> None:
    run(site)
    before = snapshot(site / "_site")
    assert run(site)[0].written == 0
    assert snapshot(site / "_site") == before


def test_stale_files_are_removed_and_foreign_files_stay(site: Path) -> None:
    path = write(site, "bye", "再见。")
    run(site)
    strokes = site / "_site/static/strokes"
    assert {chr(int(p.stem, 16)) for p in strokes.glob("*.js")} >= set("再见見")
    (site / "_site/zh-hans/mine.txt").write_text("x", "utf-8")
    path.unlink()
    # An article and its vocabulary in three editions, its words, sentences and what the search
    # shows of it, and the files of 再, 见 and 見.
    assert run(site)[0].removed == 15
    assert not {chr(int(p.stem, 16)) for p in strokes.glob("*.js")} & set("再见見")
    assert not (site / "_site/zh-hans/bye").exists()
    assert (site / "_site/zh-hans/mine.txt").exists()


def test_drafts_are_built_on_request(site: Path) -> None:
    write(site, "draft", "草稿。", draft="true")
    run(site)
    assert not (site / "_site/zh-hans/draft").exists()
    run(site, options=Options(drafts=True))
    assert (site / "_site/zh-hans/draft/index.html").exists()


def test_an_article_waits_for_its_date(site: Path, tmp_path: Path) -> None:
    write(site, "later", "以后再说。", date="2030-05-02")
    page, cache = site / "_site/zh-hans/later/index.html", tmp_path / "cache"

    def run_on(day: date | None) -> BuildResult:
        result, report = run(site, options=Options(cache=cache, until=day))
        assert not report.failed
        return result

    before = run_on(date(2030, 5, 1))
    assert before.waiting == (("2030-05-02", "articles/later.md"),)
    assert not page.exists()
    assert run_on(date(2030, 5, 1)).waiting == before.waiting  # said again, though nothing is made
    assert run_on(date(2030, 5, 2)).waiting == ()
    assert page.exists()
    run_on(date(2030, 5, 1))
    assert not page.exists()
    run_on(None)
    assert page.exists()


def test_another_program_needs_another_process(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options(cache=tmp_path / "cache", kept=Kept())
    assert not run(site, options=options)[1].failed
    monkeypatch.setattr("generator.build.program_fingerprint", lambda _: "another")
    write(site, "new", "新的。")
    assert [d.code for d in run(site, options=options)[1].diagnostics] == ["S038"]
    assert not (site / "_site/zh-hans/new").exists()
    assert not run(site, options=Options(cache=tmp_path / "cache"))[1].failed


def test_drafts_that_are_left_out_are_counted(site: Path, tmp_path: Path) -> None:
    write(site, "draft", "草稿。", published="false")
    for _ in range(2):
        result, _ = run(site, options=Options(cache=tmp_path / "cache"))
        assert result.drafts_left_out == 1
    assert not (site / "_site/zh-hans/draft").exists()


def test_files_of_the_site_override_default_files(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/404.html").write_text("mine: {{ view.page.title }}", "utf-8")
    (site / "static/css").mkdir(parents=True)
    (site / "static/css/tokens.css").write_text(":root { --ink: red }", "utf-8")
    (site / "static/css/extra.css").write_text("/* extra */", "utf-8")
    run(site)
    assert (site / "_site/404.html").read_text("utf-8").startswith("mine: ")
    sheet = (site / "_site/static/css/jiazhu.css").read_text("utf-8")
    assert "--paper:#fbf8f1" not in sheet
    assert "ruby-align" in sheet
    assert "css/extra.css" in (site / "_site/index.html").read_text("utf-8")


@pytest.mark.parametrize("output", [".", "..", "articles", "articles/out", "templates", "static"])
def test_an_output_folder_over_sources_is_refused(site: Path, output: str) -> None:
    (site / "templates").mkdir()
    (site / "static").mkdir()
    before = snapshot(site)
    assert codes(run(site, site / output)[1]) == ["S012"]
    assert snapshot(site) == before


def test_a_static_file_with_an_unportable_name_is_an_error(site: Path) -> None:
    (site / "static").mkdir()
    (site / "static" / "a\\b.txt").write_text("x", "utf-8")
    assert codes(run(site)[1]) == ["S014"]


def test_all_links_are_relative_and_resolve(site: Path) -> None:
    write(site, "other", "[你好](hello.md#b1.s1)")
    run(site)
    import re

    for page in (site / "_site").rglob("*.html"):
        text = page.read_text("utf-8")
        for address in re.findall(r'(?:href|src)="([^"]*)"', text):
            if address.startswith(("https:", "data:")):
                continue
            path, _, fragment = address.partition("#")
            target = page if not path else Path(os.path.normpath(page.parent / path.split("?")[0]))
            assert target.is_file(), (page, address)
            if fragment:
                shown = target.read_text("utf-8")
                assert re.search(f' id="?{fragment}[" >]', shown), (page, address)


def test_with_a_base_url_the_404_page_works_at_any_depth(site: Path) -> None:
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write('base_url = "https://example.org/reader/"\n')
    run(site)
    assert 'href="/reader/zh-hans/index.html"' in (site / "_site/404.html").read_text("utf-8")
    page = (site / "_site/zh-hans/hello/index.html").read_text("utf-8")
    assert '<link rel=canonical href="https://example.org/reader/zh-hans/hello/">' in page


def test_a_site_with_one_edition_and_no_address_links_to_neither(site: Path) -> None:
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write('editions = ["zh-Hans"]\n')
    run(site)
    for path in (site / "_site").rglob("*.html"):
        page = path.read_text("utf-8")
        assert 'class="editions"' not in page
        assert 'rel="canonical"' not in page
        assert 'rel="alternate"' not in page


def test_markup_in_titles_and_front_matter_is_text(site: Path) -> None:
    path = write(site, "x", "正文。", author="'<script>alert(1)</script>'")
    text = path.read_text("utf-8").replace("title: 你好", "title: '<script>alert(2)</script>题'")
    path.write_text(text, "utf-8")
    run(site)
    for page in (site / "_site").rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")


def test_progress_is_reported(site: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    write(site, "other", "再见。")
    run(site, options=Options(progress=lambda *step: seen.append(step)))
    assert seen == [("Building", done, 2) for done in range(3)]


def test_a_file_of_the_site_replaces_the_data_of_that_name(site: Path) -> None:
    own = site / "static/strokes/4f60.js"  # 你
    own.parent.mkdir(parents=True)
    own.write_text("mine();", "utf-8")
    _, report = run(site)
    assert not report.failed
    assert (site / "_site/static/strokes/4f60.js").read_text("utf-8") == "mine();"


def test_an_article_that_stops_its_worker_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    before = snapshot(site / "_site")
    path = write(site, "large", "很大。")

    class Dying:
        def start(self, *_: object) -> object:
            raise WorkerDiedError(str(path), "by the signal SIGKILL")

    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "get_executor", lambda *_: Dying())
    _, report = run(site, options=Options(executor="processes", jobs=2))
    (found,) = [d for d in report.diagnostics if d.code == "S026"]
    assert found.path == path
    assert "--jobs" in found.hint
    assert snapshot(site / "_site") == before


def test_ctrl_c_stops_all_processes_and_leaves_the_last_good_site(site: Path, start: Start) -> None:
    output = site / "_site"
    run(site)
    good = snapshot(output)
    for number in range(150):
        write(site, f"more{number}", f"第{number}篇文章。" + "银行行长说：“模型很好。”" * 20)
    command = ("-m", "generator", "build", str(site), "--no-cache", "--jobs", "2")
    process = start(*command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    aside = aside_folder(output)
    while not any(path.is_file() for path in aside.rglob("*.html")):
        assert process.poll() is None, "the build has ended before it could be stopped"
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers, too
    _, messages = process.communicate(timeout=60)  # returns when no worker has the pipe open
    assert process.returncode != 0
    assert "Traceback" not in messages
    assert "Aborted!" in messages
    assert snapshot(output) == good
    _, report = run(site)
    assert not report.failed
    assert (output / "zh-hans" / "more149" / "index.html").exists()


def test_a_file_for_the_top_of_the_site_replaces_one_of_ours(site: Path) -> None:
    with (site / "site.toml").open("a") as file:
        file.write('base_url = "https://example.org/"\n')
    top = site / "static/root"
    top.mkdir(parents=True)
    (top / "robots.txt").write_text("mine")
    run(site)
    assert (site / "_site/robots.txt").read_text() == "mine"
    (top / "robots.txt").unlink()
    run(site)
    assert "Sitemap:" in (site / "_site/robots.txt").read_text()


@pytest.mark.parametrize("folder", ["zh-hans", "static", "files"])
def test_a_file_for_the_top_of_the_site_may_not_be_among_its_pages(site: Path, folder: str) -> None:
    path = site / "static/root" / folder / "x.html"
    path.parent.mkdir(parents=True)
    path.write_text("x")
    assert codes(run(site)[1]) == ["S006"]


def test_a_first_build_says_what_it_leaves_out_without_an_address(
    site: Path, tmp_path: Path
) -> None:
    options = Options(cache=tmp_path / "cache")
    assert [run(site, options=options)[0].has_no_address for _ in range(2)] == [True, False]
    assert not (site / "_site/feed.xml").exists()
    assert not (site / "_site/sitemap.xml").exists()
    assert not list((site / "_site").rglob("card.png"))
    with (site / "site.toml").open("a") as file:
        file.write('base_url = "https://example.org/"\n')
    assert not run(site, options=options)[0].has_no_address
    assert (site / "_site/zh-hans/hello/card.png").exists()
