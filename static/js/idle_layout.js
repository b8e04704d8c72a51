/**
 * Lays out a long text in batches while the browser is idle.
 *
 * The style sheet skips the blocks of a long text far from the window (`content-visibility`), so
 * that it opens quickly and a setting changes quickly. Chromium leaves such blocks out of the
 * accessibility tree, and their heights are estimates, so the text is always completed, after it
 * has been loaded and after each change. The root then has `data-whole`, as it has with any other
 * text.
 */

import { firstBelow } from "./lazy_layout.js";
import { keepPlace } from "./place.js";

const root = document.documentElement;
/** How long a batch should take, in ms. */
const TURN = 50;
/**
 * The lengths of the first and the shortest batch, and of the longest, in characters. After each,
 * the browser draws the page, which costs as much as 1,000 characters however few were laid out.
 */
const [SHORTEST, LONGEST] = [2000, 16000];

/** How far from the window text is near, in heights of the window. */
const NEAR = 1;

/** @type {(task: () => void) => void} */
const whenIdle = "requestIdleCallback" in window ? (task) => requestIdleCallback(task) : (task) => setTimeout(task, 50);

/** @type {HTMLElement[]} */
let blocks = [];
/** The number of blocks that are laid out, from the first. */
let done = 0;
let batch = SHORTEST;
let isWaiting = false;

/** @param {HTMLElement} block */
const lengthOf = (block) => Number(block.dataset.n ?? 20);

function layOutBatch() {
  isWaiting = false;
  const from = done;
  for (let length = 0; done < blocks.length && length < batch; done += 1) length += lengthOf(blocks[done]);
  const start = performance.now();
  // Not all browsers keep the text in place when blocks above the window change their heights.
  keepPlace(() => {
    for (const block of blocks.slice(from, done)) block.style.contentVisibility = "visible";
    void root.offsetHeight;
  });
  const taken = performance.now() - start;
  batch = Math.min(LONGEST, Math.max(SHORTEST, (batch * TURN) / taken));
  if (done < blocks.length) wait();
  else root.setAttribute("data-whole", "");
}

function wait() {
  if (isWaiting) return;
  isWaiting = true;
  whenIdle(layOutBatch);
}

/**
 * Skips what is far from the window again, because all of the text is about to change. It keeps its
 * boxes, which the style sheet always contains, and its height, which the browser remembers.
 */
function skip() {
  if (!done) return;
  root.removeAttribute("data-whole");
  const from = firstBelow(blocks, -NEAR * innerHeight);
  const to = firstBelow(blocks, (1 + NEAR) * innerHeight);
  for (const block of [...blocks.slice(0, from), ...blocks.slice(to, done)]) block.style.contentVisibility = "";
  done = 0;
  wait();
}

/** Measures how high a character makes a block, by those in the window. */
function estimate() {
  const seen = blocks.filter((block) => block.getBoundingClientRect().top < innerHeight);
  const length = seen.reduce((sum, block) => sum + lengthOf(block), 0);
  const height = seen.reduce((sum, block) => sum + block.offsetHeight, 0);
  if (height) blocks[0].parentElement?.style.setProperty("--each", `${(height / length).toFixed(2)}px`);
}

/** Called once, when the page has been parsed. */
export function start() {
  const children = document.querySelectorAll(".long .prose > *");
  blocks = [...children].filter((block) => block instanceof HTMLElement);
  if (!blocks.length) {
    root.setAttribute("data-whole", "");
    return;
  }
  const begin = () => {
    if (scrollY === 0) estimate();
    wait();
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
  document.addEventListener("jiazhu:before", skip);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) skip();
    width = innerWidth;
  });
}
