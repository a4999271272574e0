// The whole book on one page, as it is printed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures, specimens } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { find } from "./support/widgets.mjs";

const book = openBook();

describe("print.html", () => {
  for (const scripts of [true, false]) {
    test(`shows every figure on paper, scripts ${scripts ? "on" : "off"}`, () =>
      book.visit("/print.html", { scripts }, async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const figure of figures) {
          const root = find(page, figure);
          for (const part of [".widget-title", ".widget-figure", ".widget-sentence", ".widget-comparison"]) {
            assert.ok(await root.locator(part).isVisible(), `${part} of ${figure.id} is hidden`);
            assert.match(await root.locator(part).innerText(), /\S/);
          }
          // Nothing can be pressed on paper.
          for (const control of await root.locator("[data-control]").all())
            assert.equal(await control.isVisible(), false);
        }
        // What the gallery and the reference show again is not printed again.
        for (const figure of specimens) assert.equal(await find(page, figure).isVisible(), false, figure.id);
      }));
  }

  test("has no id twice, and every name leads somewhere", () =>
    book.visit("/print.html", {}, async (page) => {
      const found = await page.evaluate(() => {
        const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
        const names = [...document.querySelectorAll("[data-widget] [aria-labelledby], [data-widget][aria-labelledby]")];
        return {
          twice: ids.filter((id, index) => ids.indexOf(id) !== index),
          lost: names
            .flatMap((one) => one.getAttribute("aria-labelledby").split(" "))
            .filter((id) => !ids.includes(id)),
        };
      });
      assert.deepEqual(found, { twice: [], lost: [] });
    }));
});
