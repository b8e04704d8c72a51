/**
 * Lays out the rest of a text block by block while the browser is idle.
 *
 * The style sheet skips blocks far from the window (`content-visibility`), so that a page opens
 * quickly. Chromium leaves such blocks out of the accessibility tree, so they are laid out later,
 * except in texts as long as a book, in which every change of a setting would become slow.
 */

const BOOK = 400;

/** @type {(task: () => void) => void} */
const whenIdle = "requestIdleCallback" in window ? (task) => requestIdleCallback(task) : (task) => setTimeout(task, 50);

/** Called once, when the page has been parsed. */
export function start() {
  /** @type {HTMLElement[]} */
  const blocks = [...document.querySelectorAll(".prose > *, .entry")].filter((block) => block instanceof HTMLElement);
  if (blocks.length > BOOK) return;
  const next = () => {
    const block = blocks.shift();
    if (block) block.style.contentVisibility = "visible";
    if (blocks.length) whenIdle(next);
    else document.documentElement.setAttribute("data-whole", "");
  };
  addEventListener("load", () => whenIdle(next));
}
