/**
 * Converts places of an article to ranges of the page and back.
 *
 * The server counts code points in a block. A page shows the sentences in the script of its edition,
 * with readings and English in between, and with inline code or images where the block has a single
 * character. The `words` of a sentence map one to the other.
 */

/**
 * @typedef {object} Sentence
 * @property {string} id
 * @property {string} block
 * @property {string} text as the page shows it
 * @property {number[][]} words start and end in the block, start and end in `text`
 */

/**
 * @typedef {object} Place
 * @property {string} slug
 * @property {string} block
 * @property {string} sentence
 * @property {number} start
 * @property {number} end
 */

/** A code point of a sentence: the node that contains it, or the element that it represents. */
/** @typedef {{ node: Node, start: number, end: number }} Char */

const ATOMS = "code, img, br, sup, input";
const ASIDE = "rt, rp, .tr, script, style";

/**
 * The elements of a sentence; there are several if Markdown splits it.
 * @param {string} id
 * @returns {Element[]}
 */
function pieces(id) {
  if (id.startsWith("t") || !id.includes(".")) return [...document.querySelectorAll(".head h1")];
  const first = document.getElementById(id);
  return first ? [first, ...document.querySelectorAll(`[data-s="${id}"]`)] : [];
}

/**
 * The English of a sentence.
 * @param {string} id
 * @returns {Element[]}
 */
export function english(id) {
  return [...document.querySelectorAll(`.tr[data-for~="${id}"]`)];
}

/**
 * @param {Node} node
 * @param {Char[]} found
 */
function collect(node, found) {
  if (node.nodeType === Node.TEXT_NODE) {
    let at = 0;
    for (const char of node.textContent ?? "") {
      found.push({ node, start: at, end: at + char.length });
      at += char.length;
    }
  } else if (node instanceof Element && !node.matches(ASIDE)) {
    if (node.matches(ATOMS)) found.push({ node, start: -1, end: -1 });
    else for (const child of node.childNodes) collect(child, found);
  }
}

/**
 * The code points of a sentence; null if the page does not show the text of the server.
 * @param {Sentence} sentence
 * @returns {Char[] | null}
 */
function chars(sentence) {
  /** @type {Char[]} */
  const found = [];
  for (const piece of pieces(sentence.id)) collect(piece, found);
  const wanted = [...sentence.text].filter((char) => char.trim());
  const shown = found.filter((c) => c.start < 0 || c.node.textContent?.slice(c.start, c.end).trim());
  if (wanted.length !== shown.length) return null;
  // The page's white space may differ, so that of the sentence is used.
  /** @type {Char[]} */
  const all = [];
  let next = 0;
  for (const char of sentence.text) {
    const one = shown[Math.min(next, shown.length - 1)];
    if (one === undefined) return null;
    all.push(char.trim() ? one : { ...one, end: one.start });
    if (char.trim()) next += 1;
  }
  return all;
}

/**
 * Converts an offset in the block to one in the sentence as shown.
 * @param {Sentence} sentence
 * @param {number} offset
 * @param {boolean} isEnd
 */
function toShownOffset(sentence, offset, isEnd) {
  for (const [start, end, from, to] of sentence.words) {
    const inside = isEnd ? start < offset && offset <= end : start <= offset && offset < end;
    if (!inside) continue;
    if (to - from === end - start) return from + offset - start;
    return isEnd ? to : from;
  }
  return isEnd ? [...sentence.text].length : 0;
}

/**
 * The range of the page that shows a place; the whole sentence if it cannot be found.
 * @param {Sentence} sentence
 * @param {Place} place
 * @returns {Range | null}
 */
export function rangeOf(sentence, place) {
  const range = document.createRange();
  const all = chars(sentence);
  const first = all?.[toShownOffset(sentence, place.start, false)];
  const last = all?.[toShownOffset(sentence, place.end, true) - 1];
  if (first && last) {
    if (first.start < 0) range.setStartBefore(first.node);
    else range.setStart(first.node, first.start);
    if (last.start < 0) range.setEndAfter(last.node);
    else range.setEnd(last.node, last.end);
    return range;
  }
  const [piece] = pieces(sentence.id);
  if (!piece) return null;
  range.selectNodeContents(piece);
  return range;
}

/**
 * The offset in the block of a point of the page; null if it is in no sentence.
 * @param {Map<string, Sentence>} sentences
 * @param {Node} node
 * @param {number} offset
 * @returns {{ sentence: Sentence, offset: number } | null}
 */
export function offsetAt(sentences, node, offset) {
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || element.closest(ASIDE)) return null;
  const piece = element.closest(".s, .head h1");
  const id = piece?.id || piece?.getAttribute("data-s") || (piece?.matches("h1") ? "t" : "");
  const sentence = id ? sentences.get(id) : undefined;
  const all = sentence ? chars(sentence) : null;
  if (!sentence || !all) return null;
  const range = document.createRange();
  range.setStart(node, offset);
  const at = all.findIndex((char) => {
    const [container, end] =
      char.start < 0
        ? [/** @type {Node} */ (char.node.parentNode), index(char.node) + 1]
        : [char.node, char.end];
    return range.comparePoint(container, end) > 0;
  });
  const number = at < 0 ? all.length - 1 : at;
  for (const [start, end, from, to] of sentence.words) {
    if (from <= number && number < to) {
      const inside = to - from === end - start ? start + number - from : start;
      return { sentence, offset: inside };
    }
  }
  return null;
}

/** @param {Node} node */
function index(node) {
  return [...(node.parentNode?.childNodes ?? [])].indexOf(/** @type {ChildNode} */ (node));
}

/**
 * The place of the words of a sentence between two offsets.
 * @param {string} slug
 * @param {Sentence} sentence
 * @param {number} from
 * @param {number} to the offset of the last character, not after it
 * @returns {Place | null}
 */
export function wordsAt(slug, sentence, from, to) {
  const inside = sentence.words.filter(([start, end]) => end > from && start <= to);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last) return null;
  return { slug, block: sentence.block, sentence: sentence.id, start: first[0], end: last[1] };
}
