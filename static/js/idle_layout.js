/**
 * The rest of a text, laid out block by block while the browser has nothing else to do.
 *
 * The style sheet leaves what is far from the window for later, so that a page opens at once.
 * Chromium's accessibility tree lacks such blocks: so they do not stay that way, but for texts as
 * long as a book, whose switches must not cost what nobody sees.
 */

const BOOK = 400;

/** @type {(task: () => void) => void} */
const whenIdle = "requestIdleCallback" in window ? (task) => requestIdleCallback(task) : (task) => setTimeout(task, 50);

/** Called once, when the page has been read. */
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
