/** Finds the place in the text that the author clicks, selects or focuses. */

import { isShortcut } from "./keys.js";
import { offsetAt, wordsAt } from "./text.js";

/** @typedef {import("./text.js").Place} Place */
/** @typedef {import("./text.js").Sentence} Sentence */

/** How long a selection must be unchanged to be complete if no pointer is released, in ms. */
const SELECTION_DELAY = 400;
const TEXT = ".prose, .head h1";

/**
 * @typedef {object} Meant
 * @property {Map<string, Sentence>} sentences
 * @property {string} slug
 * @property {Element} host of the panel
 * @property {(place: Place) => void} look called with the place
 * @property {(id: string) => void} translated called with the sentence whose English was clicked
 * @property {() => void} across called if a selection is in more than one sentence
 */

/** @param {Meant} meant */
export function start(meant) {
  const { sentences, slug, host } = meant;
  let down = false;
  /** @type {number | undefined} */
  let timer;
  let last = "";

  /** @param {Sentence} sentence @param {number} from @param {number} to */
  function look(sentence, from, to) {
    const place = wordsAt(slug, sentence, from, to);
    if (place) meant.look(place);
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    if (event.composedPath().includes(host) || !(event.target instanceof Element)) return;
    if (!event.target.closest(TEXT)) return;
    // A click with a modifier key follows a link; a plain click on a word in it selects the word.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("a:not(.term)") && !event.target.closest("[data-k]")) return;
    if (getSelection()?.isCollapsed === false) return;
    const translation = event.target.closest(".tr");
    const found = translation ? null : pointed(sentences, event.clientX, event.clientY);
    if (!translation && !found) return;
    event.preventDefault();
    event.stopPropagation();
    const [id] = translation?.getAttribute("data-for")?.split(" ") ?? [];
    if (found) look(found.sentence, found.offset, found.offset);
    else if (id) meant.translated(id);
  }

  function selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) {
      last = "";
      return;
    }
    const range = selection.getRangeAt(0);
    const start = offsetAt(sentences, range.startContainer, range.startOffset);
    const end = range.endOffset > 0
      ? offsetAt(sentences, range.endContainer, range.endOffset - 1)
      : null;
    if (!start || !end) return;
    const key = `${start.sentence.id} ${start.offset} ${end.sentence.id} ${end.offset}`;
    if (key === last) return;
    last = key;
    if (start.sentence !== end.sentence) meant.across();
    else look(start.sentence, start.offset, Math.max(start.offset, end.offset));
  }

  document.addEventListener("click", clicked, { capture: true });
  document.addEventListener("pointerdown", () => (down = true), { capture: true });
  for (const type of ["pointerup", "pointercancel"]) {
    document.addEventListener(type, (event) => {
      down = false;
      if (type === "pointerup" && !event.composedPath().includes(host)) selected();
    });
  }
  // Dragging the ends of a selection by touch, and the keyboard, fire no other event.
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => down || selected(), SELECTION_DELAY);
  });
  // Otherwise the page would open the pop-up of the word.
  document.addEventListener(
    "keydown",
    (event) => {
      const word = event.target instanceof Element && event.target.matches("[data-k]") && event.target;
      if (!word || event.key !== "Enter" || isShortcut(event)) return;
      const first = word.querySelector("ruby")?.firstChild ?? word.firstChild;
      const found = first && offsetAt(sentences, first, 0);
      if (!found) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      look(found.sentence, found.offset, found.offset);
    },
    { capture: true },
  );
}

/**
 * @param {Map<string, Sentence>} sentences
 * @param {number} x
 * @param {number} y
 */
function pointed(sentences, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  const offset = caret?.offset ?? range?.startOffset ?? 0;
  if (!node) return null;
  // The caret is between two characters; the one that was clicked may be before it.
  if (node instanceof Text && offset > 0) {
    const before = document.createRange();
    before.setStart(node, offset - 1);
    before.setEnd(node, offset);
    const hit = [...before.getClientRects()].some((box) => box.left <= x && x < box.right);
    if (hit) return offsetAt(sentences, node, offset - 1);
  }
  return offsetAt(sentences, node, offset);
}
