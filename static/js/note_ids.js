/**
 * The identity of a study note: what it is about, as `generator/exporting/note_ids.py` makes it, so
 * that Anki finds a word again, whether it comes from a package or from the reader's own list.
 */

/** @type {Record<string, string>} */
const TONES = { "\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4", 1: "1", 2: "2", 3: "3", 4: "4" };

/**
 * A word: simplified, traditional if it differs, and the sense if it is not the usual one; or a term:
 * its id.
 * @typedef {string[]} Subject
 */

/**
 * @param {import("./dictionary.js").Item} item
 * @returns {Subject}
 */
export function subjectOf({ s, t, term, n, g, usual }) {
  if (term) return [term];
  const [own, first] = [g, usual].map((use) => use.split(" ")[0]);
  return [s, t === s ? "" : t, n === "person" ? n : own === first ? "" : own];
}

/**
 * @param {string} reading in pinyin with marks or digits
 * @returns {string} its letters and after them its tones: `yánjiū`, `yanjiu21`
 */
function readingKey(reading) {
  const chars = [...reading.toLowerCase().normalize("NFD")];
  const letters = chars.filter((char) => !(char in TONES) && /[\p{L}\p{M}]/u.test(char));
  return letters.join("").normalize("NFC") + chars.map((char) => TONES[char] ?? "").join("");
}

/**
 * @param {Subject} subject
 * @param {string} reading as `readingKey` needs it
 * @returns {string}
 */
export function noteId(subject, reading) {
  if (subject.length === 1) return `jiazhu:term:${subject[0]}`;
  const [simplified, traditional, sense] = subject;
  return `jiazhu:${simplified}:${traditional}:${readingKey(reading)}:${sense}`;
}
