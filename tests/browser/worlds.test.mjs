// Two worlds by mouse and by keyboard, and rows that are fetched when a figure first needs them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const worlds = figures.find(({ name, data }) => name === "worlds" && data.includes("data.penguins"));

const visit = (act, options = {}) =>
  book.visit(worlds.path, options, async (page) => {
    const figure = await live(page, worlds);
    await settled(figure);
    await act(figure, page);
  });

const button = (figure, name) => figure.getByRole("button", { name, exact: true });
const edits = (figure) => figure.locator(".worlds-edits").innerText();

describe(worlds.id, () => {
  test("a page fetches the tables that its figures draw, and no others", async () => {
    const fetched = new Set();
    const prepare = (page) =>
      page.on("request", (request) => {
        const file = new URL(request.url()).pathname.match(/[^/]+\.csv$/);
        if (file) fetched.add(file[0]);
      });
    await visit(
      async (figure) => {
        assert.deepEqual([...fetched], ["penguins.csv"]);
        await figure.locator("select:has(option[value=wine])").selectOption("wine");
        await figure.locator(".plane-legend", { hasText: "1" }).waitFor();
        await settled(figure);
        assert.deepEqual([...fetched], ["penguins.csv", "wine.csv"]);
        assert.match(await sentence(figure), /\d/);
      },
      { prepare },
    );
  });

  test("a table that cannot be had changes nothing, and says so", () =>
    visit(
      async (figure, page) => {
        const before = await sentence(figure);
        await figure.locator("select:has(option[value=wine])").selectOption("wine");
        await figure.locator(".widget-status", { hasText: "could not be fetched" }).waitFor();
        assert.equal(await sentence(figure), before);
        await page.unroute(/wine\.csv/);
        await figure.locator("select:has(option[value=wine])").selectOption("iris");
        await figure.locator(".plane-legend", { hasText: "setosa" }).waitFor();
      },
      {
        prepare: (page) => page.route(/wine\.csv/, (route) => route.fulfill({ status: 404 })),
        expected: [/status 404/, /console error: Failed to load resource/],
      },
    ));

  test("a press selects a row, buttons change it, and Undo takes that back", () =>
    visit(async (figure) => {
      const row = figure.getByLabel("Row", { exact: true });
      const printed = await row.inputValue();
      const drawing = figure.locator("svg.plane").first();
      const box = await drawing.boundingBox();
      // The first dot of the third class, wherever the projection put it.
      const [x, y] = await drawing.evaluate((svg) => {
        const dots = svg.querySelectorAll("g:last-of-type > path")[2];
        const [, x, y] = dots.getAttribute("d").match(/^M([\d.]+),([\d.]+)/).map(Number);
        const { width, height } = svg.viewBox.baseVal;
        return [x / width, y / height];
      });
      await drawing.click({ position: { x: x * box.width, y: y * box.height } });
      assert.notEqual(await row.inputValue(), printed);
      const before = await edits(figure);
      await button(figure, "Copy").click();
      assert.notEqual(await edits(figure), before);
      await button(figure, "Undo").click();
      assert.equal(await edits(figure), before);
    }));

  test("a drag moves a row, and a click without a way does not", () =>
    visit(async (figure, page) => {
      await button(figure, "Clear").click();
      await figure.locator("input[type=radio][value=move]").check({ force: true });
      const drawing = figure.locator("svg.plane").first();
      await drawing.scrollIntoViewIfNeeded();
      const box = await drawing.boundingBox();
      const [x, y] = await drawing.evaluate((svg) => {
        const [, x, y] = svg.querySelector("g:last-of-type > path").getAttribute("d").match(/^M([\d.]+),([\d.]+)/).map(Number);
        const { width, height } = svg.viewBox.baseVal;
        return [x / width, y / height];
      });
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.4 * box.height, { steps: 4 });
      assert.match(await edits(figure), /none/);
      await page.mouse.up();
      assert.match(await edits(figure), /^Edits: row \d+ moved\.$/);
    }));

  test("the keyboard alone drops a row and goes on to the next", () =>
    visit(async (figure, page) => {
      await button(figure, "Clear").focus();
      await page.keyboard.press("Enter");
      const row = await figure.getByLabel("Row", { exact: true }).inputValue();
      await button(figure, "Drop").focus();
      await page.keyboard.press("Enter");
      assert.equal(await edits(figure), `Edits: row ${row} dropped.`);
      await figure.getByRole("button", { name: "After: Row" }).focus();
      await page.keyboard.press("Enter");
      assert.notEqual(await figure.getByLabel("Row", { exact: true }).inputValue(), row);
      assert.equal(await edits(figure), `Edits: row ${row} dropped.`);
    }));
});
