"""Whatever of others is shipped has its licence: in NOTICE.md, or at the head of the file."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTICE = (ROOT / "NOTICE.md").read_text("utf-8")
SHIPPED = [ROOT / "generator/language/data", ROOT / "static/vendor"]


def test_each_file_of_others_has_a_licence() -> None:
    files = [path for folder in SHIPPED for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        head = path.read_bytes()[:3000].decode("utf-8", errors="replace").lower()
        named = path.name in NOTICE or path.parent.name in NOTICE
        assert named or "licen" in head, path
