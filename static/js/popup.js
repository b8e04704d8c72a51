/**
 * The dictionary pop-up: one box, filled for the word that was asked for.
 *
 * The data stands in the page as JSON and is read when the first word is asked for. A word
 * inside a term shows the term's note as well.
 */

/**
 * @typedef {{d: string[], s?: string, t?: string, p?: string, cl?: string[], tw?: string}} Entry
 * @typedef {{s: string, t: string, p: string, n?: string, term?: string, e: Entry[]}} Item
 */


/** @type {Item[] | undefined} */
let items;
/** @type {HTMLElement | null} */
let current = null;

/** @returns {HTMLElement | null} */
const box = () => document.getElementById("popup");

/** @returns {Item[]} */
function dictionary() {
  items ??= JSON.parse(document.getElementById("dictionary")?.textContent || "[]");
  return items ?? [];
}

/**
 * @param {ParentNode} parent
 * @param {string} name
 * @returns {HTMLElement}
 */
const slot = (parent, name) =>
  /** @type {HTMLElement} */ (parent.querySelector(`[data-slot="${name}"]`));

/**
 * @param {HTMLElement} element
 * @param {string | undefined} text nothing hides the element
 */
function say(element, text) {
  element.textContent = text ?? "";
  element.hidden = !text;
}

const simplified = () => document.documentElement.lang === "zh-Hans";

/** @param {Item} item */
const shownForm = (item) => (simplified() ? item.s : item.t);

/** @param {Item} item */
const otherForm = (item) => (simplified() ? item.t : item.s);

/**
 * @param {HTMLElement} popup
 * @param {Item} item
 * @param {HTMLElement} word
 */
function fill(popup, item, word) {
  const own = shownForm(item);
  const other = otherForm(item);
  say(slot(popup, "word"), own);
  say(slot(popup, "other"), other === own ? "" : other);
  slot(popup, "other").lang = simplified() ? "zh-Hant" : "zh-Hans";
  say(slot(popup, "pinyin"), item.p);
  say(slot(popup, "name"), item.n ? (popup.dataset[`name${capital(item.n)}`] ?? item.n) : "");
  slot(popup, "term").replaceChildren(...termNote(word, item));
  slot(popup, "entries").replaceChildren(...item.e.map((entry) => entryOf(entry)));
  popup.scrollTop = 0;
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
  const form = (simplified() && entry.s) || entry.t || "";
  const pinyin = entry.p ?? "";
  say(slot(row, "form"), form);
  say(slot(row, "pinyin"), pinyin);
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
    slot(line, "value").textContent = text ?? "";
  }
  return row;
}

/**
 * What the page's foot says of the term that the word stands in, or is.
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
    // The pop-up's own head says it already.
    copy.querySelectorAll(".note-form, .note-head .reading").forEach((part) => part.remove());
  }
  return [...copy.childNodes];
}

/**
 * Shows the pop-up for a word; for the word it already shows, hides it.
 * @param {HTMLElement} word
 */
export function showWord(word) {
  const popup = box();
  const item = dictionary()[Number(word.dataset.k)];
  if (!popup || !item) return;
  current?.classList.remove("open");
  current = word;
  word.classList.add("open");
  fill(popup, item, word);
  if (!popup.matches(":popover-open")) {
    // With its word as the source, the pop-up comes next after it in the order of Tab.
    popup.showPopover({ source: word });
  }
  place(popup, word);
  document.dispatchEvent(new CustomEvent("jiazhu:word", { detail: word }));
}

/** @returns {HTMLElement | null} the word that the pop-up is open for */
export function openWord() {
  return box()?.matches(":popover-open") ? current : null;
}

export function hideWord() {
  if (openWord()) box()?.hidePopover();
}

/**
 * Puts a box under or over a target, where the style sheet cannot.
 * @param {HTMLElement} popover
 * @param {HTMLElement} target
 */
export function place(popover, target) {
  if (CSS.supports("position-area", "block-end")) return;
  const at = target.getBoundingClientRect();
  const gap = 6;
  const below = innerHeight - at.bottom - 2 * gap;
  const under = below >= popover.offsetHeight || below >= at.top;
  const left = at.left + at.width / 2 - popover.offsetWidth / 2;
  Object.assign(popover.style, {
    margin: "0",
    left: `${Math.max(8, Math.min(left, innerWidth - popover.offsetWidth - 8))}px`,
    top: under ? `${at.bottom + gap}px` : "auto",
    bottom: under ? "auto" : `${innerHeight - at.top + gap}px`,
    maxHeight: `${Math.min(384, under ? below : at.top - 2 * gap)}px`,
  });
}

/** Called once, when the page has been read. */
export function start() {
  box()?.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    // A click on the next word closes the box and opens it again in one go.
    if (!box()?.matches(":popover-open")) current?.classList.remove("open");
  });
  // A box that was placed by hand would hang in the air when its word scrolls away.
  addEventListener(
    "scroll",
    () => {
      const word = openWord();
      const popup = box();
      if (word && popup) place(popup, word);
    },
    { passive: true },
  );
}
