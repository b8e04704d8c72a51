/**
 * Reading progress: the place in each article is stored, offered on return, and shown on the home
 * page.
 *
 * A place is a sentence, so it is valid in every edition and at every size. The page never scrolls
 * by itself; a link offers the place, unless the address names a sentence.
 */

import { topSentence } from "./place.js";

/**
 * @typedef {{s: string, p: number, d?: boolean}} Place the sentence at the top of the window, the
 * share of sentences before it, and whether the article has been read to the end. Stored with it
 * are the title and its language, `t` and `l`, for the home page (`templates/macros/unfinished.js`).
 */

const KEY = "jiazhu-places";
const MAX_PLACES = 200;
const DELAY = 250;

/** @returns {Record<string, Place>} */
function stored() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} address of an article, in any edition
 * @returns {string} the key of its place
 */
function keyOf(address) {
  const edition = `/${document.documentElement.lang.toLowerCase()}/`;
  return new URL(address, location.href).pathname.replace(edition, "/").replace(/index\.html$/, "");
}

/**
 * @param {string} address
 * @returns {Place | null}
 */
function placeOf(address) {
  const place = stored()[keyOf(address)];
  return place && typeof place.s === "string" && Number.isFinite(place.p) ? place : null;
}

/** @param {Place} place of this page */
function save(place) {
  const { [keyOf(location.href)]: before, ...others } = stored();
  const done = place.d || before?.d;
  const newest = Object.entries(others).slice(1 - MAX_PLACES);
  const site = document.querySelector(".brand")?.textContent?.trim();
  const title = { t: document.title.split(` · ${site}`)[0], l: document.documentElement.lang };
  newest.push([keyOf(location.href), { ...place, ...title, ...(done && { d: true }) }]);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage is blocked or full, so no place is stored.
  }
}

/** @param {HTMLElement[]} sentences all sentences of the page, in order */
function recordPlace(sentences) {
  const last = sentences[sentences.length - 1];
  if (last.getBoundingClientRect().bottom <= innerHeight) return save({ s: "", p: 1, d: true });
  const top = topSentence();
  const index = top ? sentences.indexOf(top) : 0;
  // Returning to the start does not overwrite the place.
  if (top && index > 0) save({ s: top.id, p: index / sentences.length });
}

/** Shows the link to the stored place. */
function offerPlace() {
  const box = document.querySelector(".resume");
  const place = placeOf(location.href);
  const sentence = place?.s ? document.getElementById(place.s) : null;
  if (!(box instanceof HTMLElement) || !sentence || location.hash) return;
  const link = /** @type {HTMLAnchorElement} */ (box.querySelector("a"));
  const words = [...(sentence.textContent ?? "").trim()];
  link.hash = sentence.id;
  /** @type {HTMLElement} */ (box.querySelector("q")).textContent =
    words.slice(0, 14).join("") + (words.length > 14 ? "…" : "");
  box.hidden = false;
  const away = () => (box.hidden = true);
  box.addEventListener("click", away);
  addEventListener("scroll", () => scrollY > innerHeight / 2 && away(), { passive: true });
}

/** Shows the progress on each article's card. */
function markCards() {
  for (const card of document.querySelectorAll(".card")) {
    const place = placeOf(card.querySelector("a")?.href ?? "");
    const template = document.getElementById(place?.d ? "place-finished" : "place-begun");
    if (!place || !(template instanceof HTMLTemplateElement)) continue;
    const label = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const share = label.querySelector("b");
    if (share) share.textContent = `${Math.max(1, Math.round(place.p * 100))}%`;
    card.querySelector(".card-date")?.append(" ", label);
  }
}

/** Called once, when the page has been parsed. */
export function start() {
  markCards();
  /** @type {HTMLElement[]} */
  const sentences = [...document.querySelectorAll(/** @type {"span"} */ (".reader .prose .s[id]"))];
  if (!sentences.length) return;
  offerPlace();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => recordPlace(sentences), DELAY);
    },
    { passive: true },
  );
}
