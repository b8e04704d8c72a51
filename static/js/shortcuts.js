/** Single keys for what readers do most: switch pinyin, translation, light or dark, and search. */

import { isForPage } from "./keys.js";
import { set, setting, toggle } from "./settings.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Record<string, () => void>} */
const ACTIONS = {
  "/": () => {
    for (const box of document.getElementsByName("q")) box.focus();
    if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector(".find-link"))?.click();
  },
  p: () => toggle("pinyin"),
  t: () => toggle("translation"),
  d: () => {
    const theme = setting("theme");
    set("theme", theme === "dark" || (theme === "auto" && dark.matches) ? "light" : "dark");
  },
};

/** Called once, when the page has been parsed. */
export function start() {
  document.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(ACTIONS, event.key) || !isForPage(event)) return;
    event.preventDefault(); // a slash would be typed into the box
    ACTIONS[event.key]();
  });
}
