"""Fuzz, guided by the branches that inputs reach: `python -m tests.fuzz --seconds 60 [TARGET …]`.

1. A target starts from its inputs in `corpus/`, and goes on in a process of its own (`worker`).
2. What breaks a promise ends it: the input is printed, and kept beside the working corpus.
   Correct the fault, and add the input to `corpus/`, where a test tries it for ever.
3. How many inputs were tried is added to `executions.tsv`.

`--keep` reduces what was found to the fewest inputs that reach as much, and writes them to
`corpus/`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import gettempdir

from tests.fuzz.corpus import add_executions, read_corpus, write_corpus
from tests.fuzz.reduce import reduced
from tests.fuzz.targets import TARGETS, Target, corpus_text


def main() -> int:
    """Fuzz the targets one after the other; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"one of: {', '.join(TARGETS)}; or all")
    parser.add_argument("--seconds", type=int, default=60, help="how long each is fuzzed")
    parser.add_argument("--keep", action="store_true", help="write the corpus anew")
    parser.add_argument(
        "--work", type=Path, default=Path(gettempdir(), "jiazhu-fuzz"), help="a folder to work in"
    )
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    broken = 0
    for name in options.targets or TARGETS:
        work = options.work / name
        broken += not fuzz(name, work, options.seconds)
        if options.keep:
            keep(name, work)
    return int(bool(broken))


def fuzz(name: str, work: Path, seconds: int) -> bool:
    """Fuzz a target; False if an input broke a promise."""
    corpus = work / "corpus"
    target = TARGETS[name]
    write_inputs(corpus, [*read_corpus(name), *target.examples()])
    (work / "words").write_text(dictionary(target), "utf-8")
    options = [
        f"-dict={work / 'words'}",
        f"-max_total_time={seconds}",
        f"-artifact_prefix={work}/",
        "-timeout=20",
        "-rss_limit_mb=2000",
        "-len_control=20",  # longer inputs sooner: two Han characters say little
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    done = run(name, *options, str(corpus))
    counted = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    add_executions(name, int(counted[1]) if counted else 0)
    print(f"{name}: {counted[1] if counted else 'no'} executions", flush=True)
    if done.returncode:
        shown = [line for line in done.stdout.split("\n") if line.strip()]
        print("\n".join(shown[-12:]))
        at = re.search(r"Test unit written to (\S+)", done.stderr)
        if at:
            print(f"The input, in {at[1]}: {corpus_text(Path(at[1]).read_bytes())!a}", flush=True)
    return done.returncode == 0


def keep(name: str, work: Path) -> None:
    """Write the smallest corpus that reaches what the working one reaches."""
    texts = {corpus_text(path.read_bytes()) for path in (work / "corpus").iterdir()}
    write_corpus(name, reduced(TARGETS[name].load(), texts))


def run(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the worker of a target."""
    command = [sys.executable, "-m", "tests.fuzz.worker", name, *options]
    return subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")


def write_inputs(corpus: Path, texts: Iterable[str]) -> None:
    """Write inputs as the fuzzer wants them, a file each."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (corpus / f"kept-{number}").write_bytes(text.encode())


def dictionary(target: Target) -> str:
    """Return the words of a target as libFuzzer reads them."""
    words = (word.encode() for word in target.words.split("¦"))
    return "".join('"' + "".join(f"\\x{byte:02X}" for byte in word) + '"\n' for word in words)


if __name__ == "__main__":
    sys.exit(main())
