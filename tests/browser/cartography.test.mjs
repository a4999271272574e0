// What only the data map does: it is scrubbed, played and paused, a press on a mark shows its digit, and planted labels train it anew.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, list, live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name, data }) => name === "cartography" && !/noise\.0\b/.test(data));

/** Waits until the live sentence matches. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("the data map", () => {
  const visit = (options, act) => book.visit(figure.path, options, async (page) => act(await live(page, figure), page));
  const map = (root) => root.locator("svg.plane").first();
  const digit = (root) => root.locator("svg.pixels");
  const label = (root) => digit(root).getAttribute("aria-label");

  test("opens with a whole run, and scrubs without training", () =>
    visit({}, async (root, page) => {
      const [, last] = (await sentence(root)).match(/^After epoch (\d+) of \1,/);
      const epoch = root.getByRole("slider", { name: "Map after epoch" });
      for (const to of ["1", String(Math.round(last / 2)), last]) {
        await epoch.fill(to);
        await drawn(page);
        assert.match(await sentence(root), new RegExp(`^After epoch ${to} of`));
        assert.equal(await root.locator("progress").count(), 0, "nothing is left to do");
      }
    }));

  test("plays from the start, pauses, and goes on by keyboard to where it began", () =>
    visit({}, async (root, page) => {
      // The digit that is shown stays while the map grows.
      await root.getByRole("button", { name: "After: Row" }).click();
      await drawn(page);
      const end = await sentence(root);
      await root.getByRole("button", { name: "Play" }).focus();
      await page.keyboard.press("Enter");
      await says(root, /^After epoch ([2-9]|1\d) of/);
      await page.keyboard.press("Enter");
      await root.getByRole("button", { name: "Play" }).waitFor();
      const paused = await sentence(root);
      await settled(root);
      assert.equal(await sentence(root), paused);
      await page.keyboard.press("Enter");
      await settled(root);
      assert.equal(await sentence(root), end);
    }));

  test("a press on a mark shows its digit", () =>
    visit({}, async (root, page) => {
      const before = [await label(root), await sentence(root)];
      // The planted label that lies farthest right on the map, away from the crowd.
      const plane = map(root);
      const far = await plane.locator("path[fill='var(--after)']").evaluateAll((paths) =>
        paths
          .flatMap((path) => [...path.getAttribute("d").matchAll(/M([\d.]+),([\d.]+)/g)].map(([, x, y]) => [+x, +y]))
          .reduce((most, at) => (at[0] > most[0] ? at : most)),
      );
      const [width, height] = (await plane.getAttribute("viewBox")).split(" ").slice(2).map(Number);
      await plane.scrollIntoViewIfNeeded();
      const box = await plane.boundingBox();
      await page.mouse.click(box.x + (far[0] / width) * box.width, box.y + (far[1] / height) * box.height);
      await drawn(page);
      assert.notEqual(await label(root), before[0]);
      assert.notEqual(await sentence(root), before[1]);
    }));

  test("steps go along the order in which one would look", () =>
    visit({}, async (root, page) => {
      const typed = root.getByRole("textbox", { name: "Row" });
      const rows = new Set([await typed.inputValue()]);
      for (let step = 0; step < 4; step += 1) {
        await root.getByRole("button", { name: "After: Row" }).focus();
        await page.keyboard.press("Enter");
        await drawn(page);
        rows.add(await typed.inputValue());
      }
      assert.equal(rows.size, 5);
      await typed.fill("no row");
      await typed.press("Enter");
      await says(root, "“no row”");
    }));

  test("wrong labels are planted and the network trains anew, in parts that show", () =>
    visit({}, async (root) => {
      const before = await sentence(root);
      await root.getByRole("slider", { name: "Wrong labels" }).fill("20");
      await root.locator("progress").waitFor();
      await says(root, /^After epoch \d+ of/);
      await root.getByRole("button", { name: "Stop" }).click();
      await settled(root);
      assert.notEqual(await sentence(root), before);
      await list(root, "el2n").selectOption("el2n");
      await root.locator(".figure-note", { hasText: "Small rings" }).waitFor();
    }));

  test("works by touch on a small phone", () =>
    visit({ width: 320, height: 640, touch: true }, async (root) => {
      const before = await label(root);
      await root.getByRole("button", { name: "After: Row" }).tap();
      await digit(root).and(root.locator(`:not([aria-label="${before}"])`)).waitFor();
      await root.getByRole("button", { name: "Play" }).tap();
      await root.getByRole("button", { name: "Pause" }).waitFor();
      await settled(root);
      assert.match(await sentence(root), /^After epoch (\d+) of \1,/);
    }));
});
