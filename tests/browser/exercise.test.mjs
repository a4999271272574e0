// Exercises: a wrong answer opens what speaks against it and the figure that shows it, the right one the solution; another one is fresh; all of
// it stays on the device.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { openBook } from "./support/browser.mjs";
import { drawn, live } from "./support/widgets.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const PATH = "/idea/smallest-example.html";
const FIGURE = "smallest-example";
const NUMBER = "pairs";
const CHOICE = "least-on-average";

const form = (page, id) => live(page, { id: `${id}-answer` });
const check = (question) => question.getByRole("button", { name: /^Check/ }).click();
const status = (question) => question.locator(".question-status");
const isOpen = (page, id) => page.locator(`[id="${id}"]`).evaluate((details) => details.open);
const kept = (page) =>
  page.evaluate(() => {
    const entry = Object.entries(localStorage).find(([key]) => key.startsWith("counterfactuals-answers"));
    return entry ? JSON.parse(entry[1]).answers : [];
  });
const asked = (page, id) => page.locator(`[id="${id}-question"]`).innerText();

async function answer(page, id, text) {
  const question = await form(page, id);
  await question.locator("input[type=text]").fill(text);
  await check(question);
  return question;
}

describe("a number", () => {
  test("that is a known mistake opens why, the right one the solution, and another one is fresh", () =>
    book.visit(PATH, {}, async (page) => {
      const before = await asked(page, NUMBER);
      const question = await answer(page, NUMBER, "0.95");
      assert.match(await status(question).innerText(), /^0\.95 is too high\. Below stands what may have happened\.$/);
      assert.ok(await isOpen(page, `${NUMBER}-why-a`));
      assert.equal(await isOpen(page, `${NUMBER}-solution`), false);
      await page.locator(`[id="${NUMBER}-hint-1"] > summary`).click();
      await answer(page, NUMBER, "0.5");
      assert.equal(await status(question).innerText(), "0.5 is right, at try 2.");
      assert.equal(await isOpen(page, `${NUMBER}-why-a`), false);
      assert.ok(await isOpen(page, `${NUMBER}-solution`));
      const [record] = await kept(page);
      assert.deepEqual(
        [record.id, record.kind, record.question, record.answer, record.verdict, record.tries, record.hints, record.seed, record.page],
        [NUMBER, "exercise", before, "0.5", "right", "2", "1", undefined, PATH.slice(1)],
      );
      await question.getByRole("button", { name: "Another one" }).click();
      const after = await asked(page, NUMBER);
      assert.notEqual(after, before);
      assert.equal(await page.evaluate(() => document.activeElement.id), `${NUMBER}-question`);
      for (const part of ["solution", "hint-1"]) assert.equal(await isOpen(page, `${NUMBER}-${part}`), false, part);
      await answer(page, NUMBER, "0");
      assert.equal((await kept(page)).length, 2);
      await page.reload();
      const again = await form(page, NUMBER);
      assert.equal(await asked(page, NUMBER), after, "the variant that was answered last");
      assert.match(await status(again).innerText(), /^0 is too low\.$/);
      assert.equal(await again.locator("input[type=text]").inputValue(), "0");
    }));

  test("outside the range, or none, is refused and not kept", () =>
    book.visit(PATH, {}, async (page) => {
      for (const [text, said] of [
        ["", "Write a number first, such as 12 or −0.5."],
        ["7", "7 is not from 0 to 1."],
        ["<b>", "Write a number first, such as 12 or −0.5."],
      ]) {
        const question = await answer(page, NUMBER, text);
        assert.equal(await status(question).innerText(), said);
        assert.ok(await question.locator("input[type=text]").evaluate((box) => box === document.activeElement));
      }
      assert.deepEqual(await kept(page), []);
    }));
});

describe("options", () => {
  for (const touch of [false, true]) {
    test(`a wrong one leads to the figure in the state that refutes it, by ${touch ? "touch" : "pointer"}`, () =>
      book.visit(PATH, touch ? { width: 390, height: 800, touch } : {}, async (page) => {
        const press = (target) => (touch ? target.tap() : target.click());
        const question = await form(page, CHOICE);
        await press(question.locator("label").first());
        await press(question.getByRole("button", { name: "Check" }));
        assert.equal(await status(question).innerText(), "a is not right. Below stands why; then choose again.");
        const see = page.locator(`[id="${CHOICE}-see-a"]`);
        await press(see);
        const figure = await live(page, { id: FIGURE });
        await drawn(page);
        assert.match(await figure.locator(".widget-sentence").innerText(), /Shapley value/);
        assert.ok(await figure.evaluate((figure) => figure === document.activeElement));
        assert.match(page.url(), /state-smallest-example=2\.grid-quantity\.shapley-focus\.A#smallest-example$/);
        const all = await kept(page);
        const [answers, looked] = [true, false].map((given) => all.filter(({ answer }) => (answer !== undefined) === given));
        assert.equal(answers.length, 1, "the page was not loaded again");
        // The figure stands behind a prediction that the link has opened.
        assert.deepEqual(looked.map(({ id, seen }) => [id, seen]), [["smallest-leave-a", "true"]]);
      }));
  }

  test("are chosen, checked and asked again by keyboard alone", () =>
    book.visit(PATH, {}, async (page) => {
      const question = await form(page, CHOICE);
      await question.locator("input").first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      assert.equal(new URL(page.url()).pathname, PATH, "the key turns no page");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await status(question).innerText(), "b is right.");
      assert.ok(await isOpen(page, `${CHOICE}-solution`));
    }));
});

test("without scripts the question, the options, the hints and the solution are there, and links carry the state", () =>
  book.visit(PATH, { scripts: false }, async (page) => {
    const exercise = page.locator(`[id="${CHOICE}"]`);
    assert.equal(await exercise.locator(".question-text:visible").count(), 4);
    assert.equal(await exercise.locator("input:visible, button:visible").count(), 0);
    assert.ok((await exercise.locator(".exercise-why > summary:visible").count()) >= 3);
    const solution = page.locator(`[id="${CHOICE}-solution"]`);
    assert.equal(await solution.evaluate((details) => details.open), false);
    await solution.locator("summary").click();
    assert.ok(await solution.locator("p").first().isVisible());
    const href = await page.locator(`[id="${CHOICE}-see-a"]`).getAttribute("href");
    assert.match(href, /^smallest-example\.html\?state-smallest-example=2\.grid-.*#smallest-example$/);
  }));

test("paper has the question, the options and the solutions, and nothing to press", () =>
  book.visit(PATH, {}, async (page) => {
    await form(page, CHOICE);
    await page.emulateMedia({ media: "print" });
    const exercise = page.locator(`[id="${CHOICE}"]`);
    assert.equal(await exercise.locator(".question-text:visible").count(), 4);
    assert.equal(await exercise.locator("input:visible, button:visible").count(), 0);
    assert.ok(await page.locator(`[id="${CHOICE}-solution"] > p`).first().isVisible());
    assert.ok(await page.locator(`[id="${CHOICE}-why-a"] > p`).first().isVisible());
  }));

for (const theme of ["light", "navy"]) {
  test(`at 320 px nothing is too small or too wide, and axe finds nothing, ${theme}`, () =>
    book.visit(PATH, { width: 320, height: 700, theme }, async (page) => {
      const question = await form(page, CHOICE);
      await question.locator("label").first().click();
      await check(question);
      await answer(page, NUMBER, "0.5");
      for (const id of [CHOICE, NUMBER]) {
        const small = await page.locator(`[id="${id}"]`).evaluate((exercise) => {
          const targets = [...exercise.querySelectorAll("label, button, summary, a, input[type=text]")];
          const boxes = targets.map((target) => [target.textContent, target.getBoundingClientRect()]);
          const bad = boxes.filter(([, { width, height }]) => width > 0 && (height < 24 || width < 24));
          return [...bad.map(([text]) => text), ...(exercise.scrollWidth > exercise.clientWidth ? ["too wide"] : [])];
        });
        assert.deepEqual(small, [], id);
      }
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate(() => axe.run(".exercise"));
      assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    }));
}

test("a device that keeps nothing says so, and the exercise goes on", () =>
  book.visit(
    PATH,
    {
      before: () => {
        Storage.prototype.setItem = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      },
    },
    async (page) => {
      const question = await answer(page, NUMBER, "0.5");
      assert.match(await status(question).innerText(), /no room for this on your device/);
      assert.ok(await isOpen(page, `${NUMBER}-solution`));
    },
  ));
