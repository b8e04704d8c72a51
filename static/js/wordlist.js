/**
 * Parses word lists: plain text, and exports from Anki, Pleco and spreadsheets.
 */

const HAN = /\p{Script=Han}/u;

/**
 * The words of a text file, separated by line breaks, white space or punctuation. In a line with
 * tabs, only the first column with Han characters is used. Lines that start with `#` or `//` are
 * skipped. `说[說]`, `点1` and `<b>点</b>` are read as 说, 点 and 点.
 * @param {string} text
 * @returns {string[]} in the order of the text, each once
 */
export function parseWords(text) {
  const found = text.split(/\r\n?|\n/).flatMap((line) => {
    if (/^\s*(#|\/\/)/.test(line)) return [];
    const column = line.split("\t").find((cell) => HAN.test(cell)) ?? "";
    return column
      .replace(/<[^>]*>|\[[^\]]*\]|【[^】]*】/g, " ")
      .split(/[\s\p{P}\p{S}]+/u)
      .map((word) => word.replace(/^\d+|\d+$/g, ""))
      .filter((word) => HAN.test(word));
  });
  return [...new Set(found)];
}

/**
 * Decodes a file in UTF-8, UTF-16 with a byte order mark, or GB18030.
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const utf16 = { "fffe": "utf-16le", "feff": "utf-16be" }[
    `${first?.toString(16)}${second?.toString(16)}`
  ];
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
