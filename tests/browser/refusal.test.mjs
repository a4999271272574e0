// What a figure cannot do it says, and it shows what holds.

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { chooseItem, controls, live, markup, notice, settled } from "./support/widgets.mjs";

const book = openBook();

// Any figure with a field, one of each widget.
const fielded = figures.filter(({ html }) => html.includes('type="text"'));
const tried = fielded.filter(({ name }, index) => fielded.findIndex((other) => other.name === name) === index);
assert.ok(tried.length > 3, `${tried.length} widgets have a field`);

for (const figure of tried) {
  test(`a field of ${figure.id} that is given nonsense says so and keeps its value`, () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      const field = root.locator("input[type=text]:enabled").first();
      const held = await field.inputValue();
      await settled(root);
      const seen = async () => [await controls(root), await markup(root.locator(".widget-comparison"))];
      const before = await seen();
      await field.fill("<b>twelve</b>");
      await field.press("Enter");
      assert.match(await notice(root).innerText(), /\S/);
      assert.equal(await field.inputValue(), held);
      assert.deepEqual(await seen(), before);
    }));
}

test("a field that is given nonsense before the code on demand is here says so, too", () => {
  const figure = tried.find(({ name }) => name === "holdout");
  return book.visit(figure.path, { prepare: (page) => page.route(/_more[^/]*\.wasm/, () => {}) }, async (page) => {
    const root = await live(page, figure);
    const field = root.locator("input[type=text]:enabled").first();
    const held = await field.inputValue();
    await field.fill("<b>twelve</b>");
    await field.press("Enter");
    await notice(root).filter({ hasText: /cannot be taken/ }).waitFor({ timeout: 5000 });
    assert.equal(await field.inputValue(), held);
  });
});

test("a page that lets no figure fill the screen says so", () =>
  book.visit(figures[0].path, { before: () => (Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("no"))) }, async (page) => {
    const root = await live(page, figures[0]);
    await chooseItem(root, /full screen/i);
    await notice(root).filter({ hasText: /lets no figure fill the screen/ }).waitFor();
  }));
