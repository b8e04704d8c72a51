"""The table `[exports]` of `site.toml`: the files that a build makes besides the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from generator.content.toml.reader import Schema, TableReader
from generator.content.values import suggestion_hint
from generator.export_formats import FORMATS, Format


class ExportSettings(Struct, frozen=True):
    """Which formats a build exports a site to, and the options of all formats."""

    formats: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The options that the site gives for a format, by the name of the format."""


def exports_schema(formats: Mapping[str, Format] = FORMATS) -> Schema:
    """Return the keys of the table."""
    with_options = {
        each.name: {option.name: None for option in each.options if not option.reads_file}
        for each in formats.values()
        if each.options
    }
    return {"formats": None, **with_options}


def read_export_settings(
    table: TableReader, formats: Mapping[str, Format] = FORMATS
) -> ExportSettings:
    """Return the settings in `[exports]`; faults are reported."""
    chosen = table.strings("formats")
    for index, name in enumerate(chosen):
        if name not in formats:
            message = f"There is no export format “{name}”"
            table.fault(message, suggestion_hint(name, formats), key="formats", index=index)
        elif not formats[name].in_builds:
            message = f"Builds cannot write the format “{name}”"
            hint = f"Run `jiazhu export {name}` after the build, and remove it here."
            table.fault(message, hint, key="formats", index=index)
    options: dict[str, dict[str, str]] = {}
    for name, each in formats.items():
        section = table.section(name) if name in table else None
        for option in each.options if section else ():
            if section is None or option.reads_file or option.name not in section:
                continue
            if option.values:
                value = section.choice(option.name, option.values, option.default)
            else:
                value = section.string(option.name)
                if option.pattern and not re.fullmatch(option.pattern, value):
                    message = f"`{section.name(option.name)}` cannot be “{value}”"
                    section.fault(message, option.help, key=option.name)
                    continue
            options.setdefault(name, {})[option.name] = value
    possible = (name for name in chosen if name in formats and formats[name].in_builds)
    return ExportSettings(tuple(possible), options)
