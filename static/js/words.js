/**
 * Looking up words by click, tap or Enter, and moving from word to word with the arrow keys.
 *
 * One word of the text is in the tab order, and the arrow keys move this tab stop. A click that
 * ends a selection does not look up a word.
 */

import { isShortcut } from "./keys.js";
import { hideWord, openWord, showWord } from "./popup.js";

/** @type {HTMLElement | null} */
let tabStop = null;

/** @param {Element} element */
const isShown = (element) => element.getClientRects().length > 0;

/**
 * @param {HTMLElement} word
 * @param {number} step 1 or -1
 * @returns {HTMLElement | undefined} the next word that is shown
 */
function neighbour(word, step) {
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".reader [data-k]"))];
  let at = all.indexOf(word) + step;
  while (all[at] && !isShown(all[at])) at += step;
  return all[at];
}

/**
 * Makes a word the tab stop of the text.
 * @param {HTMLElement} word
 */
function setTabStop(word) {
  if (tabStop && tabStop !== word) {
    tabStop.tabIndex = -1;
    tabStop.removeAttribute("role");
    tabStop.removeAttribute("aria-haspopup");
  }
  tabStop = word;
  word.tabIndex = 0;
  word.setAttribute("role", "button");
  word.setAttribute("aria-haspopup", "dialog");
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
function wordOf(event) {
  const target = event.target;
  return target instanceof Element ? target.closest(".reader [data-k]") : null;
}

/** @returns {boolean} whether the reader has just selected some text */
const hasSelection = () => !(getSelection()?.isCollapsed ?? true);

/** @param {MouseEvent} event */
function onClick(event) {
  const word = wordOf(event);
  if (!word || hasSelection() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = word.closest("a");
  if (link && !link.matches(".term")) return;
  event.preventDefault();
  setTabStop(word);
  word.focus({ preventScroll: true });
  showWord(word);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const word = wordOf(event);
  if (!word || word !== event.target || isShortcut(event)) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (openWord() === word) hideWord();
    else showWord(word);
    document.dispatchEvent(new CustomEvent("jiazhu:ask", { detail: word }));
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = neighbour(word, step);
  if (!next) return;
  const open = openWord() !== null;
  setTabStop(next);
  next.focus();
  if (open) showWord(next);
}

/**
 * Chromium moves the focus on mousedown, and a selection cannot start at the edge of an element
 * that takes it. So a word is not focusable until mouseup.
 * @param {MouseEvent} event
 */
function onDown(event) {
  const word = wordOf(event);
  if (!word?.hasAttribute("tabindex")) return;
  word.removeAttribute("tabindex");
  addEventListener("mouseup", () => (word.tabIndex = word === tabStop ? 0 : -1), { once: true });
}

/** Returns the focus to the word when Escape closes the pop-up, which the browser does itself. */
function onToggle() {
  const popup = document.getElementById("popup");
  popup?.addEventListener("beforetoggle", (event) => {
    const closes = /** @type {ToggleEvent} */ (event).newState === "closed";
    if (closes && popup.contains(document.activeElement)) tabStop?.focus({ preventScroll: true });
  });
}

/** Called once, when the page has been parsed. */
export function start() {
  const reader = document.querySelector(".reader");
  const first = document.querySelector(".reader .prose [data-k]");
  if (!reader || !(first instanceof HTMLElement)) return;
  setTabStop(first);
  reader.addEventListener("mousedown", (event) => onDown(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("keydown", (event) => onKey(/** @type {KeyboardEvent} */ (event)));
  onToggle();
}
