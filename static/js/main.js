/**
 * Starts the parts of a page. The script is deferred, so it runs when the page has been parsed.
 */

import * as bar from "./bar.js";
import * as contents from "./contents.js";
import * as dictionary from "./dictionary.js";
import * as embeds from "./embeds.js";
import * as help from "./help.js";
import * as hint from "./hint.js";
import * as idleLayout from "./idle_layout.js";
import * as listening from "./listening.js";
import * as known from "./known.js";
import * as learning from "./learning.js";
import * as notes from "./notes.js";
import * as offline from "./offline.js";
import * as onDemand from "./on_demand.js";
import * as panels from "./panels.js";
import * as place from "./place.js";
import * as popup from "./popup.js";
import * as preset from "./preset.js";
import * as progress from "./progress.js";
import * as returning from "./returning.js";
import * as sentence from "./sentence.js";
import * as settings from "./settings.js";
import * as sheet from "./sheet.js";
import * as shortcuts from "./shortcuts.js";
import * as spelling from "./spelling.js";
import * as tones from "./tones.js";
import * as translation from "./translation.js";
import * as wordPages from "./word_pages.js";
import * as wayBack from "./way_back.js";
import * as words from "./words.js";

const PARTS = [
  panels, settings, spelling, sheet, place, returning, bar, words, popup, hint, known, learning, notes,
  tones, translation, sentence, listening, progress, contents, help, shortcuts, wordPages,
  preset, dictionary, offline, idleLayout, wayBack, embeds, onDemand,
];
for (const part of PARTS) part.start();

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
