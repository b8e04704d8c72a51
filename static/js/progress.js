/**
 * How far the reader has come in each article: kept, offered on return, marked on the home page.
 *
 * A place is a sentence, so it holds in every edition and at every size. Nothing moves by itself:
 * a link offers the place, and an address that names a sentence needs no offer.
 */

import { topSentence } from "./place.js";

/**
 * @typedef {{s: string, p: number, d?: boolean}} Place the sentence at the top of the window, the
 * share of the sentences before it, and whether the article was read to its end
 */

const KEY = "jiazhu-places";
const MOST = 200;
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
 * @returns {string} what its place is kept under
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
function keep(place) {
  const { [keyOf(location.href)]: before, ...others } = stored();
  const done = place.d || before?.d;
  const newest = Object.entries(others).slice(1 - MOST);
  newest.push([keyOf(location.href), { ...place, ...(done && { d: true }) }]);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage is blocked or full: there will be nothing to offer.
  }
}

/** @param {HTMLElement[]} sentences those of the page, in order */
function remember(sentences) {
  const last = sentences[sentences.length - 1];
  if (last.getBoundingClientRect().bottom <= innerHeight) return keep({ s: "", p: 1, d: true });
  const top = topSentence();
  const index = top ? sentences.indexOf(top) : 0;
  // Whoever is back at the beginning has not lost the place.
  if (top && index > 0) keep({ s: top.id, p: index / sentences.length });
}

/** Shows the link that leads to where the reader was. */
function offer() {
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

/** Says beside each article how far it has been read. */
function mark() {
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

/** Called once, when the page has been read. */
export function start() {
  mark();
  /** @type {HTMLElement[]} */
  const sentences = [...document.querySelectorAll(/** @type {"span"} */ (".reader .prose .s[id]"))];
  if (!sentences.length) return;
  offer();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => remember(sentences), DELAY);
    },
    { passive: true },
  );
}
