/**
 * Focus: one sentence and its English at full ink, the rest dimmed.
 *
 * The sentence is the one at the line where one reads, a third down the window; towards the ends
 * of the page that line moves to the edges, so that the first and the last sentence have their
 * turn. Keys go from sentence to sentence, and then the sentence holds until the reader scrolls.
 */

import { isForPage } from "./keys.js";
import { covered, sentenceAt } from "./place.js";

const root = document.documentElement;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 });
const LINE = 0.33;

/** @type {HTMLElement | null} */
let current = null;
/** Whether keys chose the sentence: their own scrolling must not choose another. */
let held = false;
let waiting = false;

/**
 * The sentences of the page, in order.
 * @type {HTMLElement[]}
 */
let sentences = [];
/**
 * The pieces of each sentence, and its English, by its id.
 * @type {Map<string, Element[]>}
 */
const parts = new Map();

const isOn = () => root.getAttribute("data-focus") === "on";

/** @param {Element} prose */
function gather(prose) {
  for (const part of prose.querySelectorAll(".s, .tr")) {
    const ids = part.getAttribute("data-for") ?? part.getAttribute("data-s") ?? part.id;
    for (const id of ids.split(" ")) parts.set(id, [...(parts.get(id) ?? []), part]);
  }
}

/** @param {HTMLElement | null} sentence */
function take(sentence) {
  if (sentence === current) return;
  for (const part of parts.get(current?.id ?? "") ?? []) part.classList.remove("current");
  for (const part of parts.get(sentence?.id ?? "") ?? []) part.classList.add("current");
  current = sentence;
}

/** @returns {number} the line at which one reads, px from the top of the window */
function line() {
  const left = root.scrollHeight - innerHeight - scrollY;
  const rest = innerHeight * LINE;
  return Math.max(Math.min(rest, covered() + 4 + scrollY), innerHeight - 4 - Math.max(left, 0));
}

function follow() {
  waiting = false;
  if (!isOn() || held) return;
  take(sentenceAt(line()) ?? sentences[sentences.length - 1] ?? null);
}

function onScroll() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(follow);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const step = STEPS[event.key];
  if (!step || event.shiftKey || !isOn() || !isForPage(event)) {
    held = false;
    return;
  }
  const next = sentences[current ? sentences.indexOf(current) + step : 0];
  if (!next) return; // at the end: the page may scroll on
  event.preventDefault();
  held = true;
  take(next);
  const { top, bottom } = next.getBoundingClientRect();
  if (top < covered() + innerHeight * 0.1 || bottom > innerHeight * 0.75) {
    scrollBy({ top: top - innerHeight * LINE, behavior: calm.matches ? "instant" : "smooth" });
  }
}

/** @param {Event} event focus on a word, by key or by click */
function onFocus(event) {
  const sentence = event.target instanceof Element && event.target.closest(".prose .s");
  const id = sentence && (sentence.id || sentence.getAttribute("data-s"));
  if (!id || !isOn()) return;
  held = true;
  take(document.getElementById(id));
}

/** Called once, when the page has been read. */
export function start() {
  const prose = document.querySelector(".reader .prose");
  if (!prose) return;
  sentences = [...prose.querySelectorAll(/** @type {"span"} */ (".s[id]"))];
  const release = () => (held = false);
  const update = () => {
    if (isOn() && !parts.size) gather(prose);
    if (isOn()) onScroll();
    else take(null);
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
