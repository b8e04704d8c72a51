/**
 * Hides the meanings of a list of words, so that readers can test themselves: a click shows one.
 */

/**
 * @param {HTMLElement} form with a check box `hide`
 * @param {HTMLElement} list its meanings have the class `meaning`
 */
export function startHiding(form, list) {
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "hide") return;
    list.toggleAttribute("data-hiding", target.checked);
    for (const shown of list.querySelectorAll(".meaning.shown")) shown.classList.remove("shown");
  });
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element && list.hasAttribute("data-hiding")) target.closest(".meaning")?.classList.toggle("shown");
  });
}
