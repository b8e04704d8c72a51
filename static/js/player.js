/**
 * The player, which reads the text aloud: a sentence, a paragraph, or the article from a sentence on.
 * Of an article with a recording it plays the sentences of that (`recording.js`). It may repeat what
 * it has read, and wait after each sentence for the reader to say it too.
 *
 * A sentence is one utterance. It is marked while it is read, and so is the word, where the voice
 * tells its place. Pausing stops the voice, and playing starts the sentence again: few browsers
 * resume an utterance.
 */

import { visiblePart, topSentence } from "./place.js";
import { openWord } from "./popup.js";
import { isRecorded, play, reads, stop, whileHeard } from "./recording.js";
import { hush, speak } from "./speech.js";

const KEY = "jiazhu-speed";
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "];
const BLOCKS = "p, li, td, th, h1, h2, h3, h4, h5, h6";
const player = /** @type {HTMLElement} */ (document.getElementById("player"));
const button = /** @type {HTMLElement} */ (player.querySelector("[data-player=play]"));
const speed = /** @type {HTMLSelectElement} */ (player.querySelector("[name=speed]"));
const gap = /** @type {HTMLSelectElement} */ (player.querySelector("[name=gap]"));
const repeat = /** @type {HTMLInputElement} */ (player.querySelector("[name=repeat]"));
/** @type {HTMLElement[]} in the order of the text */
const sentences = [
  ...document.querySelectorAll(/** @type {"span"} */ (".reader .prose .s[id]")),
].filter(({ id }) => !isRecorded || reads(id));

/** The sentence that is read or comes next; -1 before the first. */
let at = -1;
/** Counts utterances, so that the end of one that was stopped is not taken for that of another. */
let turn = 0;
let isPlaying = false;

// --- Text ---

/**
 * @param {HTMLElement} sentence
 * @returns {Element[]} its pieces, where other marks part it
 */
function piecesOf(sentence) {
  const block = sentence.closest(BLOCKS);
  return [sentence, ...(block?.querySelectorAll(`[data-s="${sentence.id}"]`) ?? [])];
}

/**
 * @param {HTMLElement} sentence
 * @returns {Text[]} what is read of it: references to notes are not
 */
function textNodes(sentence) {
  const found = [];
  for (const piece of piecesOf(sentence)) {
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (!node.parentElement?.closest(".footnote-ref, .tr, math, rt")) found.push(node);
    }
  }
  return found;
}

// --- Marking ---

/** @param {HTMLElement | null} sentence to mark instead of the one marked before */
function mark(sentence) {
  for (const old of document.querySelectorAll(".spoken")) old.classList.remove("spoken");
  CSS.highlights?.delete("spoken-word");
  if (!sentence) return;
  for (const piece of [...piecesOf(sentence), visiblePart(sentence)]) piece.classList.add("spoken");
}

/**
 * Marks the word at a place in the text of a sentence.
 * @param {Text[]} nodes
 * @param {number} index
 */
function markWord(nodes, index) {
  let rest = index;
  for (const node of nodes) {
    if (rest < node.length) {
      const range = document.createRange();
      range.selectNodeContents(node.parentElement?.closest("[data-k]") ?? node);
      CSS.highlights?.set("spoken-word", new Highlight(range));
      return;
    }
    rest -= node.length;
  }
}

/** @param {Element} element @returns {boolean} whether the reader sees it above the player */
function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < player.getBoundingClientRect().top;
}

/** Whether the page follows what is read: until the reader scrolls, and again once it is in view. */
let isFollowing = true;

/** @param {HTMLElement} sentence to bring into view */
function follow(sentence) {
  const part = visiblePart(sentence);
  const { top, bottom } = part.getBoundingClientRect();
  if (top > 0 && bottom < player.getBoundingClientRect().top) isFollowing = true;
  else if (isFollowing) showPart(part);
}

/** @param {Element} part */
function showPart(part) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  part.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
}

// --- Reading ---

/** @param {boolean} playing */
function show(playing) {
  isPlaying = playing;
  const label = button.dataset[playing ? "stop" : "play"] ?? "";
  button.ariaLabel = button.title = label;
  /** @type {Element} */ (button.firstElementChild).textContent = playing ? "■" : "▶\uFE0E";
}

/** @returns {string} `sentence`, `paragraph` or `article` */
const extent = () =>
  /** @type {HTMLInputElement} */ (player.querySelector("[name=extent]:checked")).value;

/**
 * Reads the sentence at an index, and what follows it as far as the reader wants.
 * @param {number} index
 */
function read(index) {
  const sentence = sentences[index];
  at = index;
  turn += 1;
  const own = turn;
  mark(sentence);
  follow(sentence);
  const nodes = textNodes(sentence);
  const text = nodes.map((node) => node.data).join("");
  const rate = Number(speed.value);
  const spoken = isRecorded ? play(sentence.id, rate) : speak(text.replace(/\s/g, " "), rate);
  show(Boolean(spoken));
  if (!spoken) return;
  const begun = performance.now();
  spoken.onboundary = (/** @type {SpeechSynthesisEvent} */ { charIndex }) =>
    own === turn && markWord(nodes, charIndex);
  spoken.onend = () => {
    if (own !== turn) return;
    const pauseLength = Number(gap.value) * (performance.now() - begun);
    if (!pauseLength) return readOn(sentence);
    setTimeout(() => own === turn && readOn(sentence), pauseLength);
  };
  spoken.onerror = () => own === turn && pause();
}

/** @param {HTMLElement} sentence has been read */
function readOn(sentence) {
  const next = sentences[at + 1];
  const stops = {
    sentence: true,
    paragraph: next?.closest(BLOCKS) !== sentence.closest(BLOCKS),
    article: false,
  };
  const part = /** @type {keyof typeof stops} */ (extent());
  if (next && !stops[part]) return read(at + 1);
  if (repeat.checked) return read(firstOf(part, sentence));
  pause();
  // What comes next is read next, and after the last sentence the article from the start.
  at = next ? at + 1 : 0;
}

/**
 * @param {"sentence" | "paragraph" | "article"} part
 * @param {HTMLElement} sentence the last one of it
 * @returns {number} the index of the first one
 */
function firstOf(part, sentence) {
  if (part === "sentence") return at;
  const block = sentence.closest(BLOCKS);
  return part === "article" ? 0 : sentences.findIndex((each) => each.closest(BLOCKS) === block);
}

function pause() {
  turn += 1;
  hush();
  if (isRecorded) stop();
  show(false);
}

/** @returns {number} the index of the sentence that the reader means: of the word, or that is marked */
function meant() {
  const focused = document.activeElement?.closest(".reader [data-k]");
  const selected = getSelection()?.isCollapsed === false ? getSelection()?.anchorNode?.parentElement : null;
  const piece = (selected ?? openWord() ?? focused)?.closest(".s");
  const found = sentences.findIndex(({ id }) => id === (piece?.id || piece?.getAttribute("data-s")));
  if (found >= 0) return found;
  // Unless the reader has left it behind.
  const last = [sentences[at], document.querySelector(".s.spoken")];
  if (last.some((each) => each && isSeen(visiblePart(each)))) return at;
  return Math.max(0, sentences.indexOf(/** @type {HTMLElement} */ (topSentence())));
}

/** Shows the player and plays, or pauses. */
export function playOrPause() {
  open();
  if (isPlaying) return pause();
  isFollowing = true;
  read(meant());
}

function open() {
  if (!player.matches(":popover-open")) player.showPopover();
  reflect(true);
}

function close() {
  pause();
  mark(null);
  at = -1;
  player.hidePopover();
  reflect(false);
}

/** @param {boolean} isOpen */
function reflect(isOpen) {
  document.querySelector("[data-listen]")?.setAttribute("aria-pressed", String(isOpen));
}

/** Shows the player and plays, or closes it. */
export function toggle() {
  if (player.matches(":popover-open")) close();
  else playOrPause();
}

/** @param {number} step to the sentence before or after */
function skip(step) {
  const index = Math.min(sentences.length - 1, Math.max(0, (at < 0 ? meant() : at) + step));
  isFollowing = true;
  if (isPlaying) return read(index);
  at = index;
  mark(sentences[at]);
  follow(sentences[at]);
}

/** @type {Record<string, () => void>} */
const ACTIONS = { back: () => skip(-1), play: playOrPause, on: () => skip(1), close };

player.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-player]") : null;
  if (pressed) ACTIONS[pressed.getAttribute("data-player") ?? ""]();
});
player.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  close();
  /** @type {HTMLElement | null} */ (document.querySelector("[data-listen]"))?.focus();
});
try {
  const stored = localStorage.getItem(KEY) ?? "";
  if ([...speed.options].some((option) => option.value === stored)) speed.value = stored;
} catch {
  // Storage is blocked, so the speed is the usual one.
}
speed.addEventListener("change", () => {
  try {
    localStorage.setItem(KEY, speed.value);
  } catch {
    // It applies to this page only.
  }
  if (isPlaying) read(at);
});
whileHeard((id) => {
  at = sentences.findIndex((sentence) => sentence.id === id);
  if (at < 0 || sentences[at].classList.contains("spoken")) return;
  mark(sentences[at]);
  follow(sentences[at]);
});
for (const type of ["wheel", "touchmove"]) {
  addEventListener(type, () => (isFollowing = false), { passive: true });
}
addEventListener("keydown", ({ key }) => {
  if (SCROLLING.includes(key)) isFollowing = false;
});
addEventListener("pagehide", pause);
