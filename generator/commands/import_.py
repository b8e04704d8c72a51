"""`jiazhu import`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import EXISTING_FOLDER, EXISTING_PATH


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXISTING_PATH)
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

    A FILE may also be a whole site: the folder of a Hugo, Hexo or Jekyll site, a folder of Markdown
    files, or a WordPress export (XML). What was changed is said in import-report.md.

    \b
    Examples:
      jiazhu import page.html --site my-site
      jiazhu import draft.txt --slug spring --punctuation
      jiazhu import book.epub --chapter 3
      jiazhu import two-columns.csv
      jiazhu import posts/*.md
      jiazhu import old-blog --site my-site
      jiazhu import wordpress.xml --site my-site
    """
    from generator.importing.document import CannotImportError
    from generator.importing.importer import Options, import_file
    from generator.importing.whole_site import REPORT, import_site, is_site
    from generator.terminal import display_path, plural, sanitise, say, show_error

    if len(files) > 1 and (slug or title):
        raise click.UsageError("--slug and --title are for one file at a time")
    options = Options(slug, title, chapter, encoding, punctuation, force)
    failed = 0
    for file in files:
        try:
            if is_site(file):
                for line in import_site(file, site, options).lines():
                    say(line, err=False)
                say(f"See {display_path(site / REPORT)}")
                continue
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
