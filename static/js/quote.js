/**
 * Finds the sentences of a word or a selection, and makes a link or a quotation of them.
 */

import { setting } from "./settings.js";

/**
 * @typedef {{id: string, block: Element, pieces: Element[]}} Unit the pieces of a sentence, or the
 *   title, which has no id
 * @typedef {{text: string, html: string}} Clip
 */

export const edition = () => document.documentElement.lang;

const BLOCKS = "p, li, td, th, h1, h2, h3, h4, h5, h6";

// --- Finding sentences ---

/**
 * @param {Element | null | undefined} word
 * @returns {Unit[]} the sentence that it is in, or the title
 */
export function unitsAround(word) {
  const sentence = word?.closest(".s");
  if (sentence) return [unit(sentence.id || (sentence.getAttribute("data-s") ?? ""))];
  const title = word?.closest("h1");
  return title ? [{ id: "", block: title, pieces: [title] }] : [];
}

/**
 * @param {Range} range
 * @returns {Unit[]} the sentences that it touches in either language
 */
export function unitsIn(range) {
  /** @type {Set<string>} */
  const ids = new Set();
  for (const part of document.querySelectorAll(".reader .prose :is(.s, .tr)")) {
    if (!range.intersectsNode(part) || !common(range, part).toString().trim()) continue;
    const named = part.getAttribute("data-for") ?? (part.id || part.getAttribute("data-s"));
    for (const id of (named ?? "").split(" ")) ids.add(id);
  }
  return [...ids].map(unit);
}

/**
 * @param {string} id
 * @returns {Unit}
 */
function unit(id) {
  const first = /** @type {Element} */ (document.getElementById(id));
  const block = first.closest(BLOCKS) ?? first;
  return { id, block, pieces: [first, ...block.querySelectorAll(`[data-s="${id}"]`)] };
}

/**
 * @param {Range} range
 * @param {Node} node
 * @returns {Range} the intersection of the range with the node
 */
export function common(range, node) {
  const part = document.createRange();
  part.selectNodeContents(node);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part;
}

/**
 * @param {Element} word
 * @returns {{id: string, text: string, english: string}} the sentence that it is in, or the title
 */
export function sentenceAround(word) {
  const [found] = unitsAround(word);
  if (!found) return { id: "", text: "", english: "" };
  const english = [...new Set(englishOf(found))].map(plain).join(" ");
  return { id: found.id, text: textOf(found).trim(), english };
}

// --- Links and quotations ---

/**
 * @param {Unit[]} units
 * @returns {Clip}
 */
export function link(units) {
  const text = address(units);
  return { text, html: `<a href="${escaped(text)}">${escaped(title())}</a>` };
}

/**
 * The sentences in both languages, one line for each paragraph, with the title and the address.
 * @param {Unit[]} units
 * @returns {Clip}
 */
export function quote(units) {
  const lines = byBlock(units).flatMap((group) => {
    const chinese = { lang: edition(), text: group.map(textOf).join("").trim() };
    const translations = new Set(group.flatMap(englishOf));
    const english = { lang: "en", text: [...translations].map(plain).join(" ") };
    return setting("base") === "en" ? [english, chinese] : [chinese, english];
  });
  const filled = lines.filter((line) => line.text);
  const [name, where] = [title(), address(units)];
  const quoted = filled.map(({ lang, text }) => `<p lang="${lang}">${escaped(text)}</p>`).join("");
  return {
    text: [...filled.map((line) => line.text), `—— ${name}`, where].join("\n"),
    html:
      `<blockquote cite="${escaped(where)}">${quoted}</blockquote>` +
      `<p>—— <a href="${escaped(where)}">${escaped(name)}</a></p>`,
  };
}

/**
 * @param {Unit[]} units
 * @returns {string} the address of the first, on the canonical page if the site has one
 */
function address(units) {
  const canonical = document.querySelector("link[rel=canonical]");
  const page = canonical instanceof HTMLLinkElement ? canonical.href : location.href;
  const id = units[0]?.id;
  return page.replace(/[?#].*/, "") + (id ? `#${id}` : "");
}

/** @returns {string} the title of the article, in both languages if it has both */
const title = () =>
  [".reader .head h1", ".reader .head .subtitle"]
    .map((part) => plain(document.querySelector(part)))
    .filter(Boolean)
    .join(" ");

/**
 * @param {Unit[]} units
 * @returns {Unit[][]}
 */
export function byBlock(units) {
  /** @type {Map<Element, Unit[]>} */
  const groups = new Map();
  for (const each of units) groups.set(each.block, [...(groups.get(each.block) ?? []), each]);
  return [...groups.values()];
}

/** @param {Unit} unit */
const textOf = ({ pieces }) => pieces.map(runOf).join("").replace(/\s+/g, " ");

/**
 * @param {Unit} unit
 * @returns {Element[]} its translations
 */
function englishOf({ id, block, pieces }) {
  const pair = pieces[0].closest(".pair");
  if (pair) return [...pair.querySelectorAll(":scope > .tr")];
  return id ? [...block.querySelectorAll(`.tr[data-for~="${id}"]`)] : [];
}

/**
 * @param {Element | null} element
 * @returns {string} its text, without references to notes
 */
function runOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  copy?.querySelectorAll(".footnote-ref").forEach((note) => note.remove());
  return copy?.textContent ?? "";
}

/** @param {Element | null} element */
const plain = (element) => runOf(element).replace(/\s+/g, " ").trim();

/** @param {string} text */
export const escaped = (text) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
