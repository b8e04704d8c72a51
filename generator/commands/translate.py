"""`jiazhu translate`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import EXISTING_FILE


@click.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True, type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Show how much would be sent; send nothing.")
@click.option(
    "--again",
    is_flag=True,
    help="Request sentences that were translated before, too.",
)
def translate(articles: tuple[Path, ...], dry_run: bool, again: bool) -> None:
    """Draft the English of each ARTICLE.

    The sentences go to the provider set in site.toml. Those that were translated before are not
    requested again, and your edits of a draft are kept. A translation that is not a machine draft
    is never changed.

    \b
    Examples:
      jiazhu translate my-site/articles/bank.md --dry-run
      jiazhu translate my-site/articles/*.md
    """
    from generator.content.site import read_site
    from generator.diagnostics import Report
    from generator.terminal import display_path, progress_bar, say, show_report
    from generator.translating.draft import RefusedError
    from generator.translating.providers import ProviderError
    from generator.translating.registry import provider_of
    from generator.translating.retrying import RetryingProvider
    from generator.translating.translate import Translator, find_site

    report = Report()
    try:
        root = find_site(articles)
        source = read_site(root, report, drafts=True)
        if report.failed:
            show_report(report)
            raise click.exceptions.Exit(1)
        report = Report()  # warnings about the site are for `jiazhu check`
        settings = source.config.translate
        translator = Translator(source)
        plans = translator.plans(articles, again=again)
        for plan in plans:
            say(f"{display_path(plan.source.path)}: {plan.summary}")
        if dry_run:
            return
        provider = RetryingProvider(
            provider_of(settings, root, source.config.plugins),
            requests_per_minute=settings.requests_per_minute,
        )
        for plan in plans:
            with progress_bar() as progress:
                translator.translate(plan, provider, report, progress)
            say(f"Wrote {display_path(plan.path)}", err=False)
    except (RefusedError, ProviderError) as error:
        show_report(report)
        message = f"{error}\n    Hint: {error.hint}"
        raise click.ClickException(message) from None
    show_report(report)
