/**
 * The identity of a study note: what it is about, as `generator/exporting/note_ids.py` makes it, so
 * that Anki finds a word again, whether it comes from a package or from the reader's own list.
 */

import { load } from "./lazy_data.js";

/** @type {Record<string, string>} */
const TONES = { "\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4", 1: "1", 2: "2", 3: "3", 4: "4" };

/**
 * @param {string} reading in the style of the site
 * @returns {Promise<string>} in pinyin, with marks or digits
 */
async function inPinyin(reading) {
  const style = /** @type {any} */ (window).jiazhu.defaults?.spelling ?? "marks";
  if (["marks", "numbers"].includes(style)) return reading;
  const [rules, table] = await Promise.all([load("js/respelling"), load("spellings")]);
  rules.setTable(table);
  return rules.respell(reading, style, "numbers");
}

/**
 * @param {string} pinyin
 * @returns {string} its letters and after them its tones: `yánjiū`, `yanjiu21`
 */
function readingKey(pinyin) {
  const chars = [...pinyin.toLowerCase().normalize("NFD")];
  const letters = chars.filter((char) => !(char in TONES) && /[\p{L}\p{M}]/u.test(char));
  return letters.join("").normalize("NFC") + chars.map((char) => TONES[char] ?? "").join("");
}

/**
 * @param {import("./learning.js").Subject} subject
 * @param {string} reading in the style of the site
 * @returns {Promise<string>}
 */
export async function noteId(subject, reading) {
  if (subject.length === 1) return `jiazhu:term:${subject[0]}`;
  const [simplified, traditional, sense] = subject;
  return `jiazhu:${simplified}:${traditional}:${readingKey(await inPinyin(reading))}:${sense}`;
}
