// The text that a browser's reader view takes from a page: node readability.mjs FILE

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";

const file = process.argv[2];
const { window } = new JSDOM(readFileSync(file, "utf8"), { url: pathToFileURL(file).href });
const { title, lang, textContent } = new Readability(window.document).parse();
console.log(JSON.stringify({ title, lang, textContent }));
