/**
 * The words that the reader knows: a list of headwords, kept in `localStorage` only.
 *
 * A script in the head of an article marks them in the text, and the levels (`jiazhu.markKnown`). This module
 * changes the list word by word, imports it from a file and exports it to a file.
 */

import { keyOf, loadDictionary } from "./dictionary.js";
import { download } from "./download.js";
import { isCommand } from "./keys.js";
import { keepPlace } from "./place.js";
import { openWord, WORD } from "./popup.js";
import { parseWords, decode } from "./wordlist.js";

const KEY = "jiazhu-known";
const FILE = "known-words.txt";
const { headwords, markKnown = () => {} } = /** @type {any} */ (window).jiazhu;

/** @param {string} id */
const find = (id) => document.getElementById(id);

/** @returns {Set<string>} */
function known() {
  let words = null;
  try {
    words = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    // Storage is blocked or invalid: no word is known.
  }
  return new Set(Array.isArray(words) ? words.filter((word) => typeof word === "string") : []);
}

/** @param {string} text a message for screen readers */
function announce(text) {
  const output = find("known-said");
  if (output) output.textContent = text;
}

/** @param {Iterable<string>} words the new list */
function save(words) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...words]));
  } catch {
    // Storage is blocked or full, so the list is unchanged.
  }
  update();
}

/** @param {string} word */
export const addKnown = (word) => save([...known(), word]);

/** @param {string[]} forms @returns {boolean} whether the reader knows a word with one of them */
export function isKnownForm(forms) {
  const words = known();
  return forms.some((form) => words.has(form));
}

/** Updates the text and the controls from the list. */
function update() {
  keepPlace(markKnown);
  reflect();
  document.dispatchEvent(new CustomEvent("jiazhu:known"));
}

/**
 * @param {HTMLElement} word
 * @returns {string[]} its simplified and traditional headwords; either in the list makes it known
 */
const formsOf = (word) => headwords()[keyOf(word)] ?? [];

/** @param {HTMLElement} word */
const isKnown = (word) => isKnownForm(formsOf(word));

function reflect() {
  const word = openWord();
  if (word) find("known-toggle")?.setAttribute("aria-pressed", String(isKnown(word)));
  const count = find("known-count");
  if (count) count.textContent = String(known().size);
}

/** @param {HTMLElement} word */
async function toggle(word) {
  await loadDictionary().catch(() => {});
  const forms = formsOf(word);
  if (!forms.length) return; // they could not be loaded
  const words = known();
  const was = isKnown(word);
  for (const form of forms) words.delete(form);
  if (!was) words.add(forms[0]);
  save(words);
  const text = find("known-said")?.dataset[was ? "unknown" : "known"] ?? "";
  announce(`${word.textContent} ${text}`);
}

/** @param {KeyboardEvent} event `k` on a word, or in its pop-up */
function onKey(event) {
  if (event.key !== "k" || !isCommand(event)) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  const word = target?.closest("#popup") ? openWord() : target;
  if (!word?.matches(WORD)) return;
  event.preventDefault(); // elsewhere `k` goes back a sentence
  toggle(word);
}

/** @param {Event} event a file was chosen */
async function onImport(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const file = input.files?.[0];
  if (!file) return;
  const words = parseWords(decode(await file.arrayBuffer()));
  input.value = ""; // so that the same file can be chosen again
  save([...known(), ...words]);
}

function onExport() {
  download(FILE, [...known()].map((word) => `${word}\n`).join(""), "text/plain");
}

/** @param {Event} event */
function onClear(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  if (confirm(button.dataset.sure)) save([]);
}

/** Called once, when the page has been parsed. */
export function start() {
  // A custom template may lack the script that marks them earlier.
  if (document.documentElement.hasAttribute("data-marking")) markKnown();
  reflect();
  find("known-import")?.addEventListener("change", onImport);
  find("known-export")?.addEventListener("click", onExport);
  find("known-clear")?.addEventListener("click", onClear);
  find("known-toggle")?.addEventListener("click", () => {
    const word = openWord();
    if (word) toggle(word);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("jiazhu:word", reflect);
  document.addEventListener("jiazhu:change", (event) => {
    if (["pinyin", "level"].includes(/** @type {CustomEvent} */ (event).detail)) markKnown();
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) update();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) update();
  });
}
