// What only the bargain does: its controls change with the rule, answers come at once, and another table is fetched.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, option, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name }) => name === "bargain");
const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("the bargain", () => {
  test("slides by keyboard, from nothing to bargain over to everything", () =>
    visit(async (root, page) => {
      const slider = root.locator("input[type=range]").first();
      await slider.focus();
      await page.keyboard.press("Home");
      await says(root, "there is nothing to bargain over");
      await page.keyboard.press("End");
      await says(root, "the Nash solution with a weight of 0.5 brings");
      assert.equal(await root.locator("progress").count(), 0, "nothing has to be trained");
    }));

  test("offers in turn have patience, and say who speaks first", () =>
    visit(async (root) => {
      assert.equal(await root.getByText("The people’s patience").count(), 0);
      await option(root, "offers").click();
      await says(root, "offers in turn, the operator’s first");
      await option(root, "people").click();
      await says(root, "the people’s first");
      assert.equal(await root.getByText("The people’s weight").count(), 0);
    }));

  test("another table is fetched and measured, with its own groups", () =>
    visit(async (root) => {
      await list(root, "iris").selectOption("iris");
      await root.locator(".figure-note", { hasText: "A: setosa" }).waitFor();
      await settled(root);
      assert.match(await sentence(root), /of 72 rows are withheld|of 7[0-9] rows are withheld/);
    }));
});
