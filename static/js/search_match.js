/**
 * The sentences of an article that have what was asked for, with the places to mark.
 *
 * A sentence is found in any edition and by its readings, and shown in that of the page: a word that
 * is another there (软件 and 軟體) is marked as a whole.
 */

import { sentencesIn } from "./sentences.js";
import { load } from "./lazy_data.js";
import { folded, plain, stem, usual, WORDS, wordsOf } from "./search_query.js";

/** @typedef {import("./search_query.js").Part} Part */
/** @typedef {[number, number]} Range a start and an end */
/** @typedef {{id: string, text: string, marks: Range[], english: string, englishMarks: Range[], parts: number}} Found */
/** @typedef {{slug: string, title: Found, found: Found[], isWhole: boolean, score: number}} Result `isWhole`: a sentence has all parts */
/** @typedef {{id: string, isHeading: boolean, shown: string[], lines: string[][], readings: string[][], english: string, names: string}} Sentence */

const SEPARATOR = "\x7f";
/** Stands for the readings in the edition before. */
const SAME = "=";
/** Stands between words that have no reading. */
const GAP = " ";

/**
 * What it counts that a sentence has all that was asked for; that the title, or a heading, has a
 * part; and that many sentences have it, of which `FEW` count half.
 */
const WHOLE = 100;
const TITLE = 20;
const HEADING = 10;
const OFTEN = 20;
const FEW = 8;

/** @type {Map<string, Promise<Sentence[]>>} */
const articles = new Map();

/** @param {string} slug @returns {Promise<Sentence[]>} the first is the title */
function article(slug) {
  const known = articles.get(slug) ?? read(slug);
  articles.set(slug, known);
  known.catch(() => articles.delete(slug));
  return known;
}

/** @param {string} slug @returns {Promise<Sentence[]>} */
async function read(slug) {
  const [{ editions, lines, english }, { lines: letters, names, headings }] = await Promise.all([
    load(`articles/${slug}/sentences`),
    load(`articles/${slug}/search`),
  ]);
  const shown = editions.indexOf(document.documentElement.lang.toLowerCase());
  const rows = letters.split("\n");
  return sentencesIn(lines, editions.length).map(([id, texts], at) => ({
    id,
    isHeading: headings.includes(id),
    shown: texts[shown],
    lines: texts,
    readings: readingsOf(texts, rows.slice(at * editions.length, (at + 1) * editions.length)),
    english: english[id] ?? "",
    names: names[id] ?? "",
  }));
}

/**
 * @param {string[][]} texts the words of a sentence in each edition
 * @param {string[]} rows their readings, where they are not the usual ones
 * @returns {string[][]}
 */
function readingsOf(texts, rows) {
  /** @type {string[]} */
  let unusual = [];
  return texts.map((words, edition) => {
    if (rows[edition] !== SAME) unusual = rows[edition].split(SEPARATOR);
    return words.map((word, at) => unusual[at] || usual(word));
  });
}

/**
 * @param {string} slug
 * @param {Part[]} parts
 * @returns {Promise<Result | null>} null if no sentence has one of the parts
 */
export async function match(slug, parts) {
  const sentences = await article(slug);
  const all = sentences.map((sentence) => inSentence(sentence, parts));
  const has = parts.map((_, at) => all.some((each) => each.has[at]));
  if (!has.every(Boolean)) return null;
  const [title, ...others] = all;
  const most = Math.max(...others.map((each) => each.parts));
  const found = others.filter((each) => each.parts && each.parts === most);
  const best = Math.max(most, title.parts);
  const heading = Math.max(0, ...all.filter((_, at) => sentences[at].isHeading).map((each) => each.parts));
  const often = found.length / (found.length + FEW);
  const score = (best / parts.length) * WHOLE + title.parts * TITLE + heading * HEADING + often * OFTEN;
  return { slug, title, found, isWhole: best === parts.length, score };
}

/** @param {Sentence} sentence @param {Part[]} parts @returns {Found & {has: boolean[]}} */
function inSentence(sentence, parts) {
  const { id, shown, english, names } = sentence;
  /** @type {Range[]} */
  const marks = [];
  /** @type {Range[]} */
  const englishMarks = [];
  const has = parts.map(({ kind, text }) => {
    if (kind === "word") {
      const inEnglish = wordPlaces(english, text);
      const inText = wordPlaces(shown.join(""), text);
      englishMarks.push(...inEnglish);
      marks.push(...inText);
      return inEnglish.length + inText.length > 0 || wordPlaces(names, text).length > 0;
    }
    const lines = kind === "han" ? sentence.lines : sentence.readings;
    const ranges = places(lines, text, shown);
    marks.push(...ranges);
    return ranges.length > 0;
  });
  const count = has.filter(Boolean).length;
  return { id, text: shown.join(""), marks: joined(marks), english, englishMarks: joined(englishMarks), parts: count, has };
}

/**
 * @param {string[][]} lines the words of a sentence in each edition, or their readings
 * @param {string} text
 * @param {string[]} shown the words in the edition of the page
 * @returns {Range[]} the places of the text in it
 */
function places(lines, text, shown) {
  const starts = shown.map((_, at) => shown.slice(0, at).join("").length);
  /** @type {Range[]} */
  const found = [];
  for (const words of new Set(lines)) {
    const whole = words.map((word) => folded(word) || GAP);
    /** The word and the place in it of each character. @type {Range[]} */
    const at = whole.flatMap((word, number) => [...word].map((_, place) => /** @type {Range} */ ([number, place])));
    const line = whole.join("");
    for (let start = line.indexOf(text); start >= 0; start = line.indexOf(text, start + 1)) {
      const [first, from] = at[start];
      const [last, to] = at[start + text.length - 1];
      const isSame = (/** @type {number} */ word) => whole[word].length === shown[word].length;
      found.push([
        starts[first] + (isSame(first) ? from : 0),
        starts[last] + (isSame(last) ? to + 1 : shown[last].length),
      ]);
    }
  }
  return found;
}

/** @param {string} text @param {string} word @returns {Range[]} its places in the text */
function wordPlaces(text, word) {
  /** @type {Range[]} */
  const found = [];
  for (const { 0: piece, index } of text.matchAll(WORDS)) {
    const [other] = wordsOf(piece);
    if (!other || !plain(piece).includes(word.slice(0, 3))) continue;
    if ((word.length > 2 && other.startsWith(word)) || stem(other) === stem(word)) found.push([index, index + piece.length]);
  }
  return found;
}

/** @param {Range[]} ranges @returns {Range[]} sorted, those that touch as one */
function joined(ranges) {
  /** @type {Range[]} */
  const found = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}
