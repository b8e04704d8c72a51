/**
 * The reader's settings: attributes of the root element, stored in `localStorage`.
 *
 * The script in the head sets them before the first paint, without looking whether their values
 * exist. This module corrects and changes them, and notifies the others with a `jiazhu:change` event
 * whose detail is the name of the setting, and with `jiazhu:before` before the change.
 */

import { keepPlace } from "./place.js";

const root = document.documentElement;
const KEY = "jiazhu";

/**
 * From the script in the head, `asked`, `preset` and `wide`; from that of the edition, the values of
 * each setting and the defaults of the site, which may depend on the width of the window.
 * @type {{
 *   asked(hash: string, exists: (name: string, value: string) => boolean): Record<string, string>,
 *   preset: Record<string, string>,
 *   options?: Record<string, string[]>,
 *   defaults?: Record<string, string>,
 *   byWindow?: Record<string, string[]>,
 *   wide: MediaQueryList,
 * }}
 */
const jiazhu = /** @type {any} */ (window).jiazhu;
const { options = {}, defaults = {}, byWindow = {}, wide } = jiazhu;

/**
 * The last value of the other kind of each setting with a toggle button: hidden if it is shown.
 * @type {Record<string, string | null>}
 */
const others = {};

/** The values under which a setting with a toggle button shows nothing by itself. */
const HIDDEN = ["none", "tap", "off"];

/** @param {string | null} value */
const isHidden = (value) => value === null || HIDDEN.includes(value);

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
 * @param {string} name
 * @returns {string} the default of the site, in a window of this width
 */
export function defaultOf(name) {
  const own = defaults[name];
  return byWindow[name] && !options[name].includes(own) ? byWindow[name][wide.matches ? 0 : 1] : own;
}

/**
 * @param {string} hash
 * @returns {Record<string, string>} the settings that a fragment asks for, if their values exist
 */
export function asked(hash) {
  return jiazhu.asked(hash, (name, value) => Object.hasOwn(options, name) && options[name].includes(value));
}

/**
 * Sets a setting and stores it, and the value that it had, to which a toggle button returns.
 * @param {string} name
 * @param {string} value
 */
export function set(name, value) {
  if (!options[name]?.includes(value)) return;
  const before = setting(name);
  if (isHidden(before) !== isHidden(value)) others[name] = before;
  const other = name in others ? { [`${name}-other`]: others[name] } : {};
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...other, [name]: value }));
  } catch {
    // Storage is blocked, so the choice applies to this page only.
  }
  show(name, value);
}

/**
 * Shows what a setting hides, or hides what it shows: by its last value of the other kind, by the
 * default of the site, or by the first or the last value that there is.
 * @param {string} name
 */
export function toggle(name) {
  const shown = !isHidden(setting(name));
  const known = [others[name] ?? stored()[`${name}-other`], defaultOf(name), ...options[name]];
  const next = known.find((value) => value && options[name].includes(value) && isHidden(value) === shown);
  if (next) set(name, next);
}

/**
 * @param {string} name
 * @param {string} value
 */
export function show(name, value) {
  if (setting(name) === value) return;
  keepPlace(() => {
    document.dispatchEvent(new CustomEvent("jiazhu:before", { detail: name }));
    root.setAttribute(`data-${name}`, value);
    document.dispatchEvent(new CustomEvent("jiazhu:change", { detail: name }));
  });
  reflect();
}

/** Updates the controls from the attributes of the root. */
function reflect() {
  const controls = panel()?.elements;
  for (const name of Object.keys(options)) {
    const control = controls?.namedItem(name);
    if (control instanceof RadioNodeList || control instanceof HTMLSelectElement) {
      // In a narrow window, beside is below.
      const value = setting(name) ?? "";
      control.value = value === "side" && !wide.matches ? "under" : value;
    }
  }
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.getAttribute("data-toggle") ?? "";
    button.setAttribute("aria-pressed", String(!isHidden(setting(name))));
  }
}

/** Resets all settings to the defaults of the site. */
function reset() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked, so nothing is stored.
  }
  for (const name of Object.keys(options)) show(name, defaultOf(name));
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
  for (const button of form?.querySelectorAll(/** @type {"button"} */ ("[data-set]")) ?? []) {
    button.addEventListener("click", () => {
      set(button.dataset.set ?? "", button.value);
      /** @type {HTMLElement | null} */ (form?.querySelector("[name=pinyin]:checked"))?.focus();
    });
  }
  form?.addEventListener("beforetoggle", () => void offerKai(), { once: true });
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.addEventListener("click", () => toggle(button.getAttribute("data-toggle") ?? ""));
  }
}

// Another tab may have changed them, also while this page was in the back/forward cache.
addEventListener("storage", (event) => {
  if (event.key === KEY) restore();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) restore();
});
// The window has become wide or narrow: a default may be another.
wide.addEventListener("change", () => {
  reflect();
  for (const [name, values] of Object.entries(byWindow)) {
    const last = values[wide.matches ? 1 : 0];
    if (!(name in stored()) && setting(name) === last) show(name, jiazhu.preset[name] ?? defaultOf(name));
  }
});

/** Shows the settings in the address, which are not stored, then the stored ones, then the defaults. */
function restore() {
  const chosen = stored();
  for (const name of Object.keys(options)) {
    const own = options[name].includes(chosen[name]) ? chosen[name] : defaultOf(name);
    show(name, jiazhu.preset[name] ?? own);
  }
}
