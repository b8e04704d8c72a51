/**
 * The contents of an article: marks the section that is being read, and closes when one is chosen.
 *
 * The browser opens and closes the list by itself, also without this script.
 */

import { barHeight } from "./place.js";

/** How far down the window a section begins to be the current one, as a share of its height. */
const LINE = 0.3;

/** Called once, when the page has been parsed. */
export function start() {
  const list = document.getElementById("contents");
  if (!list) return;
  /** @type {HTMLAnchorElement[]} */
  const links = [...list.querySelectorAll(/** @type {"a"} */ ("li a"))];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let scheduled = false;

  const mark = () => {
    scheduled = false;
    if (!list.checkVisibility()) return;
    const line = barHeight() + innerHeight * LINE;
    const below = headings.findIndex((heading) => heading && heading.getBoundingClientRect().top > line);
    const current = (below < 0 ? headings.length : below) - 1;
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(mark);
  };
  for (const type of ["scroll", "resize"]) addEventListener(type, schedule, { passive: true });
  document.addEventListener("jiazhu:change", schedule);
  list.addEventListener("toggle", () => {
    mark();
    const current = list.querySelector("[aria-current]");
    // `scrollIntoView` may scroll the page too.
    if (current instanceof HTMLElement) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  });
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link && list.matches(":popover-open")) list.hidePopover();
  });
  mark();
}
