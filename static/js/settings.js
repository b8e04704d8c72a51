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

/**
 * What the site wants, until its reader chooses otherwise.
 * @type {Record<string, string>}
 */
const defaults = /** @type {any} */ (window).jiazhu.defaults;

const panel = document.querySelector("form.settings");

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
    const control = panel instanceof HTMLFormElement && panel.elements.namedItem(name);
    if (control instanceof RadioNodeList || control instanceof HTMLSelectElement) {
      control.value = setting(name) ?? "";
    }
  }
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.getAttribute("data-toggle") ?? "";
    const value = setting(name) ?? "";
    if (value !== "none") shown[name] = value;
    button.setAttribute("aria-pressed", String(value !== "none"));
  }
}

/** Gives every switch back to the site. */
function reset() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
  for (const name of Object.keys(options)) show(name, defaults[name]);
}

/** Offers Kai where the reader has such a face: few phones do. */
async function offerKai() {
  const family = getComputedStyle(root).getPropertyValue("--kai").replace(/["']/g, "").trim();
  const face = [...document.fonts].find((font) => font.family.replace(/["']/g, "") === family);
  const loaded = await face?.load().catch(() => null);
  root.toggleAttribute("data-kai", Boolean(loaded));
}

/** Called once, when the page has been read. */
export function start() {
  reflect();
  panel?.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    set(input.name, input.value);
  });
  panel?.addEventListener("submit", (event) => event.preventDefault());
  panel?.querySelector("[data-reset]")?.addEventListener("click", reset);
  panel?.addEventListener("beforetoggle", () => void offerKai(), { once: true });
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
    show(name, options[name].includes(chosen[name]) ? chosen[name] : defaults[name]);
  }
}
