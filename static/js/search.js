/**
 * The page of the search: sentences of all articles that have what the reader types, in any script
 * or edition, in pinyin or zhuyin, or in English.
 */

import { candidates, keep, open } from "./search_index.js";
import { match } from "./search_match.js";
import { prepare, readings } from "./search_query.js";
import { cloneTemplate, slot } from "./slots.js";

/** @typedef {import("./search_match.js").Result} Result */
/** @typedef {import("./search_match.js").Found} Found */
/** @typedef {import("./search_match.js").Range} Range */

const SHOWN = 10;
const SENTENCES = 3;
/** The most articles that are read for one page of results. */
const READ = 200;
/** How many are read at once. */
const AT_ONCE = 16;
/** How long the reader has to pause, in ms. */
const PAUSE = 200;
/** Maximum number of characters of a sentence on each side of what is marked. */
const WIDTH = { zh: 60, en: 160 };

const form = /** @type {HTMLFormElement} */ (document.getElementById("search"));
const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const status = /** @type {HTMLElement} */ (document.getElementById("search-status"));
const list = /** @type {HTMLElement} */ (document.getElementById("search-results"));

/** The number of the search that is running: those before it are given up. */
let running = 0;
/** @type {string | null} */
let shown = null;

/** @param {string} name of a template @param {number} [count] */
function say(name, count) {
  status.replaceChildren(cloneTemplate(`search-${name}`));
  if (count !== undefined) slot(status, "count").textContent = String(count);
}

/**
 * @param {string} text
 * @param {() => boolean} isCurrent
 * @returns {Promise<Result[]>} the best first
 */
async function find(text, isCurrent) {
  await Promise.all([open(), prepare()]);
  /** @type {Map<string, Result>} */
  const results = new Map();
  let lost = 0;
  for (const parts of readings(text)) {
    const slugs = await candidates(parts);
    let read = 0;
    const isEnough = () => [...results.values()].filter(({ isWhole }) => isWhole).length >= SHOWN;
    while (slugs.length && read < READ && !isEnough() && isCurrent()) {
      const some = slugs.splice(0, AT_ONCE);
      read += some.length;
      const found = await Promise.allSettled(some.map((slug) => match(slug, parts)));
      for (const each of found) {
        if (each.status === "rejected") lost++;
        else if (each.value && (results.get(each.value.slug)?.score ?? 0) < each.value.score) {
          results.set(each.value.slug, each.value);
        }
      }
    }
  }
  if (lost && !results.size) throw new Error("no article can be read");
  return [...results.values()].sort((a, b) => b.score - a.score);
}

/** Searches for what is in the box, unless it is shown already. */
async function search() {
  const text = box.value.trim();
  if (text === shown) return;
  shown = text;
  const number = ++running;
  const isCurrent = () => number === running;
  history.replaceState(history.state, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  if (!text) {
    status.replaceChildren();
    list.replaceChildren();
    return;
  }
  form.setAttribute("aria-busy", "true");
  try {
    const results = await find(text, isCurrent);
    if (!isCurrent()) return;
    list.replaceChildren(...results.slice(0, SHOWN).map(line));
    if (results.length > SHOWN) say("many");
    else if (results.length) say("found", results.length);
    else say("none");
    keep();
  } catch {
    if (!isCurrent()) return;
    shown = null; // so that the reader can try again
    list.replaceChildren();
    say("lost");
  } finally {
    if (isCurrent()) form.removeAttribute("aria-busy");
  }
}

/** @param {Result} result @returns {HTMLElement} */
function line({ slug, title, found }) {
  const element = cloneTemplate("search-result");
  const link = /** @type {HTMLAnchorElement} */ (slot(element, "title"));
  link.href = `../${slug}/index.html`;
  link.append(...marked(title.text, title.marks, WIDTH.zh));
  slot(element, "sentences").append(...found.slice(0, SENTENCES).map((each) => sentence(slug, each)));
  const more = slot(element, "more");
  const others = found.slice(SENTENCES);
  more.hidden = !others.length;
  slot(more, "count").textContent = String(others.length);
  const show = () => slot(more, "others").append(...others.map((each) => sentence(slug, each)));
  more.addEventListener("toggle", show, { once: true });
  return element;
}

/** @param {string} slug @param {Found} found @returns {HTMLElement} */
function sentence(slug, found) {
  const item = cloneTemplate("search-sentence");
  const link = /** @type {HTMLAnchorElement} */ (slot(item, "sentence"));
  link.href = `../${slug}/index.html#${found.id}`;
  link.append(...marked(found.text, found.marks, WIDTH.zh));
  const english = slot(item, "english");
  english.append(...marked(found.english, found.englishMarks, WIDTH.en));
  english.hidden = !found.english;
  return item;
}

/**
 * @param {string} text
 * @param {Range[]} marks
 * @param {number} width
 * @returns {Node[]} the text with what is marked; if it is long, only what is around that
 */
function marked(text, marks, width) {
  const first = marks[0]?.[0] ?? 0;
  const last = marks.at(-1)?.[1] ?? 0;
  // Without a part of a Latin word at either end.
  const cut = first > width ? first - width / 2 : 0;
  const start = cut && cut + (/^[\p{L}\p{M}]*? /u.exec(text.slice(cut, first))?.[0].length ?? 0);
  const rest = text.length - last > width ? text.slice(last, last + width).replace(/ [\w’]*$/, "") : text.slice(last);
  const end = last + rest.length;
  /** @type {Node[]} */
  const nodes = start ? [new Text("…")] : [];
  let at = start;
  for (const [from, to] of marks) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.push(new Text(text.slice(at, from)), mark);
    at = to;
  }
  nodes.push(new Text(text.slice(at, end)), ...(end < text.length ? [new Text("…")] : []));
  return nodes;
}

/** Called once, when the page has been parsed. */
export function start() {
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !box.value) box.value = asked;
  if (!asked) box.focus();
  let waiting = 0;
  box.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!(/** @type {InputEvent} */ (event).isComposing)) waiting = setTimeout(search, PAUSE);
  });
  box.addEventListener("compositionend", () => (waiting = setTimeout(search, PAUSE)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  search();
  // What the index consists of is there when the reader has typed.
  Promise.all([open(), prepare()]).catch(() => {});
}
