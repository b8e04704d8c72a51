/**
 * Asking for words: by click or tap, by Enter, and by the arrow keys from word to word.
 *
 * One word of the text is in the order of Tab; the arrows hand that place on. A tap that
 * scrolls is no click, and a click that ends a selection is not a question.
 */

import { isShortcut } from "./keys.js";
import { hideWord, openWord, showWord } from "./popup.js";

/** @type {HTMLElement | null} */
let stop = null;

/** @param {Element} element */
const isShown = (element) => element.getClientRects().length > 0;

/**
 * @param {HTMLElement} word
 * @param {number} step 1 or -1
 * @returns {HTMLElement | undefined} the next word that is shown
 */
function beside(word, step) {
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".reader .w"))];
  let at = all.indexOf(word) + step;
  while (all[at] && !isShown(all[at])) at += step;
  return all[at];
}

/**
 * Gives a word the text's place in the order of Tab.
 * @param {HTMLElement} word
 */
function take(word) {
  if (stop && stop !== word) {
    stop.tabIndex = -1;
    stop.removeAttribute("role");
    stop.removeAttribute("aria-haspopup");
  }
  stop = word;
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
  return target instanceof Element ? target.closest(".reader .w") : null;
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
  take(word);
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
  const next = beside(word, step);
  if (!next) return;
  const open = openWord() !== null;
  take(next);
  next.focus();
  if (open) showWord(next);
}

/**
 * Chromium moves the focus as the button goes down, and lets no selection begin at the edge of
 * what takes it: so a word cannot have the focus until the button comes up.
 * @param {MouseEvent} event
 */
function onDown(event) {
  const word = wordOf(event);
  if (!word?.hasAttribute("tabindex")) return;
  word.removeAttribute("tabindex");
  addEventListener("mouseup", () => (word.tabIndex = word === stop ? 0 : -1), { once: true });
}

/** Escape closes the pop-up (the browser does) and the focus goes back to its word. */
function onToggle() {
  const popup = document.getElementById("popup");
  popup?.addEventListener("beforetoggle", (event) => {
    const closes = /** @type {ToggleEvent} */ (event).newState === "closed";
    if (closes && popup.contains(document.activeElement)) stop?.focus({ preventScroll: true });
  });
}

/** Called once, when the page has been read. */
export function start() {
  const reader = document.querySelector(".reader");
  const first = document.querySelector(".reader .prose .w");
  if (!reader || !(first instanceof HTMLElement)) return;
  take(first);
  reader.addEventListener("mousedown", (event) => onDown(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("keydown", (event) => onKey(/** @type {KeyboardEvent} */ (event)));
  onToggle();
}
