/**
 * The sheets that lie over a page: settings and contents.
 *
 * A tap beside an open sheet closes it, which browsers do by themselves, and does nothing else: it
 * follows no link and looks up no word. The settings have tabs, and a preview: a short sentence of
 * the article under the settings as they are. The event `jiazhu:text` tells that it is new.
 */

const SHEET = ":is(#settings, #contents):popover-open";
/** Of a sentence that shows the settings well, in characters. */
const SHORTEST = 6;
const LOOKED_AT = 30;
/** The settings that mark words and sentences; the others act on a copy by themselves. */
const MARKED = ["pinyin", "level", "standard", "base", "translation"];

/** Whether the pointer was last pressed beside an open sheet. */
let beside = false;

/** @param {Event} event */
function onDown({ target }) {
  const sheet = document.querySelector(SHEET);
  const isElsewhere = target instanceof Element && !target.closest(`${SHEET}, .tool`);
  beside = sheet !== null && isElsewhere;
}

/** @param {MouseEvent} event a click by a key has no detail */
function onClick(event) {
  if (!beside || !event.detail) return;
  beside = false;
  event.preventDefault();
  event.stopPropagation();
}

// --- Tabs ---

/** @param {HTMLElement[]} tabs @param {HTMLElement} chosen */
function select(tabs, chosen) {
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = tab !== chosen;
  }
}

/** @param {HTMLElement[]} tabs @param {KeyboardEvent} event */
function onTabKey(tabs, event) {
  const at = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const tab = tabs[(next + tabs.length) % tabs.length];
  select(tabs, tab);
  tab.focus();
}

// --- Preview ---

/** @returns {Element | undefined} a short sentence of the article, with its English if it has one */
function shortSentence() {
  const pairs = [...document.querySelectorAll(".reader .prose .pair")];
  const sentences = pairs.length ? pairs : [...document.querySelectorAll(".reader .prose .s")];
  const length = (/** @type {Element} */ unit) => (unit.querySelector(".zh") ?? unit).textContent?.length ?? 0;
  return sentences
    .slice(0, LOOKED_AT)
    .filter((unit) => length(unit) >= SHORTEST)
    .sort((one, other) => length(one) - length(other))[0];
}

/** @param {HTMLElement} preview */
function fill(preview) {
  const copy = /** @type {Element | undefined} */ (shortSentence()?.cloneNode(true));
  preview.hidden = !copy;
  if (!copy) return;
  for (const part of [copy, ...copy.querySelectorAll("[id], [style], [tabindex], .here, .current, .lit, .open")]) {
    for (const name of ["id", "style", "tabindex"]) part.removeAttribute(name);
    part.classList.remove("here", "current", "lit", "open");
  }
  preview.replaceChildren(copy);
  document.dispatchEvent(new CustomEvent("jiazhu:text"));
}

/** Called once, when the page has been parsed. */
export function start() {
  document.addEventListener("pointerdown", onDown, true);
  document.addEventListener("pointercancel", () => (beside = false), true);
  document.addEventListener("click", onClick, true);

  const settings = document.getElementById("settings");
  /** @type {HTMLElement[]} */
  const tabs = [...(settings?.querySelectorAll(/** @type {"button"} */ ("[role=tab]")) ?? [])];
  for (const tab of tabs) tab.addEventListener("click", () => select(tabs, tab));
  settings?.addEventListener("keydown", (event) => onTabKey(tabs, event));

  const preview = document.getElementById("preview");
  if (!settings || !preview) return;
  settings.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") fill(preview);
  });
  document.addEventListener("jiazhu:change", (event) => {
    const marked = MARKED.includes(/** @type {CustomEvent} */ (event).detail);
    if (marked && settings.matches(":popover-open")) fill(preview);
  });
}
