// The scores that Lighthouse gives pages, from 0 to 100:
//   node lighthouse.mjs CHROMIUM light|dark WANTED ADDRESS...
// prints {address: {scores: {category: score}, faults: ["audit: score", …]}}. A page that does
// not reach WANTED in all categories is measured thrice, and the medians count.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 3;
const [chromePath, theme, wanted, ...addresses] = process.argv.slice(2);

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const chrome = await launch({
  chromePath,
  chromeFlags: [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    `--blink-settings=preferredColorScheme=${theme === "dark" ? 0 : 1}`,
  ],
});
const found = {};
try {
  for (const address of addresses) {
    const scores = {};
    const faults = new Set();
    for (let run = 0; run < RUNS; run += 1) {
      // The speed is simulated for a phone, so that it depends little on this machine.
      const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error" });
      for (const category of Object.values(lhr.categories)) {
        (scores[category.id] ??= []).push(Math.round(category.score * 100));
        for (const { id, weight } of category.auditRefs) {
          const { score } = lhr.audits[id];
          if (weight && score !== null && score < 0.9) faults.add(`${id}: ${score}`);
        }
      }
      if (Object.values(scores).every(([first]) => first >= Number(wanted))) break;
    }
    for (const id of Object.keys(scores)) scores[id] = median(scores[id]);
    found[address] = { scores, faults: [...faults] };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(found));
