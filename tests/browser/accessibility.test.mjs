// axe finds nothing to complain of in the chapter, whatever is open, by day and by night.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { chooseItem, drawn, live, menu, settled } from "./support/widgets.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function violations(page) {
  const { violations } = await page.evaluate(() => window.axe.run("main"));
  return violations.map(({ id, nodes }) => [
    id,
    ...nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
  ]);
}

// The gallery and the reference show the same figures: the one by night, the other by day.
const THEMES = { "/authors/gallery.html": ["navy"], "/authors/directive-reference.html": ["light"] };

// The print page holds the chapters once more, and axe needs minutes for all of them at once.
for (const { path, figures } of pages.filter(({ path }) => path !== "/print.html")) {
  describe(path, () => {
    for (const theme of THEMES[path] ?? ["light", "navy"]) {
      test(`axe is content with ${theme}`, () =>
        book.visit(path, { theme }, async (page) => {
          await page.addScriptTag({ path: AXE });
          assert.equal(await page.evaluate((name) => document.documentElement.classList.contains(name), theme), true);
          for (const figure of figures) await settled(await live(page, figure));
          assert.deepEqual(await violations(page), [], "at first");
          for (const figure of figures) await chooseItem(await live(page, figure), /table/);
          assert.deepEqual(await violations(page), [], "with the tables shown");
          for (const figure of figures)
            await menu(await live(page, figure))
              .locator("summary")
              .click();
          await drawn(page);
          assert.deepEqual(await violations(page), [], "with the menus open");
        }));
    }
  });
}
