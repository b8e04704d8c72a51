"""The command provider with real processes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.translating.command import CommandProvider
from generator.translating.providers import ProviderError, Request

TWO = [Request("b1.s1", "银行。", terms={"银行": "bank"}), Request("b1.s2", "再见。")]

LAST_FIRST = """
import json, sys
for line in reversed(list(sys.stdin)):
    entry = json.loads(line)
    terms = "".join(entry["terms"].values())
    print(json.dumps({"id": entry["id"], "text": f" {entry['id']} {terms}"}))
    print(json.dumps({"id": "b9.s9", "text": "Who asked?"}))
    print()
"""


def run(tmp_path: Path, script: str) -> list[tuple[str, str]]:
    (tmp_path / "mt.py").write_text(script, "utf-8")
    provider = CommandProvider([sys.executable, "mt.py"], "mt", folder=tmp_path)
    return list(provider.translate(TWO))


def test_answers_may_come_in_any_order(tmp_path: Path) -> None:
    assert run(tmp_path, LAST_FIRST) == [("b1.s2", "b1.s2"), ("b1.s1", "b1.s1 bank")]


def test_answers_may_come_before_everything_is_read(tmp_path: Path) -> None:
    script = 'print(\'{"id": "b1.s1", "text": "Bank."}\')\n'
    assert run(tmp_path, script) == [("b1.s1", "Bank.")]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("print('hello')", "Line 1 of the output of .* is not a valid answer"),
        ("print('[]')", "Line 1 of the output of .* is not a valid answer"),
        (
            'print()\nprint(\'{"id": 1, "text": "x"}\')',
            "Line 2 of the output of .* is not a valid answer",
        ),
        ("raise SystemExit('no model')", "failed with exit code 1: no model"),
    ],
)
def test_failures_of_a_command_are_errors(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(ProviderError, match=message):
        run(tmp_path, script)


def test_a_missing_command_is_an_error(tmp_path: Path) -> None:
    provider = CommandProvider(["jiazhu-no-such-program"], "x", folder=tmp_path)
    with pytest.raises(ProviderError, match="Cannot run jiazhu-no-such-program: No such file"):
        list(provider.translate(TWO))
