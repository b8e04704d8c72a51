/**
 * What readers can do with lists of articles: see how hard each is for them, and narrow them down.
 */

import * as coverage from "./coverage.js";
import * as narrowing from "./narrowing.js";

/** Called once. */
export function start() {
  coverage.start();
  narrowing.start();
}
