/**
 * The words of an article: a script that its editions share, and one with the common words of all
 * articles. They are loaded while the page is idle, with all that a pop-up needs, or when the first
 * word is looked up; `site/word_columns.py` describes their values, which a script in the head joins
 * (`known.js`).
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

/**
 * @param {string} text of the column of entries
 * @param {any[][]} rows
 * @returns {Entry} if the text says so, the first entry of another row, as that of another word
 */
function entryLike(text, rows) {
  if (text[0] !== "\x83") return entryIn(text);
  const [s, t, p, , entries] = rows[+text.slice(1)];
  return { s, t, p, ...entryIn(entries.split("\x81")[0]) };
}

/** @type {(row: any[], at: number, rows: any[][]) => Item} */
function itemOf([s, t, p, l, entries, gloss, rest], _, rows) {
  /** @type {Entry[]} */
  const e = entries.split("\x81").filter(Boolean).map((/** @type {string} */ text) => entryLike(text, rows));
  const senses = e.flatMap(({ d }) => d);
  /** @param {string} text with numbers for senses */
  const whole = (text) => text.replace(/\x84(\d*)/g, (_, at) => senses[+at]);
  return { s, t, p, l, e, usual: whole(gloss), ...rest, g: whole(rest.g ?? gloss) };
}

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
  const prefetch = () =>
    whenIdle(() => {
      Promise.all([loadDictionary(), load("js/examples")]).catch(() => {});
    });
  if (document.readyState === "complete") prefetch();
  else addEventListener("load", prefetch);
}
