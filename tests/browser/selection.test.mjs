// What only learning curves and active learning do: guess by a press, reveal the truth, step, run and pause, and turn to another table.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, settled } from "./support/widgets.mjs";

const book = openBook();
const first = (name) => figures.find((figure) => figure.name === name);
const sentence = (figure) => figure.locator(".widget-sentence").textContent();

describe("learning curves", () => {
  const curve = first("scaling");

  test("a press is a guess, and the truth is trained when it is asked for", async () => {
    const page = await book.open(curve.path);
    const figure = await live(page, curve);
    assert.doesNotMatch(await sentence(figure), /truth/);
    const plane = figure.locator(".plane").first();
    await plane.scrollIntoViewIfNeeded();
    const box = await plane.boundingBox();
    await plane.click({ position: { x: 0.7 * box.width, y: 0.6 * box.height } });
    await figure.getByText("your guess").first().waitFor();
    await figure.getByRole("button", { name: "Reveal the larger sizes" }).click();
    await figure.locator(".widget-sentence", { hasText: "Your guess of" }).waitFor();
    assert.match(await sentence(figure), /The truth is/);
    await figure.getByRole("button", { name: "Cover the larger sizes" }).click();
    assert.doesNotMatch(await sentence(figure), /truth/);
  });

  test("another table is fetched and its curve drawn", async () => {
    const page = await book.open(curve.path);
    const figure = await live(page, curve);
    await figure.locator("select").first().selectOption("iris");
    await figure.locator(".widget-sentence", { hasText: "law" }).waitFor();
    await settled(figure);
    assert.match(await figure.locator(".widget-title").textContent(), /What would 90 rows bring/);
  });
});

describe("active learning", () => {
  const asking = first("active");

  test("steps, runs and resets by keyboard", async () => {
    const page = await book.open(asking.path);
    const figure = await live(page, asking);
    const press = async (name) => {
      await figure.getByRole("button", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await press("Reset");
    await figure.locator(".widget-sentence", { hasText: "With 3 labels" }).waitFor();
    await press("Step");
    await figure.locator(".widget-sentence", { hasText: "With 4 labels" }).waitFor();
    await press("Run");
    await figure.locator(".widget-sentence", { hasText: "The budget is spent" }).waitFor();
    await settled(figure);
  });
});
