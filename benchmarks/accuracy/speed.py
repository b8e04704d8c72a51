"""Speed, start-up time and memory, each measured in a separate process.

`python -m benchmarks.accuracy.speed throughput|start ENGINE FILE` measures once and prints JSON.
`measure` runs these in turn and uses the best of several runs, because other processes can only
make one slower. *Naive* is the usual script: segmentation with jieba, readings of each word with
pypinyin, conversion with OpenCC. Each of the other engines does one of these.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import peers
from benchmarks.accuracy.data import Sets
from benchmarks.accuracy.report import MissingError, Section, Table, percent
from generator.language.characters import count_han

ROOT = Path(__file__).parents[2]
RUNS = 5
WARM_UP = 40
"""The number of first paragraphs that warm up data and caches, and are not measured."""

DOCUMENT = 25
"""The number of paragraphs in a document."""

TITLE = "Speed"
TEXT = """\
Natural text in simplified characters ({sources}; {han} Han characters after a warm-up on the
first {warm} paragraphs), {paragraphs} paragraphs per document, annotated for all three editions
without a glossary. *Naive* is jieba, pypinyin on its words, and OpenCC to Taiwan and Hong Kong.
One core; the best of {runs} runs (one for tools that do a part of the work), each in a separate
process. pinyin-pro starts Node.js for each document. Throughput is in processor time; start-up
is in wall time, from an empty process to the first annotated sentence. Absolute figures depend
on the machine, which had other work to do; the ratio depends on it much less."""


def _jiazhu() -> Callable[[Sequence[str]], object]:
    from generator.annotate.document import Document
    from generator.annotate.engines import load_engines
    from generator.annotate.pipeline import STAGES
    from generator.model import Block, Edition

    engines = load_engines()

    def run(paragraphs: Sequence[str]) -> object:
        blocks = tuple(Block(f"b{n}", n, n, text) for n, text in enumerate(paragraphs, 1))
        document = Document(Edition.HANS, blocks)
        for stage in STAGES:
            started = time.process_time()
            document = stage.run(document, engines)
            STAGE_SECONDS[stage.name] += time.process_time() - started
        return document

    return run


def _naive() -> Callable[[Sequence[str]], object]:
    import opencc
    import pypinyin

    jieba = peers.load("jieba")
    converters = [opencc.OpenCC("s2tw"), opencc.OpenCC("s2hk")]

    def run(paragraphs: Sequence[str]) -> object:
        out = []
        for text in paragraphs:
            words = jieba.lcut(text)
            readings = [pypinyin.lazy_pinyin(word, style=pypinyin.Style.TONE3) for word in words]
            out.append((words, readings, [c.convert(text) for c in converters]))
        return out

    return run


STAGE_SECONDS: defaultdict[str, float] = defaultdict(float)
"""The time that each stage of Jiazhu has taken in this process."""

Engine = Callable[[Sequence[str]], object]
"""Processes some paragraphs."""


def _each(convert: Callable[[str], object]) -> Engine:
    return lambda paragraphs: [convert(text) for text in paragraphs]


ENGINES: Mapping[str, Callable[[], Engine]] = {
    "jiazhu": _jiazhu,
    "naive": _naive,
    "pypinyin": lambda: peers.pypinyin,
    "pypinyin after jieba": lambda: peers.pypinyin_after_jieba,
    "g2pM": lambda: peers.g2pm,
    "pinyin-pro": lambda: peers.pinyin_pro,
    "jieba": lambda: _each(peers.jieba_words),
    "rjieba": lambda: _each(peers.rjieba_words),
    "pkuseg": lambda: _each(peers.pkuseg_words),
    "jieba.posseg": lambda: _each(peers.jieba_names),
    "opencc": lambda: _each(peers.opencc("s2tw")),
    "opencc-jieba-pyo3": lambda: _each(peers.opencc_jieba("s2tw")),
    "zhconv-rs": lambda: _each(peers.zhconv("zh-tw")),
}
"""Functions that load an engine and return it."""

WHOLE = ("jiazhu", "naive")
"""The engines that annotate fully; the others do a part of it."""


def throughput(engine: str, paragraphs: Sequence[str]) -> dict[str, float]:
    """Return the characters per second after warm-up, and the peak memory in MB."""
    run = ENGINES[engine]()
    run(paragraphs[:WARM_UP])
    STAGE_SECONDS.clear()
    measured = paragraphs[WARM_UP:]
    started = processor_time()
    for first in range(0, len(measured), DOCUMENT):
        run(measured[first : first + DOCUMENT])
    seconds = processor_time() - started
    han = sum(map(count_han, measured))
    shares = {f"stage {name}": spent / seconds for name, spent in STAGE_SECONDS.items()}
    return {"speed": han / seconds, "memory": peak_memory(), **shares}


def processor_time() -> float:
    """Return the processor time of this process and its finished children, in seconds."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def peak_memory() -> float:
    """Return the peak memory of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage includes the memory of the parent before exec
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def one_core() -> None:
    """Restrict this process and the libraries that it loads to one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _child(*arguments: str) -> dict[str, float]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy.speed", *arguments],
        cwd=ROOT,
        env=os.environ | threads,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    if "missing" in found:
        raise MissingError(found["missing"])
    return found | {"clock": time.perf_counter() - started}


def natural_text(sets: Sets) -> tuple[list[str], list[str]]:
    """Return paragraphs of natural text, and their sources."""
    sources: list[tuple[str, Callable[[], list[Any]]]] = [
        ("the treebank", lambda: [s.text for s in sets.simplified]),
        ("corpus/running", lambda: [t.sentence for t in sets.running]),
    ]
    paragraphs: list[str] = []
    names = []
    for name, read in sources:
        try:
            paragraphs += read()
        except MissingError:
            continue
        names.append(name)
    if len(paragraphs) < 2 * WARM_UP:
        message = "no natural text for speed: neither the treebank nor corpus/running"
        raise MissingError(message)
    return paragraphs, names


def measure(sets: Sets) -> Section:
    """Return the table of speed."""
    section = Section(TITLE, "")
    try:
        paragraphs, sources = natural_text(sets)
    except MissingError as error:
        section.skipped.append(str(error))
        return section
    best: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text("\n".join(paragraphs), encoding="utf-8")
        for run in range(RUNS):
            # In turn, so that other load on the machine affects all of them.
            for engine in WHOLE if run else ENGINES:
                try:
                    warm = _child("throughput", engine, str(path))
                    cold = _child("start", engine, str(path))
                except MissingError as error:
                    section.skipped.append(str(error))
                    continue
                so_far = best.setdefault(engine, warm | {"start": cold["clock"]})
                if warm["speed"] > so_far["speed"]:
                    so_far |= warm
                so_far["start"] = min(so_far["start"], cold["clock"])
    section.text = TEXT.format(
        sources=" and ".join(sources),
        han=f"{sum(map(count_han, paragraphs[WARM_UP:])):,}",
        warm=WARM_UP,
        paragraphs=DOCUMENT,
        runs=RUNS,
    )
    naive = best.get("naive")
    for does, engines in [("", WHOLE), ("a part of it", tuple(ENGINES)[len(WHOLE) :])]:
        table = Table([does, "characters / s", "times naive", "start-up, s", "peak memory, MB"])
        for engine in engines:
            if found := best.get(engine):
                table.rows.append(
                    [
                        engine,
                        f"{found['speed']:,.0f}",
                        f"{found['speed'] / naive['speed']:.1f}" if naive else "–",
                        f"{found['start']:.2f}",
                        f"{found['memory']:.0f}",
                    ]
                )
        section.tables.append(table)
    shares = {k: v for k, v in best["jiazhu"].items() if k.startswith("stage ")}
    names = [name.removeprefix("stage ") for name in shares]
    stages = Table(["where jiazhu's time goes, per cent", *names])
    stages.rows.append(["", *(percent(share, 1, 0) for share in shares.values())])
    section.tables.append(stages)
    return section


def main(task: str, engine: str, path: str) -> None:
    """Measure once in this process."""
    one_core()
    paragraphs = Path(path).read_text(encoding="utf-8").split("\n")
    try:
        if task == "throughput":
            print(json.dumps(throughput(engine, paragraphs)))
        else:
            ENGINES[engine]()(paragraphs[:1])
            print("{}", flush=True)
            os._exit(0)  # excludes the shutdown of the interpreter
    except MissingError as error:
        print(json.dumps({"missing": str(error)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
