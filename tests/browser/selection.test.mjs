// What only learning curves and active learning do: guess by a press, reveal the truth, step, run and reset, and turn to another table.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const first = (name) => figures.find((figure) => figure.name === name);

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("learning curves", () => {
  const figure = figures.find(({ name, data }) => name === "scaling" && !data.includes("revealed"));
  const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

  test("a press is a guess, and the truth is trained when it is asked for", () =>
    visit(async (root, page) => {
      assert.doesNotMatch(await sentence(root), /truth/);
      const plane = root.locator("svg.plane").first();
      await plane.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await plane.boundingBox();
      await page.mouse.click(x + 0.7 * width, y + 0.6 * height);
      await root.getByText("your guess").first().waitFor();
      await root.getByRole("button", { name: "Reveal the larger sizes" }).click();
      await says(root, "Your guess of");
      assert.match(await sentence(root), /The truth is/);
      await root.getByRole("button", { name: "Cover the larger sizes" }).click();
      await root.getByRole("button", { name: "Reveal the larger sizes" }).waitFor();
      assert.doesNotMatch(await sentence(root), /truth/);
    }));

  test("another table is fetched and its curve drawn", () =>
    visit(async (root) => {
      await list(root, "iris").selectOption("iris");
      await root.locator(".widget-title", { hasText: "What would 90 rows bring?" }).waitFor();
      await settled(root);
      assert.match(await title(root), /90 rows/);
      assert.match(await sentence(root), /law/);
    }));
});

describe("active learning", () => {
  const figure = first("active");

  test("steps, runs and resets by keyboard", () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      const press = async (name) => {
        await root.getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
      };
      await press("Reset");
      await says(root, "With 3 labels");
      await press("Step");
      await says(root, "With 4 labels");
      await press("Run");
      await says(root, "The budget is spent");
      await settled(root);
    }));
});
