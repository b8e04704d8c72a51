/**
 * The charts of the word lists: bars from 0 to 100 % of the words of an article, a level beside the
 * other. Without scripts a page says how much each level covers (`templates/macros/statistics.html`).
 */

const SVG = "http://www.w3.org/2000/svg";
/** The share from which a part has a label, in per cent. */
const LABELLED = 5;

/**
 * @param {string} name
 * @param {string} text
 */
function svg(name, text = "") {
  const element = document.createElementNS(SVG, name);
  element.textContent = text;
  return element;
}

/**
 * @param {number[]} counts the numbers of words of each level, of terms, and beyond the list
 * @param {DOMStringMap} texts
 * @returns {{kind: string, label: string, title: string, mark: string, share: number}[]}
 */
function parts(counts, texts) {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count, at) => {
    const share = Math.round((10_000 * count) / total) / 100;
    const other = ["terms", "beyond"][at - (counts.length - 2)];
    if (other) return { kind: other, label: "", title: texts[other] ?? "", mark: texts[`${other}Short`] ?? "", share };
    const label = at === 6 ? "7–9" : String(at + 1);
    return { kind: `level-${at + 1}`, label, title: `${texts.level} ${label}`, mark: label, share };
  });
}

/**
 * Draws a bar in place of what the page says without scripts.
 * @param {HTMLElement} bar
 * @param {string} name of the list
 * @param {number[]} counts
 * @param {DOMStringMap} texts
 */
function draw(bar, name, counts, texts) {
  bar.role = "img";
  let end = 0;
  /** @type {string[]} */
  const reached = [];
  /** @type {Element[]} */
  const shown = [];
  for (const { kind, label, title, mark, share } of parts(counts, texts)) {
    end += share;
    if (label) reached.push(`${label}: ${Math.round(end)}%`);
    if (!share) continue;
    const part = svg("svg");
    part.setAttribute("class", kind);
    part.setAttribute("width", `${share.toFixed(1)}%`);
    part.append(svg("title", `${title} · ${share.toFixed(1)}%`), svg("rect"));
    if (share >= LABELLED) part.append(svg("text", mark));
    shown.push(part);
  }
  bar.replaceChildren(...shown);
  bar.ariaLabel = `${name}: ${reached.join(", ")}`;
}

/**
 * @param {string} list
 * @param {string} name
 * @returns {[HTMLElement, HTMLElement]} what is shown of a list, and the bar in it
 */
function newBox(list, name) {
  const box = document.createElement("div");
  box.dataset.list = list;
  const caption = document.createElement("p");
  caption.className = "coverage-name";
  caption.textContent = name;
  const bar = document.createElement("div");
  bar.className = "coverage";
  box.append(caption, bar);
  return [box, bar];
}

/** @param {string} counts */
const numbers = (counts) => counts.split(" ").map(Number);

/** Draws them all. */
export function start() {
  const texts = /** @type {HTMLElement} */ (document.getElementById("charts")).dataset;
  for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".coverage"))) {
    draw(bar, bar.previousElementSibling?.textContent ?? "", numbers(bar.dataset.counts ?? ""), texts);
  }
  const others = /** @type {HTMLElement | null} */ (document.querySelector(".by-list"));
  for (const line of (others?.dataset.lists ?? "").split(";").filter(Boolean)) {
    const [list, name, counts] = line.split("/");
    const [box, bar] = newBox(list, name);
    draw(bar, name, numbers(counts), texts);
    others?.append(box);
  }
}
