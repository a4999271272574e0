// Pages fit their window, with large text too, and what is to be hit is big enough.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { chooseItem, drawn, live, menu, overflow } from "./support/widgets.mjs";

const book = openBook();

// What a finger is to hit, and its smallest side in WCAG 2.2. A radio button is hit through its label.
const TARGETS = "button, select, summary, label:has(input), [role=gridcell], [role=option]";
const SMALLEST = 24;

for (const { path, figures } of pages) {
  describe(path, () => {
    for (const [width, zoom] of [
      [320, 1],
      [1280, 1],
      [1280, 2],
    ]) {
      test(`fits ${width} px, text at ${zoom * 100} %`, () =>
        book.visit(path, { width }, async (page) => {
          // mdBook sizes everything by the root, as a reader's own font size does.
          await page.evaluate((zoom) => {
            const { style } = document.documentElement;
            style.fontSize = `${parseFloat(getComputedStyle(document.documentElement).fontSize) * zoom}px`;
          }, zoom);
          for (const figure of figures) {
            const root = await live(page, figure);
            assert.deepEqual(await overflow(page, figure.id), [], figure.id);
            await chooseItem(root, /table/);
            await menu(root).locator("summary").click();
            await drawn(page);
            assert.deepEqual(await overflow(page, figure.id), [], `${figure.id} with its table and its menu open`);
          }
          assert.deepEqual(await overflow(page), [], "with every table and menu open");
        }));
    }

    test(`has targets of ${SMALLEST} px at 320 px`, () =>
      book.visit(path, { width: 320, height: 640, touch: true }, async (page) => {
        for (const figure of figures) {
          const root = await live(page, figure);
          await menu(root).locator("summary").tap();
          const small = await root.evaluate(
            (figure, [targets, smallest]) =>
              [...figure.querySelectorAll(targets)]
                .map((target) => [target, target.getBoundingClientRect()])
                .filter(([, { width, height }]) => Math.min(width, height) < smallest)
                .map(([target, { width, height }]) => `${target.tagName} ${target.textContent}: ${width} × ${height}`),
            [TARGETS, SMALLEST],
          );
          assert.deepEqual(small, [], figure.id);
        }
      }));
  });
}
