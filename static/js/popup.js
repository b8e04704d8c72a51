/**
 * The dictionary pop-up: one element, filled for the word that was looked up.
 *
 * A word in a term also shows the note of the term. The panels for characters and example
 * sentences are loaded when they are opened.
 */

import { dictionary, isSimplified, keyOf, loadDictionary, otherForm, shownForm, useOf } from "./dictionary.js";
import { levels } from "./hsk.js";
import { isCommand } from "./keys.js";
import { rungs } from "./ladder.js";
import { load } from "./lazy_data.js";
import { setText, slot } from "./slots.js";
import { showIfVoice, speak } from "./speech.js";

/**
 * @typedef {import("./dictionary.js").Entry} Entry
 * @typedef {import("./dictionary.js").Item} Item
 */

/** The words that can be looked up: those of an article, and of its vocabulary. */
export const WORD = ":is(.reader, .vocabulary-table) [data-k]";

/** @type {HTMLElement | null} */
let current = null;
/**
 * The keys of the words at the place of the current word; `rung` is the index of the shown one.
 * @type {number[]}
 */
let ladder = [];
let rung = 0;

/** @type {Record<string, number>} keys that lead to a shorter or a longer word */
const STEPS = { "[": -1, "【": -1, "-": -1, "]": 1, "】": 1, "+": 1 };
/** @type {Record<string, (item: Item, word: HTMLElement) => Promise<Node[]>>} */
const PANELS = {
  characters: async (item) => (await load("js/strokes")).characters(shownForm(item)),
  examples: async (item, word) => (await load("js/examples")).examples(item, word),
  grammar: async (item) => (await load("js/grammar")).grammar(item),
};

/** @returns {HTMLElement | null} */
const popupElement = () => document.getElementById("popup");

/**
 * What is shown of a word if the dictionary cannot be loaded.
 * @type {Item}
 */
let lostItem = { s: "", t: "", p: "", l: "", e: [], g: "", usual: "" };

/** @returns {Item} the shown item */
export const currentItem = () => dictionary()[ladder[rung]] ?? lostItem;

/**
 * @param {HTMLElement} popup
 * @param {HTMLElement} word
 * @returns {Promise<void>} settled when it is known whether there are other sentences
 */
function fill(popup, word) {
  const item = currentItem();
  const isWord = ladder[rung] === keyOf(word);
  const own = shownForm(item);
  const other = otherForm(item);
  setText(slot(popup, "word"), own);
  setText(slot(popup, "other"), other === own ? "" : other);
  slot(popup, "other").lang = isSimplified() ? "zh-Hant" : "zh-Hans";
  setText(slot(popup, "pinyin"), item.p);
  setText(slot(popup, "name"), item.n ? (popup.dataset[`name${capital(item.n)}`] ?? item.n) : "");
  const level = levels(item.l);
  setText(slot(popup, "level"), level.shown);
  slot(popup, "level").title = level.all;
  slot(popup, "ladder").hidden = ladder.length < 2;
  slot(popup, "ladder").replaceChildren(...(ladder.length < 2 ? [] : ladder.map(rungButton)));
  const use = useOf(item);
  slot(popup, "use").hidden = !use && !item.gr;
  setText(slot(popup, "class"), use ? (slot(popup, "use").dataset[use.kind] ?? "") : "");
  setText(slot(popup, "gloss"), use?.text ?? "");
  slot(popup, "grammar").hidden = !item.gr;
  showLink(slot(popup, "link"), word.closest("a:not(.term)"));
  slot(popup, "term").replaceChildren(...(isWord ? termNote(word, item) : []));
  slot(popup, "entries").replaceChildren(...item.e.map((entry) => entryOf(entry)));
  closePanel(popup);
  popup.scrollTop = 0;
  return offerExamples(popup, word, item);
}

/**
 * @param {HTMLElement} shown
 * @param {Element | null} link the one that the word is in
 */
function showLink(shown, link) {
  if (!(shown instanceof HTMLAnchorElement)) return;
  setText(shown, link ? `${link.textContent} →` : "");
  if (link instanceof HTMLAnchorElement) shown.href = link.href;
}

/**
 * Shows the button for other sentences, which is the last of its row, if there are any.
 * @param {HTMLElement} popup
 * @param {HTMLElement} word
 * @param {Item} item
 */
async function offerExamples(popup, word, item) {
  const button = slot(popup, "examples");
  button.hidden = true;
  // Without a network, the panel says why it is empty.
  const found = await load("js/examples")
    .then(({ hasExamples }) => hasExamples(item, word))
    .catch(() => !navigator.onLine);
  if (current === word && currentItem() === item) button.hidden = !found;
}

/**
 * @param {number} key
 * @param {number} at
 * @returns {HTMLElement}
 */
function rungButton(key, at) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = shownForm(dictionary()[key]);
  if (at === rung) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => climb(at - rung));
  return button;
}

/**
 * Shows a longer or a shorter word at the same place.
 * @param {number} steps positive for longer words
 */
function climb(steps) {
  const popup = popupElement();
  if (!popup || !current || ladder[rung + steps] === undefined) return;
  const inside = slot(popup, "ladder").contains(document.activeElement);
  rung += steps;
  fill(popup, current);
  if (inside) slot(popup, "ladder").querySelectorAll("button")[rung].focus();
  placePopover(popup, current);
  document.dispatchEvent(new CustomEvent("jiazhu:word", { detail: current }));
}

/** @param {HTMLElement} popup @returns {string} why something is missing */
const lost = (popup) => slot(popup, "panel").dataset[navigator.onLine ? "lost" : "offline"] ?? "";

/** @param {HTMLElement} popup */
function closePanel(popup) {
  for (const button of popup.querySelectorAll("[data-panel]")) {
    button.setAttribute("aria-expanded", "false");
  }
  const panel = slot(popup, "panel");
  panel.hidden = true;
  panel.replaceChildren();
}

/**
 * Opens or closes the panel of a button.
 * @param {HTMLElement} popup
 * @param {HTMLElement} button
 */
async function togglePanel(popup, button) {
  const name = button.dataset.panel ?? "";
  const isOpen = button.getAttribute("aria-expanded") === "true";
  closePanel(popup);
  const word = current;
  if (isOpen || !word) return;
  button.setAttribute("aria-expanded", "true");
  const item = currentItem();
  const panel = slot(popup, "panel");
  /** @type {(Node | string)[]} */
  let parts;
  try {
    parts = await PANELS[name](item, word);
  } catch {
    parts = [lost(popup)];
  }
  // The reader may have moved on while it was loading.
  if (current !== word || currentItem() !== item || button.getAttribute("aria-expanded") !== "true") return;
  if (!parts.length) {
    button.setAttribute("aria-expanded", "false");
    button.hidden = true; // this edition has other words in the sentences
    return;
  }
  panel.dataset.kind = name;
  panel.replaceChildren(...parts);
  panel.hidden = false;
  placePopover(popup, word);
  const head = /** @type {HTMLElement} */ (popup.querySelector(".popup-head"));
  popup.scrollTop = slot(popup, "actions").offsetTop - head.offsetHeight;
}

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * @param {Entry} entry
 * @returns {Node}
 */
function entryOf(entry) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("popup-entry"));
  const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const form = (isSimplified() && entry.s) || entry.t || "";
  const pinyin = entry.p ?? "";
  setText(slot(row, "form"), form);
  setText(slot(row, "pinyin"), pinyin);
  /** @type {HTMLElement} */ (row.querySelector(".popup-sub")).hidden = !form && !pinyin;
  slot(row, "senses").replaceChildren(
    ...entry.d.map((sense) => {
      const line = document.createElement("li");
      line.textContent = sense;
      return line;
    }),
  );
  for (const [name, text] of [["measure", entry.cl?.join("，")], ["taiwan", entry.tw]]) {
    const line = slot(row, /** @type {string} */ (name));
    line.hidden = !text;
    setText(slot(line, "value"), text);
  }
  return row;
}

/**
 * The note of the term that the word is, or is in.
 * @param {HTMLElement} word
 * @param {Item} item
 * @returns {Node[]}
 */
function termNote(word, item) {
  const link = word.closest("a.term");
  const id = link?.getAttribute("interestfor") ?? (item.term ? `term-${item.term}` : "");
  const note = id ? document.getElementById(id) : null;
  if (!note) return [];
  const copy = /** @type {HTMLElement} */ (note.cloneNode(true));
  copy.querySelector(".close")?.remove();
  if (copy.querySelector(".note-form")?.textContent === shownForm(item)) {
    // The head of the pop-up already shows them.
    copy.querySelectorAll(".note-form, .note-head .reading").forEach((part) => part.remove());
  }
  return [...copy.childNodes];
}

/**
 * The word that waits for the dictionary.
 * @type {HTMLElement | null}
 */
let waiting = null;

/**
 * Shows the pop-up for a word, at once if the dictionary has been loaded.
 * @param {HTMLElement} word
 * @returns {Promise<void>} settled when it is complete, or another word was asked for
 */
export async function showWord(word) {
  waiting = word;
  if (!dictionary().length) await loadDictionary().catch(() => {});
  if (waiting !== word) return;
  waiting = null;
  await open(word);
}

/** @param {HTMLElement} word @returns {Promise<void>} as of `fill` */
async function open(word) {
  const popup = popupElement();
  if (!popup) return;
  const isLost = !dictionary().length;
  const found = isLost ? [NaN] : rungs(word);
  if (!found.length) return;
  if (isLost) {
    const text = word.textContent ?? "";
    lostItem = { s: text, t: text, p: "", l: "", g: "", usual: "", e: [{ d: [lost(popup)] }] };
  }
  // The pop-up comes next in the tab order to the word for which it was opened.
  if (current !== word && popup.matches(":popover-open")) popup.hidePopover();
  current?.classList.remove("open");
  current = word;
  ladder = found;
  rung = isLost ? 0 : found.indexOf(keyOf(word));
  word.classList.add("open");
  const filled = fill(popup, word);
  popup.style.setProperty("--lift", `${readingHeight(word)}px`);
  if (!popup.matches(":popover-open")) popup.showPopover({ source: word });
  placePopover(popup, word);
  document.dispatchEvent(new CustomEvent("jiazhu:word", { detail: word }));
  await filled;
}

/**
 * @param {Element} target
 * @returns {number} how far its pinyin is above it, in px
 */
function readingHeight(target) {
  const tops = [...target.querySelectorAll("rt")].map((rt) => rt.getClientRects()[0]?.top ?? Infinity);
  const top = target.getClientRects()[0]?.top ?? 0;
  return Math.max(0, Math.ceil(top - Math.min(top, ...tops)));
}

/** @returns {HTMLElement | null} the word for which the pop-up is open */
export function openWord() {
  return popupElement()?.matches(":popover-open") ? current : null;
}

export function hideWord() {
  waiting = null;
  if (openWord()) popupElement()?.hidePopover();
}

/**
 * Positions a popover below or above a target in browsers without CSS anchor positioning.
 * @param {HTMLElement} popover
 * @param {HTMLElement} target
 */
export function placePopover(popover, target) {
  if (CSS.supports("position-area", "block-end")) return;
  const at = target.getBoundingClientRect();
  const gap = 6;
  const over = at.top - readingHeight(target);
  const below = innerHeight - at.bottom - 2 * gap;
  const under = below >= popover.offsetHeight || below >= over;
  const left = at.left + at.width / 2 - popover.offsetWidth / 2;
  Object.assign(popover.style, {
    margin: "0",
    left: `${Math.max(8, Math.min(left, innerWidth - popover.offsetWidth - 8))}px`,
    top: under ? `${at.bottom + gap}px` : "auto",
    bottom: under ? "auto" : `${innerHeight - over + gap}px`,
    maxHeight: `${Math.min(384, under ? below : over - 2 * gap)}px`,
  });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const steps = STEPS[event.key];
  if (!steps || !openWord() || !isCommand(event)) return;
  event.preventDefault();
  climb(steps);
}

/** Called once, when the page has been parsed. */
export function start() {
  const popup = popupElement();
  if (!popup) return;
  showIfVoice(slot(popup, "speak"));
  popup.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button?.dataset.panel) togglePanel(popup, button);
    else if (button?.dataset.slot === "speak") speak(shownForm(currentItem()));
  });
  document.addEventListener("keydown", onKey);
  popup.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    // A click on another word closes the pop-up and opens it again at once.
    if (!popupElement()?.matches(":popover-open")) current?.classList.remove("open");
  });
  // A pop-up that a script has positioned does not follow its word by itself.
  addEventListener(
    "scroll",
    () => {
      const word = openWord();
      const popup = popupElement();
      if (word && popup) placePopover(popup, word);
    },
    { passive: true },
  );
}
