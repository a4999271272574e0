// Pages say nothing on the console, miss nothing, and ask nobody else. `visit` asserts it on every page that any test
// opens; here it is asked of every page with all figures live, and of the check itself.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { htmlFiles, pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { report } from "./support/report.mjs";
import { drawn, live, settled } from "./support/widgets.mjs";

const book = openBook();

describe("quiet", () => {
  for (const { path, figures } of pages) {
    test(path, () =>
      book.visit(path, { told: ({ length }) => report("console", path, length) }, async (page) => {
        for (const figure of figures) await settled(await live(page, figure));
        await page.waitForLoadState("networkidle");
        await drawn(page);
      }),
    );
  }
});

describe("quiet without figures", () => {
  for (const file of htmlFiles().filter((file) => !pages.some(({ path }) => path === `/${file}`))) {
    test(`/${file}`, () =>
      book.visit(`/${file}`, { told: ({ length }) => report("console", `/${file}`, length) }, async (page) => {
        await page.waitForLoadState("networkidle");
        await drawn(page);
      }),
    );
  }
});

describe("a page is not quiet that", () => {
  const NOISE = {
    "writes to the console": ["<script>console.log('x')</script>", /console log: x/],
    throws: ["<script>throw new Error('x')</script>", /error: Error: x/],
    "rejects without anybody listening": ["<script>Promise.reject(new Error('x'))</script>", /error: Error: x/],
    "misses a file": ["<img src=missing.png>", /status 404/],
    // A name that never resolves: nobody is asked in earnest.
    "asks another host": ["<img src=http://elsewhere.invalid/x.png>", /elsewhere: http/],
  };
  for (const [what, [html, complaint]] of Object.entries(NOISE)) {
    test(what, () => {
      book.pages.set("/noise.html", `<!DOCTYPE html><link rel="icon" href="data:,">${html}`);
      return assert.rejects(
        book.visit("/noise.html", {}, (page) => page.waitForLoadState("networkidle")),
        ({ actual }) => actual.some((line) => complaint.test(line)),
      );
    });
  }
});
