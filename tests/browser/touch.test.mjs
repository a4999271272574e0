// A grid on a small phone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { grids } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, cursor, live, menu, option, sentence, title } from "./support/widgets.mjs";

const book = openBook();

for (const grid of grids) {
  const visit = (act) =>
    book.visit(grid.path, { width: 320, height: 640, touch: true }, async (page) => act(await live(page, grid)));

  describe(`${grid.id} by touch`, () => {
    test("a tap selects a cell, also one that has to be scrolled to", () =>
      visit(async (figure) => {
        await option(figure, "loo").tap();
        const { last } = await cursor(figure);
        const said = new Set();
        for (const place of [[0, 0], last, [last[0], 0]]) {
          await cell(figure, ...place).tap();
          assert.deepEqual((await cursor(figure)).place, place);
          said.add(await sentence(figure));
        }
        assert.ok(said.size > 1);
      }));

    test("chips, lists and the menu work", () =>
      visit(async (figure) => {
        await option(figure, "loo").tap();
        const before = [await title(figure), await sentence(figure)];
        await figure.locator("label:has(.chip-name):has(input:not(:checked))").last().tap();
        assert.equal((await title(figure)) === before[0], grid.titled);
        assert.notEqual(await sentence(figure), before[1]);

        await menu(figure).locator("summary").tap();
        await menu(figure).getByRole("button", { name: /table/ }).tap();
        await figure.locator(".widget-table").waitFor();
        assert.equal(await menu(figure).getAttribute("open"), null);
      }));
  });
}
