/**
 * Which keys are meant for the page.
 *
 * A new key gets a row in `templates/macros/help.html` too, so that readers hear of it.
 */

const BUSY = "input, select, textarea, [contenteditable], dialog, [popover]";

/**
 * Whether a key is for the page: nobody has answered it, nothing is being typed or chosen, and it
 * is no shortcut of the browser. Keys of a single character must please the reader besides.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isForPage(event) {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.target instanceof Element && event.target.closest(BUSY)) return false;
  return event.key.length > 1 || document.documentElement.getAttribute("data-keys") !== "off";
}
