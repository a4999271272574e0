// What only privacy does: read an outcome off by a press or by sliding, play the game by mouse and by keyboard, send a game to somebody
// else, and turn from a number to training, which needs other rows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, option, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const of = (state) => figures.find(({ name, data }) => name === "privacy" && data.includes(state));
const visit = (figure, act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("a number of two worlds", () => {
  const figure = figures.find(({ name, path }) => name === "privacy" && path.includes("one-row-apart"));

  test("an outcome is read off where the drawing is pressed", () =>
    visit(figure, async (root, page) => {
      const plane = root.locator("svg.plane").first();
      await plane.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await plane.boundingBox();
      const said = new Set();
      for (const share of [0.3, 0.6, 0.9]) {
        await page.mouse.click(x + share * width, y + 0.5 * height);
        said.add(await sentence(root));
      }
      assert.equal(said.size, 3);
    }));

  test("an epsilon of 0 releases nothing, by keyboard", () =>
    visit(figure, async (root, page) => {
      await root.getByRole("slider", { name: "ε" }).focus();
      await page.keyboard.press("Home");
      await says(root, "nothing can be released");
      await page.keyboard.press("End");
      await says(root, "no outcome is more than");
    }));

  test("Gaussian noise has no bound, and its δ can then be chosen", () =>
    visit(figure, async (root) => {
      const deltas = list(root, "0.01");
      assert.equal(await deltas.isDisabled(), true);
      await option(root, "gaussian").click();
      await says(root, "there is no bound on that");
      await deltas.selectOption("0.01");
      await says(root, "δ = 0.01");
    }));

  test("training is fetched and run", () =>
    visit(figure, async (root) => {
      await option(root, "training").click();
      await root.locator(".widget-title", { hasText: "What does privacy cost in accuracy?" }).waitFor();
      await settled(root);
      assert.match(await sentence(root), /Accuracy on test rows is 0\.\d+/);
      assert.match(await title(root), /accuracy/);
    }));
});

describe("the guessing game", () => {
  const figure = of("show.game");

  test("is played by mouse and by keyboard, and scored", () =>
    visit(figure, async (root, page) => {
      await says(root, "Round 1:");
      await root.getByRole("button", { name: "Among them", exact: true }).click();
      await says(root, "Round 2:");
      assert.match(await sentence(root), /[01] of 1 guess right/);
      await root.getByRole("button", { name: "Not among them" }).focus();
      await page.keyboard.press("Enter");
      await says(root, "Round 3:");
      await root.getByRole("button", { name: "20 times" }).focus();
      await page.keyboard.press("Space");
      await says(root, "Round 23:");
      await settled(root);
      await root.getByRole("button", { name: "Other coins" }).click();
      await says(root, "Round 1:");
      assert.doesNotMatch(await sentence(root), /guess(es)? right/);
    }));

  test("a link carries the guesses", () =>
    visit(figure, async (root, page) => {
      for (const name of ["Among them", "Not among them", "Among them"])
        await root.getByRole("button", { name, exact: true }).click();
      await says(root, "Round 4:");
      await settled(root);
      await page.waitForURL((url) => url.searchParams.get(`state-${figure.id}`)?.includes("guesses.101"));
      const [there, said] = [new URL(page.url()), await sentence(root)];
      await book.visit(there.pathname + there.search, {}, async (page) => {
        assert.equal(await sentence(await live(page, figure)), said);
      });
    }));
});
