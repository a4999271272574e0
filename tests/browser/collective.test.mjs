// What only collective action does: sliding the share answers at once, fields turn, and erasing puts the wanted answer away.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, option, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name }) => name === "collective");
const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("collective action", () => {
  test("the share slides by keyboard, and nothing has to be trained", () =>
    visit(async (root, page) => {
      const slider = root.locator("input[type=range]").first();
      await slider.focus();
      await page.keyboard.press("Home");
      await says(root, "With nobody acting together");
      await page.keyboard.press("End");
      await says(root, "With 50\u00a0% of the applicants acting together");
      assert.match(await sentence(root), /gives 100\u00a0% of all applicants/);
      assert.equal(await root.locator("progress").count(), 0);
      await page.keyboard.press("ArrowLeft");
      await says(root, "With 40\u00a0%");
    }));

  test("erasing wants no answer, and another learner trains again", () =>
    visit(async (root) => {
      await list(root, "erase").selectOption("erase");
      await root.locator(".widget-title", { hasText: "until the purpose no longer matters" }).waitFor();
      assert.equal(await option(root, "good").count(), 0);
      await list(root, "plant").selectOption("plant-features");
      await says(root, "some kind of applicant is never a good risk");
      await option(root, "bad").click();
      await root.locator(".widget-title", { hasText: "means a bad risk" }).waitFor();
      await list(root, "look-up").selectOption("look-up");
      await settled(root);
      await says(root, "on average over 20 draws");
      assert.match(await title(root), /education/);
    }));
});
