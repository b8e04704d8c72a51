/**
 * Videos, audio and frames of other hosts. The page has a link to each, so that it calls no other
 * host by itself; a click puts the player in its place.
 */

/**
 * @param {HTMLAnchorElement} link
 */
function play(link) {
  const player = document.createElement(link.dataset.embed ?? "iframe");
  player.className = "embedded";
  player.title = link.textContent ?? "";
  if (player instanceof HTMLMediaElement) {
    player.controls = player.autoplay = true;
  } else {
    player.setAttribute("allow", "fullscreen");
  }
  player.setAttribute("src", link.href);
  link.replaceWith(player);
  player.focus();
}

/** Let a click on such a link start the player. */
export function start() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a.embed"));
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !plain) return;
    event.preventDefault();
    play(link);
  });
}
