// What only the influence figure does: a row that is pressed lights in both planes, a loop makes a group, other rows are fetched.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, list, live, option, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const [figure] = figures.filter(({ name }) => name === "influence");

describe("the influence figure", () => {
  const visit = (options, act) => book.visit(figure.path, options, async (page) => act(await live(page, figure), page));
  const planes = (root) => root.locator("svg.plane.draggable");
  const rings = (root) => root.locator("svg.plane.draggable circle[stroke-width='2']");

  /** A place in a plane, in shares of its width and height. */
  async function place(plane, across, down) {
    await plane.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await plane.boundingBox();
    return [x + across * width, y + down * height];
  }

  async function loop(root, page) {
    const corners = [];
    for (const [across, down] of [[0.14, 0.1], [0.98, 0.1], [0.98, 0.82], [0.14, 0.82], [0.14, 0.12]]) {
      corners.push(await place(planes(root).first(), across, down));
    }
    await page.mouse.move(...corners[0]);
    await page.mouse.down();
    for (const corner of corners.slice(1)) await page.mouse.move(...corner, { steps: 4 });
    await page.mouse.up();
  }

  test("opens with a row ringed in both planes, and rings another when one is pressed", () =>
    visit({}, async (root, page) => {
      assert.equal(await rings(root).count(), 2);
      const before = await sentence(root);
      // The outermost tumour of the picture, at its right end.
      const plane = planes(root).first();
      const far = await plane.locator("path[fill^='var(--group']").evaluateAll((paths) =>
        paths
          .flatMap((path) => [...path.getAttribute("d").matchAll(/M([\d.]+),([\d.]+)/g)].map(([, x, y]) => [+x, +y]))
          .reduce((most, at) => (at[0] > most[0] ? at : most)),
      );
      const [width, height] = (await plane.getAttribute("viewBox")).split(" ").slice(2).map(Number);
      await page.mouse.click(...(await place(plane, far[0] / width, far[1] / height)));
      await drawn(page);
      assert.notEqual(await sentence(root), before);
      assert.equal(await rings(root).count(), 2);
    }));

  test("the boundary before and after is drawn, and moves on when another row is selected", () =>
    visit({}, async (root, page) => {
      const lines = () =>
        planes(root)
          .first()
          .locator("path[fill='none'][stroke^='var(--before)'], path[fill='none'][stroke^='var(--after)']")
          .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
      const [before, after] = await lines();
      assert.ok(before && after);
      await root.getByRole("button", { name: "After: Row" }).click();
      await drawn(page);
      assert.equal((await lines())[0], before, "the model of all rows stays");
      assert.match(await root.innerText(), /dashed, the same without row \d+/);
    }));

  test("a loop makes a group, whose three numbers are drawn, and a button ends it", () =>
    visit({ height: 1400 }, async (root, page) => {
      await loop(root, page);
      await root.locator("svg.plane rect").first().waitFor();
      await settled(root);
      assert.match(await sentence(root), /of the group together/);
      assert.equal(await root.locator("svg.plane rect").count(), 4);
      await root.getByRole("button", { name: "No group" }).click();
      await drawn(page);
      assert.equal(await root.locator("svg.plane rect").count(), 0);
    }));

  test("a group is gathered by keyboard", () =>
    visit({}, async (root, page) => {
      await root.getByRole("button", { name: "Add the row" }).focus();
      await page.keyboard.press("Enter");
      await settled(root);
      assert.match(await sentence(root), /Without the 1 row of the group/);
      await root.getByRole("button", { name: "After: Row" }).focus();
      await page.keyboard.press("Enter");
      await root.getByRole("button", { name: "Add the row" }).focus();
      await page.keyboard.press("Enter");
      await settled(root);
      assert.match(await sentence(root), /Without the 2 rows of the group/);
    }));

  test("a weak penalty turns the title round, and a Newton step turns it back", () =>
    visit({}, async (root) => {
      if (!figure.titled) assert.match(await title(root), /foresees/);
      await root.locator("input[type=range]").fill("6");
      await settled(root);
      if (!figure.titled) assert.match(await title(root), /misses/);
      await option(root, "newton").click();
      if (!figure.titled) assert.match(await title(root), /One Newton step foresees/);
    }));

  test("other rows are fetched when they are chosen", () =>
    visit({}, async (root) => {
      await list(root, "iris").selectOption("iris");
      await root.getByText("versicolor").waitFor();
      await settled(root);
      assert.match(await sentence(root), /over all 100 rows/);
    }));
});
