"""The panels of an edition: the parts of its pages that need scripts and are the same everywhere.

They are in one script for each edition, which a browser loads once, and which runs before the
modules. It sets `jiazhu.panels`, the HTML of each panel by its name, which `static/js/panels.js`
inserts, and what those modules need to know of the settings:

    options    the values of each setting
    defaults   the default of each on this site
    byWindow   the defaults in a wide window and in any other of settings whose default is `auto`
    linked     the settings that a link to a page includes

Other scripts are the same in all editions. One runs before the first paint of a page, and applies
the reader's settings (`macros/early.js`); the others take steps in the middle of a page.

Nothing here may depend on a page, so templates of panels have no addresses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.site import addresses
from generator.site.render import Renderer
from generator.site.views import PanelsView, SiteView

PANELS = ("settings", "help", "popup", "sentence", "known", "player", "charts", "order")
"""The panels; each has its template, `macros/<name>.html`."""

EARLY = ("early", "step", "unfinished")
"""The scripts that run before a page has been parsed; each has its template, `macros/<name>.js`."""


def panels_file(renderer: Renderer, site: SiteView) -> tuple[PurePosixPath, str]:
    """Return the path and the content of the script with the panels of an edition."""
    view = PanelsView(site)
    data = {
        "panels": {name: renderer.render(f"macros/{name}.html", view).strip() for name in PANELS},
        "options": {setting.name: setting.values for setting in site.settings},
        "defaults": {setting.name: setting.value for setting in site.settings},
        "byWindow": {s.name: s.setting.by_window for s in site.settings if s.setting.by_window},
        "linked": [setting.name for setting in site.settings if setting.setting.linked],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return addresses.panels(renderer.edition), f"Object.assign(jiazhu,{text});\n"


def early_files(renderer: Renderer, site: SiteView) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the path and the content of each script that runs before a page has been parsed."""
    for name in EARLY:
        script = renderer.render(f"macros/{name}.js", PanelsView(site)).strip()
        yield addresses.STATIC / f"{name}.js", f"{script}\n"
