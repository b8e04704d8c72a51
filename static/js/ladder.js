/**
 * The dictionary words at one place of the text, from the shortest to the longest: those inside
 * the word that stands there, the word itself, and those that it is part of.
 */

/** @typedef {import("./dictionary.js").Item} Item */

import { dictionary, shownForm } from "./dictionary.js";

const BLOCK = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, figcaption";
/** The words around another are no longer than this. */
const REACH = 12;

/**
 * @param {HTMLElement} word
 * @returns {number[]} keys of the dictionary, one at least where the word has an entry
 */
export function rungs(word) {
  const key = Number(word.dataset.k);
  const item = dictionary()[key];
  if (!item) return [];
  const longer = item.of?.length ? item.of.filter(standsAt(word)) : [];
  return [...(item.in ?? []), key, ...longer];
}

/**
 * Whether a word of the dictionary stands in the text around another: an item is part of
 * longer ones somewhere on the page, and not everywhere.
 * @param {HTMLElement} word
 * @returns {(key: number) => boolean}
 */
function standsAt(word) {
  const own = word.textContent ?? "";
  const block = word.closest(BLOCK) ?? /** @type {Element} */ (word.parentElement);
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEndBefore(word);
  const before = range.toString().slice(-REACH);
  range.setStartAfter(word);
  range.setEnd(block, block.childNodes.length);
  const after = range.toString().slice(0, REACH);
  return (key) => {
    const longer = shownForm(dictionary()[key]);
    for (let at = longer.indexOf(own); at >= 0; at = longer.indexOf(own, at + 1)) {
      const rest = longer.slice(at + own.length);
      if (before.endsWith(longer.slice(0, at)) && after.startsWith(rest)) return true;
    }
    return false;
  };
}
