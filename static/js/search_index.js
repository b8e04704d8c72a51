/**
 * Which articles may have what was asked for, the likeliest first.
 *
 * The index (`generator/site/search_index.py`) says which articles have a term, and how often. It is
 * asked for each two characters that stand together: an article has to have them all, and those that
 * have them more often come first.
 */

import { address, load } from "./lazy_data.js";
import { stem } from "./search_query.js";

/** @typedef {import("./search_query.js").Part} Part */

/** The number of characters that decide the shard of a term. */
const BEGINNING = 3;
/** The most articles whose files are fetched ahead for reading without a network. */
const FEW = 60;

/** The number of shards of the index. */
let shards = 0;
/** @type {Map<string, string[]>} the slugs by the sign in the index; mostly one */
const slugs = new Map();
/** @type {Map<string, Promise<Map<string, string[]>>>} the terms of each shard, with signs */
const loaded = new Map();
let isKept = false;

/** Loads the list of the articles; called before the rest. @returns {Promise<void>} */
export async function open() {
  if (shards) return;
  const { shards: count, articles } = await load("search/articles");
  for (const line of articles ? articles.split("\n") : []) {
    slugs.set(line[0], [...(slugs.get(line[0]) ?? []), line.slice(1)]);
  }
  shards = count;
}

/**
 * Has the service worker keep a small index, so that one can also search without a network.
 * @returns {Promise<void>}
 */
export async function keep() {
  if (isKept || slugs.size > FEW || !navigator.serviceWorker?.controller) return;
  isKept = true;
  const articles = [...slugs.values()].flat().flatMap((slug) => [`${slug}/sentences`, `${slug}/search`]);
  const index = Array.from({ length: shards }, (_, number) => nameOf(number));
  for (const name of [...index, ...articles.map((name) => `articles/${name}`)]) {
    await fetch(address(`${name}.js`)).catch(() => {});
  }
}

/**
 * @param {Part[]} parts
 * @returns {Promise<string[]>} slugs
 */
export async function candidates(parts) {
  const scores = [...inAll(await Promise.all(parts.map(scoresOf)))].sort(([, a], [, b]) => b - a);
  return scores.flatMap(([sign]) => slugs.get(sign) ?? []);
}

/** @param {Map<string, number>[]} scores @returns {Map<string, number>} the sums of those in all */
function inAll(scores) {
  const [first, ...others] = scores.sort((a, b) => a.size - b.size);
  const found = [...first].filter(([sign]) => others.every((each) => each.has(sign)));
  return new Map(found.map(([sign, score]) => [sign, others.reduce((sum, each) => sum + (each.get(sign) ?? 0), score)]));
}

/** @param {Part} part @returns {Promise<Map<string, number>>} the scores of articles by sign */
async function scoresOf({ kind, text }) {
  if (kind === "word") return scoresOfWord(text);
  const chars = [...text];
  const pairs = chars.slice(1).map((char, at) => chars[at] + char);
  const terms = pairs.length ? pairs : chars;
  return inAll(await Promise.all(terms.map(async (term) => scored([(await shardOf(term)).get(term) ?? []]))));
}

/** @param {string} word @returns {Promise<Map<string, number>>} what begins like it counts least */
async function scoresOfWord(word) {
  const terms = [...(await shardOf(word))];
  const same = terms.filter(([term]) => stem(term) === stem(word));
  const like = terms.filter(([term]) => word.length > 2 && term.startsWith(word));
  const likely = like.flatMap(([, signs]) => [...signs.join("")]).map((sign) => /** @type {[string, number]} */ ([sign, 0]));
  return new Map([...likely, ...scored(same.map(([, signs]) => signs))]);
}

/**
 * @param {string[][]} terms the signs of articles, by how often they have the term
 * @returns {Map<string, number>} how often articles have them, the more the rarer they are
 */
function scored(terms) {
  /** @type {Map<string, number>} */
  const often = new Map();
  for (const signs of terms) {
    for (const [at, some] of signs.entries()) for (const sign of some) often.set(sign, (often.get(sign) ?? 0) + at + 1);
  }
  const rarity = Math.log(1 + slugs.size / (often.size + 1));
  return new Map([...often].map(([sign, times]) => [sign, rarity * times]));
}

/** @param {string} term @returns {Promise<Map<string, string[]>>} the terms of its shard, with signs */
function shardOf(term) {
  let code = 0;
  for (const char of [...term].slice(0, BEGINNING)) code = code * 31 + (char.codePointAt(0) ?? 0);
  const name = nameOf(code % shards);
  const terms = loaded.get(name) ?? load(name).then(parsed);
  loaded.set(name, terms);
  terms.catch(() => loaded.delete(name));
  return terms;
}

/** @param {number} shard */
const nameOf = (shard) => `search/index/${shard.toString(16)}`;

/** @param {string} lines @returns {Map<string, string[]>} */
function parsed(lines) {
  return new Map(
    lines.split("\n").map((line) => {
      const [term, ...signs] = line.split(" ");
      return [term, signs];
    }),
  );
}
