// The page of what a reader has done: empty, filled by answers given elsewhere, as a file and back, erased by keyboard, and with a storage that
// holds something else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { openBook } from "./support/browser.mjs";
import { live } from "./support/widgets.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const PATH = "/progress.html";
const CHAPTER = "/idea/smallest-example.html";
const KEY = "counterfactuals-answers /";

const page_ = (page) => live(page, { id: "your-progress" });
const button = (form, name) => form.getByRole("button", { name });

async function miss(page) {
  await page.goto(new URL(CHAPTER, page.url()).href);
  const question = await live(page, { id: "pairs-answer" });
  await question.locator("input[type=text]").fill("0.9");
  await button(question, "Check").click();
  await page.goto(new URL(PATH, page.url()).href);
  return page_(page);
}

test("with nothing answered it says what will be there", () =>
  book.visit(PATH, {}, async (page) => {
    const form = await page_(page);
    assert.match(await form.innerText(), /Nothing is answered yet\./);
    assert.equal(await form.locator("table").count(), 0);
    assert.equal(await button(form, "Erase everything").count(), 0);
  }));

test("what was missed is counted, and asked again in a fresh variant", () =>
  book.visit(PATH, {}, async (page) => {
    const form = await miss(page);
    assert.match(await form.innerText(), /You have answered 1 question, and 0 of them right at once\./);
    const row = form.locator("tr", { hasText: "The smallest useful example" });
    const [, answered, right] = await row.locator("td").allInnerTexts();
    assert.deepEqual([answered, right], ["1", "0"]);
    const missed = await form.locator(".progress-again p").innerText();
    await form.getByRole("link", { name: "Answer a fresh one" }).click();
    const question = await live(page, { id: "pairs-answer" });
    assert.equal(new URL(page.url()).pathname, CHAPTER);
    assert.notEqual(await page.locator("#pairs-question").innerText(), missed);
    assert.equal(await question.locator("input[type=text]").inputValue(), "");
    await page.goBack();
    assert.match(await (await page_(page)).innerText(), /You have answered 1 question/, "an entry without an answer counts nowhere");
  }));

test("answers go to a file and come back, and another file changes nothing", () =>
  book.visit(PATH, {}, async (page) => {
    const form = await miss(page);
    const [download] = await Promise.all([page.waitForEvent("download"), button(form, "Save as a file").click()]);
    assert.equal(download.suggestedFilename(), "answers.json");
    const content = await readFile(await download.path(), "utf8");
    assert.equal(JSON.parse(content).answers.length, 1);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    const empty = await page_(page);
    const open = async (name, buffer) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(empty, "Add the answers of a file").click()]);
      await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(buffer) });
    };
    await open("other.json", '{"format": "other"}');
    await empty.getByText("This file is no list of answers, so nothing has changed").waitFor();
    await open("answers.json", content);
    await empty.getByText("You have answered 1 question").waitFor();
    assert.equal(await page.evaluate((key) => JSON.parse(localStorage.getItem(key)).answers.length, KEY), 1);
  }));

test("a missed prediction is asked again on the page, by keyboard, until it is right", () =>
  book.visit("/valuation/leave-one-out.html", {}, async (page) => {
    const asked = await live(page, { id: "birds-that-matter-answer" });
    await asked.locator("input[type=text]").fill("60");
    await button(asked, "Commit").click();
    const right = (await asked.locator(".question-said").innerText()).match(/it is (\d+)/)[1];
    await page.goto(new URL(PATH, page.url()).href);
    const form = await page_(page);
    await form.getByText("practice in remembering").waitFor();
    for (const [number, end] of [["59", "It stays in the list."], [right, "It has left the list."]]) {
      await button(form, "Ask me again").focus();
      await page.keyboard.press("Enter");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^Predict first\./);
      await page.keyboard.press("Tab");
      await page.keyboard.type(number);
      assert.equal(await form.locator(".progress-again select").count(), 0, "how sure is not asked again");
      await page.keyboard.press("Enter");
      await form.getByText(end).waitFor();
      assert.ok(await page.evaluate(() => document.activeElement.textContent.startsWith("You said")), "the focus is not lost");
    }
    assert.equal(await form.locator(".progress-again li").count(), 0);
    const answers = await page.evaluate((key) => JSON.parse(localStorage.getItem(key)).answers, KEY);
    assert.deepEqual(answers.map(({ answer, page: of, seen }) => [answer, of, seen]), [
      ["60", "valuation/leave-one-out.html", undefined],
      ["59", "valuation/leave-one-out.html", "true"],
      [right, "valuation/leave-one-out.html", "true"],
    ]);
    await page.goto(new URL("/valuation/leave-one-out.html", page.url()).href);
    const first = await live(page, { id: "birds-that-matter-answer" });
    assert.match(await first.locator(".question-said").innerText(), /^You said 60/, "the first prediction stays");
  }));

test("how sure the reader was is drawn against what came true", () =>
  book.visit(PATH, {}, async (page) => {
    const sure = (at, confidence, hit) => ({
      id: `q${at}`, kind: "choice", page: CHAPTER.slice(1), question: "Which?", answer: "A", given: "A", right: "A", confidence, hit, verdict: hit === "true" ? "right" : "wrong",
    });
    const answers = [["50", "true"], ["50", "false"], ["90", "true"], ["90", "false"], ["90", "false"]].map(([level, hit], at) => sure(at, level, hit));
    const file = { format: "counterfactuals-answers", version: 1, answers: [...answers, { ...sure(9, "90", "true"), seen: "true" }] };
    await page.evaluate(([key, file]) => localStorage.setItem(key, JSON.stringify(file)), [KEY, file]);
    await page.reload();
    const form = await page_(page);
    assert.match(await form.innerText(), /You said of 5 predictions how sure you were: 74\s% on average\. Of these 2 came true, 40\s%;/);
    assert.match(await form.innerText(), /So few answers say little\./);
    assert.match(await form.innerText(), /One prediction was made after looking/);
    const picture = form.getByRole("img", { name: /^How often it came true/ });
    const dots = await picture.locator("path[fill='var(--before)']").getAttribute("d");
    assert.equal(dots.match(/M/g).length, 2, "a dot for each level");
    const section = form.locator("section", { hasText: "How sure you were" });
    await section.locator("summary").click();
    const rows = await section.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, 4).map((cell) => cell.textContent.replaceAll("\u00a0", " "))));
    assert.deepEqual(rows, [["50 %", "2", "1", "50 %"], ["90 %", "3", "1", "33 %"]]);
  }));

test("erasing asks first, by keyboard alone", () =>
  book.visit(PATH, {}, async (page) => {
    const form = await miss(page);
    await button(form, "Erase everything").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keep everything");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Erase everything");
    assert.ok(await page.evaluate((key) => localStorage.getItem(key), KEY));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await form.getByText("Everything is erased.").waitFor();
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), null);
    assert.match(await form.innerText(), /Nothing is answered yet\./);
  }));

for (const [name, content] of [
  ["no JSON", "{oops"],
  ["a later version", '{"format": "counterfactuals-answers", "version": 99, "answers": []}'],
  ["markup", "<img src=x onerror=alert(1)>"],
]) {
  test(`a storage with ${name} is told in a line, can be saved as it is, and is left alone`, () =>
    book.visit(PATH, {}, async (page) => {
      await page.evaluate(([key, content]) => localStorage.setItem(key, content), [KEY, content]);
      await page.reload();
      const form = await page_(page);
      await form.getByText("is no list of answers").waitFor();
      const saves = button(form, "Save what the browser keeps as it is");
      const [download] = await Promise.all([page.waitForEvent("download"), saves.click()]);
      assert.equal(await readFile(await download.path(), "utf8"), content);
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), content);
    }));
}

for (const theme of ["light", "navy"]) {
  test(`at 320 px nothing is too small or too wide, and axe finds nothing, ${theme}`, () =>
    book.visit(PATH, { width: 320, height: 700, theme }, async (page) => {
      const number = (id, off) => ({ id, kind: "number", page: CHAPTER.slice(1), question: "How far?", answer: "1", given: "1", right: "2", off });
      const file = { format: "counterfactuals-answers", version: 1, answers: [number("p", "0.25"), number("q", "-0.1")] };
      await page.evaluate(([key, file]) => localStorage.setItem(key, JSON.stringify(file)), [KEY, file]);
      await page.reload();
      const form = await page_(page);
      assert.equal(await form.locator(".strip circle").count(), 2);
      assert.match(await form.innerText(), /You have predicted 2 numbers\. They were 18 per cent/);
      await form.locator("details > summary").click();
      const bad = await form.evaluate((form) => {
        const targets = [...form.querySelectorAll("button, summary, .progress-again a")];
        const small = targets.filter((target) => target.getBoundingClientRect().height < 24).map((target) => target.textContent);
        return [...small, ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : [])];
      });
      assert.deepEqual(bad, []);
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate(() => axe.run("#your-progress"));
      assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    }));
}
