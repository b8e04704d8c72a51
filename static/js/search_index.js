/**
 * Which articles may have what was asked for, the likeliest first.
 *
 * Pagefind has an index for each shard of the articles (`generator/building/search_outputs.py`). It
 * is asked for each two characters that stand together: an article has to have them all, and those
 * that have them more often come first. Without an index, where the host allows no WebAssembly, and
 * from disk, where browsers load no modules, these are all articles.
 */

import { address, load } from "./lazy_data.js";

/** @typedef {import("./search_query.js").Part} Part */
/** @typedef {{search(term: string): Promise<{results: {id: string, words: number[]}[]}>, mergeIndex(path: string, options: object): Promise<void>}} Engine */

/** The language of the index, whose Chinese need not be divided any more. */
const LANGUAGE = "en";
/** The most articles whose files are fetched ahead for reading without a network. */
const FEW = 60;

/** @type {Engine | null} */
let engine = null;
/** @type {Map<string, string>} the slugs by the id in the index */
const slugs = new Map();
/** @type {string[]} */
let files = [];

/** Loads the index; called before the rest. @returns {Promise<void>} */
export async function open() {
  if (slugs.size) return;
  /** @type {string[]} */
  const shards = await load("search/index");
  const lists = await Promise.all(shards.map((shard) => load(`search/${shard}/list`)));
  if (location.protocol !== "file:" && lists.length && lists.every((list) => list.files.length)) {
    engine = await start(shards).catch(() => null);
    if (engine && shards.length === 1) files = lists[0].files.map((/** @type {string} */ file) => `search/${shards[0]}/${file}`);
  }
  for (const list of lists) for (const [id, slug] of Object.entries(list.slugs)) slugs.set(id, slug);
}

/** @param {string[]} shards @returns {Promise<Engine>} */
async function start([first, ...others]) {
  const { createInstance } = await import(address(`search/${first}/pagefind.js`));
  const root = document.documentElement;
  const { lang } = root;
  // It takes the language of the page at once, and would divide what is asked for into words.
  root.lang = LANGUAGE;
  const made = createInstance({ basePath: address(`search/${first}/`) });
  root.lang = lang;
  await made.init();
  await Promise.all(
    others.map((shard) => made.mergeIndex(new URL(address(`search/${shard}/`)).pathname, { language: LANGUAGE })),
  );
  await made.search(`"${LANGUAGE}"`); // which fails if the browser may not run it
  return made;
}

/** @returns {boolean} whether the likeliest articles come first, so that the others need not be read */
export const hasIndex = () => engine !== null;

/**
 * Has the service worker keep a small index, so that one can also search without a network.
 * @returns {Promise<void>}
 */
export async function keep() {
  if (!engine || !files.length || slugs.size > FEW || !navigator.serviceWorker?.controller) return;
  const articles = [...slugs.values()].flatMap((slug) =>
    ["sentences", "search"].map((name) => `articles/${slug}/${name}.js`),
  );
  for (const file of [...files, ...articles]) await fetch(address(file)).catch(() => {});
  files = [];
}

/**
 * @param {Part[]} parts
 * @returns {Promise<string[]>} slugs
 */
export async function candidates(parts) {
  if (!engine) return [...slugs.values()];
  const scores = [...inAll(await Promise.all(parts.map(scoresOf)))].sort(([, a], [, b]) => b - a);
  return scores.map(([id]) => /** @type {string} */ (slugs.get(id)));
}

/** @param {Map<string, number>[]} scores @returns {Map<string, number>} the sums of those in all */
function inAll(scores) {
  const [first, ...others] = scores.sort((a, b) => a.size - b.size);
  const found = [...first].filter(([id]) => others.every((each) => each.has(id)));
  return new Map(found.map(([id, score]) => [id, others.reduce((sum, each) => sum + (each.get(id) ?? 0), score)]));
}

/** @param {Part} part @returns {Promise<Map<string, number>>} the scores of articles by id */
async function scoresOf({ kind, text }) {
  if (kind === "word") {
    // What begins like it comes after what has it.
    const likely = [...(await asked(text)).keys()].map((id) => /** @type {[string, number]} */ ([id, 0]));
    return new Map([...likely, ...(await exactly(text))]);
  }
  const chars = [...text];
  const pairs = chars.slice(1).map((char, at) => chars[at] + char);
  return inAll(await Promise.all((pairs.length ? pairs : chars).map(hidden).map(exactly)));
}

/** @param {string} chars @returns {string} as the index has them (`generator/site/search.py`) */
function hidden(chars) {
  const codes = [...chars].map((char) => char.codePointAt(0) ?? 0);
  return String.fromCodePoint(...codes.map((code) => (code < 0x10000 ? 0xf0000 : 0x100000) + (code % 0x10000)));
}

/**
 * A term in quotation marks is found as it is, but not how often; without them it is said how often
 * it is there, but a shard that does not have it finds what begins like it.
 * @param {string} term
 * @returns {Promise<Map<string, number>>} the scores of the articles that have just this
 */
async function exactly(term) {
  const [found, often] = await Promise.all([asked(`"${term}"`), asked(term)]);
  const rarity = Math.log(1 + slugs.size / (found.size + 1));
  return new Map([...found.keys()].map((id) => [id, rarity * (often.get(id) ?? 1)]));
}

/** @param {string} term @returns {Promise<Map<string, number>>} how often articles have it, by id */
async function asked(term) {
  const { results } = await /** @type {Engine} */ (engine).search(term);
  return new Map(results.map(({ id, words }) => [id, words.length]));
}
