/**
 * The review: doubts marked in the text, a panel beside it, a key for each choice.
 *
 * 1. What the server knows of the page is asked for, and the doubts are marked.
 * 2. A doubt, or whatever is clicked or selected, is shown in the panel with what speaks for it.
 * 3. A choice is sent to the server, which writes it into a source file; the page is then loaded
 *    anew and goes on with the next doubt.
 */

import { h } from "./dom.js";
import { Marks, arrive, reveal } from "./marks.js";
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
/** Under which this tab remembers where it is. */
const MEMORY = "jiazhu-review";
/**
 * `at` is the number of the doubt, `place` what was looked at besides; both are of article `slug`.
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
/** The doubts of this page: errors, then those of its text in their order, then the others. */
const rank = (/** @type {Doubt} */ { severity, place }) =>
  severity === "error" ? 0 : place ? 1 : 2;
const here = state.doubts
  .filter((doubt) => slug && doubt.slug === slug)
  .sort((one, other) => rank(one) - rank(other));
/** Those that are about no article: settings, glossary, files. */
const placeless = state.doubts.filter((doubt) => !doubt.slug);
const all = [...here, ...placeless];
const marks = new Marks(sentences, here);

// --- The panel ---

const host = document.createElement("jiazhu-review");
const root = host.attachShadow({ mode: "open" });
const panel = h("aside", { "aria-label": "Review", lang: "en" });
const status = h("p.status", { role: "status" });
/** What the eye sees anyway. */
const heard = h("p.heard", { role: "status" });
root.append(h("link", { rel: "stylesheet", href: `${base}panel.css` }), panel, status, heard);
document.body.append(host);

/** @type {import("./panel.js").Seen} */
const seen = {
  state, slug, here, placeless, memory, address, covering, doubt: null, facts: null, near: [],
};

/** The families of doubts that are about a word, and not about a sentence. */
const OF_WORDS = "RWNE";
/** How long a success is shown, in milliseconds; what went wrong stays until the next step. */
const SHOWN = 6000;

/** @param {string} text @param {boolean} [fleeting] */
function say(text, fleeting = false) {
  status.textContent = text;
  if (fleeting) setTimeout(() => status.textContent === text && say(""), SHOWN);
}

/** @param {unknown} error */
function refused(error) {
  if (!(error instanceof RefusedError)) throw error;
  const { message, hint } = error;
  say(`${message}${/[.!?…]$/.test(message) ? "" : "."} ${hint}`);
}

/** Shows the panel anew; the focus stays where it was or, where that is gone, in the panel. */
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

// --- What is chosen ---

/** What was chosen last, since answers may come in another order than they were asked for. */
let asked = 0;

/**
 * @param {Doubt | null} doubt
 * @param {boolean} [moving] whether the page goes to it
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
      // What is shown is what would be asked for.
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
 * Where a doubt is on the page: in its own words, or near those that may belong to it.
 * @param {Doubt} doubt
 */
function whereOf(doubt) {
  const near = (seen.near.find((one) => one.alone) ?? seen.near[0])?.place.sentence;
  return marks.rangeOf(doubt) ?? marks.beginning(near);
}

/** How much of the window the panel covers from below, in pixels. */
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
  if (!all.length) return say("Nothing is in doubt here.", true);
  say("");
  const at = seen.doubt ? all.indexOf(seen.doubt) + by : memory.at;
  choose(all[(at + all.length) % all.length]);
}

/**
 * @param {string} what
 * @param {Record<string, unknown>} data
 */
async function send(what, data) {
  // The page that comes back is another one: nothing may be said of this one any more.
  if (waiting) return;
  waiting = true;
  say("Writing …");
  try {
    const { change } = await server.change(what, data);
    memory.said = what === "undo" ? `Taken back: ${change.said}` : `Written: ${change.said}`;
    comeBack();
  } catch (error) {
    waiting = false;
    refused(error);
  }
}

/** Loads the page anew; it goes on where this one is. */
function comeBack() {
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
  say(says) {
    const { facts } = seen;
    if (!facts) return;
    const { place, text, sentence } = facts;
    send("correct", { place, text, sentence, reach: memory.reach, says });
  },
  pair(id) {
    if (seen.facts) send("pair", { place: seen.facts.place, english: id });
  },
  join(place) {
    if (seen.doubt) send("pair", { place, english: seen.doubt.english });
  },
  alone() {
    if (seen.doubt) send("alone", { slug: seen.doubt.slug, english: seen.doubt.english });
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
 * The doubt about a word, if there is one, else the word itself: to correct it, whatever is in
 * doubt about its sentence.
 * @param {Place} wanted
 */
function lookAt(wanted) {
  say("");
  const doubt = covering(wanted).find(({ code }) => OF_WORDS.includes(code[0]));
  if (doubt) choose(doubt, false);
  else look(wanted);
}

/** @param {Place} wanted */
function covering(wanted) {
  return here.filter(({ place, in_english: foreign }) =>
    place && !foreign && place.block === wanted.block
      && place.start <= wanted.start && wanted.end <= place.end);
}

/** The next of the places into which a correction may be written. */
function reach() {
  const reaches = Object.keys(REACHES);
  memory.reach = reaches[(reaches.indexOf(memory.reach) + 1) % reaches.length];
  remember();
  const radio = root.querySelector(`[value="${memory.reach}"]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
  say(`It is written ${REACHES[memory.reach]}.`, true);
}

function undoLast() {
  const last = [...state.changes].reverse().find((change) => !change.undone);
  if (last) undo(last.id);
  else say("Nothing is left to take back.", true);
}

/** Whether an answer is awaited, after which the page is loaded anew by itself. */
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
  } else comeBack();
});

const { said, inPanel, place, view } = memory;
Object.assign(memory, { said: "", inPanel: false });
remember();
const arrived = location.hash.slice(1).split("&")[0];
const linked = arrived ? here.find((doubt) => doubt.place?.sentence === arrived) : null;
const next = all.find((doubt) => doubt.id === memory.id) ?? all[Math.min(memory.at, all.length - 1)];
if (place) await look(place);
else await choose(linked ?? next ?? null, false);
const goal = seen.doubt ? whereOf(seen.doubt) : place && marks.at(place);
if (goal) arrive(goal, covered());
if (view === "changes") actions.show(view);
if (inPanel) focusPanel();
if (said) say(said, true);
