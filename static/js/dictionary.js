/**
 * The words of an article: a script that its editions share, and one with the common words of all
 * articles. They are loaded while the page is idle or when the first word is looked up;
 * `site/word_columns.py` describes their values, which a script in the head joins (`known.js`).
 */

import { load } from "./lazy_data.js";

/**
 * `l` has the levels (`hsk.js`); `gr` is the id of the grammar note; `g` is the word class and the gloss, if any, and `usual` that of the default use; `in` and `of` are the keys of the words that this one contains and that contain it.
 * @typedef {{d: string[], s?: string, t?: string, p?: string, cl?: string[], tw?: string}} Entry
 * @typedef {{s: string, t: string, p: string, n?: string, term?: string, l: string,
 *   in?: number[], of?: number[], e: Entry[], g: string, usual: string,
 *   gr?: string}} Item
 */

/** @type {Item[]} */
let items = [];

/** @type {{records(): any[][], keyOf(word: HTMLElement): number}} */
const jiazhu = /** @type {any} */ (window).jiazhu;

/** @type {(task: () => void) => void} */
const whenIdle = "requestIdleCallback" in window ? (task) => requestIdleCallback(task) : (task) => setTimeout(task, 200);

/** The members of an entry by their letters in a column. @type {Record<string, string>} */
const MEMBERS = { s: "s", t: "t", p: "p", w: "tw" };

/** @param {string} text of the column of entries @returns {Entry} */
function entryIn(text) {
  /** @type {any} */
  const entry = { d: [] };
  for (const item of text.split("\x80")) {
    if (item[0] !== "\x82") entry.d.push(item);
    else if (item[1] === "c") (entry.cl ??= []).push(item.slice(2));
    else entry[MEMBERS[item[1]]] = item.slice(2);
  }
  return entry;
}

/** @param {string} column @returns {Entry[]} */
const entriesOf = (column) => column.split("\x81").filter(Boolean).map(entryIn);

/** @param {any[]} row @returns {Item} */
const itemOf = ([s, t, p, l, entries, g, rest]) => ({ s, t: t || s, p, l, e: entriesOf(entries), g, usual: g, ...rest });

/** @returns {HTMLElement | null} the element that names the script */
const source = () => document.querySelector("[data-words]");

/** @returns {string} the slug of the article */
export const slug = () => source()?.dataset.words?.match(/articles\/([^/]+)\//)?.[1] ?? "";

/** @returns {Item[]} the words by key; none until they have been loaded */
export const dictionary = () => items;

/** @param {HTMLElement} word @returns {number} its key; NaN until they have been loaded */
export const keyOf = (word) => jiazhu.keyOf(word);

/** @returns {Promise<Item[]>} rejected if the script cannot be loaded; the next call tries again */
export async function loadDictionary() {
  if (!items.length && source()) {
    await Promise.all([load(`articles/${slug()}/words`), load("words/common")]);
    if (!items.length) items = jiazhu.records().map(itemOf);
  }
  return items;
}

/**
 * @param {Item} item
 * @returns {{kind: string, text: string} | undefined} its use in this place; undefined if none is listed
 */
export function useOf(item) {
  const [kind, ...words] = item.g.split(" ");
  return kind ? { kind, text: words.join(" ") } : undefined;
}

export const isSimplified = () => document.documentElement.lang === "zh-Hans";

/** @param {Item} item */
export const shownForm = (item) => (isSimplified() ? item.s : item.t);

/** @param {Item} item */
export const otherForm = (item) => (isSimplified() ? item.t : item.s);

/** Called once, when the page has been parsed. */
export function start() {
  const prefetch = () => whenIdle(() => loadDictionary().catch(() => {}));
  if (document.readyState === "complete") prefetch();
  else addEventListener("load", prefetch);
}
