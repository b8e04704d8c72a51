// What a function finds on pages in Firefox, at the widths of a phone and a desk:
//   node firefox.mjs FIREFOX FUNCTION.js ADDRESS...
// prints {"ADDRESS at WIDTH px": what the function returned}, errors of the page in it.

import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";

const [executablePath, file, ...addresses] = process.argv.slice(2);
const source = await readFile(file, "utf-8");
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const found = {};
try {
  for (const width of [390, 1280]) {
    for (const address of addresses) {
      const page = await browser.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.setViewport({ width, height: 844 });
      await page.goto(address);
      found[`${address} at ${width} px`] = [...(await page.evaluate(`(${source})()`)), ...errors];
      await page.close();
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
