/**
 * Prepares the text that is near the window, and the rest of a page as it comes near.
 */

import { keepPlace } from "./place.js";

/**
 * @param {Element} text
 * @param {(blocks: Element[]) => void} ready called with children of the text near the window
 * @returns {() => void} prepares the text again, the blocks in the window at once
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
    // Blocks may become shorter, so that more of them fit into the window.
    const to = firstBelow(blocks, 1.5 * innerHeight) + 1;
    observer.disconnect();
    ready(blocks.slice(from, to));
    for (const [index, block] of blocks.entries()) {
      if (index < from || index >= to) observer.observe(block);
    }
  };
}

/**
 * The first block that ends below a line, found by binary search to measure few of them.
 * @param {Element[]} blocks from top to bottom
 * @param {number} y in px, from the top of the window
 * @returns {number} its index
 */
export function firstBelow(blocks, y) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].getBoundingClientRect().bottom > y) high = middle;
    else low = middle + 1;
  }
  return low;
}
