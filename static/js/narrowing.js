/**
 * Narrows a list of articles to a tag and a level, which are kept in the query of the address.
 */

/** @returns {HTMLFormElement | null} */
const form = () => document.querySelector("form.narrowing");

/** Hides the articles that do not match, and the years without any that do. */
function narrow() {
  const chosen = new FormData(/** @type {HTMLFormElement} */ (form()));
  const [level, tag] = [chosen.get("level"), chosen.get("tag")];
  let found = 0;
  for (const year of document.querySelectorAll(".year")) {
    /** @type {NodeListOf<HTMLElement>} */
    const articles = year.querySelectorAll(".lines > li");
    let shown = 0;
    for (const article of articles) {
      const tags = article.dataset.tags?.split("|") ?? [];
      const matches = (!level || article.dataset.level === level) && (!tag || tags.includes(String(tag)));
      article.hidden = !matches;
      shown += Number(matches);
    }
    year.toggleAttribute("hidden", !shown);
    found += shown;
  }
  const count = form()?.querySelector("output b");
  if (count) count.textContent = String(found);
}

/** Makes the choice that the address names. */
function restore() {
  const query = new URLSearchParams(location.search);
  for (const select of form()?.querySelectorAll("select") ?? []) {
    const value = query.get(select.name) ?? "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
  narrow();
}

/** Called once, when the page has been parsed. */
export function start() {
  if (!form()) return;
  restore();
  form()?.addEventListener("submit", (event) => event.preventDefault());
  form()?.addEventListener("change", () => {
    narrow();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(/** @type {HTMLFormElement} */ (form()))) {
      if (value) query.set(name, String(value));
    }
    const text = query.toString();
    history.replaceState(history.state, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) restore();
  });
}
