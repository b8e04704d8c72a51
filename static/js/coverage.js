/**
 * Shows in lists of articles how many of the words of each the reader's level covers.
 */

import { STANDARDS } from "./hsk.js";
import { setting } from "./settings.js";
import { slot } from "./slots.js";

/** Updates all articles of the page. */
function show() {
  const template = document.getElementById("coverage");
  if (!(template instanceof HTMLTemplateElement)) return;
  const level = Number(setting("level"));
  const list = STANDARDS.indexOf(setting("standard") ?? "");
  /** @type {NodeListOf<HTMLElement>} */
  const articles = document.querySelectorAll("[data-coverage]");
  for (const article of articles) {
    const shares = article.dataset.coverage?.split(",")[list]?.split(" ") ?? [];
    const share = shares[Math.min(level, shares.length) - 1];
    const shown = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    slot(shown, "level").textContent = level > 6 ? "7–9" : String(level);
    slot(shown, "share").textContent = `${share}%`;
    article.querySelector(".covered")?.replaceChildren(...(share ? [shown] : []));
  }
}

/** Called once, when the page has been parsed. */
export function start() {
  show();
  document.addEventListener("jiazhu:change", (event) => {
    if (["level", "standard"].includes(/** @type {CustomEvent} */ (event).detail)) show();
  });
}
