/**
 * The ladder of dictionary words at a place in the text, from the shortest to the longest: the
 * words within the word there, the word itself, and the longer words that contain it.
 */

/** @typedef {import("./dictionary.js").Item} Item */

import { dictionary, keyOf, shownForm } from "./dictionary.js";

const BLOCK = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, figcaption";
/** Maximum length of a word that contains another. */
const MAX_LENGTH = 12;

/**
 * @param {HTMLElement} word
 * @returns {number[]} keys of the dictionary; at least one if the word has an entry
 */
export function rungs(word) {
  const key = keyOf(word);
  const item = dictionary()[key];
  if (!item) return [];
  const longer = item.of?.length ? item.of.filter(isAround(word)) : [];
  return [...(item.in ?? []), key, ...longer];
}

/**
 * Whether a longer word is in the text around a word; the dictionary only says that the longer
 * word is somewhere on the page.
 * @param {HTMLElement} word
 * @returns {(key: number) => boolean}
 */
function isAround(word) {
  const own = word.textContent ?? "";
  const block = word.closest(BLOCK) ?? /** @type {Element} */ (word.parentElement);
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEndBefore(word);
  const before = range.toString().slice(-MAX_LENGTH);
  range.setStartAfter(word);
  range.setEnd(block, block.childNodes.length);
  const after = range.toString().slice(0, MAX_LENGTH);
  return (key) => {
    const longer = shownForm(dictionary()[key]);
    for (let at = longer.indexOf(own); at >= 0; at = longer.indexOf(own, at + 1)) {
      const rest = longer.slice(at + own.length);
      if (before.endsWith(longer.slice(0, at)) && after.startsWith(rest)) return true;
    }
    return false;
  };
}
