/**
 * One sentence: arriving at it by a link, and copying it with where it comes from.
 *
 * The same buttons stand at the foot of the pop-up, for its word's sentence, and at the foot of
 * the window while text is selected. On a word or a selection, keys do the same: q, l and y.
 */

import { isCommand } from "./keys.js";
import { shown } from "./place.js";
import { openWord } from "./popup.js";
import { link, quote, unitsAround, unitsIn } from "./quote.js";
import { withReadings } from "./readings.js";

/** @typedef {import("./quote.js").Clip} Clip */

/** @type {Record<string, (units: import("./quote.js").Unit[], range: Range | null) => Clip>} */
const CLIPS = { link, quote, reading: withReadings };
/** @type {Record<string, string>} */
const KEYS = { l: "link", q: "quote", y: "reading" };
/** How long it is said that something was copied, in ms. */
const STAYS = 2500;
/** After so many frames without a move, a sentence has been arrived at. */
const STEADY = 12;

// --- Arriving ---

/**
 * Lights the sentence that the address names, in all its pieces.
 * @returns {Element | null}
 */
function arrive() {
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  const [id] = location.hash.slice(1).split("&"); // switches may follow
  const sentence = id ? document.getElementById(id) : null;
  if (!sentence?.matches(".prose .s")) return null;
  for (const piece of document.querySelectorAll(`.prose [data-s="${id}"]`)) {
    piece.classList.add("here");
  }
  shown(sentence).classList.add("here");
  return sentence;
}

/**
 * Goes there, also where the sentence itself is hidden and its English is what is read; and
 * again while the text around it gets ready, unless the reader goes on.
 */
function goToSentence() {
  const sentence = arrive();
  if (!sentence) return;
  let steady = 0;
  const leave = () => {
    steady = STEADY;
  };
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, leave, { once: true, passive: true });
  }
  const step = () => {
    if (steady >= STEADY) return;
    const before = scrollY;
    shown(sentence).scrollIntoView({ block: "start", behavior: "instant" });
    steady = scrollY === before ? steady + 1 : 0;
    requestAnimationFrame(step);
  };
  step();
}

// --- Copying ---

/**
 * What has been selected of the text.
 * @returns {Range | null}
 */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const prose = document.querySelector(".reader .prose");
  return prose && range.intersectsNode(prose) ? range : null;
}

/**
 * @param {string} what
 * @param {Range | null} range
 * @param {Element | null} word asked where there is no range
 */
async function copy(what, range, word) {
  const units = range ? unitsIn(range) : unitsAround(word);
  if (!units.length) return;
  // Who selects English wants the readings of all that it translates.
  const english = document.documentElement.getAttribute("data-selecting") === "en";
  say((await write(CLIPS[what](units, english ? null : range))) ? what : "failed");
}

/**
 * @param {Clip} clip
 * @returns {Promise<boolean>}
 */
async function write({ text, html }) {
  try {
    const types = { "text/plain": text, "text/html": html };
    const blobs = Object.entries(types).map(([type, data]) => [type, new Blob([data], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return writeByEvent({ text, html });
  }
}

/**
 * The older way, for pages that are not served securely. Some browsers copy only what is selected.
 * @param {Clip} clip
 * @returns {boolean}
 */
function writeByEvent({ text, html }) {
  const before = selected();
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "visually-hidden";
  field.value = text;
  (document.querySelector("#popup:popover-open") ?? document.body).append(field);
  field.select();
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.clipboardData?.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  if (before) {
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(before);
  }
  return done;
}

// --- Saying so, and the bar at the foot ---

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saying;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;
/**
 * What the bar is shown for: touching a button may let go of the selection.
 * @type {Range | null}
 */
let held = null;

const bar = () => document.getElementById("sentence-bar");

/** @param {string} what was copied, or `failed` */
function say(what) {
  const status = document.getElementById("sentence-status");
  const words = status?.dataset[what] ?? "";
  if (!status) return;
  status.textContent = "";
  status.textContent = words;
  showBar(words);
  saying = setTimeout(() => {
    status.textContent = "";
    showBar("");
  }, STAYS);
}

/** @param {string} words what it says; nothing: its buttons, as long as something is selected */
function showBar(words) {
  const foot = bar();
  const said = foot?.querySelector(".sentence-said");
  if (!foot || !said) return;
  clearTimeout(saying);
  said.textContent = words;
  foot.toggleAttribute("data-said", Boolean(words));
  if (words || held) foot.showPopover();
  else foot.hidePopover();
}

function onSelectionChange() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    held = selected()?.cloneRange() ?? null;
    if (!bar()?.hasAttribute("data-said")) showBar("");
  }, 200);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const what = button?.getAttribute("data-copy");
  if (!button || !what) return;
  if (button.closest("#sentence-bar")) copy(what, held, null);
  else copy(what, null, openWord());
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const what = KEYS[event.key];
  const target = event.target instanceof Element ? event.target : null;
  if (!what || !isCommand(event)) return;
  const word = openWord() ?? target?.closest(".reader .w") ?? null;
  copy(what, selected(), word);
}

/** Called once, when the page has been read. */
export function start() {
  const foot = bar();
  const tools = foot?.querySelector(".sentence-tools");
  if (!foot || !tools) return;
  document.querySelector("#popup .popup-sentence")?.append(tools.cloneNode(true));
  // The selection stays while a button is pressed.
  foot.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", onSelectionChange);

  // Who comes back or reloads finds the place that the browser remembers.
  const visit = performance.getEntriesByType("navigation")[0];
  if (visit instanceof PerformanceNavigationTiming && visit.type !== "navigate") arrive();
  else goToSentence();
  addEventListener("hashchange", goToSentence);
  document.addEventListener("jiazhu:change", (event) => {
    if (/** @type {CustomEvent} */ (event).detail === "base") arrive();
  });
}
