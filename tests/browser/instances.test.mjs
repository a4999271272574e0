// Several figures on one page know nothing of each other, and a figure that is moved stays one figure.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { beside, kinds, grids, withCopies } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, changeEverything, chooseItem, controls, cursor, live, picture, settled } from "./support/widgets.mjs";

const book = openBook();

const state = async (figure) => [await picture(figure), await controls(figure)];

// Takes a figure out of the page and puts it back where it was.
const replant = (figure) =>
  figure.evaluate((root) => {
    const { parentNode, nextSibling } = root;
    root.remove();
    parentNode.insertBefore(root, nextSibling);
  });

for (const figure of kinds) {
  test(`three copies of ${figure.id} are independent`, async () => {
    const path = beside(figure, "copies.html");
    const [html, copies] = withCopies(figure, 3);
    book.pages.set(path, html);
    await book.visit(path, {}, async (page) => {
      const all = [];
      for (const copy of copies) all.push(await live(page, copy));
      for (const one of all) {
        const others = all.filter((other) => other !== one);
        const before = await Promise.all([one, ...others].map(state));
        await changeEverything(one);
        await chooseItem(one, /table/);
        await settled(one);
        const after = await Promise.all([one, ...others].map(state));
        assert.notDeepEqual(after[0], before[0]);
        assert.deepEqual(after.slice(1), before.slice(1));
      }
    });
  });
}

for (const grid of grids) {
  describe(`${grid.id}, taken out and put back`, () => {
    test("has the same state", () =>
      book.visit(grid.path, {}, async (page) => {
        const figure = await live(page, grid);
        await changeEverything(figure);
        await settled(figure);
        const before = await state(figure);
        await replant(figure);
        assert.deepEqual(await state(figure), before);
      }));

    test("answers each press once", () =>
      book.visit(grid.path, {}, async (page) => {
        const figure = await live(page, grid);
        await replant(figure);
        await replant(figure);
        await cell(figure, 0, 0).click();
        for (const row of [1, 2]) {
          await page.keyboard.press("ArrowDown");
          assert.deepEqual((await cursor(figure)).place, [row, 0]);
        }
      }));
  });
}
