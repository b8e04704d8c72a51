/**
 * The words that the reader wants to learn, each with the sentence in which it was met: a list kept
 * in `localStorage` only. Words are added and removed in the pop-up; `my_words.js` shows them.
 */

import { otherForm, shownForm, slug, useOf } from "./dictionary.js";
import { article, edition } from "./sentences.js";
import { isCommand } from "./keys.js";
import { address } from "./lazy_data.js";
import { currentItem, openWord } from "./popup.js";
import { sentenceAround } from "./quote.js";

/**
 * `slug` and `id` are those of the article and the sentence; `added` is a date as in `2026-01-31`.
 * Words that were saved by an earlier version have no `subject`.
 * @typedef {{word: string, other: string, pinyin: string, level: string, meaning: string,
 *   sentence: string, english: string, slug: string, id: string, title: string, added: string,
 *   subject?: Subject}} Saved
 */

/**
 * What a study note is about: a word, simplified, traditional if it differs, and its sense if it is
 * not the usual one; or a term, by its id.
 * @typedef {string[]} Subject
 */

const KEY = "jiazhu-learning";

/** @param {string} id */
const find = (id) => document.getElementById(id);

/** @param {unknown} value @returns {value is Saved} */
const isSaved = (value) => typeof (/** @type {any} */ (value)?.word) === "string";

/** @returns {Saved[]} the list, the newest first */
export function savedWords() {
  try {
    const words = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(words) ? words.filter(isSaved) : [];
  } catch {
    return []; // Storage is blocked or invalid: there is no word.
  }
}

/**
 * @param {Saved[]} words the new list
 * @returns {boolean} whether it could be stored
 */
export function saveWords(words) {
  try {
    localStorage.setItem(KEY, JSON.stringify(words));
  } catch {
    return false; // Storage is blocked or full, so the list is unchanged.
  }
  document.dispatchEvent(new CustomEvent("jiazhu:learning"));
  return true;
}

/**
 * Calls a function when the list has changed, here or in another tab.
 * @param {() => void} changed
 */
export function onLearning(changed) {
  document.addEventListener("jiazhu:learning", changed);
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) changed();
  });
}

/**
 * @param {Saved} saved
 * @param {import("./dictionary.js").Item} item
 */
const isOf = (saved, item) =>
  saved.pinyin === item.p && [saved.word, saved.other].some((form) => form === item.s || form === item.t);

/**
 * @param {HTMLElement} word
 * @returns {Promise<{id: string, text: string, english: string}>} the sentence that it is in, or,
 *   on another page, the one that is named above it
 */
async function sentenceOf(word) {
  if (word.closest(".reader")) return sentenceAround(word);
  const link = word.closest("tbody")?.querySelector("th a");
  const id = link instanceof HTMLAnchorElement ? link.hash.slice(1) : "";
  const { sentences, english } = await article(slug());
  return { id, text: (sentences.get(id) ?? []).join("").trim(), english: english[id] ?? "" };
}

/** @param {import("./dictionary.js").Item} item @returns {Subject} */
export function subjectOf({ s, t, term, n, g, usual }) {
  const [own, first] = [g, usual].map((use) => use.split(" ")[0]);
  return term ? [term] : [s, t === s ? "" : t, n === "person" ? n : own === first ? "" : own];
}

/** Adds the shown word to the list, or removes it. */
async function toggle() {
  const [word, item] = [openWord(), currentItem()];
  if (!word || !item.s) return;
  const words = savedWords();
  const others = words.filter((saved) => !isOf(saved, item));
  const isNew = others.length === words.length;
  if (isNew) {
    const { id, text, english } = await sentenceOf(word).catch(() => ({ id: "", text: "", english: "" }));
    const own = item.e.find((entry) => !entry.s) ?? item.e[0];
    const other = otherForm(item);
    others.unshift({
      word: shownForm(item),
      other: other === shownForm(item) ? "" : other,
      pinyin: item.p,
      level: item.l,
      meaning: useOf(item)?.text || (own?.d.slice(0, 3).join("; ") ?? ""),
      sentence: text,
      english,
      slug: slug(),
      id,
      title: document.querySelector("main h1")?.textContent?.trim() ?? "",
      added: new Date().toISOString().slice(0, 10),
      subject: subjectOf(item),
    });
  }
  const said = find("known-said");
  const isStored = saveWords(others);
  if (said) said.textContent = `${shownForm(item)} ${said.dataset[!isStored ? "full" : isNew ? "saved" : "removed"] ?? ""}`;
}

/** Shows in the pop-up whether its word is in the list. */
function reflect() {
  const words = savedWords();
  const item = currentItem();
  find("learn-toggle")?.setAttribute("aria-pressed", String(words.some((saved) => isOf(saved, item))));
  const link = find("my-words-link");
  if (!(link instanceof HTMLAnchorElement)) return;
  link.hidden = !words.length;
  link.href = address(`../${edition()}/my-words/index.html`);
}

/** @param {KeyboardEvent} event `s` on a word whose pop-up is open, or in the pop-up */
function onKey(event) {
  if (event.key !== "s" || !openWord() || !isCommand(event)) return;
  event.preventDefault();
  toggle();
}

/** Called once, when the page has been parsed. */
export function start() {
  if (!find("learn-toggle")) return;
  find("learn-toggle")?.addEventListener("click", toggle);
  document.addEventListener("keydown", onKey);
  document.addEventListener("jiazhu:word", reflect);
  onLearning(reflect);
}
