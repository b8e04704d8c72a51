"""Render views to HTML with the Jinja templates.

1. Templates are searched in the given order of folders: those of the site override the built-in.
2. The indentation of tags is left out (`_Dedent`), and compiled templates may be kept in a folder.
3. A template gets one variable, `view`, and the globals `t(id)` (a label in the edition of the page
   and in English) and `edition`.
4. The macros for running text are available as `Renderer.text`, so that weaving can call them
   without a template.
5. `Renderer.fingerprint` tells whether a page may look different because of its templates.

Undefined names are errors, and everything that is not `Markup` is escaped.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    meta,
)
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup
from rjsmin import jsmin

from generator.language.characters import has_han
from generator.model import Bilingual, Edition
from generator.site.labels import labels

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule

TEXT_MACROS = "macros/text.html"


class Renderer:
    """The templates of one edition."""

    def __init__(
        self, edition: Edition, folders: Sequence[Path], cache: Path | None = None
    ) -> None:
        """Search templates in `folders`, in order; a folder that does not exist is ignored.

        Compiled templates are kept in the folder `cache`, which must belong to this version of
        Jiazhu alone; builds that run at once may share it.
        """
        self.edition = edition
        self._labels = labels(edition)
        self._loader = FileSystemLoader([folder for folder in folders if folder.is_dir()])
        self._environment = Environment(
            loader=self._loader,
            extensions=[_Dedent],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else _SHARED,
        )
        self._environment.globals.update(t=self._label, edition=edition.value)
        self._environment.filters.update(
            fromjson=json.loads, chinese_date=chinese_date, minify=_minified
        )
        self._environment.tests.update(han=has_han)
        self._named: dict[str, Sequence[str]] = {}
        self._sources: dict[str, bytes] = {}
        """By template, those that it names and the hash of its source; see `fingerprint`."""
        self.text: TemplateModule = self._environment.get_template(TEXT_MACROS).module
        """The macros of `macros/text.html`: `text.groups(views)`, `text.sentence_open(view)` …"""

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

    def fingerprint(self, *templates: str) -> str:
        """Return a hash of the given templates and of all that these extend, include or import.

        A page may look different only if this, its view or Jiazhu itself changes. A template whose
        name is only known on rendering stands for all of them, and a missing one has a hash too,
        because it may be created later. Raises `jinja2.TemplateSyntaxError`.
        """
        found: set[str] = set()
        waiting = [*templates]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._references(name)
        total = hashlib.sha256()
        for name in sorted(found):
            total.update(f"{name}\n".encode() + self._sources[name])
        return total.hexdigest()

    def _references(self, name: str) -> Sequence[str]:
        """Return the templates that a template names, and hash its source."""
        if name not in self._named:
            try:
                source = self._loader.get_source(self._environment, name)[0]
            except TemplateNotFound:
                self._sources[name], self._named[name] = b"", ()
            else:
                named = _referenced(source, name)
                dynamic = self._loader.list_templates() if None in named else ()
                self._sources[name] = hashlib.sha256(source.encode()).digest()
                self._named[name] = (*(each for each in named if each), *dynamic)
        return self._named[name]


@lru_cache(maxsize=64)
def _referenced(source: str, name: str) -> frozenset[str | None]:
    """Return the templates that the source of a template names; None if one is not a constant."""
    return frozenset(meta.find_referenced_templates(Environment().parse(source, name)))


class _SharedBytecode(BytecodeCache):
    """Compiled templates in memory: those of all editions are the same."""

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[str, bytes]] = {}
        """By the key of a template: the checksum of its source, and its code."""

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, compiled = self._compiled.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


_SHARED = _SharedBytecode()


class _Dedent(Extension):
    """Leaves out the indentation of tags in a template, which would be on every page.

    Not in a template with an element in which white space counts.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return source if _WHITE_SPACE_COUNTS.search(source) else _INDENTATION.sub("", source)


_WHITE_SPACE_COUNTS = re.compile(r"<(?:pre|textarea)\b|white-space", re.IGNORECASE)
_INDENTATION = re.compile(r"^[ \t]+(?=<)", re.MULTILINE)


@lru_cache(maxsize=16)
def _minified(script: str) -> Markup:
    """Return a script without comments and white space."""
    return Markup(jsmin(script))


def chinese_date(iso: str) -> str:
    """Return an ISO date in Chinese format, `2025年1月24日`; other text is returned unchanged."""
    parts: list[Any] = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return iso
    year, month, day = map(int, parts)
    return f"{year}年{month}月{day}日"
