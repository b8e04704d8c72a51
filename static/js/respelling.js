/**
 * How readings are respelt: they are parsed to syllables with tone digits, such as `yan2` and `jiu1`,
 * and spelt as `language/pinyin/styles.py` does. What is not a reading stays as it is.
 *
 * Loaded on demand (`spelling.js`), with the table of syllables (`site/spellings.py`).
 */

/** @typedef {string[]} Syllables of a word, each in lower case or with a capital, and its tone digit */

const MARKS = ["", "\u0304", "\u0301", "\u030c", "\u0300", ""];
const ZHUYIN_TONES = ["", "", "ˊ", "ˇ", "ˋ", ""];
const SUPERSCRIPTS = ["", "¹", "²", "³", "⁴", ""];

/** @type {Map<string, string[]>} Zhuyin and Wade-Giles of each syllable without a tone */
const table = new Map();
/** @type {[Map<string, string>, Map<string, string>]} the syllables of each */
const reverse = [new Map(), new Map()];

/** @param {string} lines of syllables without tones: pinyin, Zhuyin, Wade-Giles */
export function setTable(lines) {
  for (const line of lines.split("\n")) {
    const [syllable, ...others] = line.split(" ");
    table.set(syllable, others);
    others.forEach((other, at) => {
      if (!reverse[at].has(other)) reverse[at].set(other, syllable);
    });
  }
}

// --- Parsing ---

/** @type {Record<string, (word: string) => Syllables | null>} null for what is no reading */
const PARSERS = {
  marks: (word) => joined(word.split(/['’]/).map(unmarked)),
  numbers: (word) => joined((word.match(/\p{L}+\d|./gu) ?? []).map((part) => known(part.slice(0, -1), part.slice(-1)))),
  zhuyin: (word) => joined(word.split(" ").map(unzhuyin)),
  "wade-giles": (word) => joined(word.split("-").map(unwade)),
};

/**
 * @param {(Syllables | null)[]} parts
 * @returns {Syllables | null}
 */
const joined = (parts) => (parts.includes(null) ? null : parts.flatMap((part) => part ?? []));

/**
 * @param {string} letters
 * @param {string} tone
 * @returns {Syllables | null}
 */
const known = (letters, tone) => (table.has(letters.toLowerCase()) && /[0-5]/.test(tone) ? [letters + tone] : null);

/**
 * Splits joined pinyin. Only its first syllable may begin with a vowel, which makes that unambiguous;
 * spellings that break the rule are still split, if there is no other way.
 * @param {string} piece
 * @returns {Syllables | null}
 */
function unmarked(piece) {
  const chars = (piece.normalize("NFC").match(/\p{L}\p{M}*/gu) ?? []).map((char) => {
    const parts = char.normalize("NFD");
    const tone = MARKS.findIndex((mark) => mark && parts.includes(mark));
    const letter = tone > 0 ? parts.replace(MARKS[tone], "").normalize("NFC") : char;
    return { letter, tone: Math.max(tone, 0) };
  });
  const letters = chars.map(({ letter }) => letter).join("");
  if (letters.length !== chars.length || !letters || /[^\p{L}\p{M}]/u.test(piece)) return null;
  const lower = letters.toLowerCase();
  /** @type {(start: number, strict: boolean) => Syllables | null} */
  const solve = (start, strict) => {
    if (start === lower.length) return [];
    if (strict && start && "aoeê".includes(lower[start])) return null;
    for (let end = Math.min(lower.length, start + 6); end > start; end -= 1) {
      const syllable = lower.slice(start, end);
      const tones = chars.slice(start, end).flatMap(({ tone }) => tone || []);
      if (!table.has(syllable) || tones.length > 1) continue;
      if (syllable === "r" && (!start || "aeiouü".includes(lower[end] ?? "-"))) continue;
      const rest = solve(end, strict);
      if (rest) return [letters.slice(start, end) + (tones[0] ?? 5), ...rest];
    }
    return null;
  };
  return solve(0, true) ?? solve(0, false);
}

/** @param {string} part @returns {Syllables | null} */
function unzhuyin(part) {
  const tone = part.startsWith("˙") ? 5 : Math.max(1, ZHUYIN_TONES.findIndex((mark) => mark && part.endsWith(mark)));
  const bare = part.replace(/[˙ˊˇˋ]/g, "");
  const syllable = reverse[0].get(bare);
  if (syllable) return [(syllable === "r" ? "er" : syllable) + tone];
  const stem = bare.endsWith("ㄦ") ? reverse[0].get(bare.slice(0, -1)) : undefined;
  return stem ? [stem + tone, "r5"] : null;
}

/** @param {string} part @returns {Syllables | null} */
function unwade(part) {
  const tone = SUPERSCRIPTS.findIndex((mark) => mark && part.endsWith(mark));
  const bare = tone > 0 ? part.slice(0, -1) : part;
  const syllable = reverse[1].get(bare.toLowerCase());
  if (!syllable) return null;
  return [(bare === bare.toLowerCase() ? syllable : capital(syllable)) + (tone > 0 ? tone : 5)];
}

// --- Spelling ---

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** @type {Record<string, (syllables: Syllables) => string>} */
const SPELLERS = {
  marks: (syllables) =>
    syllables
      .map(marked)
      .map((syllable, at) => (at && /^[aoe]/i.test(syllable.normalize("NFD")) ? `'${syllable}` : syllable))
      .join(""),
  numbers: (syllables) => syllables.join(""),
  zhuyin: (syllables) => syllables.map(zhuyin).join(" ").replaceAll(" \x7f", ""),
  "wade-giles": (syllables) => syllables.map(wade).join("-"),
};

/** @param {string} syllable @returns {{letters: string, lower: string, tone: number}} */
function partsOf(syllable) {
  const letters = syllable.slice(0, -1);
  return { letters, lower: letters.toLowerCase(), tone: Number(syllable.slice(-1)) };
}

/** @param {string} syllable */
function marked(syllable) {
  const { letters, lower, tone } = partsOf(syllable);
  const first = ["a", "e", "ê", "o"].map((vowel) => lower.indexOf(vowel)).find((place) => place >= 0);
  const at = first ?? Math.max(...[..."iuü"].map((vowel) => lower.lastIndexOf(vowel)), lower.search(/[nm]/));
  return (letters.slice(0, at + 1) + MARKS[tone] + letters.slice(at + 1)).normalize("NFC");
}

/** @param {string} syllable */
function zhuyin(syllable) {
  const { lower, tone } = partsOf(syllable);
  const bare = table.get(lower)?.[0] ?? "";
  if (lower === "r") return `\x7f${bare}`; // it continues the syllable before it
  return tone % 5 ? bare + ZHUYIN_TONES[tone] : `˙${bare}`;
}

/** @param {string} syllable */
function wade(syllable) {
  const { letters, lower, tone } = partsOf(syllable);
  const bare = table.get(lower)?.[1] ?? "";
  return (letters === lower ? bare : capital(bare)) + SUPERSCRIPTS[tone];
}

/**
 * @param {string} reading of one or more words, in the style of the site
 * @param {string} from a style
 * @param {string} to
 * @returns {string}
 */
export function respell(reading, from, to) {
  // Syllables of these styles are separated like words, so they are one.
  const isWhole = from === "zhuyin" || from === "wade-giles";
  const pieces = isWhole ? [reading] : reading.split(/([\s\-·]+)/);
  return pieces
    .map((piece, at) => {
      if (at % 2) return to === "zhuyin" && piece === "-" ? " " : piece;
      const syllables = piece ? PARSERS[from](piece) : null;
      return syllables ? SPELLERS[to](syllables) : piece;
    })
    .join("");
}
