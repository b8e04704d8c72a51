/**
 * The readings of an example sentence, on demand. They are taken from its page, with all that the
 * annotation and the author know of them, and follow the settings of the reader.
 */

import { address } from "./lazy_data.js";
import { readingLine } from "./readings.js";
import { slot } from "./slots.js";

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** Whether other pages can be read: those opened from disk cannot. */
export const canRead = location.protocol !== "file:";

/** @param {string} href @returns {Promise<Document>} */
function page(href) {
  const known = pages.get(href) ?? request(href);
  pages.set(href, known);
  known.catch(() => pages.delete(href));
  return known;
}

/** @param {string} href @returns {Promise<Document>} whose scripts do not run */
function request(href) {
  return new Promise((done, fail) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", href);
    asked.responseType = "document";
    asked.onload = () => (asked.response ? done(asked.response) : fail(new Error(href)));
    asked.onerror = fail;
    asked.send();
  });
}

/**
 * @param {string} id of the sentence
 * @param {string} href of its page relative to `static/`; empty for this page
 * @returns {Promise<string>} rejected if the page cannot be loaded
 */
export async function readingOf(id, href) {
  const found = href ? await page(address(href)) : document;
  return readingLine([...found.querySelectorAll(`#${CSS.escape(id)}, [data-s="${id}"]`)]);
}

/**
 * Makes the button of a sentence show its readings and hide them.
 * @param {Element} element
 * @param {boolean} isPossible
 * @param {() => Promise<string>} reading
 */
export function showReadings(element, isPossible, reading) {
  const button = /** @type {HTMLButtonElement} */ (slot(element, "show-reading"));
  const shown = slot(element, "reading");
  button.hidden = !isPossible;
  button.addEventListener("click", async () => {
    const isShown = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isShown));
    shown.hidden = isShown;
    if (!isShown && !shown.textContent) {
      const lost = button.dataset.lost ?? "";
      shown.textContent = await reading().catch(() => lost);
    }
  });
}
