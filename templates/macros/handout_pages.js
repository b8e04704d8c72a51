/*
  Lays the text of a hand-out out on sheets, with the notes of each sheet at its foot.

  1. Notes are numbered in the order of the text; those on a footnote of the author come after it.
  2. A sheet takes blocks until they need more than it has. Its text is then a row of columns, so the
     browser itself says what fits into the first: it knows of ruby, tables, widows and headings.
  3. The more text a sheet has, the more notes are at its foot. The most text that leaves room for
     them is found by halving.
  4. What is not in the first column is cut off, and waits for the next sheet.

  If a single line has more notes than fit below it, its sheet grows, and nothing is lost.
*/
addEventListener("load", () => {
  const REFERENCES = ".term.first, .footnote-ref a";
  /** Of a sheet, a little less than `@page` leaves, since a PDF has pages of whole points. */
  const HEIGHT = (254.5 / 25.4) * 96;
  const PRECISION = 2;

  /** The notes, by the reference that has their number. @type {Map<Element, HTMLLIElement>} */
  const notes = new Map();
  /** @type {Set<Element>} */
  const numbered = new Set();
  let terms = 0;

  /** @param {Element} root */
  function number(root) {
    for (const reference of root.querySelectorAll(REFERENCES)) {
      const id = decodeURIComponent(reference.getAttribute("href")?.slice(1) ?? "");
      const note = document.getElementById(id);
      if (!(note instanceof HTMLLIElement) || numbered.has(note)) continue;
      numbered.add(note);
      notes.set(reference, note);
      if (reference instanceof HTMLElement && reference.matches(".term")) {
        reference.dataset.note = String(++terms);
        note.value = terms;
      } else {
        note.value = [...(note.parentElement?.children ?? [])].indexOf(note) + 1;
        number(note);
      }
    }
  }

  /** Fills a sheet from the blocks that wait. @param {Element[]} waiting */
  function fill(waiting) {
    const sheet = made("div", "page");
    const flow = made("div", "flow filling");
    const foot = made("ol", "foot");
    sheet.append(flow, foot);
    text.append(sheet);
    const edge = flow.getBoundingClientRect().right + 1;
    /** Whether some of a node is not in the first column. @param {Element | Range} node */
    const isBeyond = (node) => [...node.getClientRects()].some((box) => box.left > edge);
    /** Whether the notes have room below a text of some height. @param {number} height */
    const fits = (height) => {
      flow.style.height = `${height}px`;
      foot.replaceChildren(...notesOf(flow, isBeyond));
      return height + foot.getBoundingClientRect().height <= HEIGHT;
    };

    flow.style.height = `${HEIGHT}px`;
    for (let block; (block = waiting.shift()); ) {
      flow.append(block);
      if (isBeyond(block)) break;
    }
    let least = HEIGHT;
    if (!fits(HEIGHT)) {
      least = 0;
      let most = HEIGHT;
      while (most - least > PRECISION) {
        const middle = (least + most) / 2;
        if (fits(middle)) least = middle;
        else most = middle;
      }
    }
    const hasRoom = fits(least);
    const place = firstBeyond(flow, isBeyond);
    if (place) waiting.unshift(...cut(flow, place));
    flow.classList.remove("filling");
    flow.style.height = hasRoom ? `${HEIGHT - foot.getBoundingClientRect().height}px` : "";
  }

  /** @param {string} tag @param {string} name */
  function made(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  }

  /**
   * The notes whose numbers are in the first column, and those on them.
   * @param {Element} root @param {(node: Element) => boolean} isBeyond
   * @returns {HTMLLIElement[]}
   */
  function notesOf(root, isBeyond) {
    return [...root.querySelectorAll(REFERENCES)].flatMap((reference) => {
      const note = notes.get(reference);
      return note && !isBeyond(reference) ? [note, ...notesOf(note, () => false)] : [];
    });
  }

  /**
   * The place where the second column begins: a node and, in a text, an offset. Ruby is not cut.
   * @param {Element} flow @param {(node: Element | Range) => boolean} isBeyond
   * @returns {[Node, number] | null}
   */
  function firstBeyond(flow, isBeyond) {
    const walker = document.createTreeWalker(flow, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) {
        range.selectNodeContents(node);
        if (!isBeyond(range)) continue;
        for (let offset = 0; offset < node.length; offset += 1) {
          range.setStart(node, offset);
          range.setEnd(node, offset + 1);
          if (isBeyond(range)) return [node, offset];
        }
      } else if (node instanceof Element && (node.matches("ruby") || !node.firstChild)) {
        if (isBeyond(node)) return [node, 0];
      }
    }
    return null;
  }

  /**
   * Cuts off what is after a place, and returns its blocks.
   * @param {Element} flow @param {[Node, number]} place
   */
  function cut(flow, [node, offset]) {
    while (!offset && node.parentNode && node.parentNode !== flow && isFirst(node)) {
      node = node.parentNode;
    }
    /** @type {Element[]} */
    const broken = [];
    for (let each = node.parentElement; each && each !== flow; each = each.parentElement) {
      broken.unshift(each);
    }
    const range = document.createRange();
    if (offset) range.setStart(node, offset);
    else range.setStartBefore(node);
    range.setEnd(flow, flow.childNodes.length);
    const rest = range.extractContents();
    /** @type {ParentNode} */
    let parent = rest;
    for (const each of broken) {
      const other = parent.firstElementChild;
      if (!other) break;
      goOn(each, other, each === broken.at(-1));
      parent = other;
    }
    return [...rest.children];
  }

  /**
   * Makes the parts of an element look like one that goes on.
   * @param {Element} part @param {Element} next @param {boolean} isBetween whether its children are whole
   */
  function goOn(part, next, isBetween) {
    part.classList.add("broken");
    next.classList.add("continued");
    next.removeAttribute("id");
    if (part instanceof HTMLOListElement && next instanceof HTMLOListElement) {
      next.start = part.start + part.children.length - (isBetween ? 0 : 1);
    }
    if (part instanceof HTMLTableElement && part.tHead) next.prepend(part.tHead.cloneNode(true));
  }

  /** Whether nothing is before a node in its parent. @param {Node} node */
  function isFirst(node) {
    for (let each = node.previousSibling; each; each = each.previousSibling) {
      if (each instanceof Element || /\S/.test(each.textContent ?? "")) return false;
    }
    return true;
  }

  const text = document.querySelector("main") ?? document.body;
  const endnotes = [...document.querySelectorAll(".notes, main :is(.footnotes, .footnotes-sep)")];
  const waiting = [...text.children].filter((block) => !endnotes.includes(block));
  for (const block of waiting) number(block);
  while (waiting.length) fill(waiting);
  for (const each of endnotes) if (!each.querySelector("li")) each.remove();
});
