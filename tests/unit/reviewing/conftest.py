"""A small site to review."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reviewing.session import ReviewSession

FILES = {
    "site.toml": 'title = { zh = "银行", en = "Bank" }\n',
    "lexicon.toml": "# Our words.\n",
    "articles/bank.md": (
        "---\ntitle: 行长\nscript: zh-Hans\n---\n\n"
        "孩子长得快，长着一头长发。\n\n"
        "研究生命的起源很难。他看了**一本** `code` 书，书很旧。\n"
    ),
    "articles/bank.en.md": (
        "The child grows fast and has long hair.\n\n"
        "To study the origin of life is hard. He read a `code` book, an old one.\n"
    ),
    "articles/plain.txt": "还钱\n他还没还钱。\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path.resolve()


@pytest.fixture
def session(root: Path) -> ReviewSession:
    return ReviewSession(root)
