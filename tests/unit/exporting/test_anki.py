"""Packages for Anki, imported by Anki's own back end."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile
from anki.collection import (
    Card,
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportLogWithChanges,
)
from anki.scheduler.v3 import CardAnswer
from anki.sound import SoundOrVideoTag

from generator.build import build
from generator.building.options import Options
from generator.diagnostics import Report
from generator.export import export
from generator.export_formats import FORMATS
from generator.exporting.anki import FIELDS
from tests.files import write_files

SITE = {
    "site.toml": 'title = { zh = "银行小站", en = "The Bank" }\n'
    'base_url = "https://example.org/bank/"\neditions = ["zh-Hans", "zh-Hant-TW"]\n',
    "glossary.toml": '[[term]]\nid = "model"\nzh-Hans = "模型"\npinyin = "móxíng"\nen = "model"\n'
    'definition = { zh = "一套规则。", en = "A set of rules." }\n'
    'source = "https://example.org/model"\n',
    "articles/a.md": "---\ntitle: 银行\nauthor: 李明\nlicence: CC BY 4.0\naudio: a.mp3\n---\n\n"
    "他在银行工作，天天研究模型。他会说英语。他花很多时间看花。\n",
    "articles/a.en.md": "---\ntitle: Bank\n---\n\n"
    "He works in a bank and studies models every day. He speaks English. "
    "He spends much time looking at flowers.\n",
    "articles/a.mp3": "",
    "articles/b.md": "---\ntitle: 书\n---\n\n我也研究书。\n",
}
CUES = """WEBVTT

00:00.500 --> 00:02.000
他在银行工作，天天研究模型。

00:02.500 --> 00:03.700
他会说英语。

00:04.000 --> 00:05.000
他花很多时间看花。
"""
DAY = 86_400


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write_files(root, SITE)
    return root


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    (tmp_path / "anki").mkdir()
    found = Collection(str(tmp_path / "anki" / "collection.anki2"))
    yield found
    found.close()


def exported(site: Path, monkeypatch: pytest.MonkeyPatch, day: int = 0, **options: str) -> Path:
    """Export a site that was last changed on a day; return the folder of the packages."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_700_000_000 + day * DAY))
    report = Report()
    export(site, site.parent / f"day-{day}", FORMATS["anki"], report, options=options)
    assert not report.failed, report.sorted()
    return site.parent / f"day-{day}"


def imported(collection: Collection, package: Path) -> ImportLogWithChanges.Log:
    """Import a package as Anki does unless it is told otherwise."""
    request = ImportAnkiPackageRequest(
        package_path=str(package), options=ImportAnkiPackageOptions()
    )
    return collection.import_anki_package(request).log


def guids(package: Path) -> set[str]:
    with zipfile.ZipFile(package) as found, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(found.read("collection.anki2"))
        return {guid for (guid,) in connection.execute("select guid from notes")}


def fields(package: Path, word: str) -> dict[str, str]:
    """Return the fields of the note on a word, without Anki."""
    with zipfile.ZipFile(package) as found, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(found.read("collection.anki2"))
        notes = [row[0].split("\x1f") for row in connection.execute("select flds from notes")]
    (note,) = (dict(zip(FIELDS, values, strict=True)) for values in notes if values[0] == word)
    return note


def card_of(collection: Collection, word: str) -> Card:
    (found,) = collection.find_cards(f"Word:{word}")
    return collection.get_card(found)


def test_a_newer_package_updates_what_was_learnt(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg"
    log = imported(collection, first)
    notes = set(collection.find_notes(""))
    assert len(log.new) == len(notes) > 8
    card = card_of(collection, "银行")
    collection.decks.select(card.did)
    queued = collection.sched.get_queued_cards().cards[0]
    assert queued.card.id == card.id
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
    collection.sched.answer_card(answer)
    known = card_of(collection, "银行")
    assert known.reps > 0

    translation = site / "articles" / "a.en.md"
    text = translation.read_text("utf-8").replace("works in a bank", "has a job at a bank")
    translation.write_text(text, "utf-8")
    glossary = site / "glossary.toml"
    glossary.write_text(glossary.read_text("utf-8").replace("A set", "A whole set"), "utf-8")
    second = exported(site, monkeypatch, day=1) / "articles" / "a.zh-hans.apkg"
    log = imported(collection, second)
    assert (len(log.new), len(log.conflicting)) == (0, 0)
    assert set(collection.find_notes("")) == notes
    again = card_of(collection, "银行")
    for state in ("id", "nid", "reps", "due", "ivl", "factor", "queue", "type"):
        assert getattr(again, state) == getattr(known, state)
    assert "has a job at a bank" in again.note()["Translation"]
    assert "A whole set" in card_of(collection, "模型").note()["Definition"]


def test_the_same_package_changes_nothing(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg"
    count = len(imported(collection, package).new)
    log = imported(collection, package)
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, count)


def test_what_the_learner_has_written_is_kept(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(collection, exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg")
    note = card_of(collection, "银行").note()
    note["Meaning"] = "where my money is"
    collection.update_note(note)
    imported(collection, exported(site, monkeypatch, day=1) / "articles" / "a.zh-hans.apkg")
    assert card_of(collection, "银行").note()["Meaning"] == "where my money is"


def test_a_word_is_one_note_in_all_articles(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exported(site, monkeypatch)
    imported(collection, folder / "articles" / "a.zh-hans.apkg")
    log = imported(collection, folder / "articles" / "b.zh-hans.apkg")
    assert [note.fields[0] for note in log.duplicate] == ["研究"]
    log = imported(collection, folder / "the-bank.zh-hans.apkg")
    assert len(log.new) == 0
    assert len(collection.find_cards("Word:研究")) == 1
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"银行小站::银行", "银行小站::书"} <= decks


def test_a_note(site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(collection, exported(site, monkeypatch) / "articles" / "a.zh-hant-tw.apkg")
    note = card_of(collection, "模型").note()
    assert note.guid == "jiazhu:term:model"
    assert dict(note.items()) == {
        "Word": "模型",
        "Other form": "",
        "Reading": "móxíng",
        "Meaning": "model",
        "Definition": '<p>一套規則。</p><p lang="en">A set of rules.</p>',
        "Sentence": note["Sentence"],
        "Translation": "He works in a bank and studies models every day.",
        "Audio": '<audio controls preload="none" '
        'src="https://example.org/bank/files/articles/a.mp3"></audio>',
        "Senses": "",
        "Level": "HSK 2.0: 6 · HSK 2021: 4 · HSK 2026: 6",
        "Source": '<a href="https://example.org/bank/zh-hant-tw/a/#b1.s1">銀行</a>'
        ' · 李明 · <span lang="en">CC BY 4.0</span>',
        "Script": "zh-Hant-TW",
    }
    ruby = "<ruby>研究<rt>yánjiù</rt></ruby><b><ruby>模型<rt>móxíng</rt></ruby></b>"
    assert ruby in re.sub("<rp>.</rp>", "", note["Sentence"])
    assert {"term", "article::a", "HSK-2026::6"} <= set(note.tags)
    word = card_of(collection, "銀行").note()
    assert (word["Other form"], word["Meaning"]) == ("银行", "bank")
    uses = {note.guid for note in map(collection.get_note, collection.find_notes("Word:花"))}
    assert uses == {"jiazhu:花::hua1:", "jiazhu:花::hua1:v"}


def recorded(site: Path, suffix: str = ".wav", cues: str = CUES) -> Path:
    """Give the article a recording of five seconds, the second sentence of which is a tone."""
    path = site / "articles" / f"voice{suffix}"
    seconds = np.arange(5 * 24_000) / 24_000
    tone = np.sin(2 * np.pi * 440 * seconds) * (seconds >= 2.5) * (seconds < 3.7)
    written = {"format": "OGG", "subtype": "OPUS"} if suffix == ".opus" else {}
    soundfile.write(path, tone, 24_000, **written)
    article = site / "articles" / "a.md"
    text = article.read_text("utf-8").replace("audio: a.mp3", f"audio: {path.name}")
    article.write_text(text, "utf-8")
    (site / "articles" / "a.vtt").write_text(cues, "utf-8")
    return path


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".opus"])
def test_the_back_plays_the_sentence(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    recorded(site, suffix)
    folder = exported(site, monkeypatch)
    imported(collection, folder / "articles" / "a.zh-hans.apkg")
    card = card_of(collection, "英语")
    assert not card.question_av_tags()
    (played,) = card.answer_av_tags()
    assert isinstance(played, SoundOrVideoTag)
    sound, rate = soundfile.read(Path(collection.media.dir()) / played.filename)
    loud = np.flatnonzero(np.abs(sound) > 0.1) / rate
    assert len(sound) / rate == pytest.approx(1.2, abs=0.1)
    assert loud[-1] - loud[0] == pytest.approx(1.2, abs=0.1)
    assert card_of(collection, "会").answer_av_tags() == [played]
    assert card_of(collection, "工作").answer_av_tags() != [played]
    with zipfile.ZipFile(folder / "the-bank.zh-hans.apkg") as package:
        assert len(json.loads(package.read("media"))) == 3


def test_sounds_can_be_left_out(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(site)
    player = '<audio controls preload="none" src="https://example.org/bank/files/articles/'
    for audio, shown in (("link", f'{player}voice.wav#t=2.5,3.7"></audio>'), ("none", "")):
        package = exported(site, monkeypatch, audio=audio) / "articles" / "a.zh-hans.apkg"
        assert fields(package, "英语")["Audio"] == shown
        with zipfile.ZipFile(package) as found:
            assert found.read("media") == b"{}"


def test_a_recording_that_cannot_be_cut_is_played_from_its_place(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(site).write_bytes(b"no sound")
    package = exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg"
    assert "/voice.wav#t=2.5,3.7" in fields(package, "英语")["Audio"]


def test_another_recording_makes_the_package_anew(site: Path, tmp_path: Path) -> None:
    recording = recorded(site)
    settings = site / "site.toml"
    text = settings.read_text("utf-8").replace('"zh-Hans", ', "")
    settings.write_text(f'{text}exports.formats = ["anki"]\n', "utf-8")
    package = tmp_path / "out" / "exports" / "articles" / "a.zh-hant-tw.apkg"
    options = Options(cache=tmp_path / "cache")
    build(site, tmp_path / "out", Report(), options)
    before = fields(package, "英語")["Audio"]
    sound, rate = soundfile.read(recording)
    soundfile.write(recording, sound / 2, rate)
    build(site, tmp_path / "out", Report(), options)
    after = fields(package, "英語")["Audio"]
    assert before.startswith("[sound:")
    assert after.startswith("[sound:")
    assert after != before


def test_a_synthetic_voice_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(site, cues=CUES.replace("WEBVTT", "WEBVTT\n\nNOTE synthetic voice: eSpeak NG"))
    package = exported(site, monkeypatch) / "articles" / "a.zh-hant-tw.apkg"
    assert fields(package, "英語")["Audio"].endswith(".mp3] <small>合成語音: eSpeak NG</small>")


def test_cards_show_their_fields(
    site: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(collection, exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg")
    card = card_of(collection, "模型")
    assert "móxíng" not in card.question().replace("<rt>móxíng</rt>", "")
    assert "model" not in card.question().replace("models", "")
    for field in FIELDS:
        assert card.note()[field] in card.answer()
    assert "{{" not in card.answer()


@pytest.mark.parametrize(
    ("options", "there", "missing"),
    [
        ({"level": "1"}, {"工作", "模型"}, {"研究", "银行"}),
        ({"level": "3-"}, {"研究", "天天"}, {"工作", "会"}),
        ({"level": "1-2", "standard": "2.0"}, {"工作"}, {"银行", "研究"}),
        ({"rank": "-300"}, {"工作", "会"}, {"银行", "英语"}),
        ({"known": "# mine\n银行\t1\n研究、工作"}, {"英语", "模型"}, {"银行", "研究", "工作"}),
        ({"known": "銀行[银行] 模型"}, {"研究"}, {"银行", "模型"}),
    ],
)
def test_filters(
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, str],
    there: set[str],
    missing: set[str],
) -> None:
    package = exported(site, monkeypatch, **options) / "articles" / "a.zh-hans.apkg"
    found = {guid.split(":")[1] for guid in guids(package)}
    found |= {"模型"} if "term" in found else set()
    assert there <= found
    assert not found & missing


def test_ids_are_the_same_in_every_style(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = guids(exported(site, monkeypatch) / "articles" / "a.zh-hans.apkg")
    settings = site / "site.toml"
    for style in ("numbers", "zhuyin", "wade-giles"):
        text = f'{SITE["site.toml"]}[pinyin]\nstyle = "{style}"\n'
        settings.write_text(text, "utf-8")
        assert guids(exported(site, monkeypatch, 1) / "articles" / "a.zh-hans.apkg") == before


def test_packages_depend_on_the_site_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Taipei")
    first = exported(site, monkeypatch) / "the-bank.zh-hans.apkg"
    data = first.read_bytes()
    assert (exported(site, monkeypatch) / first.name).read_bytes() == data
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    export(site, site.parent / "now", FORMATS["anki"], Report())
    again = (site.parent / "now" / first.name).read_bytes()
    export(site, site.parent / "now", FORMATS["anki"], Report())
    assert (site.parent / "now" / first.name).read_bytes() == again
