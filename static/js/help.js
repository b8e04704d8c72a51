/** The list of keys, opened by `?` and by a button in the settings. */

import { isForPage } from "./keys.js";

/** Called once, when the page has been parsed. */
export function start() {
  const help = document.getElementById("help");
  if (!(help instanceof HTMLDialogElement)) return;
  const show = () => {
    document.getElementById("settings")?.hidePopover();
    help.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?") return;
    if (help.open) help.close();
    else if (isForPage(event)) show();
  });
  document.querySelector("[data-help]")?.addEventListener("click", show);
  help.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    // The dialog itself is the target of a click on its backdrop.
    if (target === help || target.closest(".close")) help.close();
  });
}
