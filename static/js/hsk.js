/**
 * The HSK levels of a word. They are written as one character for each list that contains the word.
 */

/** The characters of levels 1, 2 … in each list; the seventh is for levels 7 to 9. */
const LISTS = [
  ["2.0", "123456"],
  ["2021", "abcdefg"],
  ["2026", "pqrstuv"],
];
const LATEST = "2026";

/** The names of the lists, in the order of `STANDARDS` in `generator/language/levels.py`. */
export const STANDARDS = LISTS.map(([list]) => list);

/**
 * @param {string} code
 * @param {string} letters
 * @returns {string} `3` or `7–9`; empty if the list lacks the word
 */
function level(code, letters) {
  const found = [...letters].findIndex((letter) => code.includes(letter)) + 1;
  return found > 6 ? "7–9" : found ? String(found) : "";
}

/**
 * @param {string} code
 * @returns {string[]} the level in each list that has the word itself, not only its parts
 */
export const listedLevels = (code) => LISTS.map(([, letters]) => level(code, letters));

/**
 * @param {string} code
 * @returns {{shown: string, all: string}} the level in the reader's list, and those in all lists
 */
export function levels(code) {
  const known = LISTS.map(([list, letters]) => ({ list, is: level(code, letters) }));
  const chosen = document.documentElement.dataset.standard ?? LATEST;
  const shown = known.find(({ list, is }) => is && list === chosen)?.is;
  return {
    shown: shown ? `HSK ${shown}` : "",
    all: known.map(({ list, is }) => `HSK ${list}: ${is || "–"}`).join(" · "),
  };
}
