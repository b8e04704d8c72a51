/**
 * Going back to a page, or loading it again, returns to the sentence that was at the top.
 *
 * The browser would return to a height, at which another sentence may be: the text that is far from
 * the window has not been laid out yet.
 */

import { topSentence, visiblePart } from "./place.js";

/** @typedef {{sentence: string, top: number}} Place `top` is in px from the top of the window */

function leave() {
  const sentence = scrollY > 0 ? topSentence() : null;
  history.scrollRestoration = sentence ? "manual" : "auto";
  if (!sentence) return;
  /** @type {Place} */
  const place = { sentence: sentence.id, top: visiblePart(sentence).getBoundingClientRect().top };
  history.replaceState({ ...history.state, place }, "");
}

function comeBack() {
  /** @type {Place | undefined} */
  const place = history.state?.place;
  const sentence = place && document.getElementById(place.sentence);
  if (!sentence) return;
  scrollBy({ top: visiblePart(sentence).getBoundingClientRect().top - place.top, behavior: "instant" });
}

/** Called once, when the page has been parsed, before the text near the window is set. */
export function start() {
  if (!document.querySelector(".reader")) return;
  addEventListener("pagehide", leave);
  comeBack();
  addEventListener("load", comeBack); // the text has been set, and may have moved
}
