/**
 * The reader's place: the sentence at the top of the window.
 *
 * It stays in place when a setting reflows the page, and is passed on to another edition and to
 * the vocabulary and back.
 */

/** @returns {number} the height of the window's top that the bar covers, in px */
export function barHeight() {
  const bar = document.querySelector(".bar");
  return bar && getComputedStyle(bar).position === "sticky" ? bar.clientHeight : 0;
}

/**
 * @param {Element} sentence
 * @returns {Element} the part that is always shown: its English if that is the base
 */
export function visiblePart(sentence) {
  const english = document.documentElement.getAttribute("data-base") === "en";
  return (english && sentence.closest(".pair")?.querySelector(":scope > .tr")) || sentence;
}

/**
 * The first sentence that ends below a line, found by binary search to measure few blocks.
 * @param {number} line in px from the top of the window
 * @returns {HTMLElement | null}
 */
export function sentenceAt(line) {
  const blocks = document.querySelector(".reader .prose")?.children ?? [];
  const endsBelow = (/** @type {Element} */ element) =>
    element.getBoundingClientRect().bottom > line;
  let [first, end] = [0, blocks.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (endsBelow(blocks[middle])) end = middle;
    else first = middle + 1;
  }
  for (; first < blocks.length; first += 1) {
    /** @type {NodeListOf<HTMLElement>} */
    const sentences = blocks[first].querySelectorAll(".s[id]");
    const found = [...sentences].find((sentence) => endsBelow(visiblePart(sentence)));
    if (found) return found;
  }
  return null;
}

/** @returns {HTMLElement | null} the first sentence that ends below the bar */
export function topSentence() {
  return sentenceAt(barHeight() + 4);
}

/** How far `keepPlace` has scrolled the page since it was opened, in px. */
let corrected = 0;

/** @returns {number} how far the reader has scrolled, in px: without the corrections of `keepPlace` */
export const scrolledByReader = () => scrollY - corrected;

/**
 * Makes a change that reflows the page, and keeps the sentence being read where it was.
 * @param {() => void} change
 */
export function keepPlace(change) {
  const sentence = scrollY > 0 ? topSentence() : null;
  const before = sentence ? visiblePart(sentence).getBoundingClientRect().top : 0;
  change();
  if (sentence) {
    const after = visiblePart(sentence).getBoundingClientRect().top;
    const from = scrollY;
    if (after !== before) scrollBy({ top: after - before, behavior: "instant" });
    corrected += scrollY - from;
  }
}

/** @param {Event} event the link is pressed, so that it may be followed, here or in another tab */
function addSentenceToLink(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const sentence = scrollY > 0 ? topSentence() : null;
  link.hash = sentence ? sentence.id : "";
}

/** Called once, when the page has been parsed. */
export function start() {
  if (!document.querySelector(".reader")) return;
  for (const link of document.querySelectorAll(".editions a, a.vocabulary-link")) {
    for (const type of ["pointerdown", "click"]) link.addEventListener(type, addSentenceToLink);
  }
}
