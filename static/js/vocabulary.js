/**
 * Sorts the vocabulary of an article, and leads back to the reader's place in the article.
 *
 * In the order of the text, a body of the table has a sentence and the words that first occur in it.
 * In the other orders one more body has all the words, and the sentences are hidden.
 */

/** The cells of a row by their places; the levels are in the order of `LISTS`. */
const [PINYIN, LEVEL, MEANING, USES] = [1, 2, 5, 6];
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
const numberIn = (row, cell) => parseInt(row.cells[cell].textContent ?? "");

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

/** @param {HTMLTableElement} table */
function startTable(table) {
  const bodies = [...table.tBodies];
  const rows = bodies.flatMap((body) => [...body.rows].slice(1).map((row) => ({ row, body })));
  for (const { row } of rows) {
    row.cells[PINYIN].lang = table.dataset.reading ?? "";
    row.cells[MEANING].lang = "en";
  }
  const sorted = document.createElement("tbody");
  document.querySelector(".order")?.addEventListener("change", (event) => {
    const order = /** @type {HTMLInputElement} */ (event.target).value;
    const isText = order === "text";
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
