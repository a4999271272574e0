// What a reader does before the wasm is there is done when it is: once, and in order.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { grids } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, controls, cursor, find, live, menu, option, picture, settled, uncover } from "./support/widgets.mjs";

const book = openBook();

// Readers' presses. Each gets the figure and its page; what it does must not depend on the figure being live.
const PRESSES = {
  "a cell, arrow keys, a button twice and a chip": async (figure, page) => {
    await cell(figure, 1, 0).click();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await figure.locator(".stepper button").last().click();
    await figure.locator(".stepper button").last().click();
    await figure.locator("label:has(.chip-name):has(input:not(:checked))").last().click();
  },
  // Choosing a quantity goes back to the first step, so these two differ if their order is lost.
  "a quantity, then a step": async (figure) => {
    await otherQuantity(figure).click();
    await figure.locator(".stepper button").last().click();
  },
  "a step, then a quantity": async (figure) => {
    await figure.locator(".stepper button").last().click();
    await otherQuantity(figure).click();
  },
  "a list and a button": async (figure) => {
    await figure.locator("select:enabled").last().selectOption({ index: 1 });
    // Where no model is trained, the first of these is greyed out.
    await figure.locator(".control-button:enabled, .stepper button + button").first().click();
  },
  "the table from the menu": async (figure) => {
    await menu(figure).locator("summary").click();
    await menu(figure).getByRole("button", { name: /table/ }).click();
  },
};

const otherQuantity = (figure) =>
  option(figure, "cell")
    .or(option(figure, "loo"))
    .filter({ has: figure.page().locator("input:not(:checked)") })
    .first();

const result = async (figure) => {
  await settled(figure);
  return { picture: await picture(figure), controls: await controls(figure), place: (await cursor(figure)).place };
};

for (const grid of grids) {
  describe(`early presses on ${grid.id}`, () => {
    for (const [name, press] of Object.entries(PRESSES)) {
      test(name, async () => {
        let expected;
        await book.visit(grid.path, {}, async (page) => {
          const figure = await live(page, grid);
          await press(figure, page);
          expected = await result(figure);
        });

        let release;
        const released = new Promise((resolve) => (release = resolve));
        const prepare = (page) =>
          page.route(/\.wasm/, async (route) => {
            await released;
            await route.continue();
          });
        await book.visit(grid.path, { prepare }, async (page) => {
          const figure = find(page, grid);
          await uncover(figure);
          await figure.scrollIntoViewIfNeeded();
          await press(figure, page);
          assert.equal(await figure.getAttribute("data-live"), null, "the presses came early");
          assert.equal(new URL(page.url()).pathname, grid.path, "no key turned the page");
          release();
          await live(page, grid);
          assert.deepEqual(await result(figure), expected);
        });
      });
    }
  });
}
