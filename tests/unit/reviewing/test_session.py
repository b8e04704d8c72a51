"""A session serves what a build would write, from the current files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from generator.reviewing.facets import edition_sentences
from generator.reviewing.session import ReviewSession

BANK = PurePosixPath("zh-hans/bank/index.html")


def test_every_page_is_the_same_as_in_a_build(
    root: Path, session: ReviewSession, tmp_path: Path
) -> None:
    (root / "articles/pic.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    bank = root / "articles/bank.md"
    bank.write_text(bank.read_text("utf-8") + "\n![图](pic.svg)\n", "utf-8")
    session.refresh()
    output = tmp_path / "out"
    build(root, output, Report(), Options(drafts=True))
    built = {
        PurePosixPath(path.relative_to(output).as_posix()): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    pages = [path for path in built if path.suffix == ".html"]
    assert len(pages) > 20
    for path in sorted(pages, key=lambda path: "vocabulary" in path.parts):
        assert session.content(path) == ("text/html", built[path])
    assert PurePosixPath("files/articles/pic.svg") in built
    # A review has no index of the search, which then reads all articles.
    index = PurePosixPath("static/search")
    served = [path for path in built if path.parts[0] in ("static", "files")]
    of_pages = [path for path in served if not path.is_relative_to(index)]
    assert len(of_pages) > 50
    for path in of_pages[::7] + [path for path in of_pages if "examples" in path.parts]:
        found = session.content(path)
        assert found is not None, path
        assert found[1] == built[path], path
    assert session.content(PurePosixPath("zh-hans/none/index.html")) is None
    assert session.content(PurePosixPath("../site.toml")) is None


def test_refresh_tells_whether_anything_has_changed(root: Path, session: ReviewSession) -> None:
    assert not session.refresh()
    page = session.content(BANK)
    (root / "lexicon.toml").write_text('[[word]]\ntext = "起源"\npinyin = "qǐyuān"\n', "utf-8")
    assert session.refresh()
    assert session.content(BANK) != page
    assert not session.refresh()
    assert session.refresh(pages=True)


def test_a_broken_file_is_a_doubt_and_pages_are_still_served(
    root: Path, session: ReviewSession
) -> None:
    (root / "lexicon.toml").write_text("[[word]\n", "utf-8")
    assert session.refresh()
    assert session.doubts[0].code == "W001"
    assert session.content(BANK) is not None
    assert {code for code, _, _ in session.errors} == {"W001"}


def test_a_broken_template_is_shown_as_text(root: Path, session: ReviewSession) -> None:
    (root / "templates").mkdir()
    (root / "templates/article.html").write_text("{% if %}", "utf-8")
    session.refresh(pages=True)
    found = session.content(BANK)
    assert found is not None
    assert found[0] == "text/plain"
    assert b"article.html" in found[1]


def test_a_broken_macro_is_shown_and_can_be_corrected(root: Path, session: ReviewSession) -> None:
    macros = root / "templates/macros/parts.html"
    macros.parent.mkdir(parents=True)
    macros.write_text("{% if %}", "utf-8")
    session.refresh(pages=True)
    found = session.content(BANK)
    assert found is not None
    assert b"parts.html" in found[1]
    macros.unlink()
    session.refresh(pages=True)
    found = session.content(BANK)
    assert found is not None
    assert found[0] == "text/html"


def test_the_sentences_of_a_page_tile_its_text(session: ReviewSession) -> None:
    article = session.articles["bank"]
    for edition in session.site.source.config.editions:
        for sentence in edition_sentences(article, edition):
            block = next(b for b in (article.title, *article.blocks) if b.id == sentence["block"])
            at = 0
            for start, end, shown, shown_end in sentence["words"]:
                assert shown == at
                at = shown_end
                if edition is article.script:
                    assert sentence["text"][shown:shown_end] == block.text[start:end]
            assert at == len(sentence["text"])
