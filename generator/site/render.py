"""Render views to HTML with the Jinja templates.

1. Templates are searched in the given order of folders: those of the site override the theme's,
   and may extend them (`template_files.py`).
2. The indentation of tags is left out, and compiled templates may be kept in a folder.
3. A template gets one variable, `view` (`views.py`, `site_views.py`), and the globals `edition`,
   `interface`, `t(id)` (a label in the edition of the page and in English) and the forms of a label
   in the languages of the interface (`labels.py`): `both`, `inline`, `plain`, `main`, `text`,
   `second`.
4. Running text is not written by templates, but by the functions of `markup.py`; the filter `ruby`
   has the one for a phrase.
5. `Renderer.fingerprint` changes with the templates of a page.

Undefined names are errors, and everything that is not `Markup` is escaped. Whatever fails in a
template is a `TemplateFaultError` with its file and line (`template_faults.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup
from rjsmin import jsmin

from generator.language.characters import has_han
from generator.model import Bilingual, Edition
from generator.site.labels import Labels
from generator.site.markup import ruby
from generator.site.template_faults import Missing, UnknownNameError, located
from generator.site.template_files import (
    IN_MEMORY,
    CompiledTemplates,
    Dedent,
    SiteEnvironment,
    TemplateFiles,
)
from generator.spelling.ruby import RubyGroup

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

Form = TypeVar("Form")
"""What a form of a label is: plain text or HTML."""


class Renderer:
    """The templates of one edition."""

    def __init__(
        self,
        edition: Edition,
        folders: Sequence[Path],
        compiled: Path | None = None,
        labels: Labels | None = None,
    ) -> None:
        """Search templates in `folders`, in order; a folder that does not exist is ignored.

        The last folder is the theme's. Compiled templates are kept in the folder `compiled`, or in
        memory. The folder must belong to this version of Jiazhu alone.
        """
        self.edition = edition
        self.labels = labels or Labels(edition)
        self._files = TemplateFiles(folders)
        self._environment = SiteEnvironment(
            loader=self._files,
            extensions=[Dedent],
            autoescape=True,
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=CompiledTemplates(compiled) if compiled else IN_MEMORY,
        )
        self._environment.globals.update(
            edition=edition.value,
            interface=self.labels.interface.value,
            t=self._known(self.labels.__getitem__),
            both=cache(self._known(self.labels.both)),
            inline=cache(self._known(self.labels.inline)),
            plain=cache(self._known(self.labels.plain)),
            main=cache(self._known(self.labels.main)),
            text=cache(self._known(self.labels.text)),
            second=cache(self._known(self.labels.second)),
        )
        self._environment.filters.update(
            fromjson=json.loads,
            chinese_date=chinese_date,
            english_date=english_date,
            minify=_minified,
            ruby=_ruby,
        )
        self._environment.tests.update(han=has_han)

    def render(self, template: str, view: object) -> str:
        """Render a view with a template; the page ends in one newline.

        Raises `TemplateFaultError` if the template is missing or invalid or uses a label or an
        attribute of the view that does not exist.
        """
        with located(self._files.folders):
            html = self._environment.get_template(template).render(view=view)
        return html.rstrip() + "\n"

    def _known(self, form: Callable[..., Form]) -> Callable[..., Form]:
        """Return a function of a label that says which one was meant, if there is no such label."""

        def checked(label: str | Bilingual, *options: str) -> Form:
            if isinstance(label, str) and label not in self.labels:
                raise UnknownNameError(f"There is no label “{label}”", label, self.labels)
            return form(label, *options)

        return checked

    def fingerprint(self, *templates: str) -> str:
        """Return a hash of templates and of all that these extend, include or import.

        A page looks different only if this, its view or Jiazhu itself changes. Raises
        `TemplateFaultError`.
        """
        with located(self._files.folders):
            return self._files.fingerprint(self._environment, templates)


@lru_cache(maxsize=16)
def _minified(script: str) -> Markup:
    """Return a script without comments and white space."""
    return Markup(jsmin(script))


def _ruby(groups: Iterable[RubyGroup]) -> Markup:
    return Markup(ruby(groups))


def chinese_date(iso: str) -> str:
    """Return an ISO date in Chinese format, `2025年1月24日`; other text is returned unchanged."""
    parts: list[Any] = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return iso
    year, month, day = map(int, parts)
    return f"{year}年{month}月{day}日"


def english_date(iso: str) -> str:
    """Return an ISO date in English format, `24 January 2025`; other text is returned unchanged."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
