/** The keys of the review: one for each step and for each choice of the panel. */

import { isShortcut, isTyping, isWanted } from "./keys.js";

/**
 * @typedef {object} Does
 * @property {(by: number) => void} step
 * @property {() => void} reach
 * @property {() => void} undo
 * @property {() => void} fold
 * @property {() => void} unfold
 * @property {() => void} leave gives the focus of a field to the panel
 */

/**
 * @param {ShadowRoot} root of the panel
 * @param {Does} does
 */
export function start(root, does) {
  /** @type {Record<string, () => void>} */
  const keys = {
    n: () => does.step(1),
    p: () => does.step(-1),
    e: () => focus("pinyin"),
    a: () => focus("reason"),
    w: does.reach,
    u: does.undo,
    f: does.fold,
    Enter: confirm,
  };
  for (let digit = 1; digit <= 9; digit += 1) keys[digit] = () => offered()[digit - 1]?.click();

  /** @param {string} name */
  function focus(name) {
    does.unfold();
    const field = /** @type {HTMLElement | null} */ (root.querySelector(`[name="${name}"]`));
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return field !== null;
  }

  /** @returns {HTMLElement[]} */
  function offered() {
    return [...root.querySelectorAll(".known > section:first-of-type .choice")].map(
      (choice) => /** @type {HTMLElement} */ (choice),
    );
  }

  /** Says that what stands is right, where there is a choice; else asks why it is, or what is. */
  function confirm() {
    const now = offered().find((choice) => choice.getAttribute("aria-current") === "true");
    if (now) now.click();
    else if (!focus("reason")) focus("pinyin");
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (isShortcut(event)) return;
    if (isTyping(event)) {
      if (event.key === "Escape") does.leave();
      return;
    }
    // What the page has opened comes first: its help, its settings, its pop-up.
    if (document.querySelector("dialog[open], :popover-open")) return;
    if (!isWanted(event)) return;
    const [target] = event.composedPath();
    const own = target instanceof Element && target.matches("button, a, summary");
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!act || (own && event.key === "Enter")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key that is held down walks on; it settles one doubt, not all that come after it.
    if (!event.repeat || "np".includes(event.key)) act();
  }

  document.addEventListener("keydown", pressed, { capture: true });
}
