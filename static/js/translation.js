/**
 * Sentences and their English: lit together, shown on tap, set beside, copied apart.
 */

import { keepPlace } from "./place.js";

const root = document.documentElement;
const wide = matchMedia("(min-width: 64rem)");

/** @type {Map<string, HTMLElement[]>} the translations of each sentence */
const english = new Map();

/**
 * @param {Element} piece
 * @returns {string} the sentence that a piece of text belongs to
 */
const idOf = (piece) => piece.id || (piece.getAttribute("data-s") ?? "");

/**
 * @param {string[]} ids
 * @returns {Element[]} every piece of these sentences
 */
const pieces = (ids) =>
  ids.flatMap((id) => [...document.querySelectorAll(`[id="${id}"], [data-s="${id}"]`)]);

/** @param {HTMLElement} translation */
const idsOf = (translation) => (translation.dataset.for ?? "").split(" ").filter(Boolean);

// --- Lit together ---

/** @type {Element[]} */
let lit = [];

/** @param {Event} event */
function light(event) {
  const target = event.target instanceof Element ? event.target : null;
  const translation = target?.closest(".tr");
  const sentence = target?.closest(".s");
  const pair = translation ?? (sentence && english.get(idOf(sentence))?.[0]);
  for (const element of lit) element.classList.remove("lit");
  lit = pair instanceof HTMLElement && pair.getClientRects().length
    ? [pair, ...pieces(idsOf(pair))]
    : [];
  for (const element of lit) element.classList.add("lit");
}

// --- Shown on tap ---

/** Puts a button before each translation, so that keys can show it too. */
function addButtons() {
  const template = document.getElementById("reveal");
  if (!(template instanceof HTMLTemplateElement) || document.querySelector("button.reveal")) return;
  for (const translation of document.querySelectorAll(".prose .tr")) {
    const button = template.content.firstElementChild?.cloneNode(true);
    if (button) translation.before(button);
  }
}

/**
 * @param {HTMLElement} translation
 * @param {boolean} shown
 */
function reveal(translation, shown) {
  translation.classList.toggle("shown", shown);
  const button = translation.previousElementSibling;
  if (button?.matches(".reveal")) button.setAttribute("aria-expanded", String(shown));
}

/** @param {Element | null | undefined} element a piece of a sentence, or something in it */
function revealFor(element) {
  if (root.getAttribute("data-translation") !== "tap") return;
  const sentence = element?.closest(".s");
  for (const translation of (sentence && english.get(idOf(sentence))) ?? []) {
    reveal(translation, true);
  }
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest(".reveal");
  const translation = button ? button.nextElementSibling : target?.closest(".tr");
  if (translation instanceof HTMLElement) {
    if (root.getAttribute("data-translation") !== "tap" || target?.closest("a")) return;
    reveal(translation, !translation.classList.contains("shown"));
  } else if (getSelection()?.isCollapsed ?? true) {
    revealFor(target);
  }
}

// --- Set beside ---

/**
 * Sets each translation beside the line on which its sentence begins.
 *
 * The style sheet floats it, but a float can stand no higher than the line where it occurs,
 * and that is where its sentence ends. So it is placed by hand, and its block made as high
 * as its English needs. All is measured first and written after, in one reflow.
 */
function align() {
  const beside = root.getAttribute("data-translation") === "side" && wide.matches;
  /** @type {Map<HTMLElement, HTMLElement[]>} */
  const blocks = new Map();
  for (const translation of document.querySelectorAll(".prose .tr")) {
    if (!(translation instanceof HTMLElement)) continue;
    const block = translation.closest("p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd");
    if (!(block instanceof HTMLElement)) continue;
    translation.classList.remove("placed");
    translation.style.top = block.style.minHeight = "";
    // A cell holds its English; a block of blocks keeps the float.
    if (!beside || block.matches("td, th, :has(p, ul, ol, pre)")) continue;
    blocks.set(block, [...(blocks.get(block) ?? []), translation]);
  }
  const places = [...blocks].map(([block, translations]) => placesOf(block, translations));
  for (const { block, height, tops } of places) {
    block.style.minHeight = `${height}px`;
    for (const [translation, top] of tops) {
      translation.classList.add("placed");
      translation.style.top = `${top}px`;
    }
  }
}

/**
 * @param {HTMLElement} block
 * @param {HTMLElement[]} translations those of the block, in order
 */
function placesOf(block, translations) {
  const origin = block.getBoundingClientRect().top;
  /** @type {[HTMLElement, number][]} */
  const tops = [];
  let bottom = 0;
  for (const translation of translations) {
    const style = getComputedStyle(translation);
    const top = Math.max(beginning(translation) - origin + parseFloat(style.top), bottom);
    tops.push([translation, top]);
    bottom = top + translation.offsetHeight + parseFloat(style.marginBottom);
  }
  return { block, height: bottom, tops };
}

/**
 * @param {HTMLElement} translation
 * @returns {number} the top of the line on which its sentences begin
 */
function beginning(translation) {
  const first = pieces(idsOf(translation).slice(0, 1))[0];
  const rect = first?.getClientRects()[0];
  return rect ? lineTop(rect, first) : -Infinity;
}

/**
 * @param {DOMRect} rect
 * @param {Element} piece
 */
function lineTop(rect, piece) {
  return rect.top + rect.height / 2 - parseFloat(getComputedStyle(piece).lineHeight) / 2;
}

// --- Copied apart ---

/** @param {Event} event */
function onSelect(event) {
  const node = event.target instanceof Node ? event.target : null;
  const element = node instanceof Element ? node : node?.parentElement;
  const side = element?.closest(".tr") ? "en" : element?.closest(".s") ? "zh" : "";
  if (side) root.setAttribute("data-selecting", side);
  else root.removeAttribute("data-selecting");
}

/** Called once, when the page has been read. */
export function start() {
  const prose = document.querySelector(".reader .prose");
  if (!prose) return;
  document.addEventListener("selectstart", onSelect);
  for (const translation of prose.querySelectorAll(".tr")) {
    if (!(translation instanceof HTMLElement)) continue;
    for (const id of idsOf(translation)) {
      english.set(id, [...(english.get(id) ?? []), translation]);
    }
  }
  if (!english.size) return;
  if (matchMedia("(hover: hover)").matches) prose.addEventListener("mouseover", light);
  prose.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  document.addEventListener("jiazhu:ask", (event) => revealFor(/** @type {CustomEvent} */ (event).detail));
  const update = () => {
    if (root.getAttribute("data-translation") === "tap") addButtons();
    align();
  };
  update();
  document.addEventListener("jiazhu:change", update);
  wide.addEventListener("change", update);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    keepPlace(update);
  });
}
