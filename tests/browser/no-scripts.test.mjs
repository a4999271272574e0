// Without scripts the figures are still there to be read, and nothing that cannot work is offered.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { find, uncover } from "./support/widgets.mjs";
import { liveAll, overflow } from "./support/whole.mjs";

const book = openBook();

// What a reader is to see of every figure; the last matches each line of the comparison.
const READABLE = [
  ".widget-title",
  ".widget-figure",
  ".widget-sentence",
  ".widget-comparison dt",
  ".widget-comparison dd",
];

for (const { path, figures } of pages) {
  describe(`${path} without scripts`, () => {
    test("every figure can be read", () =>
      book.visit(path, { scripts: false }, async (page) => {
        for (const figure of figures) {
          await uncover(find(page, figure));
          const unread = await find(page, figure).evaluate((root, parts) => {
            const seen = (element) => {
              const { width, height } = element.getBoundingClientRect();
              return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
            };
            return parts.flatMap((part) => {
              const found = [...root.querySelectorAll(part)];
              if (found.length === 0) return [`no ${part}`];
              const hidden = found.filter((element) => !seen(element)).map(() => `${part} is hidden`);
              return [...hidden, ...found.filter(({ innerText }) => !/\S/.test(innerText)).map(() => `${part} is empty`)];
            });
          }, READABLE);
          assert.deepEqual(unread, [], figure.id);
        }
        assert.deepEqual(await overflow(page), []);
      }));

    test("controls are invisible and keep their space", () =>
      book.visit(path, { scripts: false }, async (page) => {
        for (const figure of figures) {
          await uncover(find(page, figure));
          const found = await find(page, figure).evaluate((root) => {
            const shown = (part) => getComputedStyle(part).visibility !== "hidden";
            return [...root.querySelectorAll("[data-control]")].map((control) => ({
              name: control.getAttribute("class"),
              // A part of it could be visible inside a hidden parent.
              shown: [control, ...control.querySelectorAll("*")].filter(shown).length,
              space: control.getBoundingClientRect().height > 0,
            }));
          });
          assert.ok(found.length > 0, `${figure.id} has no controls`);
          for (const { name, shown, space } of found) {
            assert.equal(shown, 0, `${name} of ${figure.id} can be seen`);
            assert.ok(space, `${name} of ${figure.id} has no space`);
          }
        }
      }));

    // mdBook opens its sidebar by script on wide windows, so the widths compared are those where it stays closed.
    for (const width of [1000, 320]) {
      test(`figures have the same size as with scripts, ${width} px wide`, async () => {
        // Of all in one go: one by one, a hundred figures on one page take minutes.
        const sizes = (page) =>
          page.evaluate(
            (ids) => ids.map((id) => document.getElementById(id)).map(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]),
            figures.map(({ id }) => id),
          );
        let still;
        await book.visit(path, { width, scripts: false }, async (page) => {
          for (const figure of figures) await uncover(find(page, figure));
          still = await sizes(page);
          assert.deepEqual(await overflow(page), []);
        });
        await book.visit(path, { width }, async (page) => {
          await liveAll(page, figures);
          for (const [index, now] of (await sizes(page)).entries()) {
            const before = still[index];
            const jump = Math.max(Math.abs(now[0] - before[0]), Math.abs(now[1] - before[1]));
            assert.ok(jump <= 1, `${figures[index].id} jumps from ${before} to ${now}`);
          }
        });
      });
    }
  });
}
