/**
 * The way back from an example sentence to the word that it was shown for: a link below it.
 */

import { cloneTemplate, slot } from "./slots.js";

const KEY = "jiazhu-way-back";

/** Hosts may leave out the file's name. @param {string} href */
const plain = (href) => href.replace(/index\.html(?=#|$)/, "");

/**
 * Called when a link to a sentence is followed.
 * @param {string} to its address
 * @param {string} sentence the id of the sentence that the reader comes from
 */
export function remember(to, sentence) {
  const from = `${location.href.replace(/#.*/, "")}#${sentence}`;
  const title = document.querySelector(".reader h1")?.textContent?.trim() ?? "";
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ to: plain(to), from, title }));
  } catch {
    // Without storage there is the browser's own way back.
  }
}

/** Shows the link if this is the sentence that was asked for. */
function show() {
  document.querySelector(".way-back")?.remove();
  let stored = null;
  try {
    stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return;
  }
  if (stored?.to !== plain(location.href)) return;
  const block = document.getElementById(location.hash.slice(1))?.closest(".prose > *");
  if (!block) return;
  const element = /** @type {HTMLElement} */ (cloneTemplate("way-back"));
  /** @type {HTMLAnchorElement} */ (element.querySelector("a")).href = stored.from;
  slot(element, "title").textContent = stored.title;
  element.addEventListener("click", () => sessionStorage.removeItem(KEY));
  block.after(element);
}

/** Called once, when the page has been parsed. */
export function start() {
  if (!document.getElementById("way-back")) return;
  addEventListener("hashchange", show);
  show();
}
