/**
 * Where the reader is: the sentence at the top of the window.
 *
 * It stays put when a switch reflows the page, and goes along to another edition, and to the
 * vocabulary and back.
 */

/** @returns {number} how far the bar covers the top of the window, in px */
export function covered() {
  const bar = document.querySelector(".bar");
  return bar && getComputedStyle(bar).position === "sticky" ? bar.clientHeight : 0;
}

/**
 * @param {Element} sentence
 * @returns {Element} what is read of it: its English, where English is the base
 */
export function shown(sentence) {
  const english = document.documentElement.getAttribute("data-base") === "en";
  return (english && sentence.closest(".pair")?.querySelector(":scope > .tr")) || sentence;
}

/**
 * The first sentence that ends below a line; blocks stand one under the other, so that few are
 * asked where they are.
 * @param {number} line px from the top of the window
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
    const found = [...sentences].find((sentence) => endsBelow(shown(sentence)));
    if (found) return found;
  }
  return null;
}

/** @returns {HTMLElement | null} the first sentence that ends below the bar */
export function topSentence() {
  return sentenceAt(covered() + 4);
}

/**
 * Does something that reflows the page, and keeps the sentence being read where it was.
 * @param {() => void} change
 */
export function keepPlace(change) {
  const sentence = scrollY > 0 ? topSentence() : null;
  const before = sentence ? shown(sentence).getBoundingClientRect().top : 0;
  change();
  if (sentence) {
    const after = shown(sentence).getBoundingClientRect().top;
    if (after !== before) scrollBy({ top: after - before, behavior: "instant" });
  }
}

/** @param {Event} event a click, before the link is followed */
function takeSentenceAlong(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const sentence = scrollY > 0 ? topSentence() : null;
  link.hash = sentence ? sentence.id : "";
}

/** Called once, when the page has been read. */
export function start() {
  if (!document.querySelector(".reader")) return;
  for (const link of document.querySelectorAll(".editions a, a.vocabulary-link")) {
    for (const type of ["click", "auxclick"]) link.addEventListener(type, takeSentenceAlong);
  }
}
