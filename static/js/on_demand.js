/**
 * Loads what few readers need when it is needed: focus mode, the charts of word lists, and the links
 * to headings.
 */

import { load } from "./lazy_data.js";
import { setting } from "./settings.js";

/** @type {Set<string>} */
const started = new Set();

/** @param {string} name a module with a function `start` */
async function need(name) {
  if (started.has(name)) return;
  started.add(name);
  try {
    (await load(`js/${name}`)).start();
  } catch {
    started.delete(name); // the next occasion tries again
  }
}

/** Draws the charts when they are about to be seen, or another list has been chosen. */
function startCharts() {
  const charts = document.querySelector(".by-list, .coverages");
  if (!charts) return;
  const observer = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && need("charts"), {
    rootMargin: "100%",
  });
  observer.observe(charts);
  document.addEventListener("jiazhu:change", (event) => {
    if (/** @type {CustomEvent} */ (event).detail === "standard") need("charts");
  });
}

/** Called once, when the page has been parsed. */
export function start() {
  startCharts();
  if (!document.querySelector(".prose")) return;
  const update = () => {
    if (setting("focus") === "on") need("focus");
  };
  document.addEventListener("jiazhu:change", update);
  update();
  if (!document.querySelector(".prose :is(h2, h3, h4, h5, h6)[id]")) return;
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, () => need("permalinks"), { once: true, passive: true });
  }
}
