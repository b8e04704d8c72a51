/** Single keys for what readers change most: pinyin, translation, and light or dark. */

import { isForPage } from "./keys.js";
import { set, setting, toggle } from "./settings.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Record<string, () => void>} */
const ACTIONS = {
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
    if (Object.hasOwn(ACTIONS, event.key) && isForPage(event)) ACTIONS[event.key]();
  });
}
