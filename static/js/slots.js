/**
 * Helpers for templates whose parts are named by `data-slot`.
 */

import { spelt } from "./spelling.js";

/**
 * @param {ParentNode} parent
 * @param {string} name
 * @returns {HTMLElement}
 */
export const slot = (parent, name) =>
  /** @type {HTMLElement} */ (parent.querySelector(`[data-slot="${name}"]`));

/**
 * @param {HTMLElement} element
 * @param {string | undefined} text the element is hidden if it is empty; a reading is spelt as the
 *   reader chose
 */
export function setText(element, text) {
  element.textContent = element.matches(".reading") ? spelt(text ?? "") : (text ?? "");
  element.hidden = !text;
}

/**
 * @param {string} id of a template
 * @returns {HTMLElement} a copy of the one element in it
 */
export function cloneTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const first = /** @type {HTMLElement} */ (template.content.firstElementChild);
  return /** @type {HTMLElement} */ (first.cloneNode(true));
}
