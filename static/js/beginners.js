/**
 * A sentence for beginners with a word of HSK 1 to 4, from Tatoeba (`site/beginner_sentences.py`).
 */

import { shownForm } from "./dictionary.js";
import { showReadings } from "./example_reading.js";
import { loadShard } from "./lazy_data.js";
import { cloneTemplate, slot } from "./slots.js";

/** @typedef {import("./dictionary.js").Item} Item */

/** The codes of levels 1 to 4 in each list. */
const BEGINNER = /[1-4a-dp-s]/;
const TATOEBA = "https://tatoeba.org/en/sentences/show/";

/** @param {Item} item @returns {Promise<[Record<string, string>, string, string, string] | undefined>} */
async function row(item) {
  return BEGINNER.test(item.l) ? (await loadShard("sentences", item.s))[item.s] : undefined;
}

/** @param {Item} item @returns {Promise<boolean>} */
export const hasSentence = async (item) => !!(await row(item));

/** @param {Item} item @returns {Promise<Node[]>} the sentence, its English and its authors */
export async function sentence(item) {
  const found = await row(item);
  if (!found) return [];
  const [texts, english, source, reading] = found;
  const text = texts[document.documentElement.lang.toLowerCase()] ?? "";
  const [before, ...after] = text.split(shownForm(item));
  const element = cloneTemplate("popup-beginner");
  slot(element, "before").textContent = before;
  slot(element, "asked").textContent = after.length ? shownForm(item) : "";
  slot(element, "after").textContent = after.join(shownForm(item));
  slot(element, "english").textContent = english;
  const link = /** @type {HTMLAnchorElement} */ (slot(element, "source"));
  link.href = TATOEBA + (/, (\d+) /.exec(source)?.[1] ?? "");
  link.textContent = `Tatoeba: ${source.replace(/(^|, )\d+ /g, "$1")}`;
  showReadings(element, true, () => Promise.resolve(reading));
  return [element];
}
