"""The commands: parse, call, report.

What a command needs is imported inside it, so that `jiazhu --help` loads nothing heavy. Exit
codes: 0 clean, 1 failed, 2 wrong usage.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click

from generator import __version__

SITE = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


class Commands(click.Group):
    """A group whose commands end in one line, not a traceback, where the system refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an OSError becomes exit code 1 with its message."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly where the reader of a pipe has gone
            where = f"{error.filename}: " if error.filename else ""
            message = f"{where}{error.strerror or error}"
            raise click.ClickException(message) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jiazhu", message="%(prog)s %(version)s")
def main() -> None:
    """Turn Chinese articles into a static, bilingual, annotated reader site.

    \b
    Examples:
      jiazhu new my-site             a small site that works
      jiazhu import page.html        an article made of a file
      jiazhu serve my-site           see it, with live reload
      jiazhu build my-site           write my-site/_site
      jiazhu check my-site           faults and doubts, no output
      jiazhu review my-site          settle the doubts in the browser
      jiazhu translate ARTICLE       a draft of its English
      echo 银行行长 | jiazhu annotate    words and pinyin of a text
    """


@main.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def new(folder: Path) -> None:
    """Write a small starter site into DIR, which must be new or empty.

    \b
    Example:
      jiazhu new my-site
    """
    from generator.new import FolderNotEmptyError, new_site
    from generator.terminal import say, shown_path

    try:
        written = new_site(folder)
    except FolderNotEmptyError as error:
        raise click.ClickException(str(error)) from None
    for path in written:
        say(shown_path(path), err=False)
    say(f"\nNext: jiazhu serve {shown_path(folder)}")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", type=SITE, default=".", help="The site folder.  [default: .]")
@click.option("--slug", default="", help="Name of the article; made from FILE if not given.")
@click.option("--title", default="", help="Title of the article; told from FILE if not given.")
@click.option("--chapter", type=click.IntRange(1), help="Import one chapter of an EPUB.")
@click.option("--encoding", default="", help="Of a text; told from it if not given.")
@click.option("--punctuation", is_flag=True, help="Repair the punctuation of the Chinese.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def import_(
    file: Path,
    site: Path,
    slug: str,
    title: str,
    chapter: int | None,
    encoding: str,
    punctuation: bool,
    force: bool,
) -> None:
    """Make an article of FILE: a saved web page, a text, a table, an EPUB or a DOCX.

    A text in Chinese and English, in two columns or by turns, becomes article and translation.
    No network is used.

    \b
    Examples:
      jiazhu import page.html --site my-site
      jiazhu import draft.txt --slug spring --punctuation
      jiazhu import book.epub --chapter 3
      jiazhu import two-columns.csv
    """
    from generator.importing.document import CannotImportError
    from generator.importing.importer import Options, import_file
    from generator.terminal import clean, say, show_cause, shown_path

    options = Options(slug, title, chapter, encoding, punctuation, force)
    try:
        articles = import_file(file, site, options)
    except CannotImportError as error:
        show_cause(error.path, error.line, error.message, error.hint)
        raise click.exceptions.Exit(1) from None
    for article in articles:
        for path in article.paths:
            say(shown_path(path), err=False)
        for note in article.notes:
            say(f"    {clean(note)}")
    say(f"\nNext: jiazhu check {shown_path(site)}")


@main.command()
@click.argument("site", type=SITE, default=".")
@click.option("--output", "-o", type=FOLDER, help="Where to write.  [default: SITE/_site]")
@click.option("--drafts", is_flag=True, help="Include articles marked as drafts.")
def build(site: Path, output: Path | None, drafts: bool) -> None:
    """Build SITE (the current folder if not given) into static HTML.

    \b
    Examples:
      jiazhu build
      jiazhu build my-site --output public
    """
    from generator.build import build as build_site
    from generator.diagnostics import Report
    from generator.terminal import plural, progress_bar, say, show_report, shown_path

    target = output or site / "_site"
    report = Report()
    with progress_bar() as progress:
        result = build_site(site, target, report, drafts=drafts, progress=progress)
    show_report(report)
    if report.failed:
        say("Nothing was written; the last good site, if there is one, is untouched.")
        raise click.exceptions.Exit(1)
    say(
        f"Built {plural(result.pages, 'page')} of {plural(result.articles, 'article')}"
        f" in {result.seconds:.2f} s: {plural(result.written, 'file')} written,"
        f" {result.removed:,} removed, in {shown_path(target)}",
        err=False,
    )


@main.command()
@click.argument("site", type=SITE, default=".")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    "-p",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)
@click.option("--output", "-o", type=FOLDER, help="Where to write.  [default: SITE/_site]")
@click.option("--drafts/--no-drafts", default=True, help="Include drafts.  [default: drafts]")
def serve(site: Path, host: str, port: int, output: Path | None, drafts: bool) -> None:
    """Build SITE, serve it, and rebuild and reload when a file changes. Ctrl-C ends it.

    \b
    Examples:
      jiazhu serve
      jiazhu serve my-site --port 9000
    """
    from generator.serve import serve as serve_site

    serve_site(site, output or site / "_site", host=host, port=port, drafts=drafts)


@main.command()
@click.argument("site", type=SITE, default=".")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How to print what was found; all but text goes to standard output.",
)
@click.option("--select", metavar="CODES", help="Only these: R003, or R for all of a family, …")
@click.option("--ignore", metavar="CODES", help="All but these.")
@click.option("--links", is_flag=True, help="Ask every external address, over the network.")
def check(
    site: Path, strict: bool, style: str, select: str | None, ignore: str | None, links: bool
) -> None:
    """List the faults and doubts of SITE, each with its place and a remedy; write nothing.

    \b
    Examples:
      jiazhu check
      jiazhu check my-site --strict
      jiazhu check my-site --format json
      jiazhu check --select R,T006 --ignore R002
      jiazhu check --links --select L
    """
    from generator import check_formats
    from generator.check import check as check_site
    from generator.diagnostics import Report, UnknownCodeError
    from generator.terminal import clean, count, plural, progress_bar, say, show_report

    report = Report()
    with progress_bar() as progress:
        unknown = check_site(site, report, links=links, progress=progress)
    try:
        report.filter(_codes(select), _codes(ignore) or ())
    except UnknownCodeError as error:
        raise click.UsageError(str(error)) from None
    if style == "json":
        say(check_formats.as_json(report.sorted()), err=False)
    elif style == "sarif":
        say(check_formats.as_sarif(report.sorted()), err=False)
    elif style == "github":
        if report.diagnostics:
            say(check_formats.as_github(report.sorted()), err=False)
    else:
        show_report(report)
        if not report.diagnostics:
            say(count(report.diagnostics))
    if unknown:
        say(f"Could not be checked: {plural(len(unknown), 'external link')}")
    for line in unknown:
        say(f"    {clean(line)}")
    if report.failed or (strict and report.diagnostics):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("site", type=SITE, default=".")
@click.option(
    "--port",
    "-p",
    default=8008,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)
@click.option("--browser/--no-browser", default=True, help="Open it.  [default: browser]")
def review(site: Path, port: int, browser: bool) -> None:
    """Show SITE with its doubts in the browser, and write what you decide into its files.

    Each doubt comes with what speaks for each choice; one key takes it. Only this machine can
    open the page. Ctrl-C ends it.

    \b
    Examples:
      jiazhu review
      jiazhu review my-site --no-browser
    """
    from generator.review import review as review_site

    review_site(site, port=port, browser=browser)


def _codes(given: str | None) -> list[str] | None:
    return None if given is None else [code.strip() for code in given.split(",") if code.strip()]


@main.command()
@click.argument(
    "articles",
    metavar="ARTICLE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Say what would be asked for; ask and write nothing.")
@click.option("--again", is_flag=True, help="Ask for what was answered, too.")
def translate(articles: tuple[Path, ...], dry_run: bool, again: bool) -> None:
    """Draft the English of each ARTICLE with the provider that site.toml names.

    What was answered is remembered, and what an author changed in a draft is kept. A translation
    by hand is never touched.

    \b
    Examples:
      jiazhu translate my-site/articles/bank.md --dry-run
      jiazhu translate my-site/articles/*.md
    """
    from generator.content.site import read_site
    from generator.diagnostics import Report
    from generator.terminal import progress_bar, say, show_report, shown_path
    from generator.translating.draft import RefusedError
    from generator.translating.providers import ProviderError
    from generator.translating.registry import provider_of
    from generator.translating.retrying import RetryingProvider
    from generator.translating.translate import Translator, site_of

    report = Report()
    try:
        root = site_of(articles)
        source = read_site(root, report, drafts=True)
        if report.failed:
            show_report(report)
            raise click.exceptions.Exit(1)
        report = Report()  # what else there is to say of the site is for `jiazhu check`
        settings = source.config.translate
        translator = Translator(source)
        plans = translator.plans(articles, again=again)
        for plan in plans:
            say(f"{shown_path(plan.source.path)}: {plan.told}")
        if dry_run:
            return
        patience = RetryingProvider(
            provider_of(settings, root), requests_per_minute=settings.requests_per_minute
        )
        for plan in plans:
            with progress_bar() as progress:
                translator.carry_out(plan, patience, report, progress)
            say(f"Wrote {shown_path(plan.path)}", err=False)
    except (RefusedError, ProviderError) as error:
        show_report(report)
        message = f"{error}\n    Hint: {error.hint}"
        raise click.ClickException(message) from None
    show_report(report)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), default="-")
@click.option("--lines", is_flag=True, help="Annotate each line as soon as it is read.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "pinyin"]),
    default="json",
    show_default=True,
    help="JSON, or the text in pinyin alone, line by line.",
)
@click.option("--site", type=SITE, help="Use the glossary, lexicon and house style of this site.")
@click.option(
    "--style",
    type=click.Choice(["marks", "numbers", "zhuyin", "wade-giles"]),
    default="marks",
    show_default=True,
    help="How `pinyin` is spelt; `syllables` stay as they are.",
)
@click.option("--sandhi", is_flag=True, help="Spell the tones as they are spoken.")
@click.option(
    "--erhua",
    type=click.Choice(["joined", "apart", "off"]),
    default="joined",
    show_default=True,
    help="How the suffix 儿 is spelt: yīdiǎnr, yīdiǎn'er, yīdiǎn.",
)
@click.option("--numbers", is_flag=True, help="Read out numbers in figures.")
def annotate(
    file: str,
    lines: bool,
    form: str,
    site: Path | None,
    style: str,
    sandhi: bool,
    erhua: str,
    numbers: bool,
) -> None:
    """Annotate the Chinese text of FILE, or of standard input, and print it as JSON.

    \b
    Examples:
      echo 银行行长 | jiazhu annotate
      jiazhu annotate --site my-site draft.txt
      jiazhu annotate --style zhuyin --sandhi draft.txt
      jiazhu annotate --format pinyin --numbers draft.txt
      tail -f chat.log | jiazhu annotate --lines
    """
    from generator.language.pinyin.styles import Erhua, Spelling, Style
    from generator.spelling.edition_text import SiteFaultsError, annotate_stream
    from generator.streams import NotUtf8Error, open_source, standard_output
    from generator.terminal import show_report

    how = Spelling(Style(style), sandhi=sandhi, erhua=Erhua(erhua), numbers=numbers)
    try:
        with open_source(file) as source:
            annotate_stream(
                source,
                standard_output(),
                lines=lines,
                site=site,
                how=how,
                as_pinyin=form == "pinyin",
            )
    except NotUtf8Error as error:
        raise click.ClickException(str(error)) from None
    except SiteFaultsError as error:
        show_report(error.report)
        raise click.exceptions.Exit(1) from None
