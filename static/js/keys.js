/**
 * Which keys are meant for the page: the one guard of everything that listens to keys, here and
 * in the review.
 *
 * A new key gets a row in `templates/macros/help.html` too, so that readers hear of it.
 */

const FIELDS = "input:not([type=radio]), select, textarea, [contenteditable]";
const BUSY = "input, dialog, [popover]";

/** A sign, such as a bracket: some keyboards have it only with Alt, or with AltGr. */
const SIGN = /^[^\p{L}\p{N}\s]$/u;

/**
 * Whether a key is a shortcut of the browser or the system, or composes a character.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isShortcut(event) {
  if (event.metaKey || event.isComposing) return true;
  if (!SIGN.test(event.key)) return event.altKey || event.ctrlKey;
  return event.ctrlKey && !event.getModifierState("AltGraph"); // AltGr counts as Ctrl and Alt
}

/**
 * Whether something is being typed or chosen in a field.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isTyping(event) {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest(FIELDS) !== null;
}

/**
 * Whether the reader wants a key to act: those of a single character can be turned off.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isWanted(event) {
  return event.key.length > 1 || document.documentElement.getAttribute("data-keys") !== "off";
}

/**
 * Whether a key is a command to the page: nobody has answered it, and the reader wants it.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isCommand(event) {
  return !event.defaultPrevented && !isShortcut(event) && !isTyping(event) && isWanted(event);
}

/**
 * Whether a key is a command to the text: besides, nothing lies over the page.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isForPage(event) {
  return isCommand(event) && !(event.target instanceof Element && event.target.closest(BUSY));
}
