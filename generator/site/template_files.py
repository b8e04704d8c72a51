"""The template files: their sources, what they use, and their compiled code.

1. Each source is read once, so that the fingerprint of a template is that of what is rendered.
2. A template of the site takes the place of the theme's with the same name. The latter stays known
   as `theme/<name>`, and a template that extends, includes or imports its own name means that one:
   a site's `base.html` that begins with `{% extends "base.html" %}` extends the theme's.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import ClassVar

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateNotFound, meta
from jinja2.bccache import Bucket
from jinja2.ext import Extension

from generator.site.template_faults import TemplateFaultError
from generator.storage.atomic import try_to_write

THEME = "theme/"
"""Before the name of a template, that of the theme is meant, not that of the site."""


def named_by(template: str, parent: str) -> str:
    """Return the template that `parent` means by a name: by its own, the theme's."""
    return f"{THEME}{template}" if template == parent else template


class SiteEnvironment(Environment):
    """An environment in which templates of the site extend those of the theme."""

    def join_path(self, template: str, parent: str) -> str:
        """Return the name under which the loader finds what a template names."""
        return named_by(template, parent)


class TemplateFiles(FileSystemLoader):
    """The templates in folders, of which the first has precedence; the last is the theme's."""

    def __init__(self, folders: Sequence[Path]) -> None:
        for folder in folders[:-1]:
            _refuse_closed(folder)
        super().__init__([folder for folder in folders if folder.is_dir()])
        self.folders = [str(folder) for folder in folders]
        self._theme = FileSystemLoader(folders[-1:])
        self._sources: dict[str, tuple[str, str, Callable[[], bool]]] = {}
        self._files: dict[str, tuple[bytes, Sequence[str]]] = {}
        """By template, the hash of its source, and those that it names."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the source of a template, its path, and a function that Jinja does not call."""
        if template not in self._sources:
            source = super().get_source
            if template.startswith(THEME):
                source = self._theme.get_source
            name = template.removeprefix(THEME)
            found = source(environment, name)
            self._check_place(found[1])
            self._sources[template] = found
        return self._sources[template]

    def _check_place(self, path: str) -> None:
        """Refuse a template of the site that a link leads out of it to."""
        for folder in map(Path, self.folders[:-1]):
            home = folder.parent.resolve()
            if Path(path).is_relative_to(folder) and not Path(path).resolve().is_relative_to(home):
                message = "a symbolic link leads out of the site, so it is not followed"
                raise TemplateFaultError(message, Path(path), 1, "Copy its target into the site.")

    def fingerprint(self, environment: Environment, templates: Sequence[str]) -> str:
        """Return a hash of templates and of all that these extend, include or import.

        A template whose name is only known on rendering stands for all of them, and a missing one
        has a hash too, because it may be created later.
        """
        hashes: dict[str, bytes] = {}
        waiting = [*templates]
        while waiting:
            name = waiting.pop()
            if name not in hashes:
                hashes[name], named = self._file(environment, name)
                waiting += named
        total = hashlib.sha256()
        for name in sorted(hashes):
            total.update(f"{name}\n".encode() + hashes[name])
        return total.hexdigest()

    def _file(self, environment: Environment, name: str) -> tuple[bytes, Sequence[str]]:
        if name not in self._files:
            try:
                source = self.get_source(environment, name)[0]
            except TemplateNotFound:
                self._files[name] = b"", ()
            else:
                named = {each and named_by(each, name) for each in _named_templates(source, name)}
                dynamic = self.list_templates() if None in named else ()
                digest = hashlib.sha256(source.encode()).digest()
                self._files[name] = digest, (*(each for each in named if each), *dynamic)
        return self._files[name]


def _refuse_closed(folder: Path) -> None:
    """Raise an error if templates cannot be read, for which those of the theme would be taken."""

    def fail(error: OSError) -> None:
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            message = f"the folder cannot be read: {(error.strerror or str(error)).lower()}"
            place = Path(error.filename or folder)
            raise TemplateFaultError(message, place, 1, "Check its permissions.") from error

    for _ in os.walk(folder, onerror=fail):
        pass


@lru_cache(maxsize=64)
def _named_templates(source: str, name: str) -> frozenset[str | None]:
    """Return the templates that a source names; None if one of them is not a constant."""
    return frozenset(meta.find_referenced_templates(Environment().parse(source, name)))


class Dedent(Extension):
    """Leaves out the indentation of tags in templates, which would be on every page.

    Not in a template with an element in which white space counts.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source without indentation; lines keep their numbers."""
        del name, filename
        return source if _WHITE_SPACE_COUNTS.search(source) else _INDENTATION.sub("", source)


_WHITE_SPACE_COUNTS = re.compile(r"<(?:pre|textarea)\b|white-space", re.IGNORECASE)
_INDENTATION = re.compile(r"^[ \t]+(?=<)", re.MULTILINE)


class CompiledTemplates(BytecodeCache):
    """Compiled templates in memory and, with a folder, on disk.

    A process compiles a source once, whichever folder it is for. A file is the digest of the code,
    and the code. Builds that run at once may share the folder, and it may be deleted at any time; a
    file that is damaged or cannot be written is ignored.
    """

    _code: ClassVar[dict[str, tuple[str, CodeType]]] = {}
    """By the key of a template: the checksum of its source, and its code."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the file of a template."""
        return super().get_cache_key(f"{jinja2.__version__} {name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if that of its source is here."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            if self._folder is not None and not os.path.exists(self._folder / bucket.key):
                self._write(bucket)
            return
        if content := self._read(bucket.key):
            bucket.bytecode_from_string(content)
        if bucket.code is not None:
            self._code[bucket.key] = bucket.checksum, bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._code[bucket.key] = bucket.checksum, bucket.code
        self._write(bucket)

    def _write(self, bucket: Bucket) -> None:
        if self._folder is not None:
            code = bucket.bytecode_to_string()
            try_to_write(self._folder / bucket.key, hashlib.sha256(code).digest() + code)

    def _read(self, key: str) -> bytes:
        """Return the code in the file of a template; empty if there is none, or a damaged one."""
        if self._folder is None:
            return b""
        try:
            content = (self._folder / key).read_bytes()
        except OSError:
            return b""
        digest, code = content[:32], content[32:]
        return code if hashlib.sha256(code).digest() == digest else b""


IN_MEMORY = CompiledTemplates()
"""The compiled templates of all editions, which are the same."""
