/**
 * Focus mode: dims all sentences but the current one and its English.
 *
 * The current sentence is at the reading line, a third down the window. Near the start and end of
 * the page the line moves to the edge of the window, so that the first and last sentences can be
 * current. A sentence chosen by key stays current until the reader scrolls.
 */

import { isForPage } from "./keys.js";
import { barHeight, sentenceAt } from "./place.js";

const root = document.documentElement;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 });
const LINE = 0.33;

/** @type {HTMLElement | null} */
let current = null;
/** Whether a key or a click chose the sentence; scrolling to it must not choose another. */
let isPinned = false;
let isScheduled = false;

/**
 * The sentences of the page, in order.
 * @type {HTMLElement[]}
 */
let sentences = [];
/**
 * The pieces of each sentence and its English, by sentence id.
 * @type {Map<string, Element[]>}
 */
const parts = new Map();

const isOn = () => root.getAttribute("data-focus") === "on";

/** @param {Element} prose */
function indexParts(prose) {
  for (const part of prose.querySelectorAll(".s, .tr")) {
    const ids = part.getAttribute("data-for") ?? part.getAttribute("data-s") ?? part.id;
    for (const id of ids.split(" ")) parts.set(id, [...(parts.get(id) ?? []), part]);
  }
}

/** @param {HTMLElement | null} sentence */
function setCurrent(sentence) {
  if (sentence === current) return;
  for (const part of parts.get(current?.id ?? "") ?? []) part.classList.remove("current");
  for (const part of parts.get(sentence?.id ?? "") ?? []) part.classList.add("current");
  current = sentence;
}

/** @returns {number} the reading line, in px from the top of the window */
function readingLine() {
  const left = root.scrollHeight - innerHeight - scrollY;
  const rest = innerHeight * LINE;
  return Math.max(Math.min(rest, barHeight() + 4 + scrollY), innerHeight - 4 - Math.max(left, 0));
}

function updateCurrent() {
  isScheduled = false;
  if (!isOn() || isPinned) return;
  setCurrent(sentenceAt(readingLine()) ?? sentences[sentences.length - 1] ?? null);
}

function onScroll() {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(updateCurrent);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const step = STEPS[event.key];
  if (!step || event.shiftKey || !isOn() || !isForPage(event)) {
    isPinned = false;
    return;
  }
  const next = sentences[current ? sentences.indexOf(current) + step : 0];
  if (!next) return; // at either end the page scrolls as usual
  event.preventDefault();
  isPinned = true;
  setCurrent(next);
  const { top, bottom } = next.getBoundingClientRect();
  if (top < barHeight() + innerHeight * 0.1 || bottom > innerHeight * 0.75) {
    scrollBy({ top: top - innerHeight * LINE, behavior: calm.matches ? "instant" : "smooth" });
  }
}

/** @param {Event} event a word was focused, by key or by click */
function onFocus(event) {
  const sentence = event.target instanceof Element && event.target.closest(".prose .s");
  const id = sentence && (sentence.id || sentence.getAttribute("data-s"));
  if (!id || !isOn()) return;
  isPinned = true;
  setCurrent(document.getElementById(id));
}

/** Called once, when focus mode is first on. */
export function start() {
  const prose = document.querySelector(".reader .prose");
  if (!prose) return;
  sentences = [...prose.querySelectorAll(/** @type {"span"} */ (".s[id]"))];
  const release = () => (isPinned = false);
  const update = () => {
    if (isOn() && !parts.size) indexParts(prose);
    if (isOn()) onScroll();
    else setCurrent(null);
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", onFocus);
  for (const type of ["wheel", "touchmove", "pointerdown"]) {
    document.addEventListener(type, release, { passive: true, capture: true });
  }
  addEventListener("scroll", () => isOn() && onScroll(), { passive: true });
  document.addEventListener("jiazhu:change", update);
  update();
}
