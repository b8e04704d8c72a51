/**
 * Offers to read the text aloud where the reader's system has a voice or the article a recording whose
 * sentences are known, and sets the speed of the recording. The player is loaded when it is first used.
 */

import { isCommand } from "./keys.js";
import { load } from "./lazy_data.js";
import { whenVoices } from "./speech.js";

/** @param {"toggle" | "playOrPause"} action */
const ask = async (action) => (await load("js/player"))[action]();

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
  if (!(button instanceof HTMLElement) || !document.querySelector(".reader .prose .s[id]")) return;
  const recording = document.querySelector(".recording audio[data-times]");
  whenVoices((has) => button.toggleAttribute("data-voice", has || Boolean(recording)));
  recording?.addEventListener("play", () => load("js/player"), { once: true });
  button.addEventListener("click", () => ask("toggle"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "r" && button.hasAttribute("data-voice") && isCommand(event)) ask("playOrPause");
  });
}
