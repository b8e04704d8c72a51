/**
 * Gets the text ready where the reader is; the rest of a long page when it comes near.
 */

import { keepPlace } from "./place.js";

/**
 * @param {Element} text
 * @param {(blocks: Element[]) => void} ready is given children of the text that are near the window
 * @returns {() => void} makes all of the text get ready anew, what is in the window at once
 */
export function whenNear(text, ready) {
  const observer = new IntersectionObserver(
    (entries) => {
      const near = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
      for (const block of near) observer.unobserve(block);
      if (near.length) keepPlace(() => ready(near));
    },
    { rootMargin: "200% 0px" },
  );
  return () => {
    const blocks = [...text.children];
    const from = firstBelow(blocks, 0);
    // What is placed may be lower than it was, and let more into the window.
    const to = firstBelow(blocks, 1.5 * innerHeight) + 1;
    observer.disconnect();
    ready(blocks.slice(from, to));
    for (const [index, block] of blocks.entries()) {
      if (index < from || index >= to) observer.observe(block);
    }
  };
}

/**
 * @param {Element[]} blocks one under another
 * @param {number} y in px, from the top of the window
 * @returns {number} the index of the first block that ends below it
 */
function firstBelow(blocks, y) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].getBoundingClientRect().bottom > y) high = middle;
    else low = middle + 1;
  }
  return low;
}
