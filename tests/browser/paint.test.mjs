// The largest paint of a page needs no script of ours: it is there before they are, and nothing larger comes with them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, live } from "./support/widgets.mjs";

const book = openBook();

// Runs in the page before its scripts: every paint that was the largest so far.
function watch() {
  window.largest = [];
  const note = ({ startTime, size, element }) => window.largest.push({ startTime, size, what: element?.outerHTML.slice(0, 120) });
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "largest-contentful-paint", buffered: true });
}

describe("the largest paint comes before our scripts", () => {
  // The print page is every chapter once more.
  for (const { path, figures } of pages.filter(({ path }) => path !== "/print.html")) {
    test(path, () => {
      let release;
      const released = new Promise((done) => (release = done));
      const hold = async (route) => {
        await released;
        await route.continue();
      };
      return book.visit(path, { before: watch, prepare: (page) => page.route(/\/live\//, hold), wait: "commit" }, async (page) => {
        await page.waitForFunction(() => window.largest.length > 0);
        await drawn(page);
        const before = await page.evaluate(() => performance.now());
        assert.equal(await page.locator("[data-live]").count(), 0, "our scripts are held");
        release();
        await page.waitForLoadState("load");
        // Scrolling ends the search for the largest paint, so only a figure that is there without counts.
        if (await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, figures[0].id)) await live(page, figures[0]);
        await page.waitForTimeout(200);
        const late = await page.evaluate((before) => window.largest.filter(({ startTime }) => startTime > before), before);
        assert.deepEqual(late, []);
      });
    });
  }
});
