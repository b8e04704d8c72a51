/**
 * Settings in the address: a place, then settings, as in `#b3.s1&level=hsk3&pinyin=unknown`.
 *
 * The script in the head reads them and applies them before the first paint, without storing them.
 * This module follows changes of the address, passes the settings on to
 * other pages of the site, and makes links with settings to share.
 */

import { asked, setting, show } from "./settings.js";

/**
 * `linked`: the settings that a link includes, from the script of the edition.
 * @type {{preset: Preset, linked?: string[], defaults?: Preset}}
 */
const jiazhu = /** @type {any} */ (window).jiazhu;
/** @typedef {Record<string, string>} Preset values by the name of the setting */

/**
 * @param {string} hash
 * @returns {string} the id of the place, without the settings
 */
function placeIn(hash) {
  const first = hash.replace(/^#/, "").split("&")[0];
  return first.includes("=") ? "" : first;
}

/**
 * @param {string} place an id, or empty
 * @param {Preset} preset
 * @returns {string} a fragment, without the `#`
 */
function fragment(place, preset) {
  const switches = Object.entries(preset).map(([name, value]) =>
    name === "level" && value !== "0" ? `level=hsk${value === "7" ? "7-9" : value}` : `${name}=${value}`,
  );
  return [place, ...switches].filter(Boolean).join("&");
}

/** @param {string} hash */
const withHash = (hash) => `${location.href.split("#")[0]}${hash && "#"}${hash}`;

/** @param {string} state the name of a message in the element's data, or empty for none */
function showStatus(state) {
  const output = document.getElementById("preset-said");
  if (output) output.textContent = output.dataset[state] ?? "";
}

// --- Following ---

let lastAddress = "";

/** @param {string} hash shown in the address without scrolling to it */
function replaceHash(hash) {
  lastAddress = withHash(hash);
  history.replaceState(history.state, "", lastAddress);
}

/** Scrolls to the place in the address, which the browser cannot find with settings after it. */
function goToPlace() {
  const whole = location.href;
  const place = placeIn(location.hash);
  if (whole === lastAddress || !place || !Object.keys(asked(location.hash)).length) return;
  location.replace(`#${place}`);
  replaceHash(whole.split("#")[1]);
}

function onHashChange() {
  const found = asked(location.hash);
  Object.assign(jiazhu.preset, found);
  for (const [name, value] of Object.entries(found)) show(name, value);
  goToPlace();
}

/** @param {Event} event a setting has changed, so that one in the address may be out of date */
function onChange(event) {
  const name = /** @type {CustomEvent} */ (event).detail;
  const value = setting(name) ?? "";
  showStatus("");
  if (!(name in jiazhu.preset) || jiazhu.preset[name] === value) return;
  jiazhu.preset[name] = value;
  if (name in asked(location.hash)) replaceHash(fragment(placeIn(location.hash), jiazhu.preset));
}

/** @param {Event} event a click, before the link is followed */
function addPresetToLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !Object.keys(jiazhu.preset).length) return;
  const home = document.querySelector("a.brand")?.getAttribute("href") ?? "";
  const site = new URL("..", new URL(home, location.href)).href;
  const stays = link.href.split("#")[0] === withHash("");
  if (stays || !link.href.startsWith(site)) return;
  link.hash = fragment(placeIn(link.hash), jiazhu.preset);
}

// --- Making ---

/** @returns {Preset} the settings that show the text to others as it is shown here */
function linkedSettings() {
  const levelled = ["level", "unknown"].includes(setting("pinyin") ?? "");
  const always = ["pinyin", "translation", ...(levelled ? ["level", "standard"] : [])];
  const { linked = [], defaults = {} } = jiazhu;
  const names = linked.filter((name) => always.includes(name) || setting(name) !== defaults[name]);
  return Object.fromEntries(
    names
      .filter((name) => levelled || !["level", "standard"].includes(name))
      .map((name) => [name, setting(name) ?? ""]),
  );
}

async function copy() {
  const hash = fragment(placeIn(location.hash), linkedSettings());
  try {
    await navigator.clipboard.writeText(withHash(hash));
    showStatus("copied");
  } catch {
    replaceHash(hash);
    showStatus("shown");
  }
}

/** Called once, when the page has been parsed. */
export function start() {
  // After loading, because until then the browser looks for the whole fragment.
  if (document.readyState === "complete") goToPlace();
  else addEventListener("load", goToPlace);
  addEventListener("hashchange", onHashChange);
  document.addEventListener("jiazhu:change", onChange);
  for (const type of ["click", "auxclick"]) document.addEventListener(type, addPresetToLink);
  document.getElementById("preset-copy")?.addEventListener("click", copy);
}
