/**
 * What a reader asks for, in the form that the index has (`generator/site/search.py`): Han
 * characters in one script, a letter for each syllable, and words in lower case without accents.
 */

import { load } from "./lazy_data.js";

/**
 * @typedef {{kind: "han" | "sound" | "word", text: string}} Part
 * `han` and `sound` have a character for each of the text, which stand beside each other there.
 */

const FIRST = 0xa000;
const HAN = "\\p{Script=Han}";
const PIECES = new RegExp(`[${HAN}]+|[ㄅ-ㄯˇˊˋ˙]+|(?:(?!${HAN})[\\p{L}\\p{M}\\p{N}:'’])+`, "gu");
const IS_HAN = new RegExp(HAN, "u");
/** Words with their accents; Han characters may stand beside them without a space. */
export const WORDS = new RegExp(`(?:(?!${HAN})[\\p{L}\\p{M}\\p{N}])+`, "gu");
/** The marks of tones, and zhuyin: what has them is not English. */
const TONES = /[\u0300\u0301\u0304\u030c]|[ㄅ-ㄯ]/u;
/** Syllables that nobody looks for, but that are in many words. */
const GRUNTS = /^(?:m|n|ng|hm|hng)$/;
/** The most ways to divide pinyin that are tried: `fangan` is two. */
const WAYS = 6;

/** @type {Map<string, string>} */
let foldings = new Map();
/** @type {Map<string, string>} the letter of the usual reading by character */
const usualLetters = new Map();
/** @type {Map<string, string>} the letter of each syllable, in pinyin and zhuyin */
const letters = new Map();

/** Loads the tables; called before the rest. */
export async function prepare() {
  if (letters.size) return;
  const [[from, to], usually, spellings] = await Promise.all([
    load("search/foldings"),
    load("search/usual"),
    load("spellings"),
  ]);
  for (const [letter, ...chars] of usually.split("\n")) {
    for (const char of chars) usualLetters.set(char, letter);
  }
  const other = [...to];
  foldings = new Map([...from].map((char, at) => [char, other[at]]));
  for (const [at, line] of spellings.split("\n").entries()) {
    const [pinyin, zhuyin] = line.split(" ");
    if (GRUNTS.test(pinyin)) continue;
    for (const spelt of [pinyin, zhuyin]) letters.set(spelt, String.fromCharCode(FIRST + at));
  }
}

/**
 * @param {string} text
 * @returns {string} with each character in its simplified form; the length stays the same
 */
export const folded = (text) => [...text].map((char) => foldings.get(char) ?? char).join("");

/** @param {string} word @returns {string} the letters of its usual reading; empty without Han characters */
export const usual = (word) =>
  IS_HAN.test(word) ? [...folded(word)].map((char) => usualLetters.get(char) ?? char).join("") : "";

/** @param {string} text @returns {string} in lower case and without accents */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {string} word @returns {string} without the endings that English words are found without */
export const stem = (word) => word.replace(/(?<=\w{3})(?:ations?|ings?|ers?|ed|es|ly|[esy])$/, "");

/** @param {string} text @returns {string[]} */
export const wordsOf = (text) => plain(text).match(WORDS) ?? [];

/**
 * @param {string} text without spaces
 * @returns {string[]} the ways to divide it into syllables, a letter each, those with fewest first
 */
function divided(text) {
  /** @type {string[][]} */
  const ways = [[""]];
  for (let end = 1; end <= text.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const letter = letters.get(text.slice(start, end));
      if (letter) ways[end].push(...ways[start].map((before) => before + letter));
    }
    ways[end] = ways[end].sort((a, b) => a.length - b.length).slice(0, WAYS);
  }
  return ways[text.length];
}

/** @param {string} piece @returns {string} pinyin or zhuyin in lower case, without tones */
function toneless(piece) {
  const letters = piece.normalize("NFD").replace(/(?!\u0308)\p{M}/gu, "").normalize("NFC");
  return letters.toLowerCase().replace(/u:|v/g, "ü").replace(/[ˇˊˋ˙]/g, "").replace(/(?<=\p{L})[0-5]/gu, "'");
}

/** @param {string} piece @returns {string[]} what it may be as syllables; none if it is neither */
function sounds(piece) {
  let ways = [""];
  for (const part of toneless(piece).split(/['’]/)) {
    const found = divided(part);
    ways = ways.flatMap((before) => found.map((way) => before + way)).slice(0, WAYS);
  }
  return ways.filter(Boolean);
}

/** @param {string[]} pieces @returns {Part[][]} as syllables whatever can be; none if nothing can */
function spoken(pieces) {
  /** @type {Part[][]} */
  let ways = [[]];
  for (const piece of pieces) {
    const found = sounds(piece);
    if (!found.length) ways = ways.map((before) => [...before, ...words(piece)]);
    else ways = ways.flatMap((before) => found.map((sound) => withSound(before, sound))).slice(0, WAYS);
  }
  return ways.filter((parts) => parts.some(({ kind }) => kind === "sound"));
}

/** @param {Part[]} parts @param {string} text @returns {Part[]} with it, joined to a sound before it */
function withSound(parts, text) {
  const last = parts.at(-1);
  if (last?.kind !== "sound") return [...parts, { kind: "sound", text }];
  return [...parts.slice(0, -1), { kind: "sound", text: last.text + text }];
}

/** @param {string} piece @returns {Part[]} */
const words = (piece) => wordsOf(piece).map((text) => ({ kind: "word", text }));

/**
 * @param {string} text as the reader typed it
 * @returns {Part[][]} what it may mean: each is parts that a text has to have
 */
export function readings(text) {
  const pieces = text.normalize("NFKC").match(PIECES) ?? [];
  /** @type {Part[]} */
  const han = [];
  /** @type {string[]} */
  const others = [];
  for (const piece of pieces) {
    if (IS_HAN.test(piece)) han.push({ kind: "han", text: folded(piece) });
    else others.push(piece);
  }
  const heard = spoken(others);
  const isHeard = heard.length > 0 && TONES.test(others.join(" ").normalize("NFD"));
  const ways = isHeard ? heard : [others.flatMap(words), ...heard];
  return ways.map((parts) => [...han, ...parts]).filter((parts) => parts.length);
}
