/**
 * The page of the words that the reader wants to learn, from all articles: sorted, with or without
 * their meanings, and exported.
 */

import { download } from "./download.js";
import { isSimplified } from "./dictionary.js";
import { edition } from "./sentences.js";
import { levels } from "./hsk.js";
import { addKnown } from "./known.js";
import { address } from "./lazy_data.js";
import { onLearning, savedWords, saveWords } from "./learning.js";
import { noteId } from "./note_ids.js";
import { startHiding } from "./self_test.js";
import { cloneTemplate, setText, slot } from "./slots.js";

/** @typedef {import("./learning.js").Saved} Saved */

const COLUMNS = ["Word", "Other form", "Pinyin", "Meaning", "Sentence", "Translation", "Article", "Link", "Added"];
/** The fields of the note type in `generator/exporting/anki.py` that the browser knows, after the id. */
const FIELDS = ["Word", "Other form", "Reading", "Meaning", "Sentence", "Translation", "Source", "Script"];

/** @type {Record<string, (a: Saved, b: Saved) => number>} of words in the order of the list */
const ORDERS = {
  newest: () => 0,
  pinyin: (a, b) => a.pinyin.localeCompare(b.pinyin, "en"),
  article: (a, b) => a.title.localeCompare(b.title, "zh") || a.id.localeCompare(b.id, "en", { numeric: true }),
};

/** @param {Saved} saved @returns {string} the address of its sentence */
const hrefOf = ({ slug, id }) => address(`../${edition()}/${slug}/index.html${id && `#${id}`}`);

/** @param {Saved} saved */
const fieldsOf = (saved) => [
  saved.word, saved.other, saved.pinyin, saved.meaning, saved.sentence, saved.english, saved.title,
  hrefOf(saved), saved.added,
];

// --- Files ---

/**
 * @param {Saved[]} words
 * @returns {string} a table that spreadsheets open, by its first character as UTF-8; they work out
 *   what begins like a formula, unless it begins with an apostrophe
 */
export function csv(words) {
  const plain = (/** @type {string} */ text) => text.replace(/^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/, "'$&");
  const quoted = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (/** @type {string} */ text) => quoted(plain(text));
  return `\ufeff${[COLUMNS, ...words.map(fieldsOf)].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Anki would take `[sound:…]` and `[latex]` for more than text. @param {string} text */
const html = (text) => text.replace(/\s+/g, " ").replace(/[&<>"[]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/**
 * A text file that Anki imports: into notes of the type that the packages of the site have, each
 * found again by its id. The word is in bold in its sentence.
 * @param {Saved[]} words
 * @param {string} deck
 * @returns {Promise<string>}
 */
export async function anki(words, deck) {
  const row = async (/** @type {Saved} */ saved) => {
    const { word, other, pinyin, meaning, sentence, english, title } = saved;
    const subject = saved.subject ?? (isSimplified() ? [word, other, ""] : [other || word, other && word, ""]);
    const [shown, article] = [word, title].map(html);
    return [
      await noteId(subject, pinyin), shown, ...[other, pinyin, meaning].map(html),
      html(sentence).replaceAll(shown, `<b>${shown}</b>`), html(english),
      `<a href="${html(hrefOf(saved))}">${article}</a>`, document.documentElement.lang,
    ].join("\t");
  };
  const head = ["separator:tab", "html:true", "notetype:Jiazhu", `deck:${deck}`, "guid column:1"];
  const columns = `columns:${["Id", ...FIELDS].join("\t")}`;
  return [...[...head, columns].map((line) => `#${line}`), ...(await Promise.all(words.map(row))), ""].join("\n");
}

// --- The page ---

/** @param {Saved} saved @returns {HTMLElement} */
function rowOf(saved) {
  const row = cloneTemplate("my-word");
  slot(row, "word").textContent = saved.word;
  setText(slot(row, "other"), saved.other);
  setText(slot(row, "pinyin"), saved.pinyin);
  setText(slot(row, "level"), levels(saved.level).shown);
  slot(row, "meaning").textContent = saved.meaning;
  const link = /** @type {HTMLAnchorElement} */ (slot(row, "sentence"));
  link.href = hrefOf(saved);
  const [before, ...after] = saved.sentence.split(saved.word);
  const asked = document.createElement("b");
  asked.textContent = saved.word;
  link.replaceChildren(...(after.length ? [before, asked, after.join(saved.word)] : [saved.sentence || saved.title]));
  setText(slot(row, "english"), saved.english);
  const rest = () => savedWords().filter((other) => other.word !== saved.word || other.pinyin !== saved.pinyin);
  slot(row, "remove").addEventListener("click", () => saveWords(rest()));
  slot(row, "known").addEventListener("click", () => {
    addKnown(saved.word);
    saveWords(rest());
  });
  return row;
}

/** Called once, when it has been loaded. */
export function start() {
  const list = document.getElementById("my-words");
  const form = document.querySelector("form.word-tools");
  if (!list || !(form instanceof HTMLFormElement)) return;
  const order = () => String(new FormData(form).get("order") ?? "newest");
  const show = () => {
    const words = savedWords();
    list.replaceChildren(...words.sort(ORDERS[order()]).map(rowOf));
    setText(slot(document, "count"), words.length ? String(words.length) : "");
    form.hidden = !words.length;
    slot(document, "empty").hidden = words.length > 0;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (/** @type {HTMLInputElement} */ (event.target).name === "order") show();
  });
  startHiding(form, list);
  slot(form, "csv").addEventListener("click", () => download("my-words.csv", csv(savedWords()), "text/csv"));
  slot(form, "anki").addEventListener("click", async () => {
    const deck = document.querySelector("h1")?.textContent?.trim() ?? "";
    download("my-words.txt", await anki(savedWords(), deck), "text/plain");
  });
  document.addEventListener("jiazhu:spelt", show);
  onLearning(show);
  show();
}
