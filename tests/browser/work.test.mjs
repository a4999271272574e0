// Long work goes in slices: it shows how far it is, can be stopped, and goes on where it was.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { grids, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, list, live, picture, settled } from "./support/widgets.mjs";

const book = openBook();

// Runs in the page before its scripts. A clock that advances a whole slice a look makes every slice as short as it can
// be, and slices that wait until they are let on make the test independent of how fast the machine is.
function slowClock() {
  let now = 0;
  performance.now = () => (now += 8);

  // Work goes on at once, or after the frames that a press's answer takes.
  const SLICES = [0, 32];
  const later = window.setTimeout.bind(window);
  const waiting = [];
  window.held = false;
  window.setTimeout = (run, delay, ...rest) =>
    window.held && SLICES.includes(delay) ? waiting.push(run) : later(run, delay, ...rest);
  window.isWaiting = () => waiting.length > 0;
  window.runSlices = (count) => waiting.splice(0, count).forEach((run) => run());
  window.runOn = () => {
    window.held = false;
    waiting.splice(0).forEach((run) => later(run, 0));
  };

  // Every progress that is shown, in order.
  window.shown = [];
  const look = () => {
    for (const bar of document.querySelectorAll("[data-widget] progress")) {
      window.shown.push([bar.getAttribute("aria-label"), bar.value, bar.max]);
    }
  };
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
}

const PRESSES = {
  "another model": async (figure) => {
    const models = list(figure, "centroid");
    await models.selectOption((await models.inputValue()) === "logistic" ? "centroid" : "logistic");
  },
  "other penguins": (figure) => figure.locator(".control-button").click(),
};

// The score that trains models, whatever the author chose.
async function trained(page, grid) {
  const figure = await live(page, grid);
  await list(figure, "accuracy").selectOption("accuracy");
  await settled(figure);
  return figure;
}

for (const grid of grids) {
  describe(`work of ${grid.id}`, () => {
    for (const [name, press] of Object.entries(PRESSES)) {
      // After the press comes a cell, which asks for more work; see below.
      const end = async (figure) => {
        await cell(figure, 1, 0).click();
        await settled(figure);
        return picture(figure);
      };

      test(`${name}: progress only grows, and the end is that of a fast machine`, async () => {
        let expected;
        await book.visit(grid.path, {}, async (page) => {
          const figure = await trained(page, grid);
          await press(figure);
          await settled(figure);
          expected = await picture(figure);
        });
        await book.visit(grid.path, { before: slowClock }, async (page) => {
          const figure = await trained(page, grid);
          await page.evaluate(() => (window.shown = []));
          await press(figure);
          await settled(figure);
          assert.equal(await picture(figure), expected);

          const shown = await page.evaluate(() => window.shown);
          assert.ok(shown.length > 10, `${shown.length} progress bars in so many slices`);
          const phases = new Set();
          let last = 0;
          for (const [label, value, max] of shown) {
            if (!phases.has(label)) last = 0;
            phases.add(label);
            assert.ok(last <= value && value <= max, `${label}: ${last}, then ${value} of ${max}`);
            last = value;
          }
          // A phase that came back would have begun anew.
          const changes = shown.filter(([label], index) => label !== shown[index - 1]?.[0]).length;
          assert.equal(changes, phases.size);
        });
      });

      test(`${name}: Stop keeps what there is, and the next press goes on`, async () => {
        let expected;
        await book.visit(grid.path, {}, async (page) => {
          const figure = await trained(page, grid);
          await press(figure);
          expected = await end(figure);
        });
        await book.visit(grid.path, { before: slowClock }, async (page) => {
          const figure = await trained(page, grid);
          const known = () => figure.locator("[role=gridcell]:not(.unknown)").count();
          const all = await known();
          await page.evaluate(() => (window.held = true));
          await press(figure);
          for (let slice = 0; slice < 2; slice += 1) {
            await page.waitForFunction(() => window.isWaiting());
            await page.evaluate(() => window.runSlices(1));
          }

          const bar = figure.locator("progress");
          assert.ok(await bar.evaluate(({ value }) => value > 0), "some work is done");
          const partial = await known();
          assert.ok(0 < partial && partial < all, `${partial} of ${all} cells are known`);

          await figure.locator(".widget-status button").click();
          assert.equal(await bar.count(), 0);
          // The button goes with the bar; the keyboard must not be thrown out of the figure.
          assert.ok(await figure.evaluate((root) => root.contains(document.activeElement)));
          assert.equal(await known(), partial, "Stop keeps the cells that are known");
          const stopped = await picture(figure);
          // What was scheduled before finds nothing to do.
          await page.evaluate(() => window.runSlices(1));
          assert.equal(await picture(figure), stopped);

          await cell(figure, 1, 0).click();
          assert.ok((await known()) > partial, "work goes on where it was");
          await page.evaluate(() => window.runOn());
          assert.equal(await end(figure), expected);
        });
      });
    }
  });
}

describe("a figure whose drawings go while it computes them anew", () => {
  const values = kinds.find(({ name }) => name === "values");

  test("keeps its height until the work is done, and no longer", () =>
    book.visit(values.path, {}, async (page) => {
      const figure = await live(page, values);
      const models = list(figure, "logistic");
      const before = await models.inputValue();
      const other = await models.locator("option").evaluateAll((options) => options.find((option) => !option.selected).value);
      // The first press waits for its code.
      await models.selectOption(other);
      await settled(figure);
      await figure.evaluate((root) => {
        const seen = () => [root.getBoundingClientRect().height, root.querySelector("progress") !== null];
        window.seen = [seen()];
        new MutationObserver(() => window.seen.push(seen())).observe(root, { attributes: true, childList: true, subtree: true });
      });
      await models.selectOption(before);
      await settled(figure);
      const [[height], ...later] = await page.evaluate(() => window.seen);
      const heights = later.filter(([, working]) => working).map(([height]) => height);
      assert.ok(heights.length > 3, `seen ${heights.length} times at work`);
      assert.ok(Math.min(...heights) >= height, `${height} px high before, then ${heights}`);
      assert.equal(await figure.getAttribute("style"), null);
    }));
});
