"""`jiazhu export`: a command for each format, with its options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.commands.parameters import EXISTING_FILE, FOLDER, folder_in, site_argument
from generator.export_formats import FORMATS, Format, Option


class Formats(click.Group):
    """The formats as commands; those of plugins are found when the site is known."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a format, which a plugin of the site may have added."""
        return super().get_command(ctx, cmd_name) or _plugin_command(cmd_name)


@click.group(cls=Formats)
def export() -> None:
    """Write articles, or a whole site, in another format.

    `formats` in the table `[exports]` of site.toml names those that `jiazhu build` writes too.

    \b
    Examples:
      jiazhu export json my-site
      jiazhu export json my-site --article bank --output data
    """


def _command(format_: Format) -> click.Command:
    """Return the command of a format."""

    def run(
        site: Path,
        output: Path | None,
        article: tuple[str, ...],
        edition: tuple[str, ...] = (),
        **options: str,
    ) -> None:
        _export(format_, site, output, article, edition, options)

    command = click.command(format_.name, help=_help(format_), short_help=format_.help)(run)
    for option in reversed(format_.options):
        command.params.insert(0, _option(option))
    return _with_common_options(command, format_.name, by_edition=format_.by_edition)


def _with_common_options(command: click.Command, name: str, *, by_edition: bool) -> click.Command:
    output = click.option(
        "--output", "-o", type=FOLDER, help=f"Folder to write to.  [default: SITE/_exports/{name}]"
    )
    article = click.option(
        "--article", metavar="SLUG", multiple=True, help="Export only this article; repeatable."
    )
    if by_edition:
        command = click.option(
            "--edition",
            metavar="EDITION",
            multiple=True,
            help="Export only this edition of the site, such as zh-Hant-TW; repeatable.",
        )(command)
    return site_argument(output(article(command)))


def _plugin_command(name: str) -> click.Command:
    """Return the command of a format that only a plugin can know."""

    def run(
        site: Path,
        output: Path | None,
        article: tuple[str, ...],
        edition: tuple[str, ...],
        option: tuple[str, ...],
    ) -> None:
        from generator.content.config import load_config
        from generator.diagnostics import Report

        formats = load_config(site.absolute(), Report()).formats
        if name not in formats:
            message = f"There is no export format “{name}”; there are {', '.join(formats)}"
            raise click.UsageError(message)
        _export(formats[name], site, output, article, edition, dict(map(_pair, option)))

    command = click.command(name, help=f"Write the format {name} of a plugin of SITE.")(run)
    option = click.option(
        "--option", metavar="KEY=VALUE", multiple=True, help="An option of the format; repeatable."
    )
    return _with_common_options(option(command), name, by_edition=True)


def _pair(option: str) -> tuple[str, str]:
    key, sign, value = option.partition("=")
    if not sign:
        raise click.BadParameter(f"“{option}” is not KEY=VALUE", param_hint="--option")
    return key, value


def _help(format_: Format) -> str:
    return (
        f"{format_.help}\n\nThe site in SITE, the current folder by default, is not changed.\n\n"
        f"\b\nExample:\n  jiazhu export {format_.name} my-site"
    )


def _option(option: Option) -> click.Option:
    kind: Any = click.Choice(option.values) if option.values else str
    if option.reads_file:
        kind = EXISTING_FILE

    def read(context: click.Context, parameter: click.Parameter, value: Any) -> str | None:
        """Return the value as formats take it."""
        if isinstance(value, Path):
            return _text(value)
        if value and option.pattern and not re.fullmatch(option.pattern, value):
            message = f"“{value}” does not fit. {option.help}"
            raise click.BadParameter(message, context, parameter)
        return None if value is None else str(value)

    shown = f"  [default: {option.default}]" if option.default else ""
    name = f"--{option.name.replace('_', '-')}"
    return click.Option([name], type=kind, help=f"{option.help}{shown}", callback=read)


def _text(path: Path) -> str:
    from generator.importing.document import CannotImportError
    from generator.importing.encodings import decode_text

    try:
        return decode_text(path.read_bytes(), path)
    except CannotImportError as error:
        raise click.ClickException(str(error)) from None


def _export(
    format_: Format,
    site: Path,
    output: Path | None,
    slugs: tuple[str, ...],
    editions: tuple[str, ...],
    options: Mapping[str, str | None],
) -> None:
    from generator.diagnostics import Report
    from generator.export import UnknownArticleError, UnknownEditionError
    from generator.export import export as export_site
    from generator.exporting.errors import CannotExportError
    from generator.plugins import PluginError
    from generator.site.template_faults import TemplateFaultError
    from generator.terminal import display_path, plural, progress_bar, say, show_error, show_report

    target, report = output or folder_in(site, f"_exports/{format_.name}"), Report()
    given = {name: value for name, value in options.items() if value is not None}
    try:
        with progress_bar() as progress:
            written = export_site(
                site,
                target,
                format_,
                report,
                options=given,
                slugs=slugs,
                editions=editions,
                progress=progress,
            )
    except UnknownArticleError as error:
        message = f"There is no article “{error}”: give the last part of an address"
        raise click.BadParameter(message, param_hint="--article") from None
    except UnknownEditionError as error:
        raise click.BadParameter(str(error), param_hint="--edition") from None
    except CannotExportError as error:
        message = f"{error}\n    Hint: {error.hint}"
        raise click.ClickException(message) from None
    except PluginError as error:
        hint = "Correct the plugin; JIAZHU_PLUGINS=off works without plugins."
        show_error(error.path, error.line, str(error), hint)
        raise click.exceptions.Exit(1) from None
    except TemplateFaultError as error:
        show_error(error.path, error.line, error.message or "", error.hint)
        raise click.exceptions.Exit(1) from None
    show_report(report, everything=False)
    if report.failed:
        say("Nothing was written.")
        raise click.exceptions.Exit(1)
    for path in written:
        say(display_path(path), err=False)
    say(f"{plural(len(written), 'file')} written.")


for _format in FORMATS.values():
    export.add_command(_command(_format))
