/**
 * The characters of a word: their meanings, components and stroke order.
 *
 * Loaded on demand (`popup.js`). Strokes are animated by hanzi-writer, which is loaded with the first animation. For readers who
 * prefer reduced motion, all steps are shown at once.
 */

import { load, loadShard, run } from "./lazy_data.js";
import { cloneTemplate, setText, slot } from "./slots.js";

/**
 * @typedef {{m: [string, string][], c?: [string, string, string?, string?][], n?: number}} Character
 * @typedef {{strokes: string[], medians: number[][]}} Drawing
 */

const SIZE = 96;
/** The unit of medians (`generator/site/characters.py`). */
const UNIT = 8;
const HAN = /\p{Script=Han}/u;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} text
 * @returns {Promise<Node[]>} one element for each distinct Han character
 */
export async function characters(text) {
  const chars = [...new Set(text)].filter((char) => HAN.test(char));
  const known = await Promise.all(chars.map((char) => loadShard("characters", char)));
  return chars.flatMap((char, at) => (known[at][char] ? [characterPanel(char, known[at][char])] : []));
}

/**
 * @param {string} char
 * @param {Character} known
 * @returns {HTMLElement}
 */
function characterPanel(char, known) {
  const part = cloneTemplate("popup-character");
  slot(part, "char").textContent = char;
  slot(part, "meanings").replaceChildren(
    ...known.m.map(([pinyin, meaning]) => row("popup-meaning", { pinyin, meaning })),
  );
  slot(part, "components").replaceChildren(
    ...(known.c ?? []).map(([form, char = form, pinyin, meaning]) =>
      row("popup-component", { form, char: char === form ? "" : char, pinyin, meaning }),
    ),
  );
  slot(part, "components").hidden = !known.c;
  const button = /** @type {HTMLButtonElement} */ (part.querySelector("button"));
  slot(part, "count").textContent = String(known.n ?? "");
  button.disabled = !known.n;
  const steps = slot(part, "steps");
  button.addEventListener("click", () => {
    steps.replaceChildren();
    draw(button, char, steps).catch(() => {
      steps.textContent = document.getElementById("popup-panel")?.dataset.lost ?? "";
    });
  });
  return part;
}

/**
 * @param {string} id of a template
 * @param {Record<string, string | undefined>} texts by slot
 * @returns {HTMLElement}
 */
function row(id, texts) {
  const line = cloneTemplate(id);
  for (const [name, text] of Object.entries(texts)) setText(slot(line, name), text);
  return line;
}

/**
 * Animates the strokes of a character in its button.
 * @param {HTMLButtonElement} button
 * @param {string} char
 * @param {HTMLElement} steps where the steps are shown
 */
async function draw(button, char, steps) {
  const code = /** @type {number} */ (char.codePointAt(0)).toString(16);
  /** @type {Drawing} */
  const drawing = await load(`strokes/${code}`);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    steps.replaceChildren(...drawing.strokes.map((_, at) => strokeStep(drawing.strokes.slice(0, at + 1))));
    return;
  }
  await run("vendor/hanzi-writer.min.js");
  const glyph = slot(button, "char");
  /** @param {string} name */
  const colour = (name) => {
    glyph.style.color = `var(${name})`; // resolves a token that is light-dark()
    return getComputedStyle(glyph).color;
  };
  glyph.replaceChildren();
  const writer = /** @type {any} */ (window).HanziWriter.create(glyph, char, {
    width: SIZE,
    height: SIZE,
    padding: 4,
    showCharacter: false,
    strokeColor: colour("--ink"),
    radicalColor: colour("--seal"),
    outlineColor: colour("--line"),
    strokeAnimationSpeed: 1.4,
    delayBetweenStrokes: 160,
    charDataLoader: () => ({ ...drawing, medians: drawing.medians.map(pointsOf) }),
  });
  glyph.style.color = "";
  button.dataset.state = "writing";
  await writer.animateCharacter();
  button.dataset.state = "written";
}

/**
 * @param {number[]} steps the first point of a line, and the step to each other one
 * @returns {number[][]} its points
 */
function pointsOf(steps) {
  let [x, y] = [0, 0];
  /** @type {number[][]} */
  const points = [];
  for (let at = 0; at < steps.length; at += 2) points.push([(x += steps[at] * UNIT), (y += steps[at + 1] * UNIT)]);
  return points;
}

/**
 * @param {string[]} strokes the strokes up to the one that this step adds
 * @returns {SVGElement}
 */
function strokeStep(strokes) {
  const picture = document.createElementNS(SVG, "svg");
  // In the data, y points up and the baseline is at 900.
  picture.setAttribute("viewBox", "0 0 1024 1024");
  const flipped = document.createElementNS(SVG, "g");
  flipped.setAttribute("transform", "translate(0 900) scale(1 -1)");
  for (const stroke of strokes) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", stroke);
    flipped.append(path);
  }
  picture.append(flipped);
  return picture;
}
