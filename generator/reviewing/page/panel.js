/** The panel: the current doubt, what is known about its place, and what can be done. */

import { h } from "./dom.js";
import * as parts from "./facets.js";

/** @typedef {import("./server.js").Doubt} Doubt */
/** @typedef {import("./server.js").Facets} Facets */

/**
 * The state that the panel shows.
 * @typedef {object} Seen
 * @property {import("./server.js").State} state
 * @property {string} slug of the page's article; empty if it is not an article
 * @property {Doubt[]} here the doubts of the page, in the order of the text
 * @property {Doubt[]} placeless the doubts that belong to no article
 * @property {{ reach: string, view: string, folded: boolean }} memory
 * @property {(slug: string, sentence?: string) => string} address
 * @property {(place: import("./text.js").Place) => Doubt[]} covering the doubts about a place
 * @property {Doubt | null} doubt
 * @property {Facets | null} facts
 * @property {import("./server.js").Near[]} near candidates if the doubt is about unpaired English
 */

/**
 * @typedef {object} Own
 * @property {(doubt: Doubt) => void} choose
 * @property {(id: number) => void} undo
 * @property {(view: string) => void} show
 * @property {(reach: string) => void} write
 * @property {(by: number) => void} step
 * @property {() => void} fold
 */
/** @typedef {import("./facets.js").Actions & Own} Actions */

/** The places to which a correction can be written. @type {Record<string, string>} */
export const REACHES = {
  note: "here, in the notes",
  text: "here, in the Markdown",
  site: "everywhere, in the lexicon",
};

const CORRECT = "Click a word, or select some, to correct it.";

/** @typedef {"readings" | "words" | "name" | "forms" | "senses" | "term" | "pairs"} Part */

/** The sections shown first for each family of doubts; the others are behind “More”. */
const FIRST = /** @type {Record<string, Part[]>} */ ({
  R: ["readings"],
  W: ["words", "readings"],
  N: ["name"],
  E: ["forms"],
  G: ["term"],
});
/** The codes of doubts about the alignment. */
const ALIGNMENT_CODES = ["T003", "T013", "T014"];
/**
 * @param {string} code
 * @returns {Part[]}
 */
function partsOf(code) {
  return ALIGNMENT_CODES.includes(code) ? ["pairs"] : (FIRST[code[0]] ?? []);
}
/** @type {Part[]} */
const PARTS = ["readings", "words", "name", "forms", "senses", "term", "pairs"];
const KEYS = [
  ["n p", "next, previous"],
  ["1–9", "choose"],
  ["Enter", "it is right"],
  ["e", "type"],
  ["a", "accept"],
  ["w", "where"],
  ["u", "take back"],
  ["f", "fold"],
];

/**
 * @param {Seen} seen
 * @param {Actions} actions
 * @returns {Node[]}
 */
export function render(seen, actions) {
  const { doubt, facts, memory, state } = seen;
  const all = [...seen.here, ...seen.placeless];
  const count = all.length;
  const done = state.changes.filter((change) => !change.undone).length;
  const tab = (/** @type {string} */ view, /** @type {string} */ label) => {
    const pressed = String(memory.view === view);
    const click = () => actions.show(view);
    const key = `view ${view}`;
    return h("button.tab", { type: "button", "aria-pressed": pressed, "data-key": key, click }, label);
  };
  const button = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {() => void} */ click,
    /** @type {Record<string, unknown>} */ more = {}) =>
    h("button.tab", { type: "button", "aria-label": label, title: label, "data-key": label, click, ...more }, sign);
  const none = count === 0 ? "No doubts" : count === 1 ? "1 doubt" : `${count} doubts`;
  const title = doubt ? `${all.indexOf(doubt) + 1} of ${count}` : none;
  const walk = count > 0 && [
    button("Previous doubt", "‹", () => actions.step(-1)),
    button("Next doubt", "›", () => actions.step(1)),
  ];
  const { folded } = memory;
  const bar = h(
    "header",
    {},
    h("h2", {}, title),
    ...(walk || []),
    h(
      "nav",
      { "aria-label": "Views" },
      ...(folded ? [] : [tab("doubts", "Doubts"), tab("changes", `Changes ${done}`)]),
      button("Fold the panel away", folded ? "▴" : "▾", actions.fold, { "aria-expanded": String(!folded) }),
    ),
  );
  if (folded) return [bar];
  return [
    bar,
    memory.view === "changes"
      ? changes(seen, actions)
      : h(
          "div.body",
          { tabindex: 0, role: "group", "aria-label": "Current doubt" },
          doubt && card(doubt),
          facts ? known(seen, facts, actions) : doubt && unplaced(seen, actions),
          lists(seen, actions),
        ),
    h(
      "footer",
      {},
      h("p.keys", {}, ...KEYS.flatMap(([key, what]) => [h("kbd", {}, key), ` ${what} `])),
    ),
  ];
}

/** @param {Doubt} doubt */
function card(doubt) {
  return h(
    `section.doubt.${doubt.severity}`,
    { "aria-label": "Doubt" },
    h("h3.code", {}, h("b", {}, doubt.code), ` ${doubt.about}`),
    h("p", {}, doubt.message),
    h("p.hint", {}, doubt.hint),
    h("p.where", {}, `${doubt.path}:${doubt.line}:${doubt.column}`),
  );
}

/**
 * The sections for a doubt that has no place in the Chinese text.
 * @param {Seen} seen
 * @param {Actions} actions
 */
function unplaced({ doubt, near }, actions) {
  return h(
    "div.known",
    {},
    near.length > 0 && parts.counterparts(near, actions),
    doubt?.may_accept && parts.acceptance(actions),
  );
}

/**
 * @param {Seen} seen
 * @param {Facets} facts
 * @param {Actions} actions
 */
function known({ doubt, memory, covering }, facts, actions) {
  const first = doubt ? partsOf(doubt.code) : PARTS.slice(0, 2);
  const part = (/** @type {Part} */ name) => parts[name](facts, actions);
  const reach = ([value, label] = ["", ""]) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "reach",
        value,
        checked: memory.reach === value,
        change: () => actions.write(value),
      }),
      label,
    );
  const where = h("fieldset", {}, h("legend", {}, "Write it"), ...Object.entries(REACHES).map(reach));
  // There is no choice of place for a pair or an acceptance.
  const reaching = first.some((name) => name !== "pairs");
  return h(
    "div.known",
    {},
    !doubt && h("h3.place", { lang: facts.script }, facts.text),
    !doubt && h("ul", {}, ...covering(facts.place).map((one) => h("li", {}, row(one, null, actions)))),
    ...first.map(part),
    doubt?.may_accept && parts.acceptance(actions),
    reaching && where,
    parts.similar(facts, actions),
    h(
      "details",
      {},
      h("summary", {}, "More about this place"),
      !reaching && where,
      ...PARTS.filter((name) => !first.includes(name)).map(part),
    ),
  );
}

/**
 * A line in the list of doubts.
 * @param {Doubt} one
 * @param {Doubt | null} now
 * @param {Actions} actions
 */
function row(one, now, actions) {
  return h(
    "button.link",
    {
      type: "button",
      "aria-current": one === now ? "true" : null,
      click: () => actions.choose(one),
    },
    h("b", {}, one.code),
    " ",
    one.message,
  );
}

/**
 * The lists of all doubts on the page and of the articles.
 * @param {Seen} seen
 * @param {Actions} actions
 */
function lists({ state, slug, here, placeless, doubt, address }, actions) {
  const rows = [...here, ...placeless].map((one) => h("li", {}, row(one, doubt, actions)));
  /** @type {Record<string, number>} */
  const counts = {};
  for (const one of state.doubts) counts[one.slug] = (counts[one.slug] ?? 0) + 1;
  const links = Object.entries(state.articles).map(([other, title]) => {
    const own = other === slug;
    const name = own ? "span" : "a";
    const attributes = own ? { "aria-current": "page" } : { href: address(other) };
    return h("li", {}, h(name, { ...attributes, lang: "zh" }, title || other), ` ${counts[other] ?? 0}`);
  });
  return h(
    "div.lists",
    {},
    rows.length
      ? h("ol.doubts", { "aria-label": "All doubts here" }, ...rows)
      : h("p.none", {}, `There are no doubts here. ${slug ? CORRECT : "Choose an article."}`),
    h("h3", {}, "Articles and their doubts"),
    h("ul.articles", {}, ...links),
  );
}

/**
 * @param {Seen} seen
 * @param {Actions} actions
 */
function changes({ state }, actions) {
  const rows = [...state.changes].reverse().map((change) => {
    const click = () => actions.undo(change.id);
    return h(
      change.undone ? "li.undone" : "li",
      {},
      h("p", { lang: "zh" }, change.summary),
      h("p.where", {}, `${change.at} ${change.paths.join(", ")}`),
      change.undone
        ? h("small", {}, "taken back")
        : h("button", { type: "button", click }, "Take back"),
    );
  });
  return h(
    "div.body",
    {},
    rows.length
      ? h("ol.changes", {}, ...rows)
      : h("p.none", {}, "Nothing has been changed since the review began."),
  );
}
