/**
 * Tone colours: shows each character in the colour of its tone.
 *
 * The characters are registered as ranges of the CSS highlight API on first use, so that the text
 * is not split and searching, copying and selecting are unaffected.
 */

const root = document.documentElement;
const TONES = ["1", "2", "3", "4", "5"];
let marked = false;

function mark() {
  const sandhi = root.getAttribute("data-sandhi") === "on";
  /** @type {Map<string, StaticRange[]>} */
  const ranges = new Map(TONES.map((tone) => [tone, []]));
  for (const ruby of document.querySelectorAll("ruby[data-t]")) {
    const text = ruby.firstChild;
    const spoken = sandhi && ruby.querySelector("rt")?.getAttribute("data-t");
    const tones = spoken || (ruby.getAttribute("data-t") ?? "");
    if (!(text instanceof Text)) continue;
    // One digit for each Han character; a character may be two code units.
    let offset = 0;
    let index = 0;
    for (const character of text.data) {
      const end = offset + character.length;
      if (/\p{Script=Han}/u.test(character)) {
        ranges.get(tones[index])?.push(
          new StaticRange({ startContainer: text, startOffset: offset, endContainer: text, endOffset: end }),
        );
        index += 1;
      }
      offset = end;
    }
  }
  for (const [tone, list] of ranges) CSS.highlights.set(`tone-${tone}`, new Highlight(...list));
  marked = true;
}

/** @param {Event} event */
function update(event) {
  if (!("highlights" in CSS)) return;
  const on = root.getAttribute("data-tones") !== "off";
  const spoken = event instanceof CustomEvent && event.detail === "sandhi";
  if (on && (!marked || spoken)) mark();
  if (!on && marked) {
    for (const tone of TONES) CSS.highlights.delete(`tone-${tone}`);
    marked = false;
  }
}

/** Called once, when the page has been parsed. */
export function start() {
  update(new Event("start"));
  document.addEventListener("jiazhu:change", update);
}
