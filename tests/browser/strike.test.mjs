// What only strikes and campaigns do: choose who acts and how many, by chips, by slider and by a press into the curve; show the same runs
// once more; move rows, or copy them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const named = (id) => figures.find((figure) => figure.id === id);
const visitor = (figure) => (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

/** Moves a slider by the keyboard. */
async function slide(root, page, name, key, times) {
  await root.getByLabel(name).focus();
  for (let press = 0; press < times; press += 1) await page.keyboard.press(key);
}

/** Presses into the first plane, in shares of its width and height. */
async function press(root, page, across, down) {
  const plane = root.locator("svg.plane").first();
  await plane.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await plane.boundingBox();
  await page.mouse.click(x + across * width, y + down * height);
}

describe("the strike simulator", () => {
  const visit = visitor(named("chinstraps"));

  test("how many strike is set by the slider and by a press, and nobody is the baseline", () =>
    visit(async (root, page) => {
      await slide(root, page, "How many of them", "Home", 1);
      await says(root, "While nobody strikes");
      await press(root, page, 0.97, 0.5);
      await root.locator(".widget-title", { hasText: "a strike by all of" }).waitFor();
      await slide(root, page, "How many of them", "ArrowLeft", 1);
      assert.match(await title(root), /90\u00a0%/);
    }));

  test("chips say who strikes, by keyboard, and somebody always does", () =>
    visit(async (root, page) => {
      const chip = (name) => root.getByRole("checkbox", { name });
      await chip("Gentoo of Biscoe").focus();
      await page.keyboard.press("Space");
      await root.locator(".widget-title", { hasText: "Chinstraps of Dream and Gentoos of Biscoe" }).waitFor();
      await chip("Chinstrap of Dream").focus();
      await page.keyboard.press("Space");
      await chip("Gentoo of Biscoe").focus();
      await page.keyboard.press("Space");
      assert.equal(await root.locator("input[type=checkbox]:checked").count(), 1);
      await settled(root);
      assert.match(await sentence(root), /gets .*\u00a0% of the test rows right/);
    }));

  test("the same runs are shown as leave-one-out, Shapley values, a learning curve and leverage", () =>
    visit(async (root, page) => {
      const seen = new Set();
      for (const [name, words] of [
        ["Shapley", "over all 32 coalitions"],
        ["Scaling", "Read backwards"],
        ["Leverage", "of the operator’s"],
        ["Leave one out", "that leave alone"],
      ]) {
        await root.getByRole("radio", { name }).first().focus();
        await page.keyboard.press("Space");
        await says(root, words);
        await settled(root);
        seen.add(await sentence(root));
      }
      assert.equal(seen.size, 4);
    }));

  test("substitutes and a price change what is said, and another table is fetched", () =>
    visit(async (root, page) => {
      await list(root, "public").selectOption("public");
      await says(root, "public rows stand in");
      await slide(root, page, "Paid for a row to stay", "End", 1);
      await says(root, "pay 1 points");
      await list(root, "german-credit").selectOption("german-credit");
      await root.locator(".widget-title", { hasText: "applicants 25 or younger" }).waitFor();
      await settled(root);
      assert.match(await sentence(root), /nearest centroid/);
    }));
});

describe("the contribution campaign", () => {
  const visit = visitor(named("moved-rows"));

  test("moved rows are conserved, copied ones add", () =>
    visit(async (root) => {
      const totals = () => root.getByText(/In the first draw,/).first().innerText();
      assert.match(await totals(), /before and after/);
      await root.getByRole("radio", { name: "Copied" }).check({ force: true });
      await says(root, "copy");
      await settled(root);
      assert.match(await totals(), /the operator keeps its/);
    }));

  test("the share is set by the keyboard and by a press", () =>
    visit(async (root, page) => {
      await slide(root, page, "How many take part", "Home", 1);
      await says(root, "While nobody takes part");
      await press(root, page, 0.55, 0.5);
      assert.match(await title(root), /50\u00a0%/);
    }));
});
