/**
 * The reader's settings: attributes of the root element, stored in `localStorage`.
 *
 * The script in the head sets them before the first paint, without looking whether their values
 * exist. This module corrects and changes them, and notifies the others with a `jiazhu:change` event
 * whose detail is the name of the setting.
 */

import { keepPlace } from "./place.js";

const root = document.documentElement;
const KEY = "jiazhu";

/**
 * From the script in the head, `asked` and `preset`; from that of the edition, the values of each
 * setting and the defaults of the site.
 * @type {{
 *   asked(hash: string, exists: (name: string, value: string) => boolean): Record<string, string>,
 *   preset: Record<string, string>,
 *   options?: Record<string, string[]>,
 *   defaults?: Record<string, string>,
 * }}
 */
const jiazhu = /** @type {any} */ (window).jiazhu;
const { options = {}, defaults = {} } = jiazhu;

/**
 * The last value other than `none` of each setting with a toggle button.
 * @type {Record<string, string>}
 */
const lastShownValues = {};

/** @returns {HTMLFormElement | null} */
const panel = () => document.querySelector("form.settings");

/** @returns {Record<string, string>} the stored settings; empty if they cannot be read */
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
 * @param {string} hash
 * @returns {Record<string, string>} the settings that a fragment asks for, if their values exist
 */
export function asked(hash) {
  return jiazhu.asked(hash, (name, value) => Object.hasOwn(options, name) && options[name].includes(value));
}

/**
 * Sets a setting and stores it.
 * @param {string} name
 * @param {string} value
 */
export function set(name, value) {
  if (!options[name]?.includes(value)) return;
  try {
    const before = value === "none" ? { [`${name}-shown`]: lastShownValues[name] } : {};
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...before, [name]: value }));
  } catch {
    // Storage is blocked, so the choice applies to this page only.
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
 * @returns {string} the value to which a toggle button returns from `none`
 */
function lastShown(name) {
  const last = lastShownValues[name] ?? stored()[`${name}-shown`];
  return last !== "none" && options[name].includes(last) ? last : options[name][0];
}

/** Updates the controls from the attributes of the root. */
function reflect() {
  const controls = panel()?.elements;
  for (const name of Object.keys(options)) {
    const control = controls?.namedItem(name);
    if (control instanceof RadioNodeList || control instanceof HTMLSelectElement) {
      control.value = setting(name) ?? "";
    }
  }
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.getAttribute("data-toggle") ?? "";
    const value = setting(name) ?? "";
    if (value !== "none") lastShownValues[name] = value;
    button.setAttribute("aria-pressed", String(value !== "none"));
  }
}

/** Resets all settings to the defaults of the site. */
function reset() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked, so nothing is stored.
  }
  for (const name of Object.keys(options)) show(name, defaults[name]);
}

/** Offers the Kai typeface if the reader's device has one; few phones do. */
async function offerKai() {
  const family = getComputedStyle(root).getPropertyValue("--kai").replace(/["']/g, "").trim();
  const face = [...document.fonts].find((font) => font.family.replace(/["']/g, "") === family);
  const loaded = await face?.load().catch(() => null);
  root.toggleAttribute("data-kai", Boolean(loaded));
}

/** Called once, when the page has been parsed. */
export function start() {
  jiazhu.preset = asked(location.hash);
  restore();
  reflect();
  const form = panel();
  form?.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    set(input.name, input.value);
  });
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.querySelector("[data-reset]")?.addEventListener("click", reset);
  form?.addEventListener("beforetoggle", () => void offerKai(), { once: true });
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.addEventListener("click", () => {
      const name = button.getAttribute("data-toggle") ?? "";
      set(name, setting(name) === "none" ? lastShown(name) : "none");
    });
  }
}

// Another tab may have changed them, also while this page was in the back/forward cache.
addEventListener("storage", (event) => {
  if (event.key === KEY) restore();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) restore();
});

/** Shows the settings in the address, which are not stored, then the stored ones, then the defaults. */
function restore() {
  const chosen = stored();
  for (const name of Object.keys(options)) {
    const own = options[name].includes(chosen[name]) ? chosen[name] : defaults[name];
    show(name, jiazhu.preset[name] ?? own);
  }
}
