// Reads a JSON list of sentences, writes a list of lists of syllables.
import { addDict, pinyin } from "pinyin-pro";
import complete from "@pinyin-pro/data/complete";
import { readFileSync } from "node:fs";

addDict(complete);
const options = { type: "array", toneType: "num", toneSandhi: false };
const sentences = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(sentences.map((sentence) => pinyin(sentence, options))));
