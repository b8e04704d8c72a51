"""Render views to HTML with the Jinja templates.

1. Templates are searched in the given order of folders: those of the site override the built-in.
2. A template gets one variable, `view`, and the globals `t(id)` (a label in the edition of the page
   and in English) and `edition`.
3. Running text is not written by templates, but by the functions of `markup.py`; the filter `ruby`
   has the one for a phrase.

Undefined names are errors, and everything that is not `Markup` is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.language.characters import has_han
from generator.model import Bilingual, Edition
from generator.site.labels import labels
from generator.site.markup import ruby
from generator.spelling.ruby import RubyGroup


class Renderer:
    """The templates of one edition."""

    def __init__(self, edition: Edition, folders: Sequence[Path]) -> None:
        """Search templates in `folders`, in order; a folder that does not exist is ignored."""
        self.edition = edition
        found = [folder for folder in folders if folder.is_dir()]
        self._labels = labels(edition)
        self._environment = Environment(
            loader=FileSystemLoader(found),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(t=self._label, edition=edition.value)
        self._environment.filters.update(fromjson=json.loads, chinese_date=chinese_date, ruby=_ruby)
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


def _ruby(groups: Iterable[RubyGroup]) -> Markup:
    return Markup(ruby(groups))


def chinese_date(iso: str) -> str:
    """Return an ISO date in Chinese format, `2025年1月24日`; other text is returned unchanged."""
    parts: list[Any] = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return iso
    year, month, day = map(int, parts)
    return f"{year}年{month}月{day}日"
