/**
 * The reader's switches: attributes of the root, kept in `localStorage`.
 *
 * The script in the head has set them before the first paint; this one lets them be changed
 * and tells the others by a `jiazhu:change` event whose detail is the name of the switch.
 */

import { keepPlace } from "./place.js";

const root = document.documentElement;
const KEY = "jiazhu";

/**
 * The switches and their values, as the script in the head has them.
 * @type {Record<string, string[]>}
 */
const options = /** @type {any} */ (window).jiazhu.options;

/**
 * The last value other than `none` of each switch that has a button of its own.
 * @type {Record<string, string>}
 */
const shown = {};

/** @returns {Record<string, string>} what the reader chose, as far as it can be read */
function stored() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} name
 * @returns {string | null}
 */
export function setting(name) {
  return root.getAttribute(`data-${name}`);
}

/**
 * Sets a switch and remembers it.
 * @param {string} name
 * @param {string} value
 */
export function set(name, value) {
  if (!options[name]?.includes(value)) return;
  try {
    const before = value === "none" ? { [`${name}-shown`]: shown[name] } : {};
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...before, [name]: value }));
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
  show(name, value);
}

/**
 * @param {string} name
 * @param {string} value
 */
export function show(name, value) {
  if (setting(name) === value) return;
  keepPlace(() => {
    root.setAttribute(`data-${name}`, value);
    document.dispatchEvent(new CustomEvent("jiazhu:change", { detail: name }));
  });
  reflect();
}

/**
 * @param {string} name
 * @returns {string} what a switch goes back to from `none`
 */
function lastShown(name) {
  const last = shown[name] ?? stored()[`${name}-shown`];
  return last !== "none" && options[name].includes(last) ? last : options[name][0];
}

/** Makes the controls say what the root says. */
function reflect() {
  for (const name of Object.keys(options)) {
    const value = setting(name);
    const input = document.querySelector(`.settings [name="${name}"][value="${value}"]`);
    if (input instanceof HTMLInputElement) input.checked = true;
  }
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.getAttribute("data-toggle") ?? "";
    const value = setting(name) ?? "";
    if (value !== "none") shown[name] = value;
    button.setAttribute("aria-pressed", String(value !== "none"));
  }
}

/** Called once, when the page has been read. */
export function start() {
  reflect();
  document.querySelector(".settings")?.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    set(input.name, input.value);
  });
  document.querySelector(".settings")?.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.addEventListener("click", () => {
      const name = button.getAttribute("data-toggle") ?? "";
      set(name, setting(name) === "none" ? lastShown(name) : "none");
    });
  }
}

// Another tab, or a page that the browser had kept, may have changed them meanwhile.
addEventListener("storage", (event) => {
  if (event.key === KEY) restore();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) restore();
});

function restore() {
  const chosen = stored();
  const { preset } = /** @type {any} */ (window).jiazhu;
  for (const name of Object.keys(options)) {
    // What the address asks for is not the reader's choice, and stands.
    if (name in preset) continue;
    if (options[name].includes(chosen[name])) show(name, chosen[name]);
  }
}
