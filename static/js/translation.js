/**
 * Sentences and their English: highlighted together, shown on tap, side by side, and selected
 * separately.
 */

import { whenNear } from "./lazy_layout.js";
import { keepPlace } from "./place.js";
import { setting } from "./settings.js";

const root = document.documentElement;

/**
 * From the script in the head (`templates/macros/pairs.js`).
 * @type {{
 *   pairs: {
 *     isBeside(): boolean,
 *     isOnTap(): boolean,
 *     buttonOf(english: Element): HTMLElement | null,
 *     setPairs(blocks: Element[]): void,
 *   },
 *   revealLabels?: DOMStringMap,
 * }}
 */
const jiazhu = /** @type {any} */ (window).jiazhu;
const { pairs } = jiazhu;

/**
 * The pair at a target or, without a pair, the pieces of its sentences and their English.
 * @param {EventTarget | null} target an element in the text
 * @returns {Element[]}
 */
function counterparts(target) {
  const element = target instanceof Element ? target.closest(".s, .tr, .pair") : null;
  const pair = element?.closest(".pair");
  if (!element || pair) return pair ? [pair] : [];
  const ids = (element.getAttribute("data-for") ?? idOf(element)).split(" ");
  const block = element.closest("p, li, td, th, h1, h2, h3, h4, h5, h6");
  const parts = (/** @type {string} */ id) =>
    `[id="${id}"], [data-s="${id}"], :not(.pair) > .tr[data-for~="${id}"]`;
  return ids.flatMap((id) => [...(block?.querySelectorAll(parts(id)) ?? [])]);
}

/**
 * @param {Element} piece
 * @returns {string} the id of the sentence to which a piece belongs
 */
const idOf = (piece) => piece.id || (piece.getAttribute("data-s") ?? "");

// --- Highlighted together ---

/** @type {Element[]} */
let lit = [];

/** @param {Event} event */
function light(event) {
  const next = setting("translation") === "off" ? [] : counterparts(event.target);
  if (next[0] === lit[0]) return;
  unlight();
  // Chinese without English has no counterpart to highlight.
  lit = next.some((element) => element.matches(".pair, .tr")) ? next : [];
  for (const element of lit) element.classList.add("lit");
}

function unlight() {
  for (const element of lit) element.classList.remove("lit");
  lit = [];
}

// --- Shown on tap ---

/** Moves Chinese that `pairs.setPairs` has put after the English back before it. */
function restoreOrder() {
  for (const english of document.querySelectorAll(".pair > .tr:first-child")) {
    const pair = /** @type {Element} */ (english.parentElement);
    for (const part of pair.querySelectorAll(":scope > .zh, :scope > .reveal")) {
      if (part.matches(".zh")) pair.prepend(part);
      else english.before(part);
    }
  }
}

/**
 * @param {Element} english
 * @param {boolean} [shown] toggled if not given
 */
function reveal(english, shown) {
  const unit = english.closest(".pair") ?? english;
  const now = unit.classList.toggle("shown", shown);
  pairs.buttonOf(english)?.setAttribute("aria-expanded", String(now));
}

/** @param {EventTarget | null} target an element in the Chinese */
function revealFor(target) {
  for (const element of pairs.isOnTap() ? counterparts(target) : []) {
    const english = element.matches(".tr") ? element : element.querySelector(":scope > .tr");
    if (english) reveal(english, true);
  }
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || !pairs.isOnTap()) return;
  const button = target.closest(".reveal");
  const english = button
    ? (button.closest(".pair")?.querySelector(":scope > .tr") ?? button.nextElementSibling)
    : target.closest(".tr");
  if (english && button) reveal(english);
  else if (target.closest(".tr a") || !(getSelection()?.isCollapsed ?? true)) return;
  else if (english) reveal(english);
  else revealFor(target);
}

// --- Selected separately ---

/** @param {Event} event */
function onSelect(event) {
  const node = event.target instanceof Node ? event.target : null;
  const element = node instanceof Element ? node : node?.parentElement;
  const side = element?.closest(".tr") ? "en" : element?.closest(".s") ? "zh" : "";
  if (side) root.setAttribute("data-selecting", side);
  else root.removeAttribute("data-selecting");
}

/** Called once, when the page has been parsed. */
export function start() {
  const prose = document.querySelector(".reader.bilingual .prose");
  if (!(prose instanceof HTMLElement)) return;
  document.addEventListener("selectstart", onSelect);
  if (matchMedia("(hover: hover)").matches) prose.addEventListener("mouseover", light);
  prose.addEventListener("focusin", light);
  for (const type of ["mouseleave", "focusout"]) prose.addEventListener(type, unlight);
  prose.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  document.addEventListener("jiazhu:ask", (event) =>
    revealFor(/** @type {CustomEvent} */ (event).detail),
  );

  const template = document.getElementById("reveal");
  const labels = template instanceof HTMLTemplateElement && template.content.querySelector("button");
  if (labels) jiazhu.revealLabels = labels.dataset;
  const layOut = whenNear(prose, pairs.setPairs);
  const update = () => {
    restoreOrder();
    // Otherwise, avoid measuring, which would force a layout.
    if (pairs.isOnTap() || pairs.isBeside()) layOut();
  };
  keepPlace(update);
  document.addEventListener("jiazhu:change", update);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    keepPlace(update);
  });
}
