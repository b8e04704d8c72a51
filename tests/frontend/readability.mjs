// The texts that a browser's reader view takes from pages: node readability.mjs FILE...

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";

const articles = process.argv.slice(2).map((file) => {
  const { window } = new JSDOM(readFileSync(file, "utf8"), { url: pathToFileURL(file).href });
  const { title, lang, textContent } = new Readability(window.document).parse();
  return { title, lang, textContent };
});
console.log(JSON.stringify(articles));
