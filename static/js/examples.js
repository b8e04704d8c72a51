/**
 * Other sentences of the site that contain a word.
 */

import { address, loadShard } from "./lazy_data.js";
import { cloneTemplate, slot } from "./slots.js";

const SHOWN = 3;

/** @param {string} url */
const pageOf = (url) => url.replace(/[?#].*$/, "").replace(/index\.html$/, "");

/**
 * @param {string} text the word
 * @param {HTMLElement} word the element that was looked up
 * @returns {Promise<Node[]>} sentences of other articles first, without the word's own sentence
 */
export async function examples(text, word) {
  const folder = `examples/${document.documentElement.lang.toLowerCase()}`;
  const { articles, words } = await loadShard(folder, text);
  const sentence = word.closest(".s");
  const own = sentence?.id || sentence?.getAttribute("data-s");
  const here = pageOf(location.href);
  /** @type {[number, string, string, string][]} */
  const places = words[text] ?? [];
  return places
    .map(([article, id, before, after]) => {
      const [href, title] = articles[article];
      const url = address(href);
      return { url, id, before, after, title, isHere: pageOf(url) === here };
    })
    .filter((place) => !(place.isHere && place.id === own))
    .sort((a, b) => Number(a.isHere) - Number(b.isHere))
    .slice(0, SHOWN)
    .map(({ url, id, before, after, title, isHere }) => {
      const line = cloneTemplate("popup-example");
      slot(line, "before").textContent = before;
      slot(line, "asked").textContent = text;
      slot(line, "after").textContent = after;
      slot(line, "title").textContent = isHere ? "" : title;
      /** @type {HTMLAnchorElement} */ (line.querySelector("a")).href = `${isHere ? "" : url}#${id}`;
      return line;
    });
}
