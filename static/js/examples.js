/**
 * Other sentences of the site with a word.
 */

import { address, loadShard } from "./lazy_data.js";
import { copy, slot } from "./slots.js";

const SHOWN = 3;

/** @param {string} url */
const page = (url) => url.replace(/[?#].*$/, "").replace(/index\.html$/, "");

/**
 * @param {string} text the word
 * @param {HTMLElement} word where it was asked for
 * @returns {Promise<Node[]>} those of other articles first, and never the one it stands in
 */
export async function examples(text, word) {
  const folder = `examples/${document.documentElement.lang.toLowerCase()}`;
  const { articles, words } = await loadShard(folder, text);
  const sentence = word.closest(".s");
  const own = sentence?.id || sentence?.getAttribute("data-s");
  const here = page(location.href);
  /** @type {[number, string, string, string][]} */
  const places = words[text] ?? [];
  return places
    .map(([article, id, before, after]) => {
      const [href, title] = articles[article];
      const url = address(href);
      return { url, id, before, after, title, isHere: page(url) === here };
    })
    .filter((place) => !(place.isHere && place.id === own))
    .sort((a, b) => Number(a.isHere) - Number(b.isHere))
    .slice(0, SHOWN)
    .map(({ url, id, before, after, title, isHere }) => {
      const line = copy("popup-example");
      slot(line, "before").textContent = before;
      slot(line, "asked").textContent = text;
      slot(line, "after").textContent = after;
      slot(line, "title").textContent = isHere ? "" : title;
      /** @type {HTMLAnchorElement} */ (line.querySelector("a")).href = `${isHere ? "" : url}#${id}`;
      return line;
    });
}
