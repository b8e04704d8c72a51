/**
 * The meaning of a word on one line: the first senses of the entries with its reading, their measure
 * words and Taiwan readings. The pop-up has the others.
 */

import { isSimplified } from "./dictionary.js";

/**
 * @typedef {import("./dictionary.js").Entry} Entry
 * @typedef {import("./dictionary.js").Item} Item
 * @typedef {{measure?: string, taiwan?: string}} Labels
 */

/** The length from which further senses are left out, in characters. */
const LENGTH = 48;

/**
 * @param {string} name
 * @param {string} text Chinese
 */
function chinese(name, text) {
  const element = document.createElement(name);
  element.lang = isSimplified() ? "zh-Hans" : "zh-Hant";
  element.textContent = text;
  return element;
}

/**
 * @param {string[]} all
 * @param {number} most length in characters
 * @returns {string} the first of the senses, and more if there is room for them
 */
function senses(all, most) {
  let length = 0;
  const shown = all.filter((sense, at) => (length += sense.length) <= most || !at);
  return shown.join("; ") + (shown.length < all.length ? "\u00a0…" : "");
}

/**
 * @param {string} word as in `個|个 gè`
 * @returns {string} in the script of the page: `个 gè`
 */
const measureWord = (word) => word.replace(/(.*)\|([^ ]*)/, isSimplified() ? "$2" : "$1");

/**
 * @param {Item} item
 * @param {Labels} labels
 * @param {string} [glosses] what is shown in place of senses
 * @returns {(Node | string)[]}
 */
export function meaning(item, labels, glosses) {
  const own = item.e.filter((entry) => !entry.s);
  if (!own.length) return glosses ? [glosses] : meaningOfParts(item.e);
  const same = own.filter((entry) => !entry.p);
  const read = same.length ? same : own.slice(0, 1);
  /** @type {(Node | string)[]} */
  const parts = [glosses ?? senses(read.flatMap((entry) => entry.d), LENGTH)];
  for (const { cl, tw } of read) {
    if (cl) parts.push(" ", chinese("i", `${labels.measure} ${cl.map(measureWord).join("，")}`));
    if (tw) parts.push(" ", chinese("i", `${labels.taiwan} ${tw}`));
  }
  return parts;
}

/**
 * @param {Entry[]} entries
 * @returns {(Node | string)[]}
 */
function meaningOfParts(entries) {
  /** @type {Map<string | undefined, Entry>} */
  const parts = new Map();
  for (const entry of entries) if (!parts.has(entry.s)) parts.set(entry.s, entry);
  return [...parts.values()].flatMap((entry, at) => [
    at ? "; " : "",
    chinese("b", (isSimplified() ? entry.s : entry.t) ?? entry.s ?? ""),
    ` ${senses(entry.d, LENGTH / parts.size)}`,
  ]);
}
