/** The sections of the panel: what is known about a place, and the corrections to choose from. */

import { h } from "./dom.js";

/** @typedef {import("./server.js").Facets} Facets */
/** @typedef {import("./server.js").Doubt} Doubt */

/**
 * The callbacks of the sections.
 * @typedef {object} Actions
 * @property {(values: Record<string, unknown>) => void} say
 * @property {(english: string | null) => void} pair
 * @property {(place: import("./text.js").Place) => void} join the English sentence of the doubt
 * @property {() => void} unpaired
 * @property {(reason: string) => void} accept
 * @property {(slug: string, sentence: string) => void} go
 */

const KINDS = ["person", "place", "organisation", "other"];
/** Maximum length of a word for which all cuts are offered. */
const MAX_CUT_LENGTH = 4;
const EDITIONS = /** @type {Record<string, string>} */ ({
  "zh-Hans": "Simplified",
  "zh-Hant-TW": "Taiwan",
  "zh-Hant-HK": "Hong Kong",
});

/**
 * A list of choices, each of which has a number key.
 * @param {{ main: string, notes?: string[], now?: boolean, lang?: string, take: () => void }[]} rows
 */
function choices(rows) {
  return h(
    "ol.choices",
    {},
    ...rows.map(({ main, notes = [], now = false, lang = "", take }) =>
      h(
        "li",
        {},
        h(
          "button.choice",
          { type: "button", click: take, "aria-current": now ? "true" : null },
          h("b", { lang: lang || null }, main),
          now && h("i.now", {}, "now"),
          ...notes.filter(Boolean).map((note) => h("small", {}, note)),
        ),
      ),
    ),
  );
}

/**
 * @param {string} label
 * @param {string} name
 * @param {string} button
 * @param {(value: string) => void} take
 * @param {Record<string, unknown>} [attributes]
 */
function field(label, name, button, take, attributes = {}) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", { name, required: true, autocomplete: "off", ...attributes })
  );
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (input.value.trim()) take(input.value.trim());
  };
  return h(
    "form.field",
    { submit },
    h("label", {}, h("span", {}, label), input),
    h("button", { type: "submit" }, button),
  );
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function readings(facts, actions) {
  if (!facts.readings) return null;
  return h(
    "section",
    { "aria-label": "Reading" },
    h("h4", {}, "Reading"),
    choices(
      facts.readings.map((one) => ({
        main: one.pinyin,
        lang: "zh-Latn-pinyin",
        notes: [one.sources.join(" · "), one.senses.join("; ")],
        now: one.current,
        take: () => actions.say({ pinyin: one.pinyin }),
      })),
    ),
    field("Another", "pinyin", "Set", (pinyin) => actions.say({ pinyin }), { lang: "zh-Latn" }),
  );
}

/**
 * The segmentation of a place: each gap between two characters is a toggle button.
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function words(facts, actions) {
  const all = [...facts.text];
  if (all.length < 2) return null;
  const now = facts.words.join(" | ");
  /** @type {string[][]} */
  const offered = [[facts.text]];
  if (facts.words.length > 1) offered.push(facts.words);
  else if (all.length <= MAX_CUT_LENGTH) {
    for (let cut = 1; cut < all.length; cut += 1) {
      offered.push([all.slice(0, cut).join(""), all.slice(cut).join("")]);
    }
  }
  const say = (/** @type {string[]} */ found) =>
    actions.say(found.length > 1 ? { words: found } : { word: true });
  const rows = offered.map((found) => ({
    main: found.join(" | "),
    lang: facts.script,
    notes: found.length > 1 ? [] : ["one word"],
    now: found.join(" | ") === now,
    take: () => say(found),
  }));
  const cuts = new Set();
  let at = 0;
  for (const word of facts.words.slice(0, -1)) cuts.add((at += [...word].length));
  const list = () => {
    const found = [""];
    all.forEach((char, index) => {
      if (cuts.has(index)) found.push("");
      found[found.length - 1] += char;
    });
    return found;
  };
  const gaps = all.flatMap((char, index) => {
    const text = h("span", { lang: facts.script }, char);
    if (!index) return [text];
    const toggle = (/** @type {Event} */ event) => {
      if (!cuts.delete(index)) cuts.add(index);
      const gap = /** @type {HTMLElement} */ (event.currentTarget);
      gap.setAttribute("aria-pressed", String(cuts.has(index)));
    };
    const label = `cut before ${char}`;
    const pressed = String(cuts.has(index));
    return [
      h("button.gap", { type: "button", "aria-pressed": pressed, "aria-label": label, click: toggle }),
      text,
    ];
  });
  const set = () => say(list());
  return h(
    "section",
    { "aria-label": "Words" },
    h("h4", {}, "Words"),
    choices(rows),
    h("div.cuts", {}, ...gaps, h("button", { type: "button", click: set }, "Set")),
  );
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function name(facts, actions) {
  const kinds = KINDS.map((kind) => ({
    main: kind,
    now: facts.name === kind,
    take: () => actions.say({ name: kind }),
  }));
  const none = { main: "not a name", now: facts.name === null, take: () => actions.say({ name: false }) };
  return h("section", { "aria-label": "Name" }, h("h4", {}, "Name"), choices([...kinds, none]));
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function forms(facts, actions) {
  const rows = Object.entries(facts.forms);
  if (!rows.length) return null;
  const disputed = [...new Set(rows.flatMap(([, [, ...others]]) => others))];
  return h(
    "section",
    { "aria-label": "Editions" },
    h("h4", {}, "Editions"),
    choices([
      {
        main: [...new Set(rows.map(([, [text]]) => text))].join(" · "),
        notes: [rows.map(([edition, [text]]) => `${EDITIONS[edition]} ${text}`).join(", ")],
        now: true,
        take: () => actions.say(Object.fromEntries(rows.map(([edition, [text]]) => [edition, text]))),
      },
      ...disputed.map((form) => {
        const where = rows.filter(([, [, ...others]]) => others.includes(form)).map(([edition]) => edition);
        return {
          main: form,
          lang: where[0],
          notes: [where.map((edition) => EDITIONS[edition]).join(", ")],
          take: () => actions.say(Object.fromEntries(where.map((edition) => [edition, form]))),
        };
      }),
    ]),
    ...rows.map(([edition, [text]]) =>
      field(EDITIONS[edition] ?? edition, edition, "Set", (form) => actions.say({ [edition]: form }), {
        value: text,
        lang: edition,
      }),
    ),
  );
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function senses(facts, actions) {
  if (facts.senses.length < 2) return null;
  return h(
    "section",
    { "aria-label": "Sense" },
    h("h4", {}, "Sense"),
    choices(
      facts.senses.map((sense) => ({
        main: sense.text,
        notes: [`${sense.headword} ${sense.pinyin}`],
        now: sense.chosen,
        take: () => actions.say({ sense: sense.value }),
      })),
    ),
  );
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function term(facts, actions) {
  const ids = Object.entries(facts.terms);
  if (!ids.length) return null;
  const options = ids.map(([id, english]) =>
    h("option", { value: id, selected: facts.term === id }, english),
  );
  const select = /** @type {HTMLSelectElement} */ (
    h("select", { name: "term" }, h("option", { value: "" }, "not a term"), ...options)
  );
  const set = () => actions.say({ term: select.value || false });
  return h(
    "section",
    { "aria-label": "Term" },
    h("h4", {}, "Term"),
    h("div.field", {}, h("label", {}, h("span", {}, "Term"), select),
      h("button", { type: "button", click: set }, "Set")),
  );
}

/**
 * The English sentences that may translate this one.
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function pairs(facts, actions) {
  if (!facts.english.length) return null;
  return h(
    "section.sentences",
    { "aria-label": "Translated by" },
    h("h4", {}, "Translated by"),
    h("p.quoted", { lang: facts.script }, facts.sentence),
    h("p.where", {}, "Your choice is written as an anchor into both files."),
    choices([
      ...facts.english.map((one) => ({
        main: one.text,
        lang: "en",
        now: one.zh.includes(facts.place.sentence),
        take: () => actions.pair(one.id),
      })),
      { main: "nothing, intentionally", take: () => actions.pair(null) },
    ]),
  );
}

/**
 * The sentences that an English one without a counterpart may translate.
 * @param {import("./server.js").Near[]} near
 * @param {Actions} actions
 */
export function counterparts(near, actions) {
  return h(
    "section.sentences",
    { "aria-label": "Translation of" },
    h("h4", {}, "Translation of"),
    h("p.where", {}, "Your choice is written as an anchor into both files."),
    choices([
      { main: "nothing, intentionally", take: () => actions.unpaired() },
      ...near.map(({ place, text, script, alone }) => ({
        main: text,
        lang: script,
        notes: [alone ? "has no translation yet" : ""],
        take: () => actions.join(place),
      })),
    ]),
  );
}

/** @param {Actions} actions */
export function acceptance(actions) {
  return h(
    "section",
    { "aria-label": "Accept" },
    h("h4", {}, "Right as it is"),
    field("Because", "reason", "Accept", actions.accept),
  );
}

/**
 * @param {Facets} facts
 * @param {Actions} actions
 */
export function similar(facts, actions) {
  if (!facts.similar.length) return null;
  const rows = facts.similar.map((one) =>
    h(
      "li",
      {},
      h(
        "button.link",
        { type: "button", click: () => actions.go(one.slug, one.sentence) },
        h("span", { lang: facts.script }, one.excerpt),
        " ",
        h("b", { lang: "zh-Latn-pinyin" }, one.pinyin),
        one.stated && h("small", {}, " stated"),
      ),
    ),
  );
  return h(
    "section",
    { "aria-label": "Similar places" },
    h("h4", {}, "Elsewhere on the site"),
    h("ul.similar", {}, ...rows),
  );
}
