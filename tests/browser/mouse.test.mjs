// A grid by mouse.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { grids } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, chooseItem, cursor, live, menu, option, reached, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();

for (const grid of grids) {
  const visit = (act, options = {}) => book.visit(grid.path, options, async (page) => act(await live(page, grid), page));

  describe(`${grid.id} by mouse`, () => {
    test("a click selects a cell and says what it means", () =>
      visit(async (figure) => {
        await option(figure, "loo").click();
        const { last } = await cursor(figure);
        const said = new Set();
        // Along the diagonal: another column is another slice, and every sentence names its slice.
        for (let at = 0; at <= Math.min(...last); at += 1) {
          await cell(figure, at, at).click();
          assert.deepEqual((await cursor(figure)).place, [at, at]);
          said.add(await sentence(figure));
        }
        assert.equal(said.size, Math.min(...last) + 1);
      }));

    test("a chip asks about another item", () =>
      visit(async (figure) => {
        await option(figure, "loo").click();
        const chips = await figure.locator("label:has(.chip-name)").all();
        assert.ok(chips.length > 1);
        const [titles, sentences] = [new Set(), new Set()];
        for (const chip of chips) {
          await chip.click();
          assert.ok(await chip.locator("input").isChecked());
          const name = await chip.locator(".chip-name").innerText();
          if (!grid.titled) assert.ok((await title(figure)).includes(name), `the title names ${name}`);
          assert.ok((await sentence(figure)).includes(name), `the sentence names ${name}`);
          titles.add(await title(figure));
          sentences.add(await sentence(figure));
        }
        assert.equal(titles.size, grid.titled ? 1 : chips.length);
        assert.equal(sentences.size, chips.length);
      }));

    test("each quantity has a title, a sentence and steps of its own", () =>
      visit(async (figure) => {
        const seen = [];
        for (const quantity of ["cell", "loo", "shapley"]) {
          await option(figure, quantity).click();
          seen.push([await title(figure), await sentence(figure), await figure.locator(".steps").innerText()]);
        }
        const different = [0, 1, 2].map((part) => new Set(seen.map((parts) => parts[part])).size);
        assert.deepEqual(different, [grid.titled ? 1 : 3, 3, 3]);
      }));

    test("the computation is lit step by step", () =>
      visit(async (figure) => {
        // Chosen anew, a quantity begins with all of its steps.
        await option(figure, "cell").click();
        await option(figure, "loo").click();
        const lit = figure.locator(".steps [aria-current=step]");
        const [back, next] = await figure.locator(".stepper button").all();
        const count = await figure.locator(".steps li").count();
        const states = [];
        const state = async () => [await back.getAttribute("aria-disabled"), await next.getAttribute("aria-disabled")];
        states.push(await state());
        for (let step = 0; step < count; step += 1) {
          await next.click();
          assert.equal(await lit.count(), 1);
          assert.equal(await lit.evaluate((line) => [...line.parentElement.children].indexOf(line)), step);
          states.push(await state());
        }
        const middle = Array(count - 1).fill(["false", "false"]);
        assert.deepEqual(states, [["true", "false"], ...middle, ["false", "true"]]);
        for (let step = 0; step < count; step += 1) await back.click();
        assert.equal(await lit.count(), 0);
      }));

    test("a press beside an open menu closes it, one that acts on the figure does not", () =>
      visit(async (figure, page) => {
        await reached(figure);
        const open = () => menu(figure).evaluate((details) => details.open);
        await menu(figure).locator("summary").click();
        await figure.locator(".stepper button[aria-disabled=false]").first().click();
        assert.equal(await open(), true);
        await figure.locator(".widget-sentence").click();
        assert.equal(await open(), false);
        await menu(figure).locator("summary").click();
        await page.locator("main h1").first().click();
        assert.equal(await open(), false);
      }));

    test("an open menu lies above what follows, also below a figure that is shorter", () =>
      visit(
        async (figure, page) => {
          await page.addStyleTag({ content: `[id="${grid.id}"] > :not(.widget-head) { display: none }` });
          await menu(figure).locator("summary").click();
          const below = await figure.evaluate((root) => {
            const end = root.getBoundingClientRect().bottom;
            const items = [...root.querySelectorAll(".widget-menu button")].filter((item) => item.getBoundingClientRect().bottom > end);
            return items.map((item) => {
              item.scrollIntoView({ block: "center", behavior: "instant" });
              const { left, top, width, height } = item.getBoundingClientRect();
              return document.elementFromPoint(left + width / 2, top + height / 2) === item;
            });
          });
          assert.ok(below.length > 3, "the menu ends below the figure");
          assert.ok(!below.includes(false), "it is covered");
        },
        // Where the text is as wide as the figure, so that it can cover the menu.
        { width: 390 },
      ));

    test("the table is shown and hidden, and has the grid's shape", () =>
      visit(async (figure) => {
        await reached(figure);
        await settled(figure);
        const table = figure.locator(".widget-table");
        await chooseItem(figure, /table/);
        const { last } = await cursor(figure);
        assert.equal(await table.locator("tbody tr").count(), last[0] + 1);
        assert.equal(await table.locator("thead th").count(), last[1] + 2);
        await chooseItem(figure, /table/);
        assert.equal(await table.count(), 0);
      }));
  });
}
