/**
 * Offers the reader a text as a file.
 *
 * @param {string} name of the file
 * @param {string} text
 * @param {string} type as in `text/csv`
 */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
