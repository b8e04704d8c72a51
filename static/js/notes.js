/**
 * The notes of terms, shown while a term is hovered or focused, and by Enter.
 *
 * Browsers that support `interestfor` show them natively; this module does it for the others.
 * Without scripts the link leads to the note, which the style sheet shows at the foot.
 */

import { openWord, placePopover } from "./popup.js";

const DELAY = 350;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/**
 * The term in which a word was just looked up; its note is not shown until the pointer leaves.
 * @type {Element | null}
 */
let handledTerm = null;

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
  if (!note || note.matches(":popover-open") || openWord() || term === handledTerm) return;
  note.showPopover({ source: term });
  placePopover(note, term);
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
    handledTerm = term; // the dictionary pop-up shows the text of the note
    return;
  }
  event.preventDefault();
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
  clearTimeout(timer);
  timer = setTimeout(() => {
    const held = note.matches(":hover, :focus-within") || term.matches(":hover, :focus");
    if (!held && note.matches(":popover-open")) note.hidePopover();
  }, DELAY);
}

/** @param {MouseEvent} event */
function onOut(event) {
  const goesTo = event.relatedTarget;
  if (handledTerm && !(goesTo instanceof Node && handledTerm.contains(goesTo))) handledTerm = null;
}

/** @param {Event & {source?: Element}} event the browser is about to show a note */
function onInterest(event) {
  if (event.source === handledTerm || openWord()) event.preventDefault();
}

/** Called once, when the page has been parsed. */
export function start() {
  const reader = document.querySelector(".reader");
  if (!reader) return;
  // On the document, so that the dictionary handles a click on a word first.
  document.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
  reader.addEventListener("focusin", (event) => {
    if (event.target === termOf(event)) onEnter(event);
  });
  reader.addEventListener("focusout", onLeave);
  reader.addEventListener("mouseout", (event) => onOut(/** @type {MouseEvent} */ (event)));
  document.addEventListener("interest", onInterest, true);
  if ("interestForElement" in HTMLAnchorElement.prototype) return;
  reader.addEventListener("mouseover", onEnter);
  reader.addEventListener("mouseout", onLeave);
  for (const note of document.querySelectorAll(".note")) {
    note.addEventListener("mouseleave", () => {
      if (note instanceof HTMLElement && note.matches(":popover-open")) note.hidePopover();
    });
  }
}
