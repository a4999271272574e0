// A datamodel by mouse and by keyboard: another test row, more subsets, and the penalty.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const datamodel = figures.find(({ id, name }) => name === "datamodel" && id === "sum");

const visit = (act, options = {}) =>
  book.visit(datamodel.path, options, async (page) => {
    const figure = await live(page, datamodel);
    await settled(figure);
    await act(figure, page);
  });

const button = (figure, name) => figure.getByRole("button", { name, exact: true });
const row = (figure) => figure.getByLabel("Test row", { exact: true });

describe(datamodel.id, () => {
  test("a press in the plane asks about the test row that lies there", () =>
    visit(async (figure) => {
      const [printed, said] = [await row(figure).inputValue(), await sentence(figure)];
      const drawing = figure.locator("svg.plane").nth(1);
      const box = await drawing.boundingBox();
      // The first speck: a test row, wherever the projection put it.
      const [x, y] = await drawing.evaluate((svg) => {
        const [, x, y] = svg.querySelector("g > path").getAttribute("d").match(/^M([\d.]+),([\d.]+)/).map(Number);
        const { width, height } = svg.viewBox.baseVal;
        return [x / width, y / height];
      });
      await drawing.click({ position: { x: x * box.width, y: y * box.height } });
      await settled(figure);
      assert.notEqual(await row(figure).inputValue(), printed);
      assert.notEqual(await sentence(figure), said);
    }));

  test("the keyboard steps to the next test row, and every list has its rows", () =>
    visit(async (figure, page) => {
      const printed = await row(figure).inputValue();
      await figure.getByRole("button", { name: "After: Test row" }).focus();
      await page.keyboard.press("Enter");
      await settled(figure);
      assert.notEqual(await row(figure).inputValue(), printed);
      assert.equal(await figure.locator(".datamodel-lists li").count(), 10);
    }));

  test("100 more subsets are trained on, and what is no test row is said to be none", () =>
    visit(async (figure, page) => {
      assert.match(await sentence(figure), /300 subsets/);
      await button(figure, "100 more subsets").click();
      await settled(figure);
      assert.match(await sentence(figure), /400 subsets/);
      await row(figure).fill("9999");
      await page.keyboard.press("Enter");
      await figure.locator(".datamodel-notice", { hasText: "No test row" }).waitFor();
    }));
});
