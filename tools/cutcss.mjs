// cutcss: a CSS framework cut down to what the pages use.
// Usage: node cutcss.mjs OUT.css FRAMEWORK.css OWN.css... SOURCE... (.html templates, .c files that write markup)
//
// A rule of the framework stays when every class and element of its selector occurs in the sources (classes: as a word inside a class="..." or,
// in C, inside any string). Custom properties and keyframes nobody uses go. Each OWN.css follows whole, without comments.
import { readFileSync, writeFileSync } from "node:fs";

const [out, framework, ...rest] = process.argv.slice(2);
const own = rest.filter((file) => file.endsWith(".css")), sources = rest.filter((file) => !file.endsWith(".css"));

const classes = new Set(), elements = new Set(["html", "body"]);
const words = (text) => text.match(/[A-Za-z_][\w-]*/g) ?? [];
for (const file of sources) {
  const text = readFileSync(file, "utf8");
  for (const [, name] of text.matchAll(/<([a-z][a-z0-9]*)/g)) elements.add(name);
  const spans = file.endsWith(".html") ? [...text.matchAll(/class="((?:\{\{[^]*?\}\}|[^"])*)"/g)] : [...text.matchAll(/"((?:\\.|[^"\\\n])*)"/g)];
  for (const [, span] of spans) for (const word of words(span)) classes.add(word);
}

// Splits a block's content into statements: {head, body} with braces, {head} without.
function parse(css) {
  const list = [];
  let at = 0;
  while (at < css.length) {
    let end = at, quote = "";
    while (end < css.length && (quote || !"{;".includes(css[end]))) {
      if (quote ? css[end] === quote : `"'`.includes(css[end])) quote = quote ? "" : css[end];
      end++;
    }
    const head = css.slice(at, end).trim();
    if (css[end] !== "{") { if (head) list.push({ head }); at = end + 1; continue; }
    const start = end + 1;
    for (let depth = 1; depth; ) {
      end++;
      if (quote ? css[end] === quote : `"'`.includes(css[end])) quote = quote ? "" : css[end];
      else if (!quote) depth += (css[end] === "{") - (css[end] === "}");
    }
    list.push({ head, body: css.slice(start, end) });
    at = end + 1;
  }
  return list;
}

function splitTop(text, separator) {
  const parts = [];
  let depth = 0, from = 0;
  for (let i = 0; i < text.length; i++) {
    depth += (text[i] === "(") - (text[i] === ")");
    if (text[i] === separator && !depth) parts.push(text.slice(from, i)), (from = i + 1);
  }
  return [...parts, text.slice(from)];
}

const dropped = /data-bs-theme|rtl|\[data-bs-|::-webkit-datetime|:fullscreen|\.theme-|\[class\*?=|#|^hr$/;
function used(selector) {
  if (dropped.test(selector)) return false;
  const plain = selector.replace(/:not\([^)]*\)/g, "").replace(/\[[^\]]*\]/g, "").replace(/::?[\w-]+(\([^)]*\))?/g, "");
  const names = plain.match(/\.?-?[A-Za-z_][\w-]*/g) ?? [];
  return names.every((name) => (name[0] === "." ? classes.has(name.slice(1)) : elements.has(name)));
}

function cut(css) {
  let text = "";
  for (const { head, body } of parse(css)) {
    if (body === undefined) continue; // @charset, @import
    if (/^@(media|supports)/.test(head)) {
      const inner = cut(body);
      if (inner && !/^@media print/.test(head)) text += `${head}{${inner}}`;
    } else if (/^@keyframes/.test(head)) text += `${head}{${body}}`;
    else if (head[0] !== "@") {
      const kept = splitTop(head, ",").map((s) => s.trim()).filter(used);
      if (kept.length && body.trim()) text += `${kept.join(",")}{${body}}`;
    }
  }
  return text;
}

// Removes custom properties that no var() names, until none is left; then keyframes no animation names, and empty rules.
function sweep(css, rest) {
  for (let before = ""; before !== css; ) {
    before = css;
    const needed = new Set((css + rest).match(/var\(\s*--[\w-]+/g)?.map((v) => v.replace(/var\(\s*/, "")));
    css = css.replace(/([{;])(--[\w-]+):((?:"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^;{}"'(])*)(?=[;}])/g, (all, lead, name) => (needed.has(name) ? all : lead));
    css = css.replace(/;{2,}/g, ";").replace(/\{;/g, "{").replace(/;\}/g, "}").replace(/[^{}]+\{\}/g, "");
  }
  return css.replace(/@keyframes ([\w-]+)\{((?:[^{}]*\{[^{}]*\})*)\}/g, (all, name) => (new RegExp(`animation[^;}]*\\b${name}\\b`).test(css + rest) ? all : ""));
}

const bare = (css) => css.replace(/\/\*[^]*?\*\//g, "");
const tight = (css) => css.replace(/\s+/g, " ").replace(/ ?([{};,>]) ?/g, "$1").replace(/([{;][\w-]+): /g, "$1:").replace(/;\}/g, "}");
const mine = bare(own.map((file) => readFileSync(file, "utf8")).join("\n")).split(/("[^"]*")/).map((part, i) => (i % 2 ? part : tight(part))).join("").trim();
writeFileSync(out, sweep(cut(bare(readFileSync(framework, "utf8"))), mine) + mine);
