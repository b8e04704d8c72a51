/**
 * A sign at each heading, which is a link to it: the browser can follow it or copy its address.
 *
 * It is empty and hangs out of the flow, so that no text is copied with it and no line changes.
 */

/** Adds the signs. */
export function start() {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("permalink"));
  const sign = template?.content.firstElementChild;
  if (!sign) return;
  for (const heading of document.querySelectorAll(".prose :is(h2, h3, h4, h5, h6)[id]")) {
    const link = /** @type {HTMLAnchorElement} */ (sign.cloneNode(true));
    link.href = `#${heading.id}`;
    heading.append(link);
  }
}
