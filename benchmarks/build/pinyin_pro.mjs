// `node pinyin_pro.mjs ARTICLES OUTPUT`: bare pages in one edition, with pinyin over each character.
import { pinyin } from "pinyin-pro";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [articles, output] = process.argv.slice(2);
const HAN = /[一-鿿]/;
const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escape = (text) => text.replace(/[&<>]/g, (character) => escaped[character]);

const ruby = (text) => {
  const readings = pinyin(text, { type: "array" });
  return Array.from(text, (character, at) =>
    HAN.test(character)
      ? `<ruby>${character}<rt>${readings[at]}</rt></ruby>`
      : escape(character),
  ).join("");
};

const block = (text) =>
  text.startsWith("## ") ? `<h2>${ruby(text.slice(3))}</h2>` : `<p>${ruby(text)}</p>`;

mkdirSync(output, { recursive: true });
const listed = readdirSync(articles).sort().map((file) => {
  const [, head, body] = readFileSync(join(articles, file), "utf8").split("---\n");
  const meta = Object.fromEntries(head.trim().split("\n").map((line) => line.split(": ")));
  const page = `${basename(file, ".md")}.html`;
  const content = body.trim().split("\n\n").map(block).join("\n");
  writeFileSync(join(output, page), `<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>${escape(meta.title)}</title>
<link rel="stylesheet" href="style.css"></head>
<body><h1>${escape(meta.title)}</h1><p>${meta.date}</p>${content}</body>
</html>
`);
  return `<li>${meta.date} <a href="${page}">${escape(meta.title)}</a></li>`;
});
writeFileSync(join(output, "index.html"), `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>Articles</title>
<ul>${listed.join("\n")}</ul></html>
`);
