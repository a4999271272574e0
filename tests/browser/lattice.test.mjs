// A lattice by mouse and by keyboard, and the way to its grid and back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { beside, lattices, pageOf } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, markup, option, sentence, settled } from "./support/widgets.mjs";

const book = openBook();

// mdBook turns pages on arrow keys. A page with neighbours on both sides shows whether a key got through to it.
function withNeighbours(figure) {
  const path = beside(figure, "between.html");
  book.pages.set(beside(figure, "elsewhere.html"), "<!DOCTYPE html><title>Elsewhere</title>");
  const link = (side) => `<a class="nav-chapters ${side}" href="elsewhere.html" style="display: none">${side}</a>`;
  book.pages.set(path, pageOf(figure).replace("</main>", `${link("previous")}${link("next")}</main>`));
  return path;
}

/** The name of the one tab stop, which is the selected node, and whether it has the focus. */
async function cursor(figure) {
  const stop = figure.locator("[role=option][tabindex='0']");
  assert.equal(await stop.count(), 1, "a lattice has one tab stop");
  assert.equal(await stop.getAttribute("aria-selected"), "true");
  assert.equal(await figure.locator("[role=option][aria-selected='true']").count(), 1);
  const name = await stop.getAttribute("aria-label");
  return { name, focused: await stop.evaluate((node) => node === document.activeElement) };
}

for (const lattice of lattices) {
  const visit = (act) =>
    book.visit(withNeighbours(lattice), {}, async (page) => {
      const figure = await live(page, lattice);
      await settled(figure);
      await act(figure, page);
    });

  describe(lattice.id, () => {
    test("a pressed node is the selected world, and has the focus", () =>
      visit(async (figure) => {
        const nodes = figure.locator("[role=option][aria-selected='false']");
        const name = await nodes.last().getAttribute("aria-label");
        await nodes.last().click();
        const now = await cursor(figure);
        assert.equal(now.name.split(":")[0], name.split(":")[0]);
        assert.ok(now.focused);
      }));

    test("keys walk from node to node, and the page stays, at the edges too", () =>
      visit(async (figure, page) => {
        const { pathname } = new URL(page.url());
        await figure.locator("[role=option][tabindex='0']").focus();
        const names = [];
        for (const key of ["End", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "ArrowDown", "ArrowRight", "ArrowUp"]) {
          await page.keyboard.press(key);
          const { name, focused } = await cursor(figure);
          assert.ok(focused, key);
          names.push(name.split(":")[0]);
        }
        const [all, above, beside, below, again, none, lower, aside, one] = names;
        assert.deepEqual([above, beside, again], [all, all, all]);
        assert.notEqual(below, all);
        assert.deepEqual([none, lower, aside], ["nothing", "nothing", "nothing"]);
        assert.notEqual(one, "nothing");
        assert.equal(new URL(page.url()).pathname, pathname);
      }));

    test("the grid opens from it, and gives it back as it was", () =>
      visit(async (figure) => {
        const drawing = figure.locator(".widget-figure");
        const [drawn, said] = [await markup(drawing), await sentence(figure)];
        await option(figure, "grid").click();
        assert.equal(await figure.locator("[role=grid]").count(), 1);
        assert.equal(await figure.locator("[role=listbox]").count(), 0);
        await option(figure, "lattice").click();
        assert.equal(await markup(drawing), drawn);
        assert.equal(await sentence(figure), said);
      }));

    test("the switch keeps the focus", () =>
      visit(async (figure, page) => {
        const radio = (value) => figure.locator(`input[type=radio][value="${value}"]`);
        await radio("lattice").focus();
        await page.keyboard.press("ArrowLeft");
        assert.equal(await figure.locator("[role=grid]").count(), 1);
        assert.ok(await radio("grid").evaluate((one) => one === document.activeElement));
      }));

    test("orders of arrival are drawn one after the other, and their buttons keep the focus", () =>
      visit(async (figure, page) => {
        const group = figure.getByRole("group", { name: "Orders of arrival" });
        const [back, next] = [group.getByRole("button").first(), group.getByRole("button").last()];
        const focused = (button) => button.evaluate((one) => one === document.activeElement);
        const before = await markup(figure);
        await next.focus();
        await page.keyboard.press("Enter");
        assert.ok((await figure.locator(".lattice-path").count()) > 0);
        assert.match(await sentence(figure), /In the order .*, the Shapley value\./);
        assert.ok(await focused(next));
        await back.focus();
        await page.keyboard.press("Enter");
        assert.ok(await focused(back), "even if no order comes before");
        assert.equal(await markup(figure), before);
      }));
  });
}
