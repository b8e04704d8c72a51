/**
 * The grammar note of a word, in the pop-up. Loaded on demand (`popup.js`), and so are the notes of
 * an edition, in one script (`site/grammar.py`).
 */

import { edition } from "./sentences.js";
import { address, load } from "./lazy_data.js";
import { cloneTemplate, slot } from "./slots.js";

/** @typedef {import("./dictionary.js").Item} Item */

const TOP_LEVEL = 7;

/**
 * @param {Item} item
 * @returns {Promise<Node[]>}
 */
export async function grammar(item) {
  const notes = await load(`grammar/${edition()}`);
  const [pattern, level, title, zh, en, examples] = notes[item.gr ?? ""] ?? [];
  if (!pattern) return [];
  const note = cloneTemplate("popup-grammar");
  const head = /** @type {HTMLAnchorElement} */ (slot(note, "pattern"));
  head.textContent = pattern;
  head.href = address(`../${edition()}/grammar/index.html#${item.gr}`);
  slot(note, "title").textContent = title;
  slot(note, "level").textContent = `HSK ${level < TOP_LEVEL ? level : "7–9"}`;
  slot(note, "zh").textContent = zh;
  slot(note, "en").textContent = en;
  slot(note, "examples").append(
    .../** @type {string[][]} */ (examples).map(([chinese, english]) => {
      const line = document.createElement("li");
      const translation = document.createElement("span");
      translation.lang = "en";
      translation.textContent = english;
      line.append(`${chinese} `, translation);
      return line;
    }),
  );
  return [note];
}
