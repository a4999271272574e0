// Code on demand: readers download it when they first ask for what is in it, once, and not before.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures, grids, kinds, pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, list, live, picture, printed, settled } from "./support/widgets.mjs";

const book = openBook();
const DEMANDED = /_more\.wasm/;
const [grid] = grids;

// The requests for code on demand, from before the page has any.
function asked(page) {
  const found = [];
  page.on("request", (request) => {
    const [name] = new URL(request.url()).pathname.match(/\w+_more\.wasm$/) ?? [];
    if (name) found.push(name);
  });
  return found;
}

async function chosen(figure, item) {
  await figure.locator("summary").click();
  await figure.locator(".widget-menu button", { hasText: item }).click();
}

describe("code on demand", () => {
  test("is not fetched by who reads", async () => {
    for (const { path, id } of kinds) {
      let found;
      const prepare = (page) => (found = asked(page));
      await book.visit(path, { prepare }, async (page) => {
        const figure = await live(page, { id });
        await page.waitForTimeout(100);
        assert.deepEqual(found, [], `${id} is read`);
        assert.equal(await picture(figure), await printed(book, { path, id }));
      });
    }
  });

  test("is fetched by who opens the menu, once for all figures of a part", async () => {
    const page = pages.find(({ path }) => figures.filter((figure) => figure.path === path && figure.name === "grid").length > 1);
    const two = page.figures.filter(({ name }) => name === "grid").slice(0, 2);
    let found;
    const prepare = (page) => (found = asked(page));
    await book.visit(page.path, { prepare }, async (page) => {
      for (const figure of two) {
        const root = await live(page, figure);
        await chosen(root, "Show as table");
        await root.locator(".widget-table").waitFor();
      }
      assert.deepEqual(found, ["grid_more.wasm"]);
    });
  });

  test("is fetched by who asks for what is not computed yet", async () => {
    let found;
    const prepare = (page) => (found = asked(page));
    await book.visit(grid.path, { prepare }, async (page) => {
      const figure = await live(page, grid);
      await list(figure, "centroid").selectOption("neighbours");
      await settled(figure);
      assert.deepEqual(found, ["grid_more.wasm"]);
      assert.equal(await figure.locator("td.unknown:not(:has-text('∅'))").count(), 0, "every world is trained");
    });
  });

  test("that cannot be had leaves the figure as it is, with a line, and is asked for again", async () => {
    const prepare = (page) => page.route(DEMANDED, (route) => route.fulfill({ status: 404 }));
    const expected = [/status 404/, /console error: Failed to load resource/];
    await book.visit(grid.path, { prepare, expected }, async (page) => {
      const figure = await live(page, grid);
      const line = figure.locator(".widget-status");
      const sentence = await figure.locator(".widget-sentence").innerText();
      await chosen(figure, "Show as table");
      await line.filter({ hasText: "could not be fetched" }).waitFor();
      assert.equal(await figure.locator(".widget-table").count(), 0);
      assert.equal(await figure.locator(".widget-sentence").innerText(), sentence);
      assert.equal(await figure.getAttribute("data-failed"), null);

      await page.unroute(DEMANDED);
      await chosen(figure, "Show as table");
      await figure.locator(".widget-table").waitFor();
      assert.equal(await line.innerText(), "");
    });
  });

  test("is not needed for a choice that is not taken to go back to what holds", async () => {
    const explored = figures.find(({ id }) => id === "explore");
    const prepare = (page) => page.route(DEMANDED, () => {});
    await book.visit(explored.path, { prepare }, async (page) => {
      const figure = await live(page, explored);
      const radio = (group, name) => figure.getByRole("group", { name: group }).getByRole("radio", { name });
      await radio("Item in question", "D").check();
      await radio("Second item", "C").check();
      // An item has no pair with itself.
      await figure.getByRole("group", { name: "Second item" }).locator("label", { hasText: "D" }).click();
      await drawn(page);
      const states = await Promise.all(["C", "D"].map((name) => radio("Second item", name).isChecked()));
      assert.deepEqual(states, [true, false]);
    });
  });
});
