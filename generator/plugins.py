"""Plugins: code of a site, or of an installed package, that takes part in what Jiazhu does.

    <site>/plugins.py              a function `register(plugins)`
    entry points `jiazhu.plugins`  such functions of installed packages, which come first

`register` is given a `Registry`, whose methods are all that a plugin may add. docs/plugins.md has
an example of each, and says what stays as it is from version to version.

1. Plugins are loaded with the settings of a site, once in a process and content of `plugins.py`.
2. The digest of `plugins.py` is part of the keys of builds; packages count by their versions.
3. Whatever a plugin raises becomes a `PluginError` with the place in its file.

A plugin runs with all rights of the user. With `JIAZHU_PLUGINS=off` none is loaded.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache, wraps
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.export_formats import FORMATS, Format, Maker, resolved

GROUP = "jiazhu.plugins"
"""The group of entry points."""
FILE = "plugins.py"
"""The file of a site."""
SWITCH = "JIAZHU_PLUGINS"
"""The environment variable that switches plugins off."""


class PluginError(Exception):
    """Raised when a plugin fails, with the place in its file; line 0 if that is not known."""

    def __init__(self, message: str, path: Path, line: int = 0) -> None:
        super().__init__(message)
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.path, self.line)


class Registry(Struct):
    """What plugins have added. `register(plugins)` of a plugin calls the methods."""

    source: Path = Path(FILE)
    """The file of the plugin that is being registered."""
    stages: list[Callable[..., Any]] = field(default_factory=list)
    checks: list[Callable[..., Any]] = field(default_factory=list)
    formats: dict[str, Format] = field(default_factory=dict)
    rules: list[Callable[..., Any]] = field(default_factory=list)
    providers: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def stage(self, run: Callable[..., Any]) -> None:
        """Add a stage: `run(document, engines)` returns a document; it runs after our own."""
        self.stages.append(_guarded(run, self.source))

    def check(self, run: Callable[..., Any]) -> None:
        """Add a check: `run(article, report)` reports with the codes P002 and P003."""
        self.checks.append(_guarded(run, self.source))

    def exporter(self, format_: Format) -> None:
        """Add an export format, whose name and suffix must be new."""
        known = [*FORMATS.values(), *self.formats.values()]
        if any(format_.name == each.name or format_.suffix == each.suffix for each in known):
            message = f"there is a format “{format_.name}” or one with “{format_.suffix}” already"
            raise ValueError(message)
        self.formats[format_.name] = replace(
            format_,
            article=self._maker(format_.article),
            part=self._maker(format_.part),
            site=self._maker(format_.site),
        )

    def markdown(self, rule: Callable[..., Any]) -> None:
        """Add a rule: `rule(md)` changes a parser of markdown-it, as its own plugins do."""
        self.rules.append(_guarded(rule, self.source))

    def provider(self, name: str, make: Callable[..., Any]) -> None:
        """Add a translation provider: `make(settings, root)` returns a `Provider`."""
        self.providers[name] = _guarded(make, self.source)

    def _maker(self, maker: Maker | None) -> Maker | None:
        return None if maker is None else _guarded(resolved(maker), self.source)


class Plugins(Struct, frozen=True):
    """The plugins of a site; small, and the same in every process that loads the same file."""

    path: Path | None = None
    """The `plugins.py` of the site, if it has one."""
    digest: str = ""
    """Of its content."""
    is_on: bool = False
    """Whether plugins are loaded at all."""

    @property
    def registry(self) -> Registry:
        """What the plugins have added; raises `PluginError` if one cannot be loaded."""
        return _load(self.path, self.digest) if self.is_on else Registry()


NO_PLUGINS = Plugins()
INSTALLED = Plugins(is_on=True)
"""Those of installed packages alone."""


def find_plugins(root: Path) -> Plugins:
    """Return the plugins of a site, which are not loaded yet."""
    if os.environ.get(SWITCH, "").casefold() == "off":
        return NO_PLUGINS
    path = root / FILE
    if not path.is_file():
        return INSTALLED
    return Plugins(path, hashlib.sha256(path.read_bytes()).hexdigest(), is_on=True)


@lru_cache(maxsize=16)
def _load(path: Path | None, digest: str) -> Registry:
    registry = Registry()
    if any(map(_may_have_plugins, sys.path)):
        from importlib.metadata import entry_points  # imported late: it takes 10 ms

        for each in entry_points(group=GROUP):
            registry.source = Path(each.name)
            with _faults(registry.source):
                each.load()(registry)
    if path is not None:
        registry.source = path
        with _faults(path):
            _module(path, digest).register(registry)
    return registry


def _may_have_plugins(folder: str) -> bool:
    """Whether a package that is installed in a folder, or an archive, may have plugins."""
    try:
        names = os.listdir(folder or os.curdir)
    except OSError:
        return os.path.isfile(folder)
    for name in names:
        if name.endswith((".dist-info", ".egg-info", ".egg")):
            with suppress(OSError), open(f"{folder}/{name}/entry_points.txt", "rb") as file:
                if GROUP.encode() in file.read():
                    return True
    return False


def _module(path: Path, digest: str) -> Any:
    """Return the module in a file, as it is now."""
    name = f"jiazhu_site_plugins_{digest[:16]}"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module  # which pickles and dataclasses look up
    source = path.read_bytes()
    # Not by the loader, which may take an older version from __pycache__ and writes there.
    exec(compile(source, path, "exec"), module.__dict__)
    return module


def _guarded(function: Callable[..., Any], source: Path) -> Callable[..., Any]:
    """Return a function whose exceptions are `PluginError`s."""

    @wraps(function)
    def guarded(*arguments: Any, **options: Any) -> Any:
        with _faults(source):
            return function(*arguments, **options)

    return guarded


@contextmanager
def _faults(source: Path) -> Iterator[None]:
    """Turn exceptions into `PluginError`s, with the last line of the plugin that they passed."""
    try:
        yield
    except PluginError:
        raise
    except Exception as error:
        if isinstance(error, SyntaxError):
            message = f"{type(error).__name__}: {error.msg}"
            raise PluginError(message, source, error.lineno or 0) from error
        passed = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno or 0 for frame in passed if frame.filename == str(source)]
        message = f"{type(error).__name__}: {error}"
        raise PluginError(message, source, lines[-1] if lines else 0) from error


def formats_of(registry: Registry) -> Mapping[str, Format]:
    """Return all formats, those of plugins last."""
    return {**FORMATS, **registry.formats}
