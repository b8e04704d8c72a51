"""What builds remember may be damaged in any way: it is found, and made anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from tests.files import write_files

SITE = {
    "site.toml": 'title = { zh = "小站", en = "Small site" }\neditions = ["zh-Hans"]\n',
    "articles/a.md": "---\ntitle: 茶\n---\n银行行长喝茶。\n",
    "articles/a.en.md": "The head of the bank drinks tea.\n",
    "articles/b.md": "---\ntitle: 水\n---\n他在北京喝水。\n",
}


def _flipped(data: bytes) -> bytes:
    at = random.Random(len(data)).randrange(len(data)) if data else 0
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :] if data else b"x"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda data: bytes(len(data)),
        _flipped,
        lambda data: data + b"x",
    ],
    ids=["cut off", "empty", "zeros", "a bit", "more"],
)
def test_a_damaged_cache(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    site, output, cache = (tmp_path / name for name in ("site", "out", "cache"))
    write_files(site, SITE)
    made = _built(site, output, cache)
    damaged = [path for path in cache.rglob("*") if path.is_file()]
    assert len(damaged) > 5
    for path in damaged:
        path.write_bytes(damage(path.read_bytes()))
    assert _built(site, output, cache) == made
    (site / "articles/b.md").write_text(SITE["articles/b.md"].replace("水", "酒"), "utf-8")
    for path in damaged:
        if path.exists():
            path.write_bytes(damage(path.read_bytes()))
    assert _built(site, output, cache) == _built(site, tmp_path / "clean", None)


def _built(site: Path, output: Path, cache: Path | None) -> dict[str, bytes]:
    report = Report()
    build(site, output, report, Options(cache=cache))
    assert not report.failed, report.sorted()
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }
