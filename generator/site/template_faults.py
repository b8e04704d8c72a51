"""Faults of templates: what is wrong, in which file and line, and what was probably meant.

Jinja gives a place for faults of syntax only. For the others it is in the traceback, whose frames
have the files and lines of templates.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing, object_type_repr

from generator.content.values import closest_name

GLOBALS = ("view", "page", "site", "edition", "interface", "parts")
"""The names that every page may use, besides functions."""


class TemplateFaultError(TemplateError):
    """A template that cannot be rendered, with the place of the fault."""

    def __init__(self, message: str, path: Path, line: int, hint: str) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.hint = hint
        """What to do; empty if that is not known."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class UnknownNameError(UndefinedError):
    """A name in a template that does not exist."""

    def __init__(self, message: str, name: str, known: Iterable[str]) -> None:
        super().__init__(message)
        match = closest_name(name, known)
        self.hint = f"Did you mean `{match}`?" if match else ""


class Missing(StrictUndefined):
    """An undefined name, which may not be used; the message says which name would be right."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Any = None,
    ) -> None:
        def fault(message: str) -> UnknownNameError:
            return UnknownNameError(message, str(name), _fields_of(obj) or GLOBALS)

        super().__init__(hint, obj, name, exc or fault)  # type: ignore[arg-type]

    @property
    def _undefined_message(self) -> str:
        obj, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint:
            return str(self._undefined_hint)
        if obj is missing:
            return f"`{name}` is not defined"
        return f"{object_type_repr(obj).removesuffix(' object').split('.')[-1]} has no `{name}`"


def _fields_of(obj: Any) -> Sequence[str]:
    """Return the names of what a view or a part of one has; none of what is neither."""
    if is_dataclass(obj):
        return [field.name for field in fields(obj)]
    return getattr(obj, "__struct_fields__", ())


@contextmanager
def located(folders: Sequence[str]) -> Iterator[None]:
    """Turn whatever fails in a template of these folders into a `TemplateFaultError`."""
    try:
        yield
    except TemplateFaultError:
        raise
    except TemplateSyntaxError as error:
        path = Path(error.filename or error.name or folders[0])
        raise TemplateFaultError(error.message or "", path, error.lineno, "") from error
    except RecursionError as error:
        path, line = _place(error, folders) or (Path(folders[0]), 1)
        message = "Templates extend or include each other in a circle"
        raise TemplateFaultError(message, path, line, "") from error
    except Exception as error:
        place = _place(error, folders)
        if place is None and not isinstance(error, TemplateError):
            raise
        path, line = place or (Path(folders[0]), 1)
        raise TemplateFaultError(_message(error), path, line, getattr(error, "hint", "")) from error


def _message(error: Exception) -> str:
    if isinstance(error, TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}"


def _place(error: BaseException, folders: Sequence[str]) -> tuple[Path, int] | None:
    """Return the template and the line in which an error was raised: the innermost one."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if any(Path(path).is_relative_to(folder) for folder in folders):
            found = Path(path), line
    return found
