"""The command line: a group of the commands in `generator/commands/`.

Exit codes: 0 success, 1 failure, 2 wrong usage.
"""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any

import click

from generator import __version__
from generator.commands.annotate import annotate
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.daemon import daemon
from generator.commands.export import export
from generator.commands.import_ import import_
from generator.commands.new import new
from generator.commands.review import review
from generator.commands.serve import serve
from generator.commands.speak import speak
from generator.commands.translate import translate
from generator.streams import open_closed_streams

# The matrices of the models are small: more threads take twice the processor time and save none.
# This must be set before numpy is imported, and holds for the workers of a build too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Annotations form no cycles (2,400 objects in a build of one edit), so looking for them only costs
# time: 70 ms in that build, at each 100,000 objects that are kept.
gc.set_threshold(500_000, 50, 1000)

# The last collections of garbage, just before the process ends, would take 80 ms to find nothing.
atexit.register(gc.freeze)


_STOPS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""A container, or a terminal, is closed."""


def _stop(number: int, _: object) -> None:
    """End as Ctrl-C does, so that temporary files are removed."""
    raise SystemExit(128 + number)


_OUTPUT_FAULTS = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT)
"""What a stream is refused for; where a file is, the error names it."""


class Commands(click.Group):
    """A group that reports a refusal by the system in one line, without a traceback."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line; what is printed instead of a command may be refused too."""
        open_closed_streams()
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            click.echo(f"Error: {_cause(error)}", err=True)
            raise SystemExit(1) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an OSError becomes exit code 1 with its message."""
        with suppress(ValueError):  # not in the main thread
            for number in _STOPS:
                if signal.getsignal(number) is signal.SIG_DFL:  # `nohup` ignores one of them
                    signal.signal(number, _stop)
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click exits quietly when the reader of a pipe has gone
            raise click.ClickException(_cause(error)) from error


def _cause(error: OSError) -> str:
    """Return what was refused, and where."""
    place = error.filename2 or error.filename  # a copy has two
    if not place and error.errno in _OUTPUT_FAULTS:
        place = "standard output"
    where = f"{place}: " if place else ""
    return f"{where}{error.strerror or error}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jiazhu", message="%(prog)s %(version)s")
def main() -> None:
    """Turn Chinese articles into a static, bilingual, annotated reader site.

    \b
    Examples:
      jiazhu new my-site             create a small working site
      jiazhu import page.html        turn a file into an article
      jiazhu serve my-site           preview the site, with live reload
      jiazhu build my-site           write it to my-site/_site
      jiazhu check my-site           report errors and doubts
      jiazhu review my-site          settle the doubts in the browser
      jiazhu translate ARTICLE       draft the English translation
      jiazhu speak my-site           record it with a synthetic voice
      jiazhu export json my-site     write it in another format
      echo 银行行长 | jiazhu annotate    annotate a text on the command line
    """


def run() -> None:
    """Run the command line, and end the process without taking apart all that it has loaded.

    That would take 100 ms after a build of one edit. It is done where something depends on it:
    other threads, a profiler, output that cannot be written.
    """
    code: object = 0
    try:
        main(prog_name="jiazhu")
    except SystemExit as leaving:
        code = leaving.code
    if threading.active_count() == 1 and not _is_watched():
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            atexit._run_exitfuncs()
            os._exit(code if isinstance(code, int) else 0 if code is None else 1)
    sys.exit(code)  # type: ignore[arg-type]


def _is_watched() -> bool:
    """Whether a profiler, a debugger or a measurement of coverage has something to write."""
    monitoring: Any = getattr(sys, "monitoring", None)  # from Python 3.12
    tools = [] if monitoring is None else [monitoring.get_tool(number) for number in range(6)]
    return any(each is not None for each in (sys.getprofile(), sys.gettrace(), *tools))


for command in (
    new,
    import_,
    build,
    serve,
    check,
    review,
    translate,
    speak,
    export,
    annotate,
    daemon,
):
    main.add_command(command)
