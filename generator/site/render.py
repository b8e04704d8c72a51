"""Render views to HTML with the Jinja templates.

1. Templates are searched in the given order of folders: those of the site override the built-in.
2. The indentation of tags is left out, and compiled templates may be kept in a folder
   (`template_files.py`).
3. A template gets one variable, `view`, and the globals `t(id)` (a label in the edition of the page
   and in English), `both(id)` (the HTML of a label in both languages) and `edition`.
4. Running text is not written by templates, but by the functions of `markup.py`; the filter `ruby`
   has the one for a phrase.
5. `Renderer.fingerprint` changes with the templates of a page.

Undefined names are errors, and everything that is not `Markup` is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from rjsmin import jsmin

from generator.language.characters import has_han
from generator.model import Bilingual, Edition
from generator.site.labels import labels
from generator.site.markup import escape, ruby
from generator.site.template_files import IN_MEMORY, CompiledTemplates, Dedent, TemplateFiles
from generator.spelling.ruby import RubyGroup


class Renderer:
    """The templates of one edition."""

    def __init__(
        self, edition: Edition, folders: Sequence[Path], compiled: Path | None = None
    ) -> None:
        """Search templates in `folders`, in order; a folder that does not exist is ignored.

        Compiled templates are kept in the folder `compiled`, or in memory. The folder must belong
        to this version of Jiazhu alone.
        """
        self.edition = edition
        self._labels = labels(edition)
        self._files = TemplateFiles(folders)
        self._environment = Environment(
            loader=self._files,
            extensions=[Dedent],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=CompiledTemplates(compiled) if compiled else IN_MEMORY,
        )
        self._environment.globals.update(
            t=self._label, both=cache(self._both), edition=edition.value
        )
        self._environment.filters.update(
            fromjson=json.loads, chinese_date=chinese_date, minify=_minified, ruby=_ruby
        )
        self._environment.tests.update(han=has_han)

    def render(self, template: str, view: object) -> str:
        """Render a view with a template; the page ends in one newline.

        Raises `jinja2.TemplateError` if the template is missing or invalid or uses an attribute
        that the view does not have, and `KeyError` for an unknown label.
        """
        html = self._environment.get_template(template).render(view=view)
        return html.rstrip() + "\n"

    def _label(self, id_: str) -> Bilingual:
        try:
            return self._labels[id_]
        except KeyError:
            raise KeyError(f"no label {id_!r} in labels.toml") from None

    def _both(self, id_: str) -> Markup:
        label = self._label(id_)
        zh, en = escape(label.zh), escape(label.en)
        return Markup(f"<span class=zh>{zh}</span> <span class=en lang=en>{en}</span>")

    def fingerprint(self, *templates: str) -> str:
        """Return a hash of templates and of all that these extend, include or import.

        A page looks different only if this, its view or Jiazhu itself changes. Raises
        `jinja2.TemplateSyntaxError`.
        """
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
