/**
 * The words that the reader knows: a list of headwords in `localStorage`, and nowhere else.
 *
 * The script in the head reads the list and marks the words of the text (`jiazhu.markKnown`);
 * here it is changed: word by word, from a file, into a file.
 */

import { isCommand } from "./keys.js";
import { keepPlace } from "./place.js";
import { openWord } from "./popup.js";
import { parseWords, decode } from "./wordlist.js";

const KEY = "jiazhu-known";
const FILE = "known-words.txt";
const { known, headwords, markKnown } = /** @type {any} */ (window).jiazhu;

/** @param {string} id */
const find = (id) => document.getElementById(id);

/** @param {string} text what a screen reader says, and the settings show nowhere else */
function say(text) {
  const output = find("known-said");
  if (output) output.textContent = text;
}

/** @param {Iterable<string>} words the list as it shall be */
function keep(words) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...words]));
  } catch {
    // Storage is blocked or full: the list stays as it was.
  }
  update();
}

/** Makes the text and the controls say what the list says. */
function update() {
  keepPlace(markKnown);
  reflect();
}

/**
 * @param {HTMLElement} word
 * @returns {string[]} its headwords, simplified and traditional: either makes it known
 */
const formsOf = (word) => headwords()[Number(word.dataset.k)];

/** @param {HTMLElement} word */
const isKnown = (word) => formsOf(word).some((form) => known().has(form));

function reflect() {
  const word = openWord();
  if (word) find("known-toggle")?.setAttribute("aria-pressed", String(isKnown(word)));
  const count = find("known-count");
  if (count) count.textContent = String(known().size);
}

/** @param {HTMLElement} word */
function toggle(word) {
  const forms = formsOf(word);
  const words = known();
  const was = isKnown(word);
  for (const form of forms) words.delete(form);
  if (!was) words.add(forms[0]);
  keep(words);
  const text = find("known-said")?.dataset[was ? "unknown" : "known"] ?? "";
  say(`${word.textContent} ${text}`);
}

/** @param {KeyboardEvent} event `k` on a word, or in its pop-up */
function onKey(event) {
  if (event.key !== "k" || !isCommand(event)) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  const word = target?.closest("#popup") ? openWord() : target;
  if (!word?.matches(".reader .w")) return;
  event.preventDefault(); // on a word; elsewhere it goes back a sentence
  toggle(word);
}

/** @param {Event} event files were chosen */
async function onImport(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const file = input.files?.[0];
  if (!file) return;
  const words = parseWords(decode(await file.arrayBuffer()));
  input.value = ""; // the same file may be chosen again
  keep([...known(), ...words]);
}

function onExport() {
  const text = [...known()].map((word) => `${word}\n`).join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = FILE;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {Event} event */
function onClear(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  if (confirm(button.dataset.sure)) keep([]);
}

/** Called once, when the page has been read. */
export function start() {
  // A template of a site's own may lack the script that has done it by now.
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
    if (/** @type {CustomEvent} */ (event).detail === "pinyin") markKnown();
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) update();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) update();
  });
}
