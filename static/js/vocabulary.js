/** Sorts the vocabulary of an article, and leads back to the reader's place in the article. */

/** @param {HTMLTableRowElement} row */
const uses = (row) => Number(row.querySelector(".number")?.textContent);

/**
 * The level in the list that the page shows; words that it lacks come last.
 * @param {HTMLTableRowElement} row
 */
function level(row) {
  const list = document.documentElement.getAttribute("data-standard") ?? "2026";
  return parseInt(row.querySelector(`[data-list="${list}"]`)?.textContent ?? "") || Infinity;
}

/** @type {Record<string, (row: HTMLTableRowElement) => number>} sort keys, ascending */
const ORDERS = { text: () => 0, frequency: (row) => -uses(row), level };

/**
 * Lays out the deferred rows in batches; until then screen readers do not have them.
 * @param {HTMLTableSectionElement} body
 */
function layOutRows(body) {
  const later = [...body.querySelectorAll(".later")];
  for (const row of later.splice(0, 40)) row.classList.remove("later");
  if (later.length) setTimeout(layOutRows, 0, body);
}

/** Called once, when the page has been parsed. */
export function start() {
  const table = /** @type {HTMLTableElement | null} */ (document.querySelector(".vocabulary-table"));
  const body = table?.tBodies[0];
  if (!body) return;
  const rows = [...body.rows];
  document.querySelector(".order")?.addEventListener("change", (event) => {
    const order = /** @type {HTMLInputElement} */ (event.target).value;
    const keyed = rows.map((row) => ({ row, key: ORDERS[order](row) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
    for (const row of rows) row.classList.add("later");
    body.append(...keyed.map(({ row }) => row));
    setTimeout(layOutRows, 0, body);
    for (const head of table.querySelectorAll("thead [data-order]")) {
      const chosen = head.getAttribute("data-order") === order;
      if (chosen) head.setAttribute("aria-sort", order === "level" ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  });
  const back = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.back"));
  if (back) back.hash = location.hash;
}
