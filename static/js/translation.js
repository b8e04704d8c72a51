/**
 * Sentences and their English: lit together, shown on tap, set beside, copied apart.
 */
(() => {
  "use strict";

  /** @type {any} */
  const jiazhu = (window.jiazhu ??= {});
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 64rem)");

  /** @type {Map<string, HTMLElement[]>} the translations of each sentence */
  const english = new Map();

  /**
   * @param {Element} piece
   * @returns {string} the sentence that a piece of text belongs to
   */
  const idOf = (piece) => piece.id || (piece.getAttribute("data-s") ?? "");

  /**
   * @param {string[]} ids
   * @returns {Element[]} every piece of these sentences
   */
  const pieces = (ids) =>
    ids.flatMap((id) => [...document.querySelectorAll(`[id="${id}"], [data-s="${id}"]`)]);

  /** @param {HTMLElement} translation */
  const idsOf = (translation) => (translation.dataset.for ?? "").split(" ").filter(Boolean);

  // --- Lit together ---

  /** @type {Element[]} */
  let lit = [];

  /** @param {Event} event */
  function light(event) {
    const target = event.target instanceof Element ? event.target : null;
    const translation = target?.closest(".tr");
    const sentence = target?.closest(".s");
    const pair = translation ?? (sentence && english.get(idOf(sentence))?.[0]);
    for (const element of lit) element.classList.remove("lit");
    lit = pair instanceof HTMLElement && pair.getClientRects().length
      ? [pair, ...pieces(idsOf(pair))]
      : [];
    for (const element of lit) element.classList.add("lit");
  }

  // --- Shown on tap ---

  /** Puts a button before each translation, so that keys can show it too. */
  function addButtons() {
    const template = document.getElementById("reveal");
    if (!(template instanceof HTMLTemplateElement) || document.querySelector("button.reveal")) return;
    for (const translation of document.querySelectorAll(".prose .tr")) {
      const button = template.content.firstElementChild?.cloneNode(true);
      if (button) translation.before(button);
    }
  }

  /**
   * @param {HTMLElement} translation
   * @param {boolean} shown
   */
  function reveal(translation, shown) {
    translation.classList.toggle("shown", shown);
    const button = translation.previousElementSibling;
    if (button?.matches(".reveal")) button.setAttribute("aria-expanded", String(shown));
  }

  /** @param {Element | null | undefined} element a piece of a sentence, or something in it */
  function revealFor(element) {
    if (root.getAttribute("data-translation") !== "tap") return;
    const sentence = element?.closest(".s");
    for (const translation of (sentence && english.get(idOf(sentence))) ?? []) {
      reveal(translation, true);
    }
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest(".reveal");
    const translation = button ? button.nextElementSibling : target?.closest(".tr");
    if (translation instanceof HTMLElement) {
      if (root.getAttribute("data-translation") !== "tap" || target?.closest("a")) return;
      reveal(translation, !translation.classList.contains("shown"));
    } else if (getSelection()?.isCollapsed ?? true) {
      revealFor(target);
    }
  }

  // --- Set beside ---

  /**
   * Lifts each translation to the line on which its sentence begins.
   *
   * A float can stand no higher than the line where it occurs, which is the one where its
   * sentence ends. All is measured first and written after, in one reflow.
   */
  function align() {
    const beside = root.getAttribute("data-translation") === "side" && wide.matches;
    /** @type {Map<Element, HTMLElement[]>} */
    const blocks = new Map();
    for (const translation of document.querySelectorAll(".prose .tr")) {
      if (!(translation instanceof HTMLElement)) continue;
      translation.style.marginTop = "";
      const block = translation.closest("p, li, h2, h3, h4, h5, h6");
      if (!beside || !block || translation.closest("td, th")) continue;
      blocks.set(block, [...(blocks.get(block) ?? []), translation]);
    }
    /** @type {[HTMLElement, number][]} */
    const lifts = [];
    for (const translations of blocks.values()) lifts.push(...liftsOf(translations));
    for (const [translation, lift] of lifts) translation.style.marginTop = `${-lift}px`;
  }

  /**
   * @param {HTMLElement[]} translations those of one block, in order
   * @returns {[HTMLElement, number][]} each with the px that it can rise
   */
  function liftsOf(translations) {
    let shift = 0; // by how much those before have risen
    let floor = -Infinity; // where the one before ends, as it will stand
    return translations.map((translation) => {
      const box = translation.getBoundingClientRect();
      const style = getComputedStyle(translation);
      const top = box.top - parseFloat(style.top);
      const gap = parseFloat(style.marginBottom);
      const first = pieces(idsOf(translation).slice(0, 1))[0];
      const start = first ? firstLine(first) : top;
      const wanted = Math.max(start, floor);
      // Where it stands by itself once those before it have risen: not above its own line.
      const end = Math.max(floor, lineOf(translation));
      const natural = Math.min(top, Math.max(end, top - shift));
      const lift = Math.max(0, natural - wanted);
      shift = top - (natural - lift);
      floor = natural - lift + box.height + gap;
      return [translation, lift];
    });
  }

  /**
   * @param {Element} piece
   * @returns {number} the top of the line box on which a piece of text begins
   */
  function firstLine(piece) {
    const rect = piece.getClientRects()[0];
    return rect ? lineTop(rect, piece) : 0;
  }

  /**
   * @param {HTMLElement} translation
   * @returns {number} the top of the line on which the sentence before it ends
   */
  function lineOf(translation) {
    const last = pieces(idsOf(translation).slice(-1)).at(-1);
    const rect = last && [...last.getClientRects()].at(-1);
    return last && rect ? lineTop(rect, last) : -Infinity;
  }

  /**
   * @param {DOMRect} rect
   * @param {Element} piece
   */
  function lineTop(rect, piece) {
    return rect.top + rect.height / 2 - parseFloat(getComputedStyle(piece).lineHeight) / 2;
  }

  // --- Copied apart ---

  /** @param {Event} event */
  function onSelect(event) {
    const node = event.target instanceof Node ? event.target : null;
    const element = node instanceof Element ? node : node?.parentElement;
    const side = element?.closest(".tr") ? "en" : element?.closest(".s") ? "zh" : "";
    if (side) root.setAttribute("data-selecting", side);
    else root.removeAttribute("data-selecting");
  }

  document.addEventListener("DOMContentLoaded", () => {
    const prose = document.querySelector(".reader .prose");
    if (!prose) return;
    document.addEventListener("selectstart", onSelect);
    for (const translation of prose.querySelectorAll(".tr")) {
      if (!(translation instanceof HTMLElement)) continue;
      for (const id of idsOf(translation)) {
        english.set(id, [...(english.get(id) ?? []), translation]);
      }
    }
    if (!english.size) return;
    if (matchMedia("(hover: hover)").matches) prose.addEventListener("mouseover", light);
    prose.addEventListener("click", (event) => onClick(/** @type {MouseEvent} */ (event)));
    document.addEventListener("jiazhu:ask", (event) => revealFor(/** @type {CustomEvent} */ (event).detail));
    const update = () => {
      if (root.getAttribute("data-translation") === "tap") addButtons();
      align();
    };
    update();
    document.addEventListener("jiazhu:change", update);
    wide.addEventListener("change", update);
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      jiazhu.keepPlace(update);
    });
  });
})();
