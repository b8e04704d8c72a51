/**
 * The pages that list words or articles, whose modules are loaded there alone.
 */

import { load } from "./lazy_data.js";

/** @type {Record<string, string>} the modules, by what their pages have */
const MODULES = {
  ".vocabulary-table": "vocabulary",
  "#my-words": "my_words",
  "#search": "search",
  "[data-coverage], .narrowing": "lists",
};

/** Called once, when the page has been parsed. */
export function start() {
  for (const [part, module] of Object.entries(MODULES)) {
    if (document.querySelector(part)) load(`js/${module}`).then((loaded) => loaded.start(), () => {});
  }
  // The way back leads to the reader's place.
  const back = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.back"));
  if (back) back.hash = location.hash;
}
