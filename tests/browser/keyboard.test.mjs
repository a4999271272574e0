// A grid and the menu by keyboard.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { beside, kinds, grids, pageOf } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, cursor, live, menu, option, sentence } from "./support/widgets.mjs";

const book = openBook();

// mdBook turns pages on arrow keys. A page with neighbours on both sides shows whether a key got through to it.
function withNeighbours(figure) {
  const path = beside(figure, "between.html");
  book.pages.set(beside(figure, "elsewhere.html"), "<!DOCTYPE html><title>Elsewhere</title>");
  // Not shown, since they would lie over the figure; mdBook only asks for their address.
  const link = (side) => `<a class="nav-chapters ${side}" href="elsewhere.html" style="display: none">${side}</a>`;
  book.pages.set(path, pageOf(figure).replace("</main>", `${link("previous")}${link("next")}</main>`));
  return path;
}

for (const grid of grids) {
  const visit = (act) => book.visit(withNeighbours(grid), {}, async (page) => act(await live(page, grid), page));

  describe(`${grid.id} by keyboard`, () => {
    test("keys move one tab stop, and the page stays, at the edges too", () =>
      visit(async (figure, page) => {
        const { pathname } = new URL(page.url());
        await page.evaluate(() => {
          window.heard = [];
          document.addEventListener("keydown", (event) => window.heard.push(event.key));
        });
        await figure.locator("[role=gridcell][tabindex='0']").focus();
        const { last } = await cursor(figure);
        const [row, column] = last;
        const walk = [
          ["Control+Home", [0, 0]],
          ["ArrowUp", [0, 0]],
          ["ArrowLeft", [0, 0]],
          ["ArrowRight", [0, 1]],
          ["ArrowDown", [1, 1]],
          ["ArrowUp", [0, 1]],
          ["ArrowLeft", [0, 0]],
          ["End", [0, column]],
          ["ArrowRight", [0, column]],
          ["Home", [0, 0]],
          ["PageDown", [Math.min(8, row), 0]],
          ["PageUp", [0, 0]],
          ["Control+End", last],
          ["ArrowDown", last],
          ["ArrowRight", last],
          ["ArrowUp", [row - 1, column]],
        ];
        for (const [key, place] of walk) {
          await page.keyboard.press(key);
          const now = await cursor(figure);
          assert.deepEqual(now.place, place, key);
          assert.ok(now.focused, `${key} moves the focus`);
        }
        // Control is a key of its own, and nothing that a grid answers.
        assert.deepEqual(await page.evaluate(() => window.heard.filter((key) => key !== "Control")), []);
        assert.equal(new URL(page.url()).pathname, pathname);
      }));

    test("the same keys turn the page outside the grid", () =>
      visit(async (figure, page) => {
        await page.locator("main h1").first().click();
        await page.keyboard.press("ArrowRight");
        await page.waitForURL((url) => !url.pathname.endsWith("/between.html"));
      }));

    test("Tab leaves the grid in one step, and comes back to the same cell", () =>
      visit(async (figure, page) => {
        await cell(figure, 1, 0).click();
        const inGrid = () =>
          figure.evaluate((root) => root.querySelector("[role=grid]").contains(document.activeElement));
        assert.ok(await inGrid());
        await page.keyboard.press("Tab");
        assert.equal(await inGrid(), false);
        await page.keyboard.press("Shift+Tab");
        const back = await cursor(figure);
        assert.ok(back.focused);
        assert.deepEqual(back.place, [1, 0]);
        await page.keyboard.press("Shift+Tab");
        assert.equal(await inGrid(), false);
      }));

    test("the focus stays on a control that changes the figure", () =>
      visit(async (figure, page) => {
        await option(figure, "loo").click();
        const before = await sentence(figure);
        await figure.locator("label:has(.chip-name) input:checked").focus();
        await page.keyboard.press("ArrowRight");
        assert.notEqual(await sentence(figure), before);
        assert.ok(
          await figure
            .locator("label:has(.chip-name) input:checked")
            .evaluate((radio) => radio === document.activeElement),
        );

        // A button that has nowhere to go any more keeps the focus too.
        const next = figure.locator(".stepper button").last();
        await next.focus();
        while ((await next.getAttribute("aria-disabled")) === "false") await page.keyboard.press("Enter");
        assert.ok(await next.evaluate((button) => button === document.activeElement));
      }));

    test("an open menu stays open while the figure changes", () =>
      visit(async (figure, page) => {
        await option(figure, "loo").click();
        await menu(figure).locator("summary").press("Enter");
        const before = await sentence(figure);
        // By keyboard: an open menu may lie over the controls.
        await figure.locator("label:has(.chip-name) input:checked").focus();
        await page.keyboard.press("ArrowRight");
        assert.notEqual(await sentence(figure), before);
        assert.notEqual(await menu(figure).getAttribute("open"), null);
      }));
  });
}

for (const figure of kinds) {
  describe(`the menu of ${figure.id} by keyboard`, () => {
    test("it opens, and Escape closes it and gives the focus back", () =>
      book.visit(figure.path, {}, async (page) => {
        const root = await live(page, figure);
        const [summary, items] = [menu(root).locator("summary"), menu(root).getByRole("button")];
        const focused = (element) => element.evaluate((one) => one === document.activeElement);
        for (const key of ["Enter", " "]) {
          await summary.focus();
          await page.keyboard.press(key);
          assert.ok(await items.first().isVisible(), `“${key}” opens the menu`);
          await page.keyboard.press("Tab");
          assert.ok(await focused(items.first()));
          await page.keyboard.press("Escape");
          assert.equal(await menu(root).getAttribute("open"), null);
          assert.ok(await focused(summary));
        }
        await page.keyboard.press("Enter");
        await page.keyboard.press("Escape");
        assert.equal(await menu(root).getAttribute("open"), null, "Escape on the button itself closes too");
      }));
  });
}
