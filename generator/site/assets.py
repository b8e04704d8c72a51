"""The style sheets and scripts of a site, as they are published.

1. The site's own static files override those that come with Jiazhu, file by file. Those in
   `static/root/` are published unchanged at the top of the site.
2. The modules of `js/` are joined to one script, and to one for each of `ON_DEMAND` (`modules.py`),
   and the style sheets in `STYLES` to one sheet, without comments and white space; those in
   `PAGE_STYLES` stay apart. Other static files are published unchanged.
   `js/worker.js` is not a module of the pages: `offline.py` publishes it.
3. Their addresses are the same in every build, so that a changed style sheet changes no page.
   Caches are kept fresh by the service worker (`offline.py`). Modules load the third-party scripts
   in `vendor/` on demand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from rjsmin import jsmin

from generator.content.sources import read_bytes, read_text
from generator.diagnostics import Report
from generator.site import addresses
from generator.site.files import root_files, static_files
from generator.site.modules import ModuleError, join_modules

STYLES = (
    "tokens",
    "layout",
    "bar",
    "settings",
    "pages",
    "statistics",
    "reader",
    "content",
    "levels",
    "translation",
    "sentence",
    "popup",
    "panels",
    "comfort",
    "ways",
    "player",
    "print",
)
"""The order of the built-in style sheets, which those of the site follow."""

PAGE_STYLES = ("search", "vocabulary")
"""The built-in style sheets that only some pages load, as their templates say."""

ENTRY = "main"
"""The entry module."""

ON_DEMAND = (
    "charts",
    "examples",
    "focus",
    "grammar",
    "lists",
    "my_words",
    "permalinks",
    "player",
    "respelling",
    "search",
    "strokes",
    "vocabulary",
)
"""The modules that pages load when they need them."""

_JS, _CSS = addresses.STATIC / "js", addresses.STATIC / "css"
VENDOR = addresses.STATIC / "vendor"
SCRIPT, SHEET = _JS / "jiazhu.js", _CSS / "jiazhu.css"
WORKER = _JS / "worker.js"
_ICONS = [addresses.FAVICON.with_suffix(suffix) for suffix in (".svg", ".png", ".ico")]
"""Where a site may put its own icon, the best format first."""


class Assets(Struct, frozen=True):
    """The static files that a site publishes, and those that each page loads, in order."""

    files: Mapping[PurePosixPath, bytes]
    """Content by path below the root of the site."""
    styles: tuple[PurePosixPath, ...]
    scripts: tuple[PurePosixPath, ...]
    root: Mapping[PurePosixPath, Path]
    """The author's own files at the top of the site, by where they are published; `files` has them
    too."""
    on_demand: tuple[PurePosixPath, ...]
    """The scripts with modules that pages load when they need them, and sheets of some pages."""
    worker: str
    """The service worker, without the line that describes the build."""
    icon: PurePosixPath = addresses.FAVICON
    """The icon for the tab of a page: the site's own, in whatever format, or the built-in one."""

    @property
    def cached(self) -> tuple[PurePosixPath, ...]:
        """The files that the service worker caches first."""
        return (*self.styles, *self.scripts, *self.on_demand)


def collect(built_in: Path, own: Path, report: Report) -> Assets:
    """Collect the assets of a site; `own` is its folder, which need not exist.

    Reports modules that cannot be joined and invalid style sheets (S015, S016), and links that lead
    out of the site (S001).
    """
    brought, added = static_files(built_in), static_files(own, own.parent, report)
    files = brought | added
    modules = [place for place in brought if place.parent == _JS]
    sheets = [_CSS / f"{name}.css" for name in STYLES]
    page_sheets = [_CSS / f"{name}.css" for name in PAGE_STYLES]
    root = root_files(own, own.parent, report)
    published = {
        SHEET: "".join(_sheet(files[place], report) for place in sheets).encode(),
        **{place: _sheet(files[place], report).encode() for place in page_sheets},
        **_scripts({place.stem: files[place] for place in modules}, report),
        **_read(
            {
                place: path
                for place, path in files.items()
                if place not in (*modules, *sheets, *page_sheets)
            },
            report,
        ),
    }
    on_demand = (*(_JS / f"{name}.js" for name in ON_DEMAND), *page_sheets)
    vendor = {place for place in brought if place.is_relative_to(VENDOR)}
    apart = vendor | set(on_demand)
    loaded = [place for place in published if place not in apart]
    return Assets(
        files={**published, **_read(root, report)},
        root=root,
        styles=tuple(place for place in loaded if place.suffix == ".css"),
        scripts=tuple(place for place in loaded if place.suffix == ".js"),
        on_demand=on_demand,
        worker=str(jsmin(read_text(files[WORKER], report) or "")),
        icon=next((icon for icon in _ICONS if icon in added), addresses.FAVICON),
    )


def _read(files: Mapping[PurePosixPath, Path], report: Report) -> dict[PurePosixPath, bytes]:
    found = {place: read_bytes(path, report) for place, path in files.items()}
    return {place: data for place, data in found.items() if data is not None}


def _sheet(path: Path, report: Report) -> str:
    from lightningcss import process_stylesheet  # imported late: most builds have the result

    text = read_text(path, report) or ""
    try:
        return process_stylesheet(text, minify=True)
    except ValueError as error:
        message, _, place = str(error).rpartition(" at ")
        line, column = map(int, re.findall(r"\d+", place)[-2:])
        report.add(
            "S016",
            path,
            f"This style sheet is broken: {message.removeprefix('Parsing stylesheet failed: ')}",
            "Correct it, or delete the site's copy to use the one that comes with Jiazhu.",
            line=line + 1,
            column=column,
        )
        return ""


def _scripts(modules: Mapping[str, Path], report: Report) -> Mapping[PurePosixPath, bytes]:
    sources = {name: read_text(path, report) or "" for name, path in modules.items()}
    try:
        joined = join_modules(sources, ENTRY, ON_DEMAND)
    except ModuleError as error:
        report.add(
            "S015",
            modules[error.name],
            f"This module cannot be joined with the others: {error}",
            "Import and export as Jiazhu's own modules do, or delete the site's copy.",
            line=error.line,
        )
        joined = dict.fromkeys((ENTRY, *ON_DEMAND), "")
    return {
        SCRIPT if name == ENTRY else _JS / f"{name}.js": str(jsmin(script)).encode()
        for name, script in joined.items()
    }
