/**
 * What must work in every browser on pages of all kinds: the bar, the sheets, the lists.
 *
 * Evaluates to a function that returns what is wrong, a line each; none of it depends on fonts.
 */
async () => {
  /** @type {string[]} */
  const faults = [];
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ part = document) =>
    /** @type {HTMLElement[]} */ ([...part.querySelectorAll(selector)]);
  const box = (/** @type {Element} */ element) => element.getBoundingClientRect();
  const until = async (/** @type {() => unknown} */ holds, /** @type {string} */ fault) => {
    for (let frame = 0; frame < 900 && !holds(); frame += 1) await new Promise(requestAnimationFrame);
    if (!holds()) faults.push(fault);
  };
  const isShown = (/** @type {Element} */ element) => box(element).height > 0 && getComputedStyle(element).visibility !== "hidden";
  /** Opens a sheet by its button in the bar, acts in it, and says whether it is closed. */
  const opens = async (/** @type {string} */ id, /** @type {(sheet: HTMLElement) => void} */ act) => {
    const sheet = /** @type {HTMLElement} */ (document.getElementById(id));
    all(`.dock [popovertarget=${id}]`)[0].click();
    await until(() => sheet.matches(":popover-open") && box(sheet).height, `${id} does not open`);
    if (box(sheet).left < 0 || box(sheet).right > innerWidth) faults.push(`${id} is cut off`);
    act(sheet);
    await until(() => !sheet.matches(":popover-open"), `${id} does not close`);
  };
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));

  // The bar is whole, and nothing is wider than the window.
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${scrollWidth} px wide in a window of ${clientWidth}`);
  for (const control of all(".dock :is(a, .tool)").filter(isShown)) {
    if (box(control).left < 0 || box(control).right > clientWidth) faults.push(`cut off: ${control.title}`);
  }
  const close = (/** @type {HTMLElement} */ sheet) => all(".close", sheet)[0].click();
  await opens("settings", close);

  // Listening is offered where there is a voice, and nowhere else.
  const hasVoice = globalThis.speechSynthesis?.getVoices().some(({ lang }) => /^(zh|cmn)/.test(lang));
  for (const button of all("[data-listen]")) {
    if (!hasVoice && isShown(button)) faults.push("listening is offered without a voice");
  }

  // A section is chosen from the contents. Its heading links to itself.
  if (document.getElementById("contents")) {
    /** @type {HTMLAnchorElement | undefined} */
    let chosen;
    await opens("contents", (sheet) => {
      chosen = /** @type {HTMLAnchorElement} */ (all("li a", sheet).at(-1));
      chosen.click();
    });
    const heading = document.getElementById(decodeURIComponent(chosen?.hash.slice(1) ?? ""));
    await until(() => heading && box(heading).top < innerHeight && box(heading).bottom > 0, "not at the section");
    heading?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    const sign = () => heading?.querySelector("a.permalink");
    await until(sign, "no link to the heading");
    if (sign()?.getAttribute("href") !== `#${heading?.id}`) faults.push("a wrong link to the heading");
  }

  // The articles of the home page stand one under another, below their filters.
  const cards = all(".home .card, .home .filters");
  cards.slice(1).forEach((card, index) => {
    if (box(card).top < box(cards[index]).bottom - 1) faults.push(`over another: ${card.textContent}`);
  });

  // A word that the reader keeps is listed with its sentence, and can be taken out.
  const list = document.getElementById("my-words");
  if (list) {
    const empty = all("[data-slot=empty]")[0];
    await until(() => !empty.hidden, "the page of my words does not start");
    const place = { sentence: "猫在睡觉。", english: "", slug: "a", id: "b1.s1", title: "猫" };
    const word = { word: "猫", other: "貓", pinyin: "māo", level: "", meaning: "cat", added: "2026-01-31", ...place };
    localStorage.setItem("jiazhu-learning", JSON.stringify([word]));
    dispatchEvent(new StorageEvent("storage", { key: "jiazhu-learning" }));
    await until(() => list.children.length === 1, "the kept word is not listed");
    if (!list.textContent?.includes("māo")) faults.push(`listed: ${list.textContent}`);
    all("[data-slot=remove]", list)[0]?.click();
    await until(() => !list.children.length, "the kept word stays");
  }
  return faults;
}
