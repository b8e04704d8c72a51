/**
 * Tone colours: shows each character in the colour of its tone.
 *
 * The characters are registered as ranges of the CSS highlight API on first use, so that the text
 * is not split and searching, copying and selecting are unaffected.
 */

import { originalsOf } from "./spelling.js";

const root = document.documentElement;
const TONES = ["1", "2", "3", "4", "5"];
/** @type {Record<string, string>} tones by their marks in pinyin, and in Zhuyin */
const LATIN = { "\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4" };
/** @type {Record<string, string>} */
const ZHUYIN = { "ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5" };
let marked = false;

/**
 * @param {string} reading in any style
 * @returns {string} the tones that it shows, in order; the same as `spelt_tones` in `spelling/ruby.py`
 */
function spelt(reading) {
  if (/[\u3105-\u312f]/.test(reading)) {
    return reading.split(" ").map((syllable) => ZHUYIN[syllable.match(/[ˊˇˋ˙]/)?.[0] ?? ""] ?? "1").join("");
  }
  const marks = reading.normalize("NFKD").match(/[\u0300\u0301\u0304\u030c1-5]/g) ?? [];
  return marks.map((mark) => LATIN[mark] ?? mark).join("");
}

/**
 * @param {HTMLElement} rt
 * @param {boolean} sandhi
 * @returns {string} a digit for each Han character; those that lack one are neutral
 */
function tonesOf(rt, sandhi) {
  const { p = "", s, t } = originalsOf(rt);
  return sandhi && s ? (t ?? spelt(s)) : (rt.parentElement?.dataset.t ?? spelt(p));
}

function mark() {
  const sandhi = root.getAttribute("data-sandhi") === "on";
  /** @type {Map<string, StaticRange[]>} */
  const ranges = new Map(TONES.map((tone) => [tone, []]));
  const readings = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("rt[data-p]"));
  for (const rt of readings) {
    const text = rt.parentElement?.firstChild;
    if (!(text instanceof Text)) continue;
    const tones = tonesOf(rt, sandhi);
    // A character may be two code units.
    let offset = 0;
    let index = 0;
    for (const character of text.data) {
      const end = offset + character.length;
      if (/\p{Script=Han}/u.test(character)) {
        ranges.get(tones[index] ?? "5")?.push(
          new StaticRange({ startContainer: text, startOffset: offset, endContainer: text, endOffset: end }),
        );
        index += 1;
      }
      offset = end;
    }
  }
  for (const [tone, list] of ranges) CSS.highlights.set(`tone-${tone}`, new Highlight(...list));
  marked = true;
}

/** @param {Event} event */
function update(event) {
  if (!("highlights" in CSS)) return;
  const on = root.getAttribute("data-tones") !== "off";
  const spoken = event instanceof CustomEvent && event.detail === "sandhi";
  if (on && (!marked || spoken || event.type === "jiazhu:text")) mark();
  if (!on && marked) {
    for (const tone of TONES) CSS.highlights.delete(`tone-${tone}`);
    marked = false;
  }
}

/** Called once, when the page has been parsed. */
export function start() {
  update(new Event("start"));
  for (const type of ["jiazhu:change", "jiazhu:text"]) document.addEventListener(type, update);
}
