/**
 * The charts of the word lists that an article does not show without scripts. The style sheet shows
 * that of the reader's list.
 *
 * They are drawn as `templates/macros/statistics.html` draws the others.
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
 * @param {string} list
 * @param {string} name
 * @param {number[]} counts
 * @param {DOMStringMap} texts
 */
function chart(list, name, counts, texts) {
  const box = document.createElement("div");
  box.dataset.list = list;
  const caption = document.createElement("p");
  caption.className = "coverage-name";
  caption.textContent = name;
  const bar = document.createElement("div");
  bar.className = "coverage";
  bar.role = "img";
  let end = 0;
  /** @type {string[]} */
  const reached = [];
  for (const { kind, label, title, mark, share } of parts(counts, texts)) {
    end += share;
    if (label) reached.push(`${label} ${Math.round(end)}%`);
    if (!share) continue;
    const part = svg("svg");
    part.setAttribute("class", kind);
    part.setAttribute("width", `${share.toFixed(1)}%`);
    part.append(svg("title", `${title} · ${share.toFixed(1)}%`), svg("rect"));
    if (share >= LABELLED) part.append(svg("text", mark));
    bar.append(part);
  }
  bar.ariaLabel = `${name}: ${reached.join(", ")}`;
  box.append(caption, bar);
  return box;
}

/** Draws them all. */
export function start() {
  const box = /** @type {HTMLElement} */ (document.querySelector(".by-list"));
  const texts = /** @type {HTMLElement} */ (document.getElementById("charts")).dataset;
  for (const line of (box.dataset.counts ?? "").split(";").filter(Boolean)) {
    const [list, name, counts] = line.split("/");
    box.append(chart(list, name, counts.split(" ").map(Number), texts));
  }
}
