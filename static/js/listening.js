/**
 * Offers to read the text aloud where the reader's system has a voice or the article a recording whose
 * sentences are known, and sets the speed of the recording. The player is loaded when it is first used.
 */

import { isCommand } from "./keys.js";
import { load } from "./lazy_data.js";
import { whenVoices } from "./speech.js";

/** Whether the reader's system has a voice, as far as it was known when the last page was read. */
const KEY = "jiazhu-voice";
const root = document.documentElement;
const narrow = matchMedia("(max-width: 48rem)");

/** @param {"toggle" | "playOrPause"} action */
const ask = async (action) => (await load("js/player"))[action]();

/** Whether there is a voice. */
let hasVoice = false;

/** @param {Element} button */
function remember(button) {
  try {
    if (hasVoice) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked, so each page has to find the voice.
  }
  show(button);
}

/**
 * Shows the button if there is a voice. A wide window keeps its place at the edge of the bar. In a
 * narrow one its neighbours would move, so that waits until the bar is out of sight.
 * @param {Element} button
 */
function show(button) {
  const bar = /** @type {Element} */ (button.parentElement).getBoundingClientRect();
  const isSeen = bar.top < innerHeight && bar.bottom > 0;
  if (root.hasAttribute("data-voice") === hasVoice) return;
  if (narrow.matches && isSeen) addEventListener("scroll", () => show(button), { once: true, passive: true });
  else root.toggleAttribute("data-voice", hasVoice);
}

/** Called once, when the page has been parsed. */
export function start() {
  for (const select of document.querySelectorAll(".recording select")) {
    const audio = select.closest(".recording")?.querySelector("audio");
    if (!(select instanceof HTMLSelectElement) || !audio) continue;
    const setSpeed = () => (audio.playbackRate = audio.defaultPlaybackRate = Number(select.value));
    select.addEventListener("change", setSpeed);
    setSpeed();
  }
  const button = document.querySelector("[data-listen]");
  if (!button || !document.querySelector(".reader .prose .s[id]")) return;
  const recording = document.querySelector(".recording audio[data-times]");
  recording?.addEventListener("play", () => load("js/player"), { once: true });
  let asked = false;
  whenVoices((found) => {
    hasVoice = found;
    // Some browsers tell no voice at first.
    if (found || asked) remember(button);
    asked = true;
  });
  const can = () => hasVoice || recording !== null;
  button.addEventListener("click", () => (can() ? ask("toggle") : remember(button)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "r" && can() && isCommand(event)) ask("playOrPause");
  });
}
