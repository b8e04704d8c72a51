/**
 * Makes the text with its readings for the clipboard.
 */

import { byBlock, common, edition, escaped } from "./quote.js";
import { setting } from "./settings.js";
import { originalsOf, spelt } from "./spelling.js";

/** @typedef {import("./quote.js").Clip} Clip */
/** @typedef {import("./quote.js").Unit} Unit */
/** @typedef {{text: string, reading: string}} Run a piece of text with its reading, or without */

/** Chinese punctuation marks and, at the same indices, those of a line of pinyin. */
const CHINESE = ["……", ..."。，、；：？！（）「」『』．～"];
const LATIN = ["…", ...".,,;:?!()“”‘’.~"];
const MARK = /(……|——|[。，、；：？！（）「」『』．～“”‘《》〈〉【】…]|’(?!\p{L}))/u;
const OPENING = /[“‘(《〈[【]$/u;
const CLOSING = /^[.,;:?!)”’》〉\]】…%~]/u;

/**
 * Two lines for each sentence: its text, and its readings as the page spells them, word by word.
 * In rich text, the readings are ruby.
 * @param {Unit[]} units
 * @param {Range | null} range the part to copy; null for all
 * @returns {Clip}
 */
export function withReadings(units, range) {
  const runs = (/** @type {Unit} */ { pieces }) => pieces.flatMap((piece) => runsOf(piece, range));
  const blocks = byBlock(units).map((group) => group.map(runs).filter((some) => some.length));
  return {
    text: blocks.map((block) => block.map(twoLines).join("\n")).join("\n\n"),
    html: blocks
      .map((block) => `<p lang="${edition()}">${block.flat().map(ruby).join("")}</p>`)
      .join(""),
  };
}

/**
 * @param {Element[]} pieces of one sentence
 * @returns {string} its readings, as the page spells them
 */
export const readingLine = (pieces) => line(pieces.flatMap((piece) => runsOf(piece, null)));

/** @param {Run[]} runs */
const twoLines = (runs) => `${runs.map((run) => run.text).join("").trim()}\n${line(runs)}`;

/** @param {Run} run */
function ruby({ text, reading }) {
  if (!reading) return escaped(text);
  return `<ruby>${escaped(text)}<rp>(</rp><rt>${escaped(reading)}</rt><rp>)</rp></ruby>`;
}

/**
 * @param {Element} piece
 * @param {Range | null} range
 * @returns {Run[]} the runs of the piece in the range; words are never cut
 */
function runsOf(piece, range) {
  const runs = [];
  const walker = piece.ownerDocument.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (range && !range.intersectsNode(node)) continue;
    if (node.parentElement?.closest(".footnote-ref, .tr")) continue;
    const wanted = range ? common(range, node).toString() : (node.nodeValue ?? "");
    const rt = node.parentElement?.matches("ruby") ? node.parentElement.querySelector("rt") : null;
    const text = (rt ? (node.nodeValue ?? "") : wanted).replace(/\s+/g, " ");
    if (wanted) runs.push({ text, reading: rt ? readingOf(rt) : "" });
  }
  return runs;
}

/**
 * @param {HTMLElement} rt
 * @returns {string} its reading under the reader's settings, as the style sheet shows it
 */
function readingOf(rt) {
  const sandhi = setting("sandhi") === "on" ? "s" : "";
  const erhua = { apart: "e", off: "n" }[setting("erhua") ?? ""] ?? "";
  const keys = [sandhi + erhua, erhua, sandhi, "p"].filter(Boolean);
  const all = originalsOf(rt);
  return spelt(all[keys.find((key) => key in all) ?? "p"] ?? "");
}

/**
 * @param {Run[]} runs
 * @returns {string} a line of pinyin
 */
function line(runs) {
  let out = "";
  /** Whether the next piece continues the previous one, as in “R1-Zero”. */
  let joined = false;
  /** @param {string} piece */
  const add = (piece) => {
    const apart = out && !joined && !CLOSING.test(piece) && !OPENING.test(out);
    out += (apart ? " " : "") + piece;
  };
  for (const { text, reading } of runs) {
    if (reading) {
      joined = out.endsWith("-") && !joined;
      add(reading);
      joined = false;
      continue;
    }
    for (const part of text.split(MARK).filter(Boolean)) {
      const mark = MARK.test(part);
      joined = joined && !mark && !part.startsWith(" ");
      for (const word of part.trim().split(" ").filter(Boolean)) {
        add(LATIN[CHINESE.indexOf(word)] ?? word);
        joined = false;
      }
      joined = !mark && !part.endsWith(" ");
    }
  }
  return out;
}
