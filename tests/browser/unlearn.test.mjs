// What only unlearning does: a press on a mark chooses its way, the witness changes, the certificate is drawn, and another table is turned to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { list, live, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name }) => name === "unlearn");

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

describe("unlearning", () => {
  const visit = (act) => book.visit(figure.path, {}, async (page) => act(await live(page, figure), page));

  test("a press on the blue mark shows what doing nothing leaves", () =>
    visit(async (root, page) => {
      assert.doesNotMatch(await sentence(root), /Nothing is done/);
      const plane = root.locator("svg.plane").first();
      await plane.scrollIntoViewIfNeeded();
      // The only mark at no cost: the dot of *before*.
      const spot = await plane.evaluate((drawing) => {
        const dots = [...drawing.querySelectorAll('path[fill="var(--before)"]')];
        const { x, y, width, height } = dots.at(-1).getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      await page.mouse.click(spot.x, spot.y);
      await says(root, "Nothing is done about");
      assert.match(await title(root), /nothing is done/);
      assert.equal(await list(root, "nothing").inputValue(), "nothing");
    }));

  test("the witness is changed by keyboard, and then finds every Newton step", () =>
    visit(async (root, page) => {
      assert.match(await sentence(root), /reads losses/);
      await root.getByRole("radio", { name: "losses", exact: true }).focus();
      await page.keyboard.press("ArrowRight");
      await says(root, "reads slopes");
      assert.match(await sentence(root), /tells it from the retrained model \(AUC 1 /);
    }));

  test("the certificate is computed when it is asked for", () =>
    visit(async (root) => {
      await root.locator("label.segment", { hasText: "certificate" }).click();
      await root.getByText("bound known beforehand").first().waitFor();
      await settled(root);
      assert.match(await root.locator(".figure-note").textContent(), /it leaves a slope of length/);
    }));

  test("more rows ask, and another table is fetched", () =>
    visit(async (root, page) => {
      await root.getByRole("slider", { name: /Rows that ask/ }).focus();
      await page.keyboard.press("End");
      await says(root, "60 rows of 120");
      await settled(root);
      await list(root, "iris").selectOption("iris");
      await says(root, "25 rows of 50");
      await settled(root);
      assert.match(await sentence(root), /Over 40 requests/);
    }));
});
