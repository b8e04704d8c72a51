/**
 * The parts of a page that need scripts and that all pages of an edition have in common: settings,
 * list of keys, pop-up and sentence menu. They are in one script of the edition
 * (`generator/site/panels.py`), which runs before this one, so that a browser loads them once.
 */

/** @type {Record<string, string>} HTML by name; a page of an earlier build has them in its HTML */
const panels = /** @type {any} */ (window).jiazhu.panels ?? {};

/** Next in the tab order to the button that opens them. */
const BELOW_BAR = ["settings", "help"];
const FOR_TEXT = ["popup", "sentence", "known", "player", "charts"];
const FOR_WORDS = ["popup", "known", "charts"];

/**
 * @param {string[]} names
 * @returns {Element[]} the elements of these panels, without those that the page has already
 */
function elementsOf(names) {
  const template = document.createElement("template");
  template.innerHTML = names.map((name) => panels[name] ?? "").join("");
  return [...template.content.children].filter(({ id }) => !document.getElementById(id));
}

/** Called once, when the page has been parsed, before the other parts look for their elements. */
export function start() {
  const bar = document.querySelector(".bar");
  if (bar) bar.after(...elementsOf(BELOW_BAR));
  else document.body.prepend(...elementsOf(BELOW_BAR));
  if (document.querySelector(".reader")) document.body.append(...elementsOf(FOR_TEXT));
  const table = document.querySelector(".vocabulary-table");
  if (!table) return;
  document.body.append(...elementsOf(FOR_WORDS));
  table.previousElementSibling?.replaceWith(...elementsOf(["order"]));
}
