/**
 * The vocabulary of an article: completes the rows, sorts them, and leads back to the reader's place
 * in the article.
 *
 * The page has what can be read without scripts (`site/vocabulary.py`). In the order of the text, a
 * body of the table has a sentence and the words that first occur in it. In the other orders one
 * more body has all the words, and the sentences are hidden.
 */

import { loadDictionary, shownForm, slug, useOf } from "./dictionary.js";
import { article } from "./examples.js";
import { listedLevels } from "./hsk.js";
import { meaning } from "./meaning.js";

/** The cells of a row by their places; the levels are in the order of `LISTS`. */
const [WORD, PINYIN, MEANING, USES, LEVEL] = [0, 1, 2, 3, 4];
const LISTS = ["2.0", "2021", "2026"];

/** @returns {number} the place of the cell with the level in the reader's list */
function levelCell() {
  const list = LISTS.indexOf(document.documentElement.getAttribute("data-standard") ?? "");
  return LEVEL + (list < 0 ? LISTS.length - 1 : list);
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} cell
 * @returns {number} NaN if the cell has no number
 */
const numberIn = (row, cell) => parseInt(row.cells[cell]?.textContent ?? "");

/** @type {Record<string, (row: HTMLTableRowElement) => number>} sort keys, ascending */
const ORDERS = {
  text: () => 0,
  frequency: (row) => -numberIn(row, USES),
  level: (row) => numberIn(row, levelCell()) || Infinity, // words that the list lacks come last
};

/**
 * Lays out the deferred rows in batches; until then screen readers do not have them.
 * @param {HTMLTableElement} table
 */
function layOutRows(table) {
  const later = [...table.querySelectorAll(".later")];
  for (const row of later.splice(0, 40)) row.classList.remove("later");
  if (later.length) setTimeout(layOutRows, 0, table);
}

/**
 * @param {HTMLTableElement} table
 * @param {string} order
 */
function markOrder(table, order) {
  const chosen = { level: levelCell(), frequency: USES }[order];
  [...(table.tHead?.rows[0].cells ?? [])].forEach((head, at) => {
    if (at === chosen) head.setAttribute("aria-sort", order === "level" ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
}

/**
 * Adds the other senses and the levels.
 * @param {HTMLTableElement} table
 * @param {HTMLTableRowElement[]} rows
 */
async function completeRows(table, rows) {
  const items = new Map();
  for (const item of await loadDictionary()) {
    const key = `${shownForm(item)} ${item.p}`;
    if (!items.has(key)) items.set(key, item);
  }
  for (const row of rows) {
    const item = items.get(`${row.cells[WORD].textContent} ${row.cells[PINYIN].textContent}`);
    if (item) {
      // The glosses of the uses in this article are there already.
      const glosses = useOf(item) && (row.cells[MEANING].textContent ?? "");
      row.cells[MEANING].replaceChildren(...meaning(item, table.dataset, glosses));
    }
    for (const level of listedLevels(item?.l ?? "")) row.insertCell().textContent = level;
  }
}

/**
 * Completes the sentences.
 * @param {HTMLTableSectionElement[]} bodies
 */
async function completeSentences(bodies) {
  const { sentences } = await article(slug());
  for (const { rows } of bodies) {
    const link = /** @type {HTMLAnchorElement} */ (rows[0].querySelector("a"));
    const words = sentences.get(link.hash.slice(1));
    if (words) link.textContent = words.join("").trim();
  }
}

/** @param {HTMLTableElement} table */
function startTable(table) {
  const bodies = [...table.tBodies];
  const rows = bodies.flatMap((body) => [...body.rows].slice(1).map((row) => ({ row, body })));
  for (const { row } of rows) {
    row.cells[PINYIN].lang = table.dataset.reading ?? "";
    row.cells[MEANING].lang = "en";
  }
  // Without the data, the table stays as it is without scripts.
  const completed = completeRows(table, rows.map(({ row }) => row)).catch(() => {});
  completeSentences(bodies).catch(() => {});
  const sorted = document.createElement("tbody");
  document.querySelector(".order")?.addEventListener("change", async (event) => {
    const order = /** @type {HTMLInputElement} */ (event.target).value;
    const isText = order === "text";
    await completed;
    const keyed = rows.map(({ row, body }) => ({ row, body, key: ORDERS[order](row) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
    for (const { row, body } of keyed) {
      row.classList.add("later");
      (isText ? body : sorted).append(row);
    }
    for (const body of bodies) body.hidden = !isText;
    if (isText) sorted.remove();
    else table.append(sorted);
    setTimeout(layOutRows, 0, table);
    markOrder(table, order);
  });
}

/** Called once, when the page has been parsed. */
export function start() {
  const table = document.querySelector(".vocabulary-table");
  if (table instanceof HTMLTableElement) startTable(table);
  const back = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.back"));
  if (back) back.hash = location.hash;
}
