/**
 * Settings in the address: `#b3.s1&level=hsk3&pinyin=unknown`, a place, then switches.
 *
 * The script in the head reads them (`jiazhu.asked`) and sets what they ask for before the first
 * paint; it is not kept. Here the address changes while the page stands, is taken along to other
 * pages of the site, and is made for somebody else to follow.
 */

import { setting, show } from "./settings.js";

/** @type {{asked(hash: string): Preset, preset: Preset, linked: Preset, options: object}} */
const jiazhu = /** @type {any} */ (window).jiazhu;
/** @typedef {Record<string, string>} Preset values by the name of the switch */

/**
 * @param {string} hash
 * @returns {string} the id of the place, without the switches
 */
function placeIn(hash) {
  const first = hash.replace(/^#/, "").split("&")[0];
  return first.includes("=") ? "" : first;
}

/**
 * @param {string} place an id, or nothing
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

/** @param {string} state what there is to say of the link: a name in its data, or nothing */
function say(state) {
  const output = document.getElementById("preset-said");
  if (output) output.textContent = output.dataset[state] ?? "";
}

// --- Following ---

let last = "";

/** @param {string} hash stands in the address, without going there */
function stateHash(hash) {
  last = withHash(hash);
  history.replaceState(history.state, "", last);
}

/** Goes to the place that the address names before its switches, as the browser would. */
function go() {
  const whole = location.href;
  const place = placeIn(location.hash);
  if (whole === last || !place || !Object.keys(jiazhu.asked(location.hash)).length) return;
  location.replace(`#${place}`);
  stateHash(whole.split("#")[1]);
}

function follow() {
  const asked = jiazhu.asked(location.hash);
  Object.assign(jiazhu.preset, asked);
  for (const [name, value] of Object.entries(asked)) show(name, value);
  go();
}

/** @param {Event} event a switch has changed: the address says what the reader chose instead */
function onChange(event) {
  const name = /** @type {CustomEvent} */ (event).detail;
  const value = setting(name) ?? "";
  say("");
  if (!(name in jiazhu.preset) || jiazhu.preset[name] === value) return;
  jiazhu.preset[name] = value;
  if (name in jiazhu.asked(location.hash)) stateHash(fragment(placeIn(location.hash), jiazhu.preset));
}

/** @param {Event} event a click, before the link is followed */
function takeAlong(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !Object.keys(jiazhu.preset).length) return;
  const home = document.querySelector("a.brand")?.getAttribute("href") ?? "";
  const site = new URL("..", new URL(home, location.href)).href;
  const stays = link.href.split("#")[0] === withHash("");
  if (stays || !link.href.startsWith(site)) return;
  link.hash = fragment(placeIn(link.hash), jiazhu.preset);
}

// --- Making ---

/** @returns {Preset} what shows a text to somebody else as it stands here */
function linked() {
  const levelled = ["level", "unknown"].includes(setting("pinyin") ?? "");
  const always = ["pinyin", "translation", ...(levelled ? ["level", "standard"] : [])];
  const names = Object.keys(jiazhu.linked).filter(
    (name) => always.includes(name) || setting(name) !== jiazhu.linked[name],
  );
  return Object.fromEntries(
    names
      .filter((name) => levelled || !["level", "standard"].includes(name))
      .map((name) => [name, setting(name) ?? ""]),
  );
}

async function copy() {
  const hash = fragment(placeIn(location.hash), linked());
  try {
    await navigator.clipboard.writeText(withHash(hash));
    say("copied");
  } catch {
    stateHash(hash);
    say("shown");
  }
}

/** Called once, when the page has been read. */
export function start() {
  // Once loaded: only then has the browser looked for the whole fragment, in vain.
  if (document.readyState === "complete") go();
  else addEventListener("load", go);
  addEventListener("hashchange", follow);
  document.addEventListener("jiazhu:change", onChange);
  for (const type of ["click", "auxclick"]) document.addEventListener(type, takeAlong);
  document.getElementById("preset-copy")?.addEventListener("click", copy);
}
