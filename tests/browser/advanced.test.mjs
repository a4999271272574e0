// The whole instrument: exploring, layers, and grids that are larger than their window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { cell, cursor, live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();

const named = (id) => figures.find((figure) => figure.id === id);

/** Cells of a table as texts, row after row. */
const cells = (table) =>
  table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((td) => td.textContent)));

test("cells are selected by mouse and by keyboard, and one press adds what is missing", () =>
  book.visit(named("explore").path, {}, async (page) => {
    const figure = await live(page, named("explore"));
    const selected = figure.locator(".computation-title");
    assert.equal(await selected.innerText(), "2 cells are selected");
    await cell(figure, 1, 4).click();
    assert.equal(await selected.innerText(), "3 cells are selected");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await selected.innerText(), "4 cells are selected");
    await page.keyboard.press("Enter");
    assert.equal(await selected.innerText(), "3 cells are selected");
    assert.ok((await cursor(figure)).focused);
    const shapley = figure.locator("li", { hasText: /^Shapley/ });
    await shapley.getByRole("button").click();
    assert.equal(await selected.innerText(), "16 cells are selected");
    assert.match(await sentence(figure), /determine: .*Shapley/);
    // What is determined now can be computed, on those very cells.
    await shapley.getByRole("button", { name: "Compute" }).click();
    assert.match(await sentence(figure), /Shapley value/);
    await settled(figure);
  }));

test("a choice that is not taken goes back to what holds", () =>
  book.visit(named("explore").path, {}, async (page) => {
    const figure = await live(page, named("explore"));
    const group = (name) => figure.getByRole("group", { name });
    // An item has no pair with itself.
    const [item, second] = [group("Item in question"), group("Second item")];
    await item.getByRole("radio", { name: "D" }).check();
    await second.getByRole("radio", { name: "C" }).check();
    await second.locator("label", { hasText: "D" }).click();
    await settled(figure);
    assert.equal(await second.getByRole("radio", { name: "C" }).isChecked(), true);
    assert.equal(await second.getByRole("radio", { name: "D" }).isChecked(), false);
    // And a group has at least one.
    const chips = group("Group in question").getByRole("checkbox");
    for (const chip of await chips.all()) if (await chip.isChecked()) await chip.locator("xpath=ancestor::label").click();
    assert.equal((await Promise.all((await chips.all()).map((chip) => chip.isChecked()))).filter(Boolean).length, 1);
  }));

test("layers change what the operator sees and leave the reference alone", () =>
  book.visit(named("layers").path, {}, async (page) => {
    const figure = await live(page, named("layers"));
    const reference = figure.getByRole("table", { name: /Reference/ });
    const operator = figure.getByRole("grid", { name: /operator/ });
    const untouched = await cells(reference);
    assert.notDeepEqual(await cells(operator), untouched);
    // Healing every pile leaves one grid, the reference itself.
    const poison = figure.locator("fieldset", { hasText: "poisoned" }).locator("label:has(input:checked)");
    for (const chip of await poison.all()) await chip.click();
    await settled(figure);
    assert.equal(await reference.count(), 0);
    assert.deepEqual(await cells(figure.getByRole("grid")), untouched);
    // Noise moves what is released, not what is true.
    await figure.getByLabel(/noise/).fill("0.3");
    await page.keyboard.press("Enter");
    await settled(figure);
    assert.notDeepEqual(await cells(operator), untouched);
    assert.deepEqual(await cells(reference), untouched);
    await figure.getByLabel("Show").selectOption("difference");
    assert.equal(await figure.getByRole("grid", { name: /minus the reference/ }).count(), 1);
  }));

test("every slice has a column, and the empty one says that nothing is tested", () =>
  book.visit(named("layers").path, {}, async (page) => {
    const figure = await live(page, named("layers"));
    await figure.getByRole("combobox", { name: "Columns" }).selectOption("every");
    await settled(figure);
    const operator = figure.getByRole("grid", { name: /operator/ });
    assert.equal(await operator.locator("thead th").count(), 1 + 16);
    await operator.locator("tbody td").first().click();
    assert.match(await sentence(figure), /^Nothing is tested/);
    assert.equal(await operator.locator("tbody td").first().innerText(), "∅");
  }));

test("a number out of range changes nothing and is named", () =>
  book.visit(named("layers").path, {}, async (page) => {
    const figure = await live(page, named("layers"));
    await figure.getByLabel(/noise/).fill("eleven");
    await page.keyboard.press("Enter");
    assert.match(await sentence(figure), /“eleven” is no legal noise/);
  }));

test("a large grid is a window, an overview and a search", () =>
  book.visit(named("eight").path, {}, async (page) => {
    const figure = await live(page, named("eight"));
    const grid = figure.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), "257");
    assert.equal(await grid.locator("tbody tr").count(), 16);
    assert.equal(await figure.getByRole("img", { name: /All 256 rows/ }).count(), 1);
    await figure.getByLabel("Find a row").fill("ACH");
    await page.keyboard.press("Enter");
    await settled(figure);
    assert.equal(await grid.locator("tbody th.selected").evaluate((head) => head.firstChild.data), "ACH");
    // The keyboard leaves the window, and the window follows.
    await grid.locator("[tabindex='0']").focus();
    await page.keyboard.press("Control+End");
    assert.equal(await grid.locator("tbody th.selected").evaluate((head) => head.firstChild.data), "∅");
    assert.ok((await cursor(figure)).focused);
    await page.keyboard.press("PageUp");
    assert.ok((await cursor(figure)).focused);
    await figure.getByLabel("Find a row").fill("XYZ");
    await page.keyboard.press("Enter");
    assert.match(await sentence(figure), /No row is named “XYZ”/);
  }));
