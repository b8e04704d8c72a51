/**
 * Other sentences that contain a word: those of the site, and one for beginners.
 *
 * Loaded on demand (`popup.js`). The index says which sentences of up to four articles contain a word (`site/examples.py`); the
 * sentences are in a script for each article (`site/sentences.py`).
 */

import { hasSentence, sentence } from "./beginners.js";
import { shownForm, slug } from "./dictionary.js";
import { canRead, readingOf, showReadings } from "./example_reading.js";
import { address, load } from "./lazy_data.js";
import { article, edition } from "./sentences.js";
import { cloneTemplate, setText, slot } from "./slots.js";
import { remember } from "./way_back.js";

/** @typedef {import("./dictionary.js").Item} Item */
/** @typedef {{slug: string, id: string}} Place */
/** @typedef {Place & {title: string, before: string, text: string, after: string, english: string}} Example */

const SHOWN = 3;
const SHARDS = 128;
/** Maximum number of code points of a sentence on each side of the word. */
const WIDTH = 28;

/** @param {string} word */
function shardOf(word) {
  let value = 0;
  for (const char of word) value = (value * 31 + (char.codePointAt(0) ?? 0)) % 65521;
  return (value % SHARDS).toString(16).padStart(2, "0");
}

/**
 * @param {Item} item
 * @param {HTMLElement} word the element that was looked up
 * @returns {Promise<Place[][]>} by article, without the word's own sentence
 */
async function places(item, word) {
  const { articles, words } = await load(`examples/${shardOf(item.s)}`);
  const own = sentenceId(word);
  const rows = (/** @type {string} */ (words[item.s] ?? "")).split(",").filter(Boolean);
  return rows.map((row) => {
    const [article, ...ids] = row.split(" ");
    const found = ids.map((id) => ({ slug: /** @type {string} */ (articles[article]), id }));
    return found.filter((place) => !(place.slug === slug() && place.id === own));
  });
}

/** @param {HTMLElement} word @returns {string} the id of its sentence */
function sentenceId(word) {
  const sentence = word.closest(".s");
  return sentence?.id || (sentence?.getAttribute("data-s") ?? "");
}

/**
 * @param {Item} item
 * @param {HTMLElement} word
 * @returns {Promise<boolean>} whether there are other sentences with a word
 */
export async function hasExamples(item, word) {
  const [found, isForBeginners] = await Promise.all([places(item, word), hasSentence(item)]);
  return isForBeginners || found.flat().length > 0;
}

/**
 * @param {Place} place
 * @param {string} text
 * @returns {Promise<Example | null>} null if no word of the sentence is the text in this edition
 */
async function example(place, text) {
  const { title, sentences, english } = await article(place.slug);
  const words = sentences.get(place.id) ?? [];
  const at = words.indexOf(text);
  if (at < 0) return null;
  const before = shortened(words.slice(0, at).join("").trimStart(), true);
  const after = shortened(words.slice(at + 1).join("").trimEnd(), false);
  return { ...place, title, before, text, after, english: english[place.id] ?? "" };
}

/**
 * @param {string} text
 * @param {boolean} isBefore whether its end is kept
 * @returns {string} the text; if it is long, only the part beside the word, without a cut Latin word
 */
function shortened(text, isBefore) {
  const chars = [...text];
  if (chars.length <= WIDTH) return text;
  return isBefore
    ? `…${chars.slice(-WIDTH - 1).join("").replace(/^(?:[A-Za-z0-9]+|.)/su, "")}`
    : `${chars.slice(0, WIDTH + 1).join("").replace(/(?:[A-Za-z0-9]+|.)$/su, "")}…`;
}

/**
 * @param {Item} item
 * @param {HTMLElement} word the element that was looked up
 * @returns {Promise<Node[]>} sentences of other articles first, one of each before another, and at
 *   last the one for beginners
 */
export async function examples(item, word) {
  const text = shownForm(item);
  const byArticle = await Promise.all(
    (await places(item, word)).map((ids) => Promise.all(ids.map((place) => example(place, text)))),
  );
  const lines = byArticle
    .flatMap((found) => found.filter((each) => each !== null).map((each, rank) => ({ each, rank })))
    .sort((a, b) => Number(a.each.slug === slug()) - Number(b.each.slug === slug()) || a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ each }) => line(each, sentenceId(word)));
  return [...lines, ...(await sentence(item))];
}

/**
 * @param {Example} found
 * @param {string} from the id of the sentence of the word that was looked up
 * @returns {Node}
 */
function line({ slug: of, id, title, before, text, after, english }, from) {
  const isHere = of === slug();
  const element = cloneTemplate("popup-example");
  slot(element, "before").textContent = before;
  slot(element, "asked").textContent = text;
  slot(element, "after").textContent = after;
  setText(slot(element, "english"), english);
  slot(element, "title").textContent = isHere ? "" : title;
  const path = isHere ? "" : `../${edition()}/${of}/index.html`;
  const link = /** @type {HTMLAnchorElement} */ (element.querySelector("a"));
  link.href = `${path && address(path)}#${id}`;
  link.addEventListener("click", () => remember(link.href, from));
  showReadings(element, isHere || canRead, () => readingOf(id, path));
  return element;
}
