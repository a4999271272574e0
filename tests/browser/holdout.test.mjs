// What only the figure of rights does: a lot is pressed and given a right, by touch and by keyboard; models compete, the reserve leaks.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const figure = figures.find(({ name }) => name === "holdout");

/** Waits until the live sentence holds these words. */
const says = (root, words) => root.locator(".widget-sentence", { hasText: words }).waitFor();

const noted = (root, words) => root.locator(".figure-note", { hasText: words }).waitFor();

describe("rights and holdouts", () => {
  const visit = (options, act) => book.visit(figure.path, options, async (page) => act(await live(page, figure), page));

  test("a lot is touched and given a right at 320 px", () =>
    visit({ width: 320, height: 640, touch: true }, async (root, page) => {
      const tiles = root.locator(".tiles svg");
      await tiles.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await tiles.boundingBox();
      // The third tile of the second row.
      await page.touchscreen.tap(x + 0.62 * width, y + 0.37 * height);
      await root.getByRole("img", { name: "Lot 7 is selected" }).waitFor();
      assert.ok(width / 4 >= 44 && height / 4 >= 24, "a thumb finds a lot");
      await root.locator("label.chip", { hasText: "trainable" }).tap();
      await noted(root, "20 trainable");
      await noted(root, "100 reserved");
      await settled(root);
      assert.match(await root.getByRole("img", { name: "The lots" }).getAttribute("aria-label"), /7 trainable/);
    }));

  test("by keyboard the same, and open lots change together", () =>
    visit({}, async (root, page) => {
      await root.getByRole("button", { name: "After: Lot" }).focus();
      await page.keyboard.press("Enter");
      await root.getByRole("img", { name: "Lot 2 is selected" }).waitFor();
      await root.getByRole("radio", { name: "both" }).focus();
      await page.keyboard.press("ArrowRight");
      await noted(root, "140 reserved");
      await settled(root);
      await root.getByRole("button", { name: "Train or evaluate" }).focus();
      await page.keyboard.press("Enter");
      await noted(root, "40 trainable, 20 evaluable");
      await page.keyboard.press("Escape");
      await root.getByRole("button", { name: "All do both" }).focus();
      await page.keyboard.press("Enter");
      await noted(root, "60 both");
      await settled(root);
    }));

  test("a name that no lot has is refused in one line", () =>
    visit({}, async (root, page) => {
      await root.getByRole("textbox", { name: "Lot" }).fill("99");
      await page.keyboard.press("Tab");
      await says(root, "No lot is called “99”: they are 1 to 16.");
    }));

  test("more models compete, and the reserve leaks", () =>
    visit({}, async (root, page) => {
      const before = await sentence(root);
      await root.getByRole("slider", { name: "Leaked from the reserve" }).focus();
      await page.keyboard.press("ArrowRight");
      await root.locator(".widget-title", { hasText: "leaked" }).waitFor();
      await settled(root);
      await says(root, "6 rows of the reserve were trained on");
      await root.getByRole("slider", { name: "Models that compete" }).focus();
      await page.keyboard.press("End");
      await noted(root, "C to P are as B");
      await settled(root);
      assert.notEqual(await sentence(root), before);
    }));

  test("long work can be stopped", () =>
    visit({}, async (root, page) => {
      await root.getByRole("slider", { name: "Models that compete" }).focus();
      await page.keyboard.press("End");
      await root.getByRole("button", { name: "Stop" }).click();
      await settled(root);
      assert.match(await sentence(root), /choose|trained/);
    }));
});
