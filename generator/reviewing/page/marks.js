/** The marks of doubts in the text, and of the place that is looked at. */

import { english, rangeOf } from "./text.js";

/** @typedef {import("./server.js").Doubt} Doubt */
/** @typedef {import("./text.js").Place} Place */
/** @typedef {import("./text.js").Sentence} Sentence */

export class Marks {
  /**
   * @param {Map<string, Sentence>} sentences
   * @param {Doubt[]} doubts
   */
  constructor(sentences, doubts) {
    this.sentences = sentences;
    /** @type {Map<Doubt, Range>} */
    this.ranges = new Map();
    for (const doubt of doubts) {
      const range = doubt.place && this.at(doubt.place);
      if (range) this.ranges.set(doubt, doubt.in_english ? englishOf(doubt.place, range) : range);
    }
  }

  /**
   * @param {Doubt | null} doubt that is looked at
   * @param {Place | null} place that is looked at, in doubt or not
   */
  paint(doubt, place) {
    const of = (/** @type {boolean} */ errors) =>
      new Highlight(
        ...[...this.ranges].flatMap(([one, range]) =>
          (one.severity === "error") === errors ? range : []),
      );
    CSS.highlights.set("jiazhu-doubt", of(false));
    CSS.highlights.set("jiazhu-error", of(true));
    const chosen = this.rangeOf(doubt) ?? (place && this.at(place));
    if (chosen) CSS.highlights.set("jiazhu-chosen", new Highlight(chosen));
    else CSS.highlights.delete("jiazhu-chosen");
  }

  /** @param {Doubt | null} doubt */
  rangeOf(doubt) {
    return (doubt && this.ranges.get(doubt)) ?? null;
  }

  /**
   * The first word of a sentence.
   * @param {string | undefined} id
   */
  beginning(id) {
    const sentence = id === undefined ? undefined : this.sentences.get(id);
    const [first] = sentence?.words ?? [];
    if (!sentence || !first) return null;
    const [start, end] = first;
    return rangeOf(sentence, { slug: "", block: sentence.block, sentence: sentence.id, start, end });
  }

  /** @param {Place} place */
  at(place) {
    // The page has a title as one sentence, whatever is in it.
    const sentence = this.sentences.get(place.block === "t" ? "t" : place.sentence);
    return sentence ? rangeOf(sentence, place) : null;
  }
}

/**
 * The English of a place where the page shows it, else the Chinese.
 * @param {Place | null} place
 * @param {Range} chinese
 */
function englishOf(place, chinese) {
  const [element] = place ? english(place.sentence) : [];
  if (!element) return chinese;
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
}

/**
 * Scrolls the page so that a range can be read.
 * @param {Range | null} range
 * @param {number} covered how much of the window is covered from below, in pixels
 */
export function reveal(range, covered) {
  const element = range?.startContainer.parentElement;
  if (!element || !range) return;
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = range.getBoundingClientRect();
  const bottom = innerHeight - covered;
  if (box.top < 90 || box.bottom > bottom - 40) scrollBy(0, box.top - bottom / 3);
}

/** After so many frames without a move, a place has been arrived at. */
const STEADY = 12;
/** How long a page is waited for whose text is too long to be laid out whole, in ms. */
const PATIENCE = 3000;

/**
 * Goes to a range of a page that has just been loaded, and again while the text around it gets
 * ready, unless the author goes on.
 * @param {Range | null} range
 * @param {number} covered
 */
export function arrive(range, covered) {
  let steady = 0;
  const leave = () => {
    steady = STEADY;
  };
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, leave, { once: true, passive: true, capture: true });
  }
  const step = () => {
    if (steady >= STEADY) return;
    const before = scrollY;
    reveal(range, covered);
    const whole = document.documentElement.hasAttribute("data-whole");
    const ready = scrollY === before && (whole || performance.now() > PATIENCE);
    steady = ready ? steady + 1 : 0;
    requestAnimationFrame(step);
  };
  step();
}
