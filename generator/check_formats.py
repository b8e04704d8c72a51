"""The output formats of `jiazhu check` for other programs.

    json     the diagnostics as one object, in a stable format (docs/how-to/check.md)
    sarif    SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines
    github   workflow commands, which GitHub Actions turns into annotations

Paths below the current folder are relative to it, with slashes. Columns count code points from 1.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import generator
from generator.diagnostics import CODES, Diagnostic, Severity


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON object with `version` and `diagnostics`."""
    found = [
        {
            "code": diagnostic.code,
            "severity": str(diagnostic.severity),
            "path": str(diagnostic.path),
            "line": diagnostic.line,
            "column": diagnostic.column,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in diagnostics
    ]
    return json.dumps({"version": 1, "diagnostics": found}, ensure_ascii=False, indent=2)


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a SARIF log of one run, with the rules of the reported codes."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    rules = [{"id": code, "shortDescription": {"text": CODES[code][1]}} for code in codes]
    driver = {"name": "Jiazhu", "version": generator.__version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(diagnostic, codes) for diagnostic in diagnostics],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a line `::warning file=…,line=…,col=…,title=R003::message` for each diagnostic."""
    lines = []
    for diagnostic in diagnostics:
        level = "error" if diagnostic.severity is Severity.ERROR else "warning"
        properties = {
            "file": _relative_path(diagnostic.path),
            "line": diagnostic.line,
            "col": diagnostic.column,
            "title": diagnostic.code,
        }
        fields = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        hint = f"\nHint: {diagnostic.hint}" if diagnostic.hint else ""
        lines.append(f"::{level} {fields}::{_data(diagnostic.message + hint)}")
    return "\n".join(lines)


def _sarif_result(diagnostic: Diagnostic, codes: Sequence[str]) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": _relative_path(diagnostic.path)},
        "region": {"startLine": diagnostic.line, "startColumn": diagnostic.column},
    }
    hint = f" Hint: {diagnostic.hint}" if diagnostic.hint else ""
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "message": {"text": f"{diagnostic.message}.{hint}"},
        "locations": [{"physicalLocation": place}],
    }


def _relative_path(path: Path) -> str:
    absolute = Path(os.path.abspath(path))
    below = absolute.is_relative_to(Path.cwd())
    return (absolute.relative_to(Path.cwd()) if below else path).as_posix()


def _data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"json": as_json, "sarif": as_sarif, "github": as_github}
"""The functions by the name of the format."""
