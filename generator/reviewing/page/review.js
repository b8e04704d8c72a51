/**
 * The review: doubts marked in the text, a panel beside it, a key for each choice.
 *
 * 1. What the server knows of the page is asked for, and the doubts are marked.
 * 2. A doubt, or whatever is clicked or selected, is shown in the panel with what speaks for it.
 * 3. A choice is sent to the server, which writes it into a source file; the page is then loaded
 *    anew and goes on with the next doubt.
 */

import { h } from "./dom.js";
import { REACHES, render } from "./panel.js";
import { RefusedError, Server } from "./server.js";
import { english, offsetAt, rangeOf, wordsAt } from "./text.js";

/** @typedef {import("./server.js").Doubt} Doubt */
/** @typedef {import("./server.js").Facets} Facets */
/** @typedef {import("./text.js").Place} Place */

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-base]"));
const { base = "", page = "", token = "" } = script.dataset;
const server = new Server(base);
/** Under which this tab remembers where it is. */
const MEMORY = "jiazhu-review";
/** @type {{ at: number, reach: string, view: string, said: string }} */
const memory = {
  at: 0,
  reach: "note",
  view: "doubts",
  said: "",
  ...JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}"),
};

function remember() {
  sessionStorage.setItem(MEMORY, JSON.stringify(memory));
}

const [state, shown] = await Promise.all([server.state(), server.text(page)]);
const slug = shown.slug ?? "";
const sentences = new Map((shown.sentences ?? []).map((sentence) => [sentence.id, sentence]));
/** The doubts of this page, in the order of the text. */
const here = state.doubts.filter((doubt) => doubt.place?.slug === slug);
/** Those that are about no text: settings, glossary, files. */
const placeless = state.doubts.filter((doubt) => !doubt.place);
/** @type {Map<Doubt, Range>} */
const ranges = new Map();
for (const doubt of here) {
  const sentence = doubt.place && sentences.get(titled(doubt.place));
  const range = doubt.place && sentence && rangeOf(sentence, doubt.place);
  if (range) ranges.set(doubt, doubt.in_english ? (englishRange(doubt.place) ?? range) : range);
}

/**
 * The id under which the page has a sentence: a title is one, whatever is in it.
 * @param {Place} place
 */
function titled(place) {
  return place.block === "t" ? "t" : place.sentence;
}

/** @param {Place | null} place */
function englishRange(place) {
  const [element] = place ? english(place.sentence) : [];
  if (!element) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
}

// --- The panel ---

const host = document.createElement("jiazhu-review");
const root = host.attachShadow({ mode: "open" });
const panel = h("aside", { "aria-label": "Review", lang: "en" });
const status = h("p.status", { role: "status" });
root.append(h("link", { rel: "stylesheet", href: `${base}panel.css` }), panel, status);
document.body.append(host);

/** @type {import("./panel.js").Seen} */
const seen = { state, slug, here, placeless, memory, address, doubt: null, facts: null };

/** @param {string} text */
function say(text) {
  status.textContent = text;
}

function show() {
  panel.replaceChildren(...render(seen, actions));
}

/** @param {string} other @param {string} [sentence] */
function address(other, sentence = "") {
  const start = base.replace(/_jiazhu\/$/, "");
  const edition = slug ? page.split("/")[0] : state.edition;
  return `${start}${edition}/${other}/index.html${sentence ? `#${sentence}` : ""}`;
}

// --- Marks in the text ---

function paint() {
  const highlights = CSS.highlights;
  const of = (/** @type {(doubt: Doubt) => boolean} */ wanted) =>
    new Highlight(...here.filter(wanted).flatMap((doubt) => ranges.get(doubt) ?? []));
  highlights.set("jiazhu-doubt", of((doubt) => doubt.severity !== "error"));
  highlights.set("jiazhu-error", of((doubt) => doubt.severity === "error"));
  const range = seen.doubt ? ranges.get(seen.doubt) : null;
  const place = seen.facts?.place;
  const sentence = place && sentences.get(titled(place));
  const chosen = range ?? (place && sentence ? rangeOf(sentence, place) : null);
  if (chosen) highlights.set("jiazhu-chosen", new Highlight(chosen));
  else highlights.delete("jiazhu-chosen");
}

/** @param {Range | null | undefined} range */
function reveal(range) {
  const element = range?.startContainer.parentElement;
  if (!element || !range) return;
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = range.getBoundingClientRect();
  const bottom = innerWidth < 900 ? innerHeight * 0.45 : innerHeight;
  if (box.top < 90 || box.bottom > bottom - 40) scrollBy(0, box.top - bottom / 3);
}

// --- What is chosen ---

/** @param {Doubt | null} doubt */
async function choose(doubt) {
  Object.assign(seen, { doubt, facts: null });
  if (doubt) memory.at = [...here, ...placeless].indexOf(doubt);
  memory.view = "doubts";
  remember();
  if (doubt?.place) {
    const facts = await server.facets(doubt.place);
    if (seen.doubt !== doubt) return;
    seen.facts = facts;
    reveal(ranges.get(doubt));
  }
  show();
  paint();
}

/** @param {Place} place */
async function look(place) {
  Object.assign(seen, { doubt: null, facts: await server.facets(place) });
  memory.view = "doubts";
  show();
  paint();
}

/** @param {number} by */
function step(by) {
  const all = [...here, ...placeless];
  if (!all.length) return;
  const at = seen.doubt ? all.indexOf(seen.doubt) + by : memory.at;
  choose(all[(at + all.length) % all.length]);
}

/**
 * @param {string} what
 * @param {Record<string, unknown>} data
 */
async function send(what, data) {
  say("Writing …");
  waiting = true;
  try {
    const { change } = await server.change(what, data);
    memory.said = what === "undo" ? `Taken back: ${change.said}` : `Written: ${change.said}`;
    remember();
    location.reload();
  } catch (error) {
    waiting = false;
    if (!(error instanceof RefusedError)) throw error;
    say(`${error.message}. ${error.hint}`);
  }
}

/** @type {import("./panel.js").Actions} */
const actions = {
  choose,
  undo,
  show(view) {
    memory.view = view;
    remember();
    show();
  },
  write(reach) {
    memory.reach = reach;
    remember();
  },
  say(says) {
    const { facts } = seen;
    if (!facts) return;
    const { place, text, sentence } = facts;
    send("correct", { place, text, sentence, reach: memory.reach, says });
  },
  pair(id) {
    if (seen.facts) send("pair", { place: seen.facts.place, english: id });
  },
  accept(reason) {
    if (seen.doubt) send("accept", { id: seen.doubt.id, reason });
  },
  go(other, sentence) {
    location.href = address(other, sentence);
  },
};

/** @param {number} id */
function undo(id) {
  send("undo", { id });
}

// --- Pointer and keys ---

/** @param {MouseEvent} event */
function clicked(event) {
  if (event.composedPath().includes(host) || !(event.target instanceof Element)) return;
  if (!event.target.closest(".prose, .head h1")) return;
  const link = event.target.closest("a:not(.term)");
  if (link || event.ctrlKey || event.metaKey) return;
  const selection = getSelection();
  if (selection && !selection.isCollapsed) return;
  const translation = event.target.closest(".tr");
  const found = translation ? null : pointed(event.clientX, event.clientY);
  if (!translation && !found) return;
  event.preventDefault();
  event.stopPropagation();
  const ids = translation?.getAttribute("data-for")?.split(" ") ?? [];
  const doubt = here.find(({ place, in_english: foreign }) =>
    place && (translation ? foreign && ids.includes(place.sentence)
      : !foreign && found && place.block === found.sentence.block
        && place.start <= found.offset && found.offset < place.end));
  const sentence = sentences.get(ids[0] ?? "");
  if (doubt) choose(doubt);
  else if (found) lookAt(found.sentence, found.offset, found.offset);
  else if (sentence) lookAt(sentence, sentence.words[0][0], sentence.words[0][0]);
}

/**
 * @param {number} x
 * @param {number} y
 */
function pointed(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  const offset = caret?.offset ?? range?.startOffset ?? 0;
  if (!node) return null;
  // A caret stands between two characters; the one that was hit may be before it.
  const before = document.createRange();
  if (node instanceof Text && offset > 0) {
    before.setStart(node, offset - 1);
    before.setEnd(node, offset);
    const hit = [...before.getClientRects()].some((box) => box.left <= x && x < box.right);
    if (hit) return offsetAt(sentences, node, offset - 1);
  }
  return offsetAt(sentences, node, offset);
}

/**
 * @param {import("./text.js").Sentence} sentence
 * @param {number} from
 * @param {number} to
 */
function lookAt(sentence, from, to) {
  const place = wordsAt(slug, sentence, from, to);
  if (place) look(place);
}

/** @param {Event} event */
function selected(event) {
  if (event.composedPath().includes(host)) return;
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const start = offsetAt(sentences, range.startContainer, range.startOffset);
  const end = range.endOffset > 0
    ? offsetAt(sentences, range.endContainer, range.endOffset - 1)
    : null;
  if (!start || !end || start.sentence !== end.sentence) return;
  lookAt(start.sentence, start.offset, Math.max(start.offset, end.offset));
}

/** @type {Record<string, () => void>} */
const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  e: () => focus("pinyin"),
  a: () => focus("reason"),
  w: () => {
    const reaches = Object.keys(REACHES);
    memory.reach = reaches[(reaches.indexOf(memory.reach) + 1) % reaches.length];
    remember();
    show();
    say(`It is written ${REACHES[memory.reach]}.`);
  },
  u: () => {
    const last = [...state.changes].reverse().find((change) => !change.undone);
    if (last) undo(last.id);
  },
  Enter: confirm,
};
for (let digit = 1; digit <= 9; digit += 1) KEYS[digit] = () => pick(digit - 1);

/** @param {string} name */
function focus(name) {
  const input = /** @type {HTMLElement | null} */ (root.querySelector(`[name="${name}"]`));
  input?.focus();
}

/** @returns {HTMLElement[]} */
function offered() {
  return [...root.querySelectorAll(".known > section:first-of-type .choice")].map(
    (choice) => /** @type {HTMLElement} */ (choice),
  );
}

/** @param {number} index */
function pick(index) {
  offered()[index]?.click();
}

/** Says that what stands is right, where there is a choice; else asks why it is. */
function confirm() {
  const now = offered().find((choice) => choice.getAttribute("aria-current") === "true");
  if (now) now.click();
  else focus("reason");
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const [target] = event.composedPath();
  const typing = target instanceof Element && target.matches("input:not([type=radio]), select, textarea");
  if (event.key === "Escape" && typing) /** @type {HTMLElement} */ (target).blur();
  if (typing) return;
  if (event.key === "Enter" && target instanceof Element && target.matches("button, a, summary")) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

/** Whether an answer is awaited, after which the page is loaded anew by itself. */
let waiting = false;
document.addEventListener("click", clicked, { capture: true });
document.addEventListener("pointerup", selected);
document.addEventListener("keydown", pressed, { capture: true });
server.listen(token, () => {
  if (waiting) return;
  const typing = root.activeElement?.matches("input:not([type=radio])");
  if (typing) say("The files were changed. Reload the page to see them as they are.");
  else location.reload();
});

show();
paint();
if (memory.said) say(memory.said);
memory.said = "";
remember();
const all = [...here, ...placeless];
const arrived = location.hash.slice(1).split("&")[0];
const linked = arrived ? here.find((doubt) => doubt.place?.sentence === arrived) : null;
await choose(linked ?? all[Math.min(memory.at, all.length - 1)] ?? null);
