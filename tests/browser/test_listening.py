"""Listening: the player that reads aloud, what it marks, and the author's recording."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest

from tests.browser.conftest import Reader, build_site
from tests.browser.places import ARTICLE, PHONE, settle
from tests.conftest import SharedFolder

VOICES = Path(__file__).with_name("voices.js")
CAT = "zh-hans/bookshop-cat/index.html"


KNOWN = "if (origin !== 'null' || location.protocol === 'file:') localStorage['jiazhu-voice'] = 1"
"""What a page before has left: there is a voice, so the button is there at once."""


def open_with_voice(reader: Reader, path: str = CAT, **options: object):
    context = reader.context(**options)
    context.add_init_script(path=VOICES)
    context.add_init_script(KNOWN)
    page = reader.open(path, context=context)
    settle(page)
    return page


def said(page, count: int) -> list[str]:
    """What has been read so far, once it is as many sentences."""
    page.wait_for_function("count => said.length === count", arg=count)
    return page.evaluate("said.map(([text]) => text)")


def spoken(page) -> list[str]:
    """The ids of the marked sentences."""
    return page.eval_on_selector_all(".s.spoken[id]", "all => all.map((s) => s.id)")


def sentences(page) -> list[str]:
    return page.eval_on_selector_all(
        ".reader .prose .s[id]", "all => all.map((s) => s.textContent.replace(/\\s/g, ' '))"
    )


def listen(page) -> None:
    page.locator("[data-listen]").click()
    page.wait_for_selector("#player:popover-open")


def choose(page, extent: str) -> None:
    page.locator(f"#player [value={extent}] + span").click()


def press(page, action: str) -> None:
    page.locator(f"[data-player={action}]").click()


# --- What is offered ---


def test_without_a_voice_nothing_is_offered(reader):
    page = reader.open(CAT)
    assert page.locator("[data-listen]").is_hidden()
    page.keyboard.press("r")
    assert page.locator("#player").is_hidden()
    assert page.locator(".recording").count() == 0


def test_without_scripts_nothing_is_offered(reader):
    page = reader.open(CAT, java_script_enabled=False)
    assert page.locator("[data-listen]").is_hidden()


def test_a_voice_that_comes_late_moves_nothing(reader):
    context = reader.context()
    context.add_init_script(path=VOICES)
    context.add_init_script("""
        const { getVoices } = speechSynthesis;
        window.voices = [];
        speechSynthesis.getVoices = () => voices;
        const asked = [];
        speechSynthesis.addEventListener = (type, tell) => asked.push(tell);
        window.comes = () => { voices = getVoices(); asked.forEach((tell) => tell()); };
    """)
    page = reader.open(CAT, context=context)
    button = page.locator("[data-listen]")
    assert button.is_hidden()
    before = page.locator(".nav").bounding_box()
    page.evaluate("comes()")
    assert button.is_visible()
    assert page.locator(".nav").bounding_box() == before


def test_on_a_phone_a_voice_is_offered_once_the_bar_is_out_of_sight(reader):
    context = reader.context(viewport=PHONE, reduced_motion="reduce")
    context.add_init_script(path=VOICES)
    page = reader.open(CAT, context=context)
    settle(page)
    button, pinyin = page.locator("[data-listen]"), page.locator("[data-toggle=pinyin]")
    assert button.is_hidden()
    before = pinyin.bounding_box()
    page.mouse.move(200, 400)
    while not page.evaluate("'voice' in document.documentElement.dataset"):
        assert pinyin.bounding_box()["x"] == before["x"]
        page.mouse.wheel(0, 100)
        page.evaluate("new Promise(requestAnimationFrame)")
    assert pinyin.bounding_box()["y"] >= PHONE["height"]
    page.mouse.wheel(0, -60)
    button.click()
    page.wait_for_selector("#player:popover-open")
    # The next page has it from the first.
    page = reader.open(CAT, context=context)
    assert page.locator("[data-listen]").is_visible()


def test_a_voice_that_is_gone_is_not_offered_again(reader):
    context = reader.context()
    context.add_init_script(KNOWN)
    context.add_init_script("""Object.defineProperty(window, "speechSynthesis", {
        value: { getVoices: () => [], addEventListener() {} } })""")
    page = reader.open(CAT, context=context)
    page.locator("[data-listen]").click()
    page.wait_for_selector("[data-listen]", state="hidden")
    assert page.evaluate("localStorage.getItem('jiazhu-voice')") is None


def test_the_player_is_loaded_when_it_is_first_used(reader):
    page = open_with_voice(reader)
    assert not any(url.endswith("player.js") for url in reader.requests)
    listen(page)
    assert sum(url.endswith("player.js") for url in reader.requests) == 1


# --- Reading and following ---


def test_the_article_is_read_sentence_by_sentence_and_the_mark_follows(reader):
    page = open_with_voice(reader)
    texts = sentences(page)
    listen(page)
    for count in range(1, len(texts) + 1):
        assert said(page, count) == texts[:count]
        (id_,) = spoken(page)
        assert (
            page.evaluate("id => document.getElementById(id).textContent", id_).replace("\n", " ")
            == (texts[count - 1])
        )
        page.evaluate("endSpeech()")
    assert not page.evaluate("isSpeaking()")
    assert page.locator("[data-player=play]").get_attribute("aria-label") == "播放 Play"


def test_no_pinyin_translation_or_note_is_read(reader):
    page = open_with_voice(reader, ARTICLE)
    listen(page)
    (first,) = said(page, 1)
    assert first.startswith("“这可能是一个真正平等的突破")
    assert first.endswith("曹汉成说。")


@pytest.mark.parametrize(("extent", "count"), [("sentence", 1), ("paragraph", 3)])
def test_a_sentence_or_a_paragraph_is_read_to_its_end(reader, extent, count):
    page = open_with_voice(reader, ARTICLE)
    texts = sentences(page)
    listen(page)
    choose(page, extent)
    press(page, "play")  # stops
    press(page, "on")  # the first of the three sentences of the second paragraph
    press(page, "play")
    for number in range(2, 2 + count):
        assert said(page, number)[-1] == texts[number - 1]
        page.evaluate("endSpeech()")
    assert not page.evaluate("isSpeaking()")
    press(page, "play")  # goes on with what comes next
    assert said(page, 2 + count)[-1] == texts[1 + count]


def test_stopping_and_going_back_and_on(reader):
    page = open_with_voice(reader)
    texts = sentences(page)
    listen(page)
    press(page, "on")
    assert said(page, 2) == texts[:2]
    press(page, "back")
    assert said(page, 3)[-1] == texts[0]
    press(page, "play")
    assert not page.evaluate("isSpeaking()")
    assert len(spoken(page)) == 1
    press(page, "play")
    assert said(page, 4)[-1] == texts[0]


def test_the_word_is_marked_where_the_voice_tells_it(reader):
    page = open_with_voice(reader, ARTICLE)
    listen(page)
    said(page, 1)
    page.evaluate("reachCharacter(said[0][0].indexOf('突破'))")
    assert page.evaluate("String([...CSS.highlights.get('spoken-word')][0])") == "突破"
    page.evaluate("endSpeech()")
    said(page, 2)
    assert not page.evaluate("CSS.highlights.has('spoken-word')")


def test_reading_starts_with_the_sentence_of_the_word_in_focus_by_key(reader):
    page = open_with_voice(reader, ARTICLE)
    word = page.locator("[id='b3.s1'] [data-k]").first
    word.evaluate("word => { word.tabIndex = 0; word.focus(); }")
    page.keyboard.press("r")
    text = page.evaluate("document.getElementById('b3.s1').textContent")
    assert said(page, 1) == [text]
    page.keyboard.press("r")
    page.wait_for_function("!isSpeaking()")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_sentence_that_is_read_is_brought_into_view(reader, motion):
    page = open_with_voice(reader, ARTICLE, viewport=PHONE, reduced_motion=motion)
    listen(page)
    for count in range(1, 12):
        said(page, count)
        page.evaluate("endSpeech()")
    said(page, 12)
    page.wait_for_function("""() => {
      const { top, bottom } = document.querySelector(".s.spoken").getBoundingClientRect();
      const end = document.getElementById("player").getBoundingClientRect().top;
      return scrollY > 0 && bottom > 0 && top < end;
    }""")


def test_the_page_stays_where_the_reader_has_gone(reader):
    page = open_with_voice(reader, ARTICLE, viewport=PHONE, reduced_motion="reduce")
    listen(page)
    said(page, 1)
    page.mouse.move(200, 300)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY >= 3000")
    before = page.evaluate("scrollY")
    page.evaluate("endSpeech()")
    said(page, 2)
    assert page.evaluate("scrollY") == before


def test_the_speed_is_kept(reader):
    page = open_with_voice(reader)
    listen(page)
    page.locator("#player [name=speed]").select_option("0.7")
    said(page, 2)
    assert page.evaluate("said.map(([, rate]) => rate)") == [1, 0.7]
    page.reload()
    settle(page)
    # Another process of the browser may have the page now, and hear of what was stored later.
    page.wait_for_function("localStorage.getItem('jiazhu-speed') === '0.7'")
    listen(page)
    said(page, 1)
    assert page.evaluate("said[0][1]") == 0.7


# --- Leaving ---


def test_the_player_closes_by_key_and_stops(reader):
    page = open_with_voice(reader)
    listen(page)
    assert page.locator("[data-listen]").get_attribute("aria-pressed") == "true"
    page.locator("[data-player=on]").press("Escape")
    assert page.locator("#player").is_hidden()
    assert not page.evaluate("isSpeaking()")
    assert spoken(page) == []
    assert page.evaluate("document.activeElement.hasAttribute('data-listen')")
    listen(page)
    page.locator("[data-listen]").click()
    assert page.locator("#player").is_hidden()


def test_reading_stops_when_the_page_is_left(reader):
    page = open_with_voice(reader)
    listen(page)
    said(page, 1)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not page.evaluate("isSpeaking()")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_player_and_the_bar_fit_their_window(reader, width):
    page = open_with_voice(reader, ARTICLE, viewport={"width": width, "height": 700})
    listen(page)
    for part in ("#player", *(["[data-listen] ~ .tool"] if width < 700 else [])):
        box = page.locator(part).last.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    for button in page.locator("#player :is(button, label)").all():
        assert button.bounding_box()["height"] >= 40


# --- The author's recording ---


@pytest.fixture
def recorded(browser, shared_folder: SharedFolder):
    """Reads a site with a recording from disk."""

    def fill(folder: Path) -> None:
        articles = folder / "in" / "articles"
        articles.mkdir(parents=True)
        (folder / "in/site.toml").write_text('title = "听"\neditions = ["zh-Hans"]\n', "utf-8")
        (articles / "a.md").write_text("---\ntitle: 听\naudio: 听.wav\n---\n\n听一听。\n", "utf-8")
        with wave.open(str(articles / "听.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(1)
            sound.setframerate(8000)
            sound.writeframes(bytes([128]) * 16000)
        (articles / "b.md").write_text("---\ntitle: 乙\n---\n\n好吗？好。不好。\n", "utf-8")
        shutil.copy(articles / "听.wav", articles / "b.wav")
        (articles / "b.labels.txt").write_text("0.2\t0.7\t好吗\n0.7\t1.2\t好\n", "utf-8")
        build_site(folder / "in", folder / "out")

    reader = Reader(browser, (shared_folder("recorded", fill) / "out").as_uri())
    yield reader
    reader.close()
    assert reader.problems == []


RECORDED = "zh-hans/a/index.html"


def test_a_recording_is_played_at_a_speed(recorded):
    page = recorded.open(RECORDED)
    assert not any(url.endswith(".wav") for url in recorded.requests)
    page.locator(".recording select").select_option("0.7")
    duration = page.evaluate("""async () => {
      const audio = document.querySelector("audio");
      audio.muted = true;
      audio.load();
      await new Promise((done) => (audio.onloadedmetadata = done));
      return [audio.duration, audio.playbackRate];
    }""")
    assert duration == [2, 0.7]


# --- A recording whose sentences are known ---

WITH_CUES = "zh-hans/b/index.html"
NOTE_SENTENCES = """() => {
  window.heard = [];
  const audio = document.querySelector("audio");
  new MutationObserver(() => {
    const id = document.querySelector(".s.spoken[id]")?.id;
    if (id && heard.at(-1)?.[0] !== id) heard.push([id, audio.currentTime]);
  }).observe(document.querySelector(".prose"), { subtree: true, attributes: true });
}"""


def open_with_cues(reader: Reader):
    page = reader.open(WITH_CUES)  # without a voice
    settle(page)
    page.evaluate(NOTE_SENTENCES)
    return page


def test_the_player_plays_the_sentences_of_a_recording(recorded):
    page = open_with_cues(recorded)
    listen(page)
    page.wait_for_function("heard.length === 2")
    (first, at), (second, later) = page.evaluate("heard")
    assert [first, second] == ["b1.s1", "b1.s2"]  # what is not read is left out
    assert (at < 0.7, later >= 0.6) == (True, True)
    page.wait_for_function("document.querySelector('audio').paused")
    assert page.evaluate("document.querySelector('audio').currentTime") < 1.6


def test_the_player_repeats_a_sentence_and_leaves_time_to_say_it(recorded):
    page = open_with_cues(recorded)
    listen(page)
    page.wait_for_function("heard.length === 2 && document.querySelector('audio').paused")
    choose(page, "sentence")
    page.locator("#player [name=repeat]").check()
    page.locator("#player [name=gap]").select_option("1")
    page.evaluate("""() => {
      window.plays = 0;
      const audio = document.querySelector("audio");
      audio.addEventListener("play", () => (plays += 1));
      audio.addEventListener("pause", () => (window.silent = true));
    }""")
    press(page, "play")
    page.wait_for_function("plays >= 2 && silent")
    assert spoken(page) == ["b1.s1"]  # the article is read from the start again
    press(page, "play")
    page.wait_for_selector("[data-player=play][aria-label^=播放]")


def test_the_buttons_of_a_recording_mark_what_is_heard(recorded):
    page = open_with_cues(recorded)
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_function("heard.some(([id]) => id === 'b1.s2')")
    assert page.locator("#player").is_hidden()


def test_a_recording_needs_no_scripts(recorded):
    page = recorded.open(RECORDED, java_script_enabled=False)
    assert page.locator("audio[controls]").is_visible()
    assert page.locator(".recording select").is_hidden()
