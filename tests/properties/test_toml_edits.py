"""In any TOML file, an edit changes one entry and nothing else."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.resources import shared
from generator.reviewing.source_file import change, undo
from generator.reviewing.toml_edits import with_note, with_word

# Text before the first entry, between entries and within them.
LINES = [
    "# 注 [[note]]",
    "",
    "   ",
    'a = "x" # [[note]]',
    "b.c = 1",
    "b.d = { e = '=', \"f.g\" = [1, 2] }",
    'g = """\n[[note]]\ntext = "难"\n"""',
    "h = '''\n# text'''",
    "i = [ # 一\n  '二',\n]",
    'j = 1979-05-27 07:32:00 # "',
    "k=0x1F",
]
SEEDS = shared("seeds")

SAID = {
    "before": st.sampled_from(["", "不太", '"', "\\d", "a\tb"]),
    "word": st.just(True),
    "pinyin": st.sampled_from(["nán", "nàn", "x'y"]),
    "sense": st.one_of(st.integers(1, 9), st.just("difficult")),
    "zh-Hant-TW": st.sampled_from(["難", "难"]),
    "accept": st.lists(st.sampled_from(["L001", "E001"]), min_size=1, max_size=2, unique=True),
    "reason": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9),
}
NOTE = st.fixed_dictionaries({"text": st.sampled_from(["难", "行长"])}, optional=SAID)
SPACE = st.sampled_from(["", " ", "  # 一"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with arbitrary content and some notes."""
    own = draw(st.lists(st.sampled_from(LINES), max_size=5, unique_by=lambda line: line[:3]))
    parts = ["\n".join(own)]
    for _ in range(draw(st.integers(0, 3))):
        note = draw(NOTE)
        lines = [
            f"{draw(st.sampled_from(['', '  ']))}{line}{draw(SPACE)}"
            for line in with_note("#", {"word": True, **note}).split("\n")[2:-1]
        ]
        between = draw(st.lists(st.sampled_from(LINES[:3]), max_size=2))
        others = draw(st.lists(st.sampled_from(LINES), max_size=2, unique_by=lambda x: x[:3]))
        header = [f"[other{len(parts)}]"] if draw(st.booleans()) else []
        parts += [*between, *lines, *header, *others]
    return "\n".join(parts) + draw(st.sampled_from(["", "\n", "\n\n"]))


def without(data: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in data.items() if name != key}


@given(files(), NOTE)
def test_other_entries_are_unchanged(text: str, note: dict[str, object]) -> None:
    new = with_note(text, note)
    if not set(note) - {"text", "before", "reason"}:
        return  # the note is empty
    before, after = tomllib.loads(text), tomllib.loads(new)
    assert without(before, "note") == without(after, "note")
    old, notes = before.get("note", []), after["note"]
    changed = [n for n, entry in enumerate(notes) if n >= len(old) or entry != old[n]]
    assert len(changed) <= 1
    for n in changed:
        kept = old[n] if n < len(old) else {}
        assert notes[n] == {**kept, **note}
    assert with_note(new, note) == new
    # All lines except those of the entry's own keys are still there, in order.
    lines = iter(new.split("\n"))
    own = tuple(f"{key} =" for key in note)
    assert all(line in lines for line in text.split("\n") if not line.lstrip().startswith(own))


@given(files(), NOTE, st.sampled_from(["\n", "\r\n", "\r"]))
def test_other_lines_are_unchanged_and_undo_restores_the_file(
    text: str, note: dict[str, object], end: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.notes.toml"
        data = text.replace("\n", end).encode()
        path.write_bytes(data)
        done = change(path, lambda now: with_note(now, note))
        if not done.is_empty:
            new = done.after or ""
            expected = new.replace("\n", end if "\n" in text else "\n")
            assert path.read_bytes() == expected.encode()
            undo(done)
        assert path.read_bytes() == data


@given(NOTE)
def test_files_of_the_seeds_are_unchanged(note: dict[str, object]) -> None:
    for path in SEEDS.rglob("*.notes.toml"):
        text = path.read_text("utf-8")
        new = with_note(text, {**note, "before": "天上不见", "word": True})
        assert new.startswith(text)
    lexicon = (SEEDS / "lexicon.toml").read_text("utf-8")
    first = tomllib.loads(lexicon)["word"][0]
    assert with_word(lexicon, first) == lexicon
    gloss = with_word(lexicon, {**first, "en": "X"})
    assert gloss == lexicon.replace(f'en = "{first["en"]}"', 'en = "X"', 1)
