/**
 * The sentences of the articles of a site, which are in a script for each (`site/sentences.py`).
 */

import { load } from "./lazy_data.js";

/** @type {{guesses(): {whole(cells: (string | undefined)[]): string[]}}} */
const jiazhu = /** @type {any} */ (window).jiazhu;

/** @typedef {{title: string, sentences: Map<string, string[]>, english: Record<string, string>}} Article */

export const edition = () => document.documentElement.lang.toLowerCase();

/**
 * @param {string} lines the sentences of an article (`site/sentences.py`)
 * @param {number} editions their number
 * @returns {[string, string[][]][]} the id of each sentence, and its words in each edition
 */
export function sentencesIn(lines, editions) {
  const rows = lines.split("\n");
  /** @type {[Map<string, string>, any][]} by edition, what last stood for a word of the edition before, and for a character */
  const known = Array.from({ length: editions }, () => [new Map(), jiazhu.guesses()]);
  /** @type {[string, string[][]][]} */
  const found = [];
  for (let at = 0; at < rows.length; at += editions + 1) {
    /** @type {string[][]} */
    const texts = [];
    for (const [edition, [last, { whole }]] of known.entries()) {
      const words = rows[at + 1 + edition].split("\x7f");
      const all = texts[edition - 1]?.map((word, place) => {
        if (words[place] || !last.has(word)) last.set(word, whole([word, words[place], " "])[1]);
        return last.get(word) ?? "";
      });
      texts.push(all ?? words);
    }
    found.push([rows[at], texts]);
  }
  return found;
}

/** @type {Map<string, Article>} */
const articles = new Map();

/** @param {string} slug @returns {Promise<Article>} */
export async function article(slug) {
  let known = articles.get(slug);
  if (!known) {
    const { editions, lines, english } = await load(`articles/${slug}/sentences`);
    const shown = editions.indexOf(edition());
    const sentences = new Map(sentencesIn(lines, editions.length).map(([id, texts]) => [id, texts[shown]]));
    const [title] = sentences.get("") ?? [""];
    known = { title, sentences, english };
    articles.set(slug, known);
  }
  return known;
}
