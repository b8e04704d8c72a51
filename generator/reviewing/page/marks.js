/** Highlights doubts in the text, and the place that is shown in the panel. */

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
   * @param {Doubt | null} doubt the current doubt
   * @param {Place | null} place the current place, in doubt or not
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
   * The range of the first word of a sentence.
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
    // On the page a title is one sentence, whatever its content.
    const sentence = this.sentences.get(place.block === "t" ? "t" : place.sentence);
    return sentence ? rangeOf(sentence, place) : null;
  }
}

/**
 * The range of a place's English if the page shows it, else of its Chinese.
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
 * Scrolls the page so that a range is visible.
 * @param {Range | null} range
 * @param {number} covered height at the bottom of the window that the panel covers, in pixels
 */
export function reveal(range, covered) {
  const element = range?.startContainer.parentElement;
  if (!element || !range) return;
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = range.getBoundingClientRect();
  const bottom = innerHeight - covered;
  if (box.top < 90 || box.bottom > bottom - 40) scrollBy(0, box.top - bottom / 3);
}

/** Number of frames without a scroll after which a place has been reached. */
const STEADY_FRAMES = 12;
/** How long to wait for a text that is too long to be laid out as a whole, in ms. */
const LAYOUT_TIMEOUT = 3000;

/**
 * Scrolls to a range of a page that has just been loaded, and again while the text around it is
 * being laid out, until the author scrolls.
 * @param {Range | null} range
 * @param {number} covered
 */
export function scrollTo(range, covered) {
  let steady = 0;
  const stop = () => {
    steady = STEADY_FRAMES;
  };
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, stop, { once: true, passive: true, capture: true });
  }
  const step = () => {
    if (steady >= STEADY_FRAMES) return;
    const before = scrollY;
    reveal(range, covered);
    const whole = document.documentElement.hasAttribute("data-whole");
    const ready = scrollY === before && (whole || performance.now() > LAYOUT_TIMEOUT);
    steady = ready ? steady + 1 : 0;
    requestAnimationFrame(step);
  };
  step();
}
