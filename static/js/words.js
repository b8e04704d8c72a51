/**
 * Looking up words by click, tap or Enter, and moving from word to word with the arrow keys.
 *
 * A second click closes the pop-up. A click on a word of a link looks it up too, and the pop-up has
 * the link; a double click or a long press follows it. One word of the text is in the tab order, and the arrow keys move this tab stop. A click that
 * ends a selection does not look up a word.
 */

import { isShortcut } from "./keys.js";
import { hideWord, openWord, showWord, WORD } from "./popup.js";

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
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(WORD))];
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
  return target instanceof Element ? target.closest(WORD) : null;
}

/** @returns {boolean} whether the reader has just selected some text */
const hasSelection = () => !(getSelection()?.isCollapsed ?? true);

/**
 * The word whose pop-up was open when the pointer went down; the browser closes it before the click.
 * @type {HTMLElement | null}
 */
let openedBefore = null;

/** @param {MouseEvent} event */
function onClick(event) {
  const word = wordOf(event);
  const wasOpen = word !== null && word === openedBefore;
  openedBefore = null;
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (linkOf(word)) event.preventDefault();
  if (hasSelection()) return;
  event.preventDefault();
  setTabStop(word);
  word.focus({ preventScroll: true });
  if (wasOpen) hideWord();
  else showWord(word);
}

// --- Links, which a click does not follow if it is on a word ---

/** How long a press is, in ms, and how far it may move, in px. */
const PRESS = 500;
const SLIP = 8;

/**
 * @param {Element | null} word
 * @returns {HTMLAnchorElement | null} the link that it is in, unless it is to the note of a term
 */
const linkOf = (word) => word?.closest("a:not(.term)") ?? null;

/** @param {Event} event a double click, or a touch for a menu */
function onFollow(event) {
  const link = linkOf(wordOf(event));
  if (!link || (event instanceof PointerEvent && event.type === "contextmenu" && event.pointerType === "mouse")) return;
  event.preventDefault();
  location.assign(link.href);
}

/** @param {PointerEvent} event */
function onPress(event) {
  openedBefore = openWord();
  const link = linkOf(wordOf(event));
  if (!link || event.button) return;
  const timer = setTimeout(() => location.assign(link.href), PRESS);
  const controller = new AbortController();
  const stop = () => {
    clearTimeout(timer);
    controller.abort();
  };
  const { signal } = controller;
  for (const type of ["pointerup", "pointercancel", "dragstart"]) addEventListener(type, stop, { signal });
  addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      if (Math.hypot(clientX - event.clientX, clientY - event.clientY) > SLIP) stop();
    },
    { signal },
  );
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
  if (reader) startWords(reader, document.querySelector(".reader .prose [data-k]"));
}

/**
 * @param {Element} reader contains the words
 * @param {Element | null} first the tab stop
 */
export function startWords(reader, first) {
  if (!(first instanceof HTMLElement)) return;
  setTabStop(first);
  reader.addEventListener("mousedown", (event) => onDown(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("pointerdown", (event) => onPress(/** @type {PointerEvent} */ (event)));
  for (const type of ["dblclick", "contextmenu"]) reader.addEventListener(type, onFollow);
  reader.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("keydown", (event) => onKey(/** @type {KeyboardEvent} */ (event)));
  onToggle();
}
