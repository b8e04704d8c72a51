from pathlib import Path

from generator.diagnostics import Report
from generator.resources import shared
from generator.site.assets import ON_DEMAND, PAGE_STYLES, SCRIPT, SHEET, Assets, collect


def collected(theirs: Path) -> tuple[Assets, Report]:
    report = Report()
    return collect(shared("static"), theirs, report), report


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_one_sheet_and_one_script(tmp_path: Path) -> None:
    assets, report = collected(tmp_path)
    assert not report.diagnostics
    assert {SHEET, SCRIPT} < set(assets.files)
    assert [path.name for path in assets.styles + assets.scripts] == ["jiazhu.css", "jiazhu.js"]
    assert b"/**" not in assets.files[SCRIPT]
    assert "addEventListener" in assets.worker


def test_a_sites_own_files_replace_and_follow_ours(tmp_path: Path) -> None:
    write(tmp_path / "js/tones.js", "export function start() { mine(); }\n")
    write(tmp_path / "css/tokens.css", ":root { --mine: 1px }\n")
    write(tmp_path / "css/extra.css", "p { color: red }\n")
    write(tmp_path / "js/extra.js", "own();\n")
    write(tmp_path / "seal.svg", "<svg/>")
    assets, report = collected(tmp_path)
    assert not report.diagnostics
    assert b"mine()" in assets.files[SCRIPT]
    assert b"--mine:1px" in assets.files[SHEET]
    assert b"--paper" not in assets.files[SHEET].split(b"--mine")[0]
    rest = [place.name for place in assets.files if place.parent.name != "vendor"]
    ours = ["apple-touch-icon.png", "favicon.svg", "icon.svg"]
    on_demand = [f"{name}.js" for name in ON_DEMAND]
    sheets = [f"{name}.css" for name in PAGE_STYLES]
    assert rest[1 : 1 + len(sheets)] == sheets
    assert rest[2 + len(sheets) :] == [*on_demand, *ours, "extra.css", "extra.js", "seal.svg"]
    assert [path.name for path in assets.styles] == ["jiazhu.css", "extra.css"]
    assert [path.name for path in assets.scripts] == ["jiazhu.js", "extra.js"]


def test_what_is_loaded_on_demand_is_loaded_by_no_other_page_but_cached(tmp_path: Path) -> None:
    write(tmp_path / "js/strokes.js", "export function characters() { mine(); }\n")
    assets, _ = collected(tmp_path)
    assert [path.stem for path in assets.on_demand] == [*ON_DEMAND, *PAGE_STYLES]
    assert not set(assets.on_demand) & {*assets.scripts, *assets.styles}
    assert set(assets.on_demand) < set(assets.cached)
    strokes = next(path for path in assets.on_demand if path.stem == "strokes")
    assert b"mine()" in assets.files[strokes]
    assert b"mine()" not in assets.files[SCRIPT]


def test_scripts_by_others_are_loaded_by_no_page(
    tmp_path: Path,
) -> None:
    assets, _ = collected(tmp_path)
    vendored = {place.name for place in assets.files if place.parent.name == "vendor"}
    assert vendored == {"hanzi-writer.min.js", "hanzi-writer.LICENSE.txt"}
    assert len(assets.scripts) == 1
    write(tmp_path / "vendor/mine.js", "own();")
    assert [path.name for path in collected(tmp_path)[0].scripts][1:] == ["mine.js"]


def test_a_changed_style_sheet_has_the_same_address(tmp_path: Path) -> None:
    before = collected(tmp_path)[0]
    write(tmp_path / "css/pages.css", "p { color: red }")
    after = collected(tmp_path)[0]
    assert before.files[SHEET] != after.files[SHEET]
    assert (before.styles, before.scripts) == (after.styles, after.scripts)


def test_a_module_that_cannot_be_joined_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "js/tones.js", "\nexport default 1;\n")
    _, report = collected(tmp_path)
    [fault] = report.diagnostics
    assert (fault.code, fault.path, fault.line) == ("S015", tmp_path / "js/tones.js", 2)


def test_a_broken_style_sheet_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "css/pages.css", "p { color: red }\nq {\n  color: {{ } }\n")
    _, report = collected(tmp_path)
    [fault] = report.diagnostics
    assert (fault.code, fault.path, fault.line) == ("S016", tmp_path / "css/pages.css", 3)


def test_files_for_the_top_of_a_site_are_published_as_they_are(tmp_path: Path) -> None:
    for name in ("CNAME", ".nojekyll", ".well-known/x.txt", "own.css", ".DS_Store", "a.txt~"):
        write(tmp_path / "root" / name, "x")
    assets, report = collected(tmp_path)
    assert not report.diagnostics
    assert sorted(map(str, assets.root)) == [".nojekyll", ".well-known/x.txt", "CNAME", "own.css"]
    assert all(assets.files[place] == b"x" for place in assets.root)
    assert not any(place.parts[:2] == ("static", "root") for place in assets.files)
    assert [path.name for path in assets.styles] == ["jiazhu.css"]
