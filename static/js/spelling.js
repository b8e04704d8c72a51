/**
 * Shows readings in the style that the reader chose: pinyin with tone marks or digits, Zhuyin or
 * Wade-Giles. A page has its readings in the style of the site; the rest is loaded when it is needed.
 */

import { load } from "./lazy_data.js";
import { keepPlace } from "./place.js";
import { setting } from "./settings.js";

const root = document.documentElement;
/** The attributes of `rt` that have a reading. */
const ATTRIBUTES = ["p", "s", "e", "n", "se", "sn"];
/** The elements other than `rt` that have one. */
const OTHERS = ".reading, .vocabulary-table td:nth-child(2)";

/** The style that the page shows. */
let shown = "";
/** @type {(reading: string, from: string, to: string) => string} once it has been loaded */
let respell = (reading) => reading;

/** @returns {string} the style in which the readings of the page are written */
const own = () => /** @type {any} */ (window).jiazhu.defaults?.spelling ?? "marks";

async function loadRules() {
  const [rules, table] = await Promise.all([load("js/respelling"), load("spellings")]);
  rules.setTable(table);
  respell = rules.respell;
}

/** @type {Map<string, string>} of the shown style */
const cache = new Map();

/**
 * @param {string} reading in the style of the site
 * @returns {string} in that of the reader, once the page is in it
 */
export function spelt(reading) {
  if (!shown || shown === own()) return reading;
  let found = cache.get(reading);
  if (found === undefined) cache.set(reading, (found = respell(reading, own(), shown)));
  return found;
}

/** @type {WeakMap<Element, Record<string, string>>} readings of the page in the style of the site */
const originals = new WeakMap();

/**
 * @param {HTMLElement} element with a reading
 * @returns {Record<string, string>} its readings in the style of the site
 */
export function originalsOf(element) {
  return originals.get(element) ?? { ...element.dataset, text: element.textContent ?? "" };
}

function respellPage() {
  for (const rt of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("rt[data-p]"))) {
    const before = originalsOf(rt);
    originals.set(rt, before);
    for (const name of ATTRIBUTES) if (name in before) rt.dataset[name] = spelt(before[name]);
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(OTHERS))) {
    if (element.closest(".popup")) continue; // it spells its own
    const before = originalsOf(element);
    originals.set(element, before);
    element.textContent = spelt(before.text);
  }
}

async function update() {
  const style = setting("spelling") ?? own();
  if (style === (shown || own())) return;
  const isLoaded = style === own() || (await loadRules().then(() => true, () => false));
  // The reader may have changed his mind while it was loading.
  if (isLoaded && style === (setting("spelling") ?? own())) {
    shown = style;
    cache.clear();
    keepPlace(respellPage);
    document.dispatchEvent(new CustomEvent("jiazhu:spelt"));
  }
  root.removeAttribute("data-respelling");
}

/** Called once, when the page has been parsed. */
export function start() {
  update();
  document.addEventListener("jiazhu:change", (event) => {
    if (/** @type {CustomEvent} */ (event).detail === "spelling") update();
  });
}
