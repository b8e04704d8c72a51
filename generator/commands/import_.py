"""`jiazhu import`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import EXISTING_FILE, EXISTING_FOLDER


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXISTING_FILE)
@click.option(
    "--site", type=EXISTING_FOLDER, default=".", help="Site to import into.  [default: .]"
)
@click.option(
    "--slug",
    default="",
    help="File name of the article, and the last part of its address.  [default: made from FILE]",
)
@click.option("--title", default="", help="Title of the article.  [default: taken from FILE]")
@click.option(
    "--chapter",
    type=click.IntRange(1),
    help="Number of the one chapter of an EPUB to import.  [default: all chapters]",
)
@click.option(
    "--encoding",
    default="",
    help="Character encoding of FILE, such as big5.  [default: detected]",
)
@click.option("--punctuation", is_flag=True, help="Correct the punctuation of the Chinese.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def import_(
    files: tuple[Path, ...],
    site: Path,
    slug: str,
    title: str,
    chapter: int | None,
    encoding: str,
    punctuation: bool,
    force: bool,
) -> None:
    """Turn each FILE into an article.

    A FILE is a saved web page, a text or Markdown file, a table (CSV or TSV), an EPUB or a DOCX.
    A text in Chinese and English, in two columns or in alternating paragraphs, becomes an article
    and its translation. The network is not used.

    \b
    Examples:
      jiazhu import page.html --site my-site
      jiazhu import draft.txt --slug spring --punctuation
      jiazhu import book.epub --chapter 3
      jiazhu import two-columns.csv
      jiazhu import posts/*.md
    """
    from generator.importing.document import CannotImportError
    from generator.importing.importer import Options, import_file
    from generator.terminal import display_path, plural, sanitise, say, show_error

    if len(files) > 1 and (slug or title):
        raise click.UsageError("--slug and --title are for one file at a time")
    options = Options(slug, title, chapter, encoding, punctuation, force)
    failed = 0
    for file in files:
        try:
            articles = import_file(file, site, options)
        except CannotImportError as error:
            show_error(error.path, error.line, error.message, error.hint)
            failed += 1
            continue
        for article in articles:
            for path in article.paths:
                say(display_path(path), err=False)
            for note in article.notes:
                say(f"    {sanitise(note)}")
    if failed == len(files):
        raise click.exceptions.Exit(1)
    if failed:
        say(f"\n{plural(len(files) - failed, 'file')} imported, {failed:,} not: see above.")
    say(f"\nNext: jiazhu check {display_path(site)}")
    if failed:
        raise click.exceptions.Exit(1)
