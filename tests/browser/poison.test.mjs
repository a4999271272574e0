// What only poisoned rows do: rows that are added, run and taken out again, attacks and defences that are turned on, by mouse and keyboard.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, option, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name, path }) => name === "poison" && path.includes("poisoned-rows"));

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("poisoned rows", () => {
  const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

  test("are added, run and taken out by keyboard", () =>
    visit(async (root, page) => {
      const press = async (name) => {
        await root.getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
      };
      await press("None");
      await says(root, "Before the first of 20 gradient rows");
      await press("Add one");
      await says(root, "With 1 gradient row beside 100 tumours");
      await press("Run");
      await says(root, "With 20 gradient rows");
      const slider = root.locator("input[type=range]").first();
      await slider.focus();
      await page.keyboard.press("ArrowLeft");
      await says(root, "With 19 gradient rows");
      await settled(root);
      assert.match(await title(root), /19 rows of poison/);
    }));

  test("are thrown out by a defence, and drawn hollow", () =>
    visit(async (root) => {
      const lines = root.locator("svg.plane").first().locator("path[stroke-dasharray='2 3']");
      assert.equal(await lines.count(), 0);
      await option(root, "centroid").click();
      await says(root, "Throwing out the 20 rows farthest from the mean of their label");
      await settled(root);
      assert.equal(await lines.count(), 1, "the boundary after the defence");
      assert.match(await sentence(root), /of the 10 of poison among them/);
      assert.match(await root.locator(".figure-note").innerText(), /Hollow/);
      await option(root, "none").click();
      await settled(root);
      assert.equal(await lines.count(), 0);
    }));

  test("have a box only where they are moved, and other tables are fetched", () =>
    visit(async (root) => {
      const sliders = root.locator("input[type=range]");
      assert.equal(await sliders.count(), 2);
      await option(root, "random").click();
      await says(root, "10 random flips");
      assert.equal(await sliders.count(), 1);
      await list(root, "penguins").selectOption("penguins");
      await says(root, "6 random flips beside 60 penguins");
      await settled(root);
    }));
});
