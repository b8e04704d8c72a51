"""`jiazhu annotate`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import EXISTING_FOLDER


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), default="-")
@click.option("--lines", is_flag=True, help="Annotate each line as soon as it is read.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "pinyin"]),
    default="json",
    show_default=True,
    help="JSON, or only the pinyin: of each line, or of the prose of a Markdown file.",
)
@click.option(
    "--site",
    type=EXISTING_FOLDER,
    help="Use the glossary, lexicon and house style of this site.",
)
@click.option(
    "--style",
    type=click.Choice(["marks", "numbers", "zhuyin", "wade-giles"]),
    default="marks",
    show_default=True,
    help="Spelling of `pinyin`; `syllables` keep theirs.",
)
@click.option("--sandhi", is_flag=True, help="Write tones as they are spoken: ní hǎo, bú shì.")
@click.option(
    "--erhua",
    type=click.Choice(["joined", "apart", "off"]),
    default="joined",
    show_default=True,
    help="Spelling of the suffix 儿: yīdiǎnr, yīdiǎn'er or yīdiǎn.",
)
@click.option("--numbers", is_flag=True, help="Give the reading of numbers: shíwǔ for 15.")
@click.option(
    "--limit",
    type=click.FloatRange(min=0, min_open=True),
    default=4,
    show_default=True,
    metavar="MEGABYTES",
    help="Refuse a longer text, or with --lines a longer line. One takes up to 1 GB of memory.",
)
def annotate(
    file: str,
    lines: bool,
    form: str,
    site: Path | None,
    style: str,
    sandhi: bool,
    erhua: str,
    numbers: bool,
    limit: float,
) -> None:
    """Annotate Chinese text, and print JSON.

    The text is read from FILE, or from standard input.

    \b
    Examples:
      echo 银行行长 | jiazhu annotate
      jiazhu annotate --site my-site draft.txt
      jiazhu annotate --style zhuyin --sandhi draft.txt
      jiazhu annotate --format pinyin --numbers draft.txt
      tail -f chat.log | jiazhu annotate --lines
    """
    from generator.annotate_text import SiteFaultsError, annotate_stream
    from generator.language.pinyin.styles import Erhua, Spelling, Style
    from generator.streams import SourceError, TooLongError, open_source, standard_output
    from generator.terminal import show_report

    spelling = Spelling(Style(style), sandhi=sandhi, erhua=Erhua(erhua), numbers=numbers)
    try:
        with open_source(file, limit) as source:
            annotate_stream(
                source,
                standard_output(),
                lines=lines,
                site=site,
                spelling=spelling,
                as_pinyin=form == "pinyin",
                name=file,
            )
    except TooLongError as error:
        remedy = "Divide it into lines and pass --lines, or allow more by --limit."
        raise click.ClickException(f"{error}\n{remedy}") from None
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    except SiteFaultsError as error:
        show_report(error.report)
        raise click.exceptions.Exit(1) from None
