/**
 * Single sentences: going to one by a link, and copying it with its source.
 *
 * The same buttons are at the foot of the pop-up, for the sentence of its word, and at the foot of
 * the window while text is selected. The keys q, l and y do the same for a word or a selection.
 */

import { isCommand } from "./keys.js";
import { visiblePart } from "./place.js";
import { openWord } from "./popup.js";
import { link, quote, unitsAround, unitsIn } from "./quote.js";
import { withReadings } from "./readings.js";

/** @typedef {import("./quote.js").Clip} Clip */

/** @type {Record<string, (units: import("./quote.js").Unit[], range: Range | null) => Clip>} */
const CLIPS = { link, quote, reading: withReadings };
/** @type {Record<string, string>} */
const KEYS = { l: "link", q: "quote", y: "reading" };
/** How long the message about copying is shown, in ms. */
const STATUS_MS = 2500;
/** Number of frames without a scroll after which a sentence has been reached. */
const STEADY_FRAMES = 12;

// --- Going to a sentence ---

/**
 * Highlights all pieces of the sentence that the address names.
 * @returns {Element | null}
 */
function highlightTarget() {
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  const [id] = location.hash.slice(1).split("&"); // settings may follow
  const sentence = id ? document.getElementById(id) : null;
  if (!sentence?.matches(".prose .s")) return null;
  for (const piece of document.querySelectorAll(`.prose [data-s="${id}"]`)) {
    piece.classList.add("here");
  }
  visiblePart(sentence).classList.add("here");
  return sentence;
}

/**
 * Scrolls to the sentence, or to its English if the sentence is hidden, and again while the text
 * around it is being laid out, until the reader scrolls.
 */
function goToSentence() {
  const sentence = highlightTarget();
  if (!sentence) return;
  let steady = 0;
  const stop = () => {
    steady = STEADY_FRAMES;
  };
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, stop, { once: true, passive: true });
  }
  const step = () => {
    if (steady >= STEADY_FRAMES) return;
    const before = scrollY;
    visiblePart(sentence).scrollIntoView({ block: "start", behavior: "instant" });
    steady = scrollY === before ? steady + 1 : 0;
    requestAnimationFrame(step);
  };
  step();
}

// --- Copying ---

/**
 * The selection, if it touches the text.
 * @returns {Range | null}
 */
function selectedRange() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const prose = document.querySelector(".reader .prose");
  return prose && range.intersectsNode(prose) ? range : null;
}

/**
 * @param {string} what a key of `CLIPS`
 * @param {Range | null} range
 * @param {Element | null} word used if there is no range
 */
async function copy(what, range, word) {
  const units = range ? unitsIn(range) : unitsAround(word);
  if (!units.length) return;
  // A selection of English has no readings: copy those of the whole sentences.
  const english = document.documentElement.getAttribute("data-selecting") === "en";
  showStatus((await write(CLIPS[what](units, english ? null : range))) ? what : "failed");
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
 * The fallback for pages that are not served securely; some browsers copy only selected text.
 * @param {Clip} clip
 * @returns {boolean}
 */
function writeByEvent({ text, html }) {
  const before = selectedRange();
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

// --- Messages, and the bar at the foot ---

/** @type {ReturnType<typeof setTimeout> | undefined} */
let statusTimer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let selectionTimer;
/**
 * The range for which the bar is shown; touching a button may clear the selection.
 * @type {Range | null}
 */
let barRange = null;

const bar = () => document.getElementById("sentence-bar");

/** @param {string} what was copied, or `failed` */
function showStatus(what) {
  const status = document.getElementById("sentence-status");
  const words = status?.dataset[what] ?? "";
  if (!status) return;
  status.textContent = "";
  status.textContent = words;
  showBar(words);
  statusTimer = setTimeout(() => {
    status.textContent = "";
    showBar("");
  }, STATUS_MS);
}

/** @param {string} words a message; empty to show the buttons while something is selected */
function showBar(words) {
  const foot = bar();
  const said = foot?.querySelector(".sentence-said");
  if (!foot || !said) return;
  clearTimeout(statusTimer);
  said.textContent = words;
  foot.toggleAttribute("data-said", Boolean(words));
  if (words || barRange) foot.showPopover();
  else foot.hidePopover();
}

function onSelectionChange() {
  clearTimeout(selectionTimer);
  selectionTimer = setTimeout(() => {
    barRange = selectedRange()?.cloneRange() ?? null;
    if (!bar()?.hasAttribute("data-said")) showBar("");
  }, 200);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const what = button?.getAttribute("data-copy");
  if (!button || !what) return;
  if (button.closest("#sentence-bar")) copy(what, barRange, null);
  else copy(what, null, openWord());
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const what = KEYS[event.key];
  const target = event.target instanceof Element ? event.target : null;
  if (!what || !isCommand(event)) return;
  const word = openWord() ?? target?.closest(".reader [data-k]") ?? null;
  copy(what, selectedRange(), word);
}

/** Called once, when the page has been parsed. */
export function start() {
  const foot = bar();
  const tools = foot?.querySelector(".sentence-tools");
  if (!foot || !tools) return;
  document.querySelector("#popup .popup-sentence")?.append(tools.cloneNode(true));
  // Keep the selection while a button is pressed.
  foot.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", onSelectionChange);

  // On going back or reloading, the browser restores the scroll position.
  const visit = performance.getEntriesByType("navigation")[0];
  if (visit instanceof PerformanceNavigationTiming && visit.type !== "navigate") highlightTarget();
  else goToSentence();
  addEventListener("hashchange", goToSentence);
  document.addEventListener("jiazhu:change", (event) => {
    if (/** @type {CustomEvent} */ (event).detail === "base") highlightTarget();
  });
}
