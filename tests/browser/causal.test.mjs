// What only the causal figures do: show the other world, let a coin decide, choose an estimate by a press; deploy and retrain by keyboard, and jump
// over a stable point.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, option, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const first = (name) => figures.find((figure) => figure.name === name);

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("a confounded source", () => {
  const figure = first("causal");
  const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

  test("the other world is shown at once when it is asked for", () =>
    visit(async (root) => {
      assert.doesNotMatch(await sentence(root), /both worlds/);
      await root.getByRole("button", { name: "Show the other world" }).click();
      await says(root, "Trained in both worlds");
      assert.match(await sentence(root), /standard errors off/);
      await root.getByText("the true effect").first().waitFor();
      await root.getByRole("button", { name: "Cover the other world" }).click();
      await root.getByRole("button", { name: "Show the other world" }).waitFor();
      assert.doesNotMatch(await sentence(root), /both worlds/);
    }));

  test("a coin decides, and a press on an estimate chooses it", () =>
    visit(async (root, page) => {
      const before = await sentence(root);
      await option(root, "coin").click();
      await root.locator(".widget-title", { hasText: "a coin" }).waitFor();
      assert.match(await title(root), /a coin/);
      assert.notEqual(await sentence(root), before);
      const plane = root.locator("svg.plane").nth(1);
      await plane.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await plane.boundingBox();
      // The second of five places between the axes.
      await page.mouse.click(x + (44 + 0.3 * 308) / 360 * width, y + 0.5 * height);
      await says(root, "within strata");
      await settled(root);
    }));

  test("by keyboard another toss and another source", () =>
    visit(async (root, page) => {
      const before = await sentence(root);
      await root.getByRole("button", { name: "Draw luck again" }).focus();
      await page.keyboard.press("Enter");
      await root.locator(".widget-sentence").filter({ hasNotText: before }).waitFor();
      await root.getByRole("slider", { name: "Wrong labels in the source" }).focus();
      await page.keyboard.press("ArrowLeft");
      await settled(root);
      assert.match(await root.innerText(), /35\u00a0%/);
    }));
});

describe("performative prediction", () => {
  const figure = first("performative");

  test("deploys and retrains by keyboard, and comes to rest or not", () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      const press = async (name) => {
        await root.getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
      };
      await press("Start again");
      await says(root, "Nothing is trained yet");
      await press("Deploy and retrain");
      await says(root, "Round 1 moved the model");
      await press("Deploy and retrain");
      await says(root, "Round 2 moved the model");
      await says(root, "come to rest");
      await root.getByRole("slider", { name: "Strength of the answer" }).focus();
      await page.keyboard.press("End");
      await says(root, "do not come to rest");
      await settled(root);
    }));

  test("another world answers", () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      await option(root, "coin").click();
      await root.locator(".widget-title", { hasText: "A coin that listens" }).waitFor();
      await settled(root);
      assert.equal(await list(root, "half").count(), 0, "who answers is a question about applicants");
    }));
});
