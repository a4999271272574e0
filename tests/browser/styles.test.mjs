// What is published of the style sheets says what their authors wrote.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { folder } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";

const book = openBook();
const sources = fileURLToPath(new URL("../../theme/", import.meta.url));

// In the page: a sheet's rules as the browser writes them. Where a value has a property of our own in it, it keeps spaces that mean nothing.
function rules(sheet) {
  const parsed = new CSSStyleSheet();
  parsed.replaceSync(sheet);
  const spaces = (text) =>
    text
      .replace(/\s+/g, " ")
      .replace(/ ?([,/]) ?/g, "$1")
      .replace(/([:(]) /g, "$1");
  // In a quoted text every space counts.
  const plain = (text) =>
    text
      .replace(/(--[\w-]+:)([^;}]*)/g, (_, name, value) => name + value.replace(/\s+/g, ""))
      .replace(/"[^"]*"|[^"]+/g, (part) => (part.startsWith('"') ? part : spaces(part)));
  return [...parsed.cssRules].map(({ cssText }) => plain(cssText));
}

// A name in the book ends in a hash of what the author wrote.
const published = readdirSync(join(folder, "theme")).filter((name) => name.endsWith(".css"));
assert.ok(published.length > 0, "the book has style sheets of ours");

for (const copy of published) {
  const name = copy.replace(/-[0-9a-f]+\.css$/, ".css");
  test(`${name} is published with every rule and without comments`, () =>
    book.visit("/404.html", {}, async (page) => {
      const [source, sent] = [join(sources, name), join(folder, "theme", copy)].map((file) => readFileSync(file, "utf8"));
      assert.ok(!sent.includes("/*"));
      assert.deepEqual(await page.evaluate(rules, sent), await page.evaluate(rules, source));
      assert.ok((await page.evaluate(rules, source)).length > 0);
    }));
}
