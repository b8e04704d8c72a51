/**
 * The controls at the foot of a phone's window: they leave while the reader reads on, and return on
 * a small scroll back, and at either end of the page.
 *
 * The root has `data-bar="away"` while they are away. In a wider window they are in the header,
 * which stays.
 */

import { scrolledByReader } from "./place.js";

const root = document.documentElement;
/** How far on, and how far back, in px: more than a finger moves by accident. */
const ON = 48;
const BACK = 12;

/** Where the reader last turned, and where the reader was last, in px. */
let turn = 0;
let last = 0;
/**
 * Whether it is the reader who scrolls, and not the browser, which goes to the place in the address
 * and keeps it when a setting moves the text.
 */
let reading = false;

function update() {
  const now = scrolledByReader();
  if (!reading) turn = last = now;
  if ((now - last) * (last - turn) < 0) turn = last;
  last = now;
  const atStart = scrollY < ON;
  const atEnd = root.scrollHeight - innerHeight - scrollY < ON;
  if (atStart || atEnd || turn - now > BACK) root.removeAttribute("data-bar");
  else if (now - turn > ON) root.setAttribute("data-bar", "away");
}

/** Called once, when the page has been parsed. */
export function start() {
  turn = last = scrolledByReader();
  for (const type of ["wheel", "touchmove", "keydown"]) {
    addEventListener(type, () => (reading = true), { passive: true, capture: true });
  }
  document.addEventListener("jiazhu:change", () => (reading = false));
  addEventListener("scroll", update, { passive: true });
}
