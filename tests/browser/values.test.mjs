// Values by mouse, keyboard and slider; samples that grow; pairs in their matrix.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { figures } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const named = (id) => figures.find((figure) => figure.id === id);

const visit = (id, act) =>
  book.visit(named(id).path, {}, async (page) => {
    const figure = await live(page, named(id));
    await settled(figure);
    await act(figure, page);
  });

const button = (figure, name) => figure.getByRole("button", { name, exact: true });
const chip = (figure, name) => figure.getByRole("checkbox", { name, exact: true });
const sums = (figure) => figure.locator(".values-sums").innerText();

/** Waits until the sentence is another one. */
async function changed(figure, before) {
  const line = figure.locator(".widget-sentence");
  await line.filter({ hasNotText: before }).waitFor();
}

describe("values", () => {
  test("a pressed dot asks about its row, and so does the stepper", () =>
    visit("shares", async (figure, page) => {
      const before = await sentence(figure);
      const drawing = figure.locator("svg.plane").first();
      const box = await drawing.boundingBox();
      // The stepper holds the number of the row in question.
      const number = () => figure.locator(".stepper input").inputValue();
      const first = await number();
      await button(figure, "Before: Row").click();
      await changed(figure, before);
      assert.notEqual(await number(), first);
      // The uppermost dots stand for the row whose number is written highest on the axis.
      const highest = await drawing.evaluate((svg) => {
        const numbers = [...svg.querySelectorAll("text")].filter((text) => /^\d+$/.test(text.textContent));
        return numbers.sort((one, other) => one.getAttribute("y") - other.getAttribute("y"))[0].textContent;
      });
      const rings = await drawing.evaluate((svg) => svg.querySelectorAll(`circle[stroke="var(--ink)"]`).length);
      assert.equal(rings, 3, "a ring for each method");
      // Leave-one-out puts that row at 0.05 at the most; go along its line until a dot is met.
      for (let share = 0.2; share < 0.98 && (await number()) !== highest; share += 0.02) {
        await page.mouse.click(box.x + box.width * share, box.y + box.height * 0.118);
        await page.waitForTimeout(20);
      }
      assert.equal(await number(), highest);
    }));

  test("where the last method goes, another comes", () =>
    visit("shares", async (figure) => {
      await chip(figure, "Leave one out").click();
      await chip(figure, "Banzhaf").click();
      await chip(figure, "Shapley").click();
      await figure.locator(".values-sums", { hasNotText: "Shapley" }).waitFor();
      assert.ok(!(await chip(figure, "Shapley").isChecked()));
      assert.ok(await chip(figure, "Leave one out").isChecked());
      assert.match(await sums(figure), /Leave one out/);
    }));

  test("the slider turns the weights, and Shapley stays", () =>
    visit("dial", async (figure) => {
      await settled(figure);
      const before = await sums(figure);
      const slider = figure.getByRole("slider");
      await slider.focus();
      await slider.press("Home");
      await figure.locator(".slider-value", { hasText: "(1, 16)" }).waitFor();
      await settled(figure);
      const after = await sums(figure);
      assert.notEqual(after, before);
      const shapley = (text) => text.split("\n").find((line) => line.startsWith("Shapley"));
      assert.equal(shapley(after), shapley(before));
    }));

  test("more samples go on until they are there", () =>
    visit("orders", async (figure) => {
      await button(figure, "100 more samples").click();
      await figure.locator(".values-sums", { hasText: "Shapley, sampled: 200 orders" }).waitFor();
      await settled(figure);
      assert.match(await sums(figure), /Banzhaf, sampled: 200 sets/);
    }));

  test("a pressed field is the pair", () =>
    visit("pairs-of-twelve", async (figure, page) => {
      const before = await sentence(figure);
      const box = await figure.locator("svg.plane").boundingBox();
      await page.mouse.click(box.x + box.width * 0.15, box.y + box.height * 0.5);
      await changed(figure, before);
      const [row, second] = await figure.locator(".stepper input").evaluateAll((inputs) => inputs.map((input) => input.value));
      assert.match(await sentence(figure), new RegExp(`Row ${row} .* and row ${second} `));
    }));

  test("with more rows than sets can be trained for, pairs say so", () =>
    visit("wrong-labels", async (figure) => {
      await figure.getByRole("radio", { name: "Pairs" }).click();
      await figure.locator(".widget-sentence", { hasText: "Pairs need a model for every set" }).waitFor();
      await figure.getByRole("radio", { name: "Wrong labels" }).click();
      await settled(figure);
      assert.match(await sentence(figure), /labels were made wrong/);
    }));

  test("another table is fetched and valued", () =>
    visit("recursion", async (figure) => {
      const before = await sentence(figure);
      await figure.locator("select:has(option[value=wine])").selectOption("wine");
      await changed(figure, before);
      await settled(figure);
      assert.match(await sentence(figure), /class|barolo|cultivar|\(/i);
    }));
});
