// The search of the book, as mdBook's own script does it: whoever types the title of a chapter or a term of the glossary finds its chapter
// first.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { folder, pages } from "./support/book.mjs";
import { exceptions } from "./support/exceptions.mjs";

const read = (name) => readFileSync(join(folder, name), "utf8");

function script(pattern) {
  const name = readdirSync(folder).find((name) => pattern.test(name));
  assert.ok(name, `the book has no file ${pattern}`);
  return read(name);
}

// Both are scripts that leave something on the window.
const context = createContext({ window: { search: {} } });
const written = script(/^searchindex.*\.js$/);
for (const text of [script(/^elasticlunr.*\.js$/), written]) runInContext(text, context);
const { elasticlunr, window } = context;
const { doc_urls: addresses, index: stored, search_options: options } = window.search;
const index = (elasticlunr ?? window.elasticlunr).Index.load(stored);

const page = (address) => address?.replace(/#.*/, "");
const unescaped = (text) =>
  text.replace(/&(amp|lt|gt|quot|#(\d+));/g, (_, name, code) =>
    code ? String.fromCodePoint(code) : { amp: "&", lt: "<", gt: ">", quot: '"' }[name],
  );

// From the contents that mdBook has written, and from the file of terms that it has copied.
const chapters = [...read("toc.html").matchAll(/<a href="([^"]+)"[^>]*>([^]*?)<\/a>/g)]
  .map(([, path, name]) => [unescaped(name.replace(/<strong[^]*?<\/strong>|<[^>]*>/g, "")).trim(), path])
  .filter(([name]) => name);
const terms = read("glossary.toml")
  .split("\n[[term]]")
  .slice(1)
  .map((entry) => [...["name", "chapter"].map((key) => entry.match(new RegExp(`\n${key} = "([^"]+)"`))[1])])
  .map(([name, chapter]) => [name, chapter.replace(/\.md$/, ".html")]);

test("a title and a term find their chapter first", () => {
  assert.ok(chapters.length > 20 && terms.length > 100, `${chapters.length} chapters, ${terms.length} terms`);
  const excepted = exceptions("search");
  const wrong = [];
  for (const [name, path] of [...chapters, ...terms]) {
    const found = page(addresses[index.search(name, options)[0]?.ref]);
    if (found !== path && !excepted.has(name)) wrong.push(`${name}: ${found} comes before ${path}`);
    if (found === path && excepted.has(name)) wrong.push(`${name}: is found, and excepted no longer: tests/exceptions/search.json`);
  }
  const known = new Set([...chapters, ...terms].map(([name]) => name));
  wrong.push(...[...excepted].filter((name) => !known.has(name)).map((name) => `${name}: is no title and no term`));
  assert.deepEqual(wrong, []);
});

// The text of a figure as mdBook's index has it: a space for each tag that opens, nothing of scripts.
function text(html) {
  const tag = /<[a-z][^\s>/]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*\/?>/gi;
  return unescaped(
    html
      .replace(/<script\b[^]*?<\/script>/g, "")
      .replace(tag, " ")
      .replace(/<\/[^>]*>/g, ""),
  );
}

test("the size of the index, with and without the figures", (t) => {
  const even = (text) => text.replace(/\s+/g, " ");
  const docs = Object.entries(stored.documentStore.docs).map(([ref, doc]) => ({ ...doc, body: even(doc.body), ref }));
  const size = (docs) => {
    const made = (elasticlunr ?? window.elasticlunr)(function () {
      for (const field of Object.keys(options.fields)) this.addField(field);
      this.setRef("ref");
    });
    for (const doc of docs) made.addDoc(doc);
    return JSON.stringify(made.toJSON()).length;
  };
  const all = size(docs);
  const indexed = new Set(addresses.map(page));
  let figures = 0;
  for (const { path, figures: those } of pages.filter(({ path }) => indexed.has(path.slice(1)))) {
    const here = docs.filter(({ ref }) => page(addresses[ref]) === path.slice(1));
    for (const { id, html } of those) {
      const words = even(text(html)).trim();
      const doc = here.find(({ body }) => body.includes(words));
      // index.html and the first chapter are the same page.
      assert.ok(doc, `${id} of ${path} is not in the index as it is in the page`);
      doc.body = doc.body.replace(words, " ");
      figures += 1;
    }
  }
  assert.ok(figures > 0);
  // mdBook's own form of the index is longer than the one that its script makes of the same texts: the share holds for both.
  const share = Math.round(100 * (1 - size(docs) / all));
  assert.ok(share > 0);
  t.diagnostic(`search index: ${Math.round(written.length / 1000)} KB; without its ${figures} figures ${share} % less`);
});
