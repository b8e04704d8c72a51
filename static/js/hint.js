/**
 * The hint that words can be looked up: shown on the first visit alone, until it is closed.
 *
 * The script in the head decides before the first paint whether it is shown (`data-hint`).
 */

import { keepPlace } from "./place.js";

const root = document.documentElement;
const KEY = "jiazhu-hint";

/** Called once, when the page has been parsed. */
export function start() {
  const hint = document.querySelector(".hint");
  if (!hint || !root.hasAttribute("data-hint")) return;
  try {
    localStorage.setItem(KEY, "shown");
  } catch {
    // Storage is full, so the next page shows it again.
  }
  hint.querySelector("button")?.addEventListener("click", () => {
    keepPlace(() => root.removeAttribute("data-hint"));
  });
}
