/**
 * Positions the other language beside the first line of its sentence.
 *
 * The style sheet floats it, but a float cannot be higher than the line that contains it, which
 * for the English is the last line of the sentence. So the script positions it, and makes the
 * block tall enough. Everything is measured before anything is written, to reflow only once.
 */

const root = document.documentElement;
const wide = matchMedia("(min-width: 64rem)");

/** @returns {boolean} whether the two languages are shown side by side */
export const isBeside = () => root.getAttribute("data-translation") === "side" && wide.matches;

/**
 * @typedef {{aside: HTMLElement, top: number}} Place `top` is in px from the top of the holder
 * @typedef {{holder: HTMLElement, height: number, places: Place[]}} Placed
 */

/** @param {Element[]} blocks of the text */
export function placeBeside(blocks) {
  const english = root.getAttribute("data-base") === "en";
  /** @type {Map<HTMLElement, HTMLElement[]>} */
  const asidesByHolder = new Map();
  for (const block of blocks) {
    for (const aside of block.querySelectorAll(english ? ".pair > .zh" : ".tr")) {
      const holder = holderOf(aside);
      if (!holder || !(aside instanceof HTMLElement)) continue;
      asidesByHolder.set(holder, [...(asidesByHolder.get(holder) ?? []), aside]);
    }
  }
  const measured = [...asidesByHolder].map(([holder, asides]) => measure(holder, asides));
  for (const { holder, height, places } of measured) {
    holder.classList.add("tall");
    holder.style.setProperty("--tall", `${height}px`);
    for (const { aside, top } of places) {
      aside.classList.add("placed");
      aside.style.setProperty("--top", `${top}px`);
    }
  }
}

/**
 * @param {Element} aside
 * @returns {HTMLElement | null} the element to position it in: a paragraph, a heading or the
 *   outermost list item; null in a table, whose cells contain both languages
 */
function holderOf(aside) {
  if (aside.closest("td, th")) return null;
  /** @type {HTMLElement | null} */
  let holder = aside.closest("p, h1, h2, h3, h4, h5, h6");
  for (let item = aside.closest("li"); item; item = item.parentElement?.closest("li") ?? null) {
    holder = item;
  }
  return holder;
}

/**
 * @param {HTMLElement} holder
 * @param {HTMLElement[]} asides the asides in the holder, in order
 * @returns {Placed}
 */
function measure(holder, asides) {
  const origin = holder.getBoundingClientRect().top;
  let height = 0;
  const places = asides.map((aside) => {
    const { marginTop, marginBottom } = getComputedStyle(aside);
    const drop = parseFloat(marginTop);
    const top = Math.max(lineTop(aside) - origin, height - drop);
    height = top + drop + aside.offsetHeight + parseFloat(marginBottom);
    return { aside, top };
  });
  return { holder, height, places };
}

/**
 * @param {HTMLElement} aside
 * @returns {number} the top of the first line of its counterpart, in px
 */
function lineTop(aside) {
  const pair = aside.closest(".pair");
  const first = pair
    ? pair.querySelector(aside.matches(".tr") ? ".s" : ".tr")
    : document.getElementById((aside.dataset.for ?? "").split(" ")[0]);
  const rect = first?.getClientRects()[0];
  if (!first || !rect) return -Infinity;
  return rect.top + rect.height / 2 - parseFloat(getComputedStyle(first).lineHeight) / 2;
}
