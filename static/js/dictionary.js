/**
 * The dictionary of a page: JSON that is parsed when the first word is looked up.
 */

/**
 * `in` and `of` are the keys of the words that this one contains and that contain it.
 * @typedef {{d: string[], s?: string, t?: string, p?: string, cl?: string[], tw?: string}} Entry
 * @typedef {{s: string, t: string, p: string, n?: string, term?: string, x?: 1, l?: string,
 *   in?: number[], of?: number[], e: Entry[]}} Item
 */

/** @type {Item[] | undefined} */
let items;

/** @returns {Item[]} */
export function dictionary() {
  items ??= JSON.parse(document.getElementById("dictionary")?.textContent || "[]");
  return items ?? [];
}

export const isSimplified = () => document.documentElement.lang === "zh-Hans";

/** @param {Item} item */
export const shownForm = (item) => (isSimplified() ? item.s : item.t);

/** @param {Item} item */
export const otherForm = (item) => (isSimplified() ? item.t : item.s);
