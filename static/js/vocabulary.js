/**
 * The vocabulary of an article: completes the rows, sorts and filters them.
 *
 * The page has what can be read without scripts (`site/vocabulary.py`). In the order of the text, a
 * body of the table has a sentence and the words that first occur in it. In the other orders one
 * more body has all the words, and the sentences are hidden. The pop-up opens from each word.
 */

import { loadDictionary, shownForm, slug, useOf } from "./dictionary.js";
import { article } from "./sentences.js";
import { listedLevels } from "./hsk.js";
import { isKnownForm } from "./known.js";
import { meaning } from "./meaning.js";
import { startHiding } from "./self_test.js";
import { originalsOf } from "./spelling.js";
import { startWords } from "./words.js";

/** @typedef {{row: HTMLTableRowElement, body: HTMLTableSectionElement, forms: string[]}} Row */

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

/** @param {HTMLTableRowElement} row @returns {number} words that the list lacks come last */
const levelOf = (row) => numberIn(row, levelCell()) || Infinity;

/** @type {Record<string, (row: HTMLTableRowElement) => number | string>} sort keys, ascending */
const ORDERS = {
  text: () => 0,
  frequency: (row) => -numberIn(row, USES),
  level: levelOf,
  pinyin: (row) => originalsOf(row.cells[PINYIN]).text.normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase(),
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
  table.dataset.order = order;
  const chosen = { level: levelCell(), frequency: USES, pinyin: PINYIN }[order];
  [...(table.tHead?.rows[0].cells ?? [])].forEach((head, at) => {
    if (at === chosen) head.setAttribute("aria-sort", order === "frequency" ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}

/**
 * Adds the other senses and the levels, and lets the words be looked up.
 * @param {HTMLTableElement} table
 * @param {Row[]} rows
 */
async function completeRows(table, rows) {
  /** @type {Map<string, [import("./dictionary.js").Item, number]>} */
  const items = new Map();
  for (const [key, item] of (await loadDictionary()).entries()) {
    const name = `${shownForm(item)} ${item.p}`;
    if (!items.has(name)) items.set(name, [item, key]);
  }
  for (const each of rows) {
    const { cells } = each.row;
    const [item, key] = items.get(`${cells[WORD].textContent} ${originalsOf(cells[PINYIN]).text}`) ?? [];
    if (item) {
      const word = document.createElement("span");
      word.dataset.k = `#${key}`;
      word.append(...cells[WORD].childNodes);
      cells[WORD].append(word);
      // The glosses of the uses in this article are there already.
      const glosses = useOf(item) && (cells[MEANING].textContent ?? "");
      cells[MEANING].firstElementChild?.replaceChildren(...meaning(item, table.dataset, glosses));
      each.forms = [item.s, item.t];
    }
    for (const level of listedLevels(item?.l ?? "")) each.row.insertCell().textContent = level;
  }
  startWords(table, table.querySelector("[data-k]"));
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

/**
 * @param {HTMLTableElement} table
 * @param {HTMLFormElement} form
 */
function startTable(table, form) {
  const bodies = [...table.tBodies];
  /** @type {Row[]} */
  const rows = bodies.flatMap((body) => [...body.rows].slice(1).map((row) => ({ row, body, forms: [] })));
  for (const { row } of rows) {
    if (!row.cells[USES]) row.insertCell().textContent = "1";
    row.cells[PINYIN].lang = table.dataset.reading ?? "";
    const shown = document.createElement("span");
    shown.lang = "en";
    shown.append(...row.cells[MEANING].childNodes);
    row.cells[MEANING].append(shown);
    row.cells[MEANING].classList.add("meaning");
  }
  const sorted = document.createElement("tbody");
  const chosen = () => new FormData(form);
  const filter = () => {
    const from = Number(chosen().get("from"));
    const isShort = chosen().has("known");
    for (const { row, forms } of rows) {
      row.classList.toggle("known", isKnownForm(forms));
      row.hidden = levelOf(row) < from || (isShort && row.matches(".known"));
    }
    const isText = chosen().get("order") === "text";
    for (const body of bodies) body.hidden = !isText || [...body.rows].slice(1).every(({ hidden }) => hidden);
    const output = /** @type {HTMLOutputElement} */ (form.elements.namedItem("count"));
    const shown = rows.filter(({ row }) => !row.hidden).length;
    output.value = shown === rows.length ? `${shown}` : `${shown} / ${rows.length}`;
  };
  // Without the data, the table stays as it is without scripts.
  const completed = completeRows(table, rows).then(filter).catch(() => {});
  completeSentences(bodies).catch(() => {});
  const sort = async () => {
    await completed;
    const order = String(chosen().get("order"));
    const keyed = rows.map(({ row, body }) => ({ row, body, key: ORDERS[order](row) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
    for (const { row, body } of keyed) {
      row.classList.add("later");
      (order === "text" ? body : sorted).append(row);
    }
    if (order === "text") sorted.remove();
    else table.append(sorted);
    setTimeout(layOutRows, 0, table);
    filter();
    markOrder(table, order);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const { name } = /** @type {HTMLInputElement} */ (target);
    if (name === "order") sort();
    else if (name !== "hide") filter();
  });
  startHiding(form, table);
  document.addEventListener("jiazhu:known", filter);
  document.addEventListener("jiazhu:change", (event) => {
    if (/** @type {CustomEvent} */ (event).detail === "standard") filter();
  });
}

/** Called once, when it has been loaded. */
export function start() {
  const table = document.querySelector(".vocabulary-table");
  const form = document.querySelector("form.word-tools");
  if (table instanceof HTMLTableElement && form instanceof HTMLFormElement) startTable(table, form);
}
