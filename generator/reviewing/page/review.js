/**
 * The review: highlights doubts in the text, and shows them in a panel with choices.
 *
 * 1. The doubts and sentences of the page are loaded from the server, and doubts are highlighted.
 * 2. A doubt, or a place that is clicked or selected, is shown in the panel with its evidence.
 * 3. A choice is sent to the server, which writes it to a source file; the page is then reloaded
 *    and shows the next doubt.
 */

import { h } from "./dom.js";
import { Marks, reveal, scrollTo } from "./marks.js";
import { REACHES, render } from "./panel.js";
import { start as startPointer } from "./pointer.js";
import { start as startKeys } from "./review_keys.js";
import { RefusedError, Server } from "./server.js";

/** @typedef {import("./server.js").Doubt} Doubt */
/** @typedef {import("./server.js").Facets} Facets */
/** @typedef {import("./text.js").Place} Place */

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-base]"));
const { base = "", page = "", token = "" } = script.dataset;
const server = new Server(base);
/** The key of this tab's state in `sessionStorage`. */
const MEMORY = "jiazhu-review";
/**
 * `at` is the index of the current doubt, `place` the current place if it is not of a doubt; both
 * are in the article `slug`.
 * @type {{ slug: string, at: number, id: string, place: Place | null, reach: string, view: string,
 *          folded: boolean, inPanel: boolean, said: string }}
 */
const memory = {
  slug: "",
  at: 0,
  id: "",
  place: null,
  reach: "note",
  view: "doubts",
  folded: false,
  inPanel: false,
  said: "",
  ...JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}"),
};

function remember() {
  sessionStorage.setItem(MEMORY, JSON.stringify(memory));
}

const [state, shown] = await Promise.all([server.state(), server.text(page)]);
const slug = shown.slug ?? "";
const sentences = new Map((shown.sentences ?? []).map((sentence) => [sentence.id, sentence]));
if (memory.slug !== slug) {
  Object.assign(memory, { slug, at: 0, id: "", place: null, view: "doubts" });
}
/** Sorts the doubts of the page: errors, then those in the text in their order, then others. */
const rank = (/** @type {Doubt} */ { severity, place }) =>
  severity === "error" ? 0 : place ? 1 : 2;
const here = state.doubts
  .filter((doubt) => slug && doubt.slug === slug)
  .sort((one, other) => rank(one) - rank(other));
/** The doubts that belong to no article: about settings, the glossary or files. */
const placeless = state.doubts.filter((doubt) => !doubt.slug);
const all = [...here, ...placeless];
const marks = new Marks(sentences, here);

// --- The panel ---

const host = document.createElement("jiazhu-review");
const root = host.attachShadow({ mode: "open" });
const panel = h("aside", { "aria-label": "Review", lang: "en" });
const status = h("p.status", { role: "status" });
/** Messages for screen readers only. */
const heard = h("p.heard", { role: "status" });
root.append(h("link", { rel: "stylesheet", href: `${base}panel.css` }), panel, status, heard);
document.body.append(host);

/** @type {import("./panel.js").Seen} */
const seen = {
  state, slug, here, placeless, memory, address, covering, doubt: null, facts: null, near: [],
};

/** The families of doubts about a word, not about a sentence. */
const WORD_FAMILIES = "RWNE";
/** How long a success is shown, in milliseconds; an error stays until the next step. */
const SUCCESS_MS = 6000;

/** @param {string} text @param {boolean} [fleeting] */
function say(text, fleeting = false) {
  status.textContent = text;
  if (fleeting) setTimeout(() => status.textContent === text && say(""), SUCCESS_MS);
}

/** @param {unknown} error */
function refused(error) {
  if (!(error instanceof RefusedError)) throw error;
  const { message, hint } = error;
  say(`${message}${/[.!?…]$/.test(message) ? "" : "."} ${hint}`);
}

/** Renders the panel; the focus stays on the same control or, if that is gone, in the panel. */
function show() {
  const active = /** @type {HTMLElement | null} */ (root.activeElement);
  const key = active?.dataset.key;
  panel.replaceChildren(...render(seen, actions));
  panel.classList.toggle("folded", memory.folded);
  document.documentElement.toggleAttribute("data-review-folded", memory.folded);
  const row = /** @type {HTMLElement | null} */ (root.querySelector(".doubts [aria-current]"));
  const list = row?.closest("ol");
  if (row && list) list.scrollTop = row.offsetTop - list.offsetTop - list.clientHeight / 3;
  if (active) focusPanel(key);
}

/** @param {string} [key] */
function focusPanel(key) {
  const same = [...root.querySelectorAll("[data-key]")].find(
    (element) => /** @type {HTMLElement} */ (element).dataset.key === key,
  );
  const element = same ?? root.querySelector(".body") ?? root.querySelector("[data-key]");
  /** @type {HTMLElement | null} */ (element)?.focus({ preventScroll: true });
}

/** @param {string} other @param {string} [sentence] */
function address(other, sentence = "") {
  const start = base.replace(/_jiazhu\/$/, "");
  const edition = slug ? page.split("/")[0] : state.edition;
  return `${start}${edition}/${other}/index.html${sentence ? `#${sentence}` : ""}`;
}

// --- The current doubt or place ---

/** The number of the last request, because responses may arrive in another order. */
let asked = 0;

/**
 * @param {Doubt | null} doubt
 * @param {boolean} [moving] whether to scroll to it
 */
async function choose(doubt, moving = true) {
  const mine = (asked += 1);
  const known = doubt === seen.doubt;
  if (!known) Object.assign(seen, { doubt, facts: null, near: [] });
  Object.assign(memory, { view: "doubts", place: null });
  if (doubt) Object.assign(memory, { at: all.indexOf(doubt), id: doubt.id });
  remember();
  try {
    if (known) {
      // Its facts are already shown.
    } else if (doubt?.place) {
      const facts = await server.facets(doubt.place);
      if (mine === asked) seen.facts = facts;
    } else if (doubt?.english) {
      const near = await server.counterparts(doubt.slug, doubt.english);
      if (mine === asked) seen.near = near;
    }
  } catch (error) {
    refused(error);
  }
  if (mine !== asked) return;
  show();
  if (moving && doubt) reveal(whereOf(doubt), covered());
  marks.paint(seen.doubt, seen.facts?.place ?? null);
  if (doubt) heard.textContent = `${memory.at + 1} of ${all.length}. ${doubt.message}.`;
}

/**
 * The range of a doubt on the page, or of a candidate for its counterpart.
 * @param {Doubt} doubt
 */
function whereOf(doubt) {
  const near = (seen.near.find((one) => one.alone) ?? seen.near[0])?.place.sentence;
  return marks.rangeOf(doubt) ?? marks.beginning(near);
}

/** The height at the bottom of the window that the panel covers, in pixels. */
function covered() {
  return innerWidth < 900 ? panel.offsetHeight : 0;
}

/** @param {Place} place */
async function look(place) {
  const mine = (asked += 1);
  Object.assign(seen, { doubt: null, facts: null, near: [] });
  try {
    const facts = await server.facets(place);
    if (mine !== asked) return;
    seen.facts = facts;
    Object.assign(memory, { view: "doubts", place, folded: false });
    remember();
    heard.textContent = facts.text;
  } catch (error) {
    refused(error);
  }
  show();
  marks.paint(seen.doubt, seen.facts?.place ?? null);
}

/** @param {number} by */
function step(by) {
  if (!all.length) return say("There are no doubts here.", true);
  say("");
  const at = seen.doubt ? all.indexOf(seen.doubt) + by : memory.at;
  choose(all[(at + all.length) % all.length]);
}

/**
 * @param {string} what
 * @param {Record<string, unknown>} data
 */
async function send(what, data) {
  // The page is about to be reloaded, so further changes would refer to an outdated page.
  if (waiting) return;
  waiting = true;
  say("Writing …");
  try {
    const { change } = await server.change(what, data);
    memory.said = what === "undo" ? `Taken back: ${change.summary}` : `Written: ${change.summary}`;
    reload();
  } catch (error) {
    waiting = false;
    refused(error);
  }
}

/** Reloads the page, which restores the current state. */
function reload() {
  memory.inPanel = root.activeElement !== null;
  remember();
  location.reload();
}

/** @type {import("./panel.js").Actions} */
const actions = {
  choose,
  undo,
  step,
  fold,
  show(view) {
    memory.view = view;
    remember();
    show();
  },
  write(reach) {
    memory.reach = reach;
    remember();
  },
  say(values) {
    const { facts } = seen;
    if (!facts) return;
    const { place, text, sentence } = facts;
    send("correct", { place, text, sentence, scope: memory.reach, values });
  },
  pair(id) {
    if (seen.facts) send("pair", { place: seen.facts.place, english: id });
  },
  join(place) {
    if (seen.doubt) send("pair", { place, english: seen.doubt.english });
  },
  unpaired() {
    if (seen.doubt) send("unpaired", { slug: seen.doubt.slug, english: seen.doubt.english });
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

function fold() {
  memory.folded = !memory.folded;
  remember();
  show();
}

/** @param {string} id of a sentence whose English was clicked */
function translated(id) {
  const doubt = here.find(({ place, in_english: foreign }) => foreign && place?.sentence === id);
  const sentence = sentences.get(id);
  const [first] = sentence?.words ?? [];
  if (doubt) choose(doubt, false);
  else if (sentence && first) lookAt({ slug, block: sentence.block, sentence: id, start: first[0], end: first[1] });
}

/**
 * Shows the doubt about a word if there is one, else the word itself. Doubts about its sentence
 * are ignored, so that the word can be corrected.
 * @param {Place} wanted
 */
function lookAt(wanted) {
  say("");
  const doubt = covering(wanted).find(({ code }) => WORD_FAMILIES.includes(code[0]));
  if (doubt) choose(doubt, false);
  else look(wanted);
}

/** @param {Place} wanted */
function covering(wanted) {
  return here.filter(({ place, in_english: foreign }) =>
    place && !foreign && place.block === wanted.block
      && place.start <= wanted.start && wanted.end <= place.end);
}

/** Selects the next of the places to which a correction can be written. */
function reach() {
  const reaches = Object.keys(REACHES);
  memory.reach = reaches[(reaches.indexOf(memory.reach) + 1) % reaches.length];
  remember();
  const radio = root.querySelector(`[value="${memory.reach}"]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
  say(`Corrections are written ${REACHES[memory.reach]}.`, true);
}

function undoLast() {
  const last = [...state.changes].reverse().find((change) => !change.undone);
  if (last) undo(last.id);
  else say("There is nothing to take back.", true);
}

/** Whether a change is being sent, after which the page is reloaded. */
let waiting = false;
startPointer({
  sentences,
  slug,
  host,
  look: lookAt,
  translated,
  across: () => say("Select within one sentence to correct it.", true),
});
startKeys(root, {
  step,
  reach,
  undo: undoLast,
  fold,
  unfold: () => memory.folded && fold(),
  leave: () => focusPanel(),
});
server.listen(token, () => {
  if (waiting) return;
  const field = root.activeElement?.matches("input:not([type=radio])") && root.activeElement;
  if (field && /** @type {HTMLInputElement} */ (field).value) {
    say("The files were changed. Reload the page to see them as they are.");
  } else reload();
});

const { said, inPanel, place, view } = memory;
Object.assign(memory, { said: "", inPanel: false });
remember();
const target = location.hash.slice(1).split("&")[0];
const linked = target ? here.find((doubt) => doubt.place?.sentence === target) : null;
const next = all.find((doubt) => doubt.id === memory.id) ?? all[Math.min(memory.at, all.length - 1)];
if (place) await look(place);
else await choose(linked ?? next ?? null, false);
const goal = seen.doubt ? whereOf(seen.doubt) : place && marks.at(place);
if (goal) scrollTo(goal, covered());
if (view === "changes") actions.show(view);
if (inPanel) focusPanel();
if (said) say(said, true);
