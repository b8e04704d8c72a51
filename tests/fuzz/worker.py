"""Run one target under the fuzzer: `python -m tests.fuzz.worker TARGET [OPTIONS OF LIBFUZZER]`."""

from __future__ import annotations

import sys

import atheris

from tests.fuzz.targets import TARGETS, corpus_text


def main() -> None:
    """Follow the branches of what the target imports, and fuzz it for ever."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    with atheris.instrument_imports(include=["generator", *target.follow]):
        check = target.load()

    def run(data: bytes) -> None:
        check(corpus_text(data))

    atheris.Setup([sys.argv[0], f"-max_len={target.longest}", *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
