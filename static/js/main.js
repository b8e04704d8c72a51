/**
 * Starts the parts of a page. The script is deferred: the page has been read, and not yet
 * touched by its reader.
 */

import * as notes from "./notes.js";
import * as offline from "./offline.js";
import * as place from "./place.js";
import * as popup from "./popup.js";
import * as settings from "./settings.js";
import * as tones from "./tones.js";
import * as translation from "./translation.js";
import * as words from "./words.js";

for (const part of [settings, place, words, popup, notes, tones, translation, offline]) part.start();

// For a site's own scripts: `jiazhu.set("pinyin", "none")`, `jiazhu.showWord(element)` …
Object.assign(/** @type {any} */ (window).jiazhu, {
  set: settings.set,
  setting: settings.setting,
  keepPlace: place.keepPlace,
  topSentence: place.topSentence,
  showWord: popup.showWord,
  openWord: popup.openWord,
  hideWord: popup.hideWord,
});
