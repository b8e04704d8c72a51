/**
 * The notes of terms: shown while the pointer or the focus is on a term, and by Enter.
 *
 * Browsers that know `interestfor` show them by themselves; the others are helped here.
 * Without scripts the link leads to the note, and the style sheet shows it as a sheet.
 */

import { openWord, place } from "./popup.js";

const DELAY = 350;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/**
 * The term of which a word was just looked up: its note waits until the pointer has left.
 * @type {Element | null}
 */
let answered = null;
/**
 * The term whose note was last shown.
 * @type {Element | null}
 */
let shown = null;
/**
 * The term whose note was closed by Escape: it stays closed until the focus has left the term.
 * A browser that shows notes by itself does so a moment after we do, and would show it again.
 * @type {Element | null}
 */
let dismissed = null;

/**
 * @param {Element} term
 * @returns {HTMLElement | null}
 */
const noteOf = (term) => document.getElementById(term.getAttribute("interestfor") ?? "");

/**
 * @param {HTMLElement} term
 */
function show(term) {
  const note = noteOf(term);
  if (!note || note.matches(":popover-open") || openWord()) return;
  if (term === answered || term === dismissed) return;
  shown = term;
  note.showPopover({ source: term });
  place(note, term);
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
function termOf(event) {
  const target = event.target;
  return target instanceof Element ? target.closest(".reader a.term") : null;
}

/** @param {MouseEvent} event */
function onClick(event) {
  const term = termOf(event);
  if (!term || event.ctrlKey || event.metaKey) return;
  if (event.defaultPrevented) {
    answered = term; // by the dictionary, which shows the note's text too
    return;
  }
  event.preventDefault();
  dismissed = null;
  show(term);
}

/** @param {Event} event */
function onEnter(event) {
  const term = termOf(event);
  clearTimeout(timer);
  if (term) timer = setTimeout(() => show(term), DELAY);
}

/** @param {Event} event */
function onLeave(event) {
  const term = termOf(event);
  const note = term && noteOf(term);
  if (!note) return;
  if (event.type === "focusout" && term === dismissed) dismissed = null;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const held = note.matches(":hover, :focus-within") || term.matches(":hover, :focus");
    if (!held && note.matches(":popover-open")) note.hidePopover();
  }, DELAY);
}

/** @param {MouseEvent} event */
function onOut(event) {
  const goesTo = event.relatedTarget;
  if (answered && !(goesTo instanceof Node && answered.contains(goesTo))) answered = null;
}

/** @param {Event & {source?: Element}} event the browser's own wish to show a note */
function onInterest(event) {
  const { source } = event;
  if (source === answered || source === dismissed || openWord()) event.preventDefault();
  else shown = source ?? null;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key !== "Escape") return;
  clearTimeout(timer);
  const focus = document.activeElement;
  dismissed = focus?.closest(".note") ? shown : focus?.closest(".reader a.term") ?? null;
}

/** Called once, when the page has been read. */
export function start() {
  const reader = document.querySelector(".reader");
  if (!reader) return;
  // On the document, so that a click on a word has been answered when it gets here.
  document.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("focusin", (event) => {
    if (event.target === termOf(event)) onEnter(event);
  });
  reader.addEventListener("focusout", onLeave);
  reader.addEventListener("mouseout", (event) => onOut(/** @type {MouseEvent} */ (event)));
  document.addEventListener("interest", onInterest, true);
  document.addEventListener("keydown", onKey, true);
  if ("interestForElement" in HTMLAnchorElement.prototype) return;
  reader.addEventListener("mouseover", onEnter);
  reader.addEventListener("mouseout", onLeave);
  for (const note of document.querySelectorAll(".note")) {
    note.addEventListener("mouseleave", () => {
      if (note instanceof HTMLElement && note.matches(":popover-open")) note.hidePopover();
    });
  }
}
