/**
 * What must look the same in every browser, asked of an article once it is open.
 *
 * Evaluates to a function that returns what is wrong, a line each; none of it depends on fonts.
 */
async () => {
  const jiazhu = /** @type {any} */ (window).jiazhu;
  /** @type {string[]} */
  const faults = [];
  const frames = async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  };
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ part = document) =>
    /** @type {HTMLElement[]} */ ([...part.querySelectorAll(selector)]);
  const box = (/** @type {Element} */ element) => element.getBoundingClientRect();
  while (!document.documentElement.hasAttribute("data-whole")) await frames();

  // Lines are full: what begins the next one had no room. Quotation marks and Latin words may take
  // a word along, so a few lines may be shorter.
  jiazhu.set("translation", "off");
  await frames();
  let lines = 0;
  /** @type {(string | null)[]} */
  const early = [];
  for (const p of all(".prose > p")) {
    const words = all("[data-k]", p);
    const em = parseFloat(getComputedStyle(p).fontSize);
    words.slice(1).forEach((word, index) => {
      const end = [...words[index].getClientRects()].at(-1);
      const next = word.getClientRects()[0];
      if (!end || next.top < end.bottom) return;
      lines += 1;
      if (box(p).right - end.right > next.width + 3 * em) early.push(words[index].textContent);
    });
  }
  if (early.length > lines / 4) faults.push(`of ${lines} lines broken early: ${early}`);

  // Readings stand over their words, and not one on another.
  const readings = all(".reader rt").map(box);
  all(".reader ruby").forEach((ruby, index) => {
    const reading = readings[index];
    if (reading.top > box(ruby).top) faults.push(`reading under its word: ${ruby.textContent}`);
  });
  readings.slice(1).forEach((reading, index) => {
    const before = readings[index];
    const inLine = Math.abs(before.top - reading.top) < 1;
    if (inLine && before.right > reading.left + 1) faults.push(`readings overlap: ${index}`);
  });

  // The pop-up stands by its word, in the window.
  const popup = /** @type {HTMLElement} */ (document.getElementById("popup"));
  for (const translation of ["side", "tap"]) {
    jiazhu.set("translation", translation);
    for (const id of ["b1.s1", "b4.s1"]) {
      for (const block of ["start", "center", "end"]) {
        const word = document.getElementById(id)?.querySelector("[data-k]");
        word?.scrollIntoView({ block: /** @type {ScrollLogicalPosition} */ (block) });
        jiazhu.showWord(word);
        await frames();
        const [over, at] = [box(popup), box(/** @type {Element} */ (word))];
        const where = `${id}, ${translation}, ${block}`;
        const clear = over.bottom <= at.top + 1 || over.top >= at.bottom - 1;
        if (!over.height || !clear) faults.push(`pop-up on its word: ${where}`);
        const { clientWidth } = document.documentElement;
        if (over.left < 0 || over.right > clientWidth) faults.push(`pop-up cut off: ${where}`);
        jiazhu.hideWord();
      }
    }
  }
  jiazhu.set("translation", "side");

  // A second tap on the word closes the pop-up, whose word may be one of a link.
  const asked = /** @type {HTMLElement} */ (document.querySelector(".prose [data-k]"));
  const tap = () => {
    asked.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    popup.hidePopover(); // as the browser does when the pointer goes up
    asked.click();
  };
  await jiazhu.showWord(asked);
  tap();
  await frames();
  if (jiazhu.openWord()) faults.push("a second tap did not close the pop-up");
  tap();
  await frames();
  if (jiazhu.openWord() !== asked) faults.push("a third tap did not open the pop-up");
  jiazhu.hideWord();

  // Readings can be respelt.
  const reading = /** @type {HTMLElement} */ (document.querySelector(".prose rt"));
  const marks = reading.dataset.p;
  jiazhu.set("spelling", "zhuyin");
  while (reading.dataset.p === marks) await frames();
  if (!/^[\u3105-\u312f]/.test(reading.dataset.p ?? "")) faults.push(`zhuyin: ${reading.dataset.p}`);
  jiazhu.set("spelling", "marks");
  while (reading.dataset.p !== marks) await frames();

  // The bar is at the foot of a narrow window: it leaves while one reads on, and returns. In a wide
  // one it is at the head.
  const dock = all(".dock")[0];
  const isReachable = () => box(dock).top >= 0 && box(dock).bottom <= innerHeight;
  const until = async (/** @type {() => boolean} */ holds, /** @type {string} */ fault) => {
    for (let frame = 0; frame < 600 && !holds(); frame += 1) await frames();
    if (!holds()) faults.push(fault);
  };
  const isNarrow = matchMedia("(max-width: 48rem)").matches;
  dispatchEvent(new Event("wheel"));
  for (const y of [400, 800]) {
    scrollTo(0, y);
    await frames();
  }
  await until(() => isReachable() !== isNarrow, "the bar does not leave, or leaves a wide window");
  scrollBy(0, -60);
  await until(isReachable, "the bar does not return");
  if (isNarrow && box(dock).top < innerHeight - 80) faults.push("the bar is not at the foot");

  // The settings open and close by their buttons, and their choices have the width that is there.
  const settings = /** @type {HTMLElement} */ (document.getElementById("settings"));
  const isOpen = () => settings.matches(":popover-open");
  all("[popovertarget=settings]", dock)[0].click();
  await until(isOpen, "the settings do not open");
  const half = isNarrow ? innerHeight / 2 + 1 : innerHeight;
  for (const tab of all("[role=tab]", settings)) {
    tab.click();
    await frames();
    if (box(settings).height > half) faults.push(`settings too high: ${tab.id}`);
    for (const choices of all("fieldset .choices", settings).filter((part) => box(part).height)) {
      const share = box(choices).width / box(settings).width;
      if (share < 0.6) faults.push(`choices cramped: ${choices.parentElement?.dataset.setting}`);
    }
  }
  all(".close", settings)[0].click();
  await until(() => !isOpen(), "the settings do not close");

  // What is copied has no readings in it.
  const sentence = /** @type {Element} */ (document.getElementById("b1.s1"));
  const selection = /** @type {Selection} */ (getSelection());
  selection.selectAllChildren(sentence);
  if (String(selection).trim() !== sentence.textContent?.trim()) faults.push(`copied: ${selection}`);
  selection.removeAllRanges();

  // Tones are coloured.
  jiazhu.set("tones", "classic");
  await frames();
  if (!CSS.highlights?.get("tone-4")?.size) faults.push("no tone is coloured");
  jiazhu.set("tones", "off");
  return faults;
}
