// A reader commits before the figure shows what happened; the guess stays, also after a visit, and can be taken back.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { openBook } from "./support/browser.mjs";
import { download, drawn, live } from "./support/widgets.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const NUMBER = { path: "/valuation/leave-one-out.html", id: "birds-that-matter", figure: "one-row" };
const CURVE = { path: "/selection/scaling.html", id: "digits-foretold", figure: "digits-curve" };
const CHOICE = { path: "/authors/guide.html", id: "guide-choice" };

const form = (page, { id }) => live(page, { id: `${id}-answer` });
const reveal = (page, { id }) => page.locator(`[id="${id}-reveal"]`);
const said = (question) => question.locator(".question-said");
const status = (question) => question.locator(".question-status");
const isOpen = (page, asked) => reveal(page, asked).evaluate((details) => details.open);
const kept = (page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("counterfactuals-answers")));

async function commit(page, asked, number) {
  const question = await form(page, asked);
  await question.locator("input[type=text]").fill(number);
  await question.getByRole("button", { name: "Commit" }).click();
  await said(question).waitFor();
  return question;
}

describe("a number", () => {
  test("is committed to by pointer, opens what happened, and stays on the figure and on the device", () =>
    book.visit(NUMBER.path, {}, async (page) => {
      assert.equal(await isOpen(page, NUMBER), false);
      assert.deepEqual(await kept(page), []);
      const question = await commit(page, NUMBER, "12");
      assert.match(await said(question).innerText(), /^You said 12\sbirds; it is \d+\sbirds\. That is too (high|low) by \d+\.$/);
      assert.ok(await isOpen(page, NUMBER));
      assert.ok(await said(question).evaluate((said) => said === document.activeElement), "the focus is not lost");
      const figure = await live(page, { id: NUMBER.figure });
      assert.equal(await figure.locator(".widget-guess").innerText(), await said(question).innerText());
      const [[key, file]] = await kept(page);
      assert.equal(key, "counterfactuals-answers /");
      const [answer] = JSON.parse(file).answers;
      assert.deepEqual([answer.id, answer.answer, answer.page], [NUMBER.id, "12", NUMBER.path.slice(1)]);
      assert.match(answer.question, /^Predict first\. Five nearest neighbours .* at all\?$/);

      await page.reload();
      const again = await form(page, NUMBER);
      await said(again).waitFor();
      assert.ok(await isOpen(page, NUMBER), "it is open after a visit");
      const figureAgain = await live(page, { id: NUMBER.figure });
      assert.match(await figureAgain.locator(".widget-guess").innerText(), /^You said 12\sbirds/);

      await again.getByRole("button", { name: "Take it back" }).click();
      await again.getByRole("button", { name: "Commit" }).waitFor();
      assert.equal(await isOpen(page, NUMBER), false);
      assert.equal(await figureAgain.locator(".widget-guess").count(), 0);
      const [[, empty]] = await kept(page);
      const [{ id, answer: none, seen }] = JSON.parse(empty).answers;
      assert.deepEqual([id, none, seen], [NUMBER.id, undefined, "true"], "what is right has been seen");
    }));

  test("asks how sure the reader is, by pointer or key, and says what came of it", () =>
    book.visit(NUMBER.path, {}, async (page) => {
      const question = await form(page, NUMBER);
      const height = () => question.evaluate((question) => question.getBoundingClientRect().height);
      const sure = question.getByLabel(/^How sure are you to be at most 3 off/);
      assert.equal(await sure.inputValue(), "0", "nothing is said by default");
      const before = await height();
      await sure.selectOption({ label: "70\u00a0%" });
      await question.locator("input[type=text]").fill("5");
      await sure.focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await sure.inputValue(), "90");
      assert.equal(new URL(page.url()).pathname, NUMBER.path, "the key turns no page");
      assert.equal(await height(), before, "nothing moves");
      await question.getByRole("button", { name: "Commit" }).click();
      assert.match(await said(question).innerText(), /You were 90\s% sure to be at most 3 off, and you were( not)?\.$/);
      const [[, file]] = await kept(page);
      const [{ confidence, seen, right, answer, hit }] = JSON.parse(file).answers;
      assert.deepEqual([confidence, seen], ["90", undefined]);
      assert.equal(hit === "true", Math.abs(Number.parseInt(right, 10) - Number(answer)) <= 3);
      await page.reload();
      assert.match(await said(await form(page, NUMBER)).innerText(), /You were 90\s% sure/);
    }));

  test("that is given after looking is marked so, also after a visit", () =>
    book.visit(NUMBER.path, {}, async (page) => {
      await form(page, NUMBER);
      await reveal(page, NUMBER).locator("> summary").click();
      await (await form(page, NUMBER)).getByText("You have looked at what happened.").waitFor();
      await reveal(page, NUMBER).locator("> summary").click();
      await page.reload();
      const question = await form(page, NUMBER);
      await question.getByText("You have looked at what happened.").waitFor();
      assert.equal(await question.locator("select").count(), 0, "how sure is not asked any more");
      await commit(page, NUMBER, "12");
      assert.match(await said(question).innerText(), /^You said 12\sbirds, after looking; it is/);
      const figure = await live(page, { id: NUMBER.figure });
      assert.match(await figure.locator(".widget-guess").innerText(), /after looking/);
    }));

  test("is given by keyboard alone", () =>
    book.visit(NUMBER.path, {}, async (page) => {
      const question = await form(page, NUMBER);
      await question.locator("input[type=text]").focus();
      await page.keyboard.type("7");
      await page.keyboard.press("Tab");
      const slider = question.locator("input[type=range]");
      assert.equal(await slider.inputValue(), "7", "the slider follows");
      await page.keyboard.press("ArrowRight");
      assert.equal(await question.locator("input[type=text]").inputValue(), "8", "and leads");
      assert.equal(new URL(page.url()).pathname, NUMBER.path, "the key turns no page");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.match(await said(question).innerText(), /^You said 8\sbirds/);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await question.locator("input[type=text]").focus();
      await page.keyboard.type("9");
      await page.keyboard.press("Enter");
      assert.match(await said(question).innerText(), /^You said 9\sbirds/);
    }));

  test("that is none, or cannot be given, is refused in one line and keeps the focus", () =>
    book.visit(NUMBER.path, {}, async (page) => {
      const question = await form(page, NUMBER);
      for (const [typed, line] of [["", /Write a number first/], ["many", /Write a number first/], ["61", /^61\sbirds is not from 0 to 60\.$/]]) {
        await question.locator("input[type=text]").fill(typed);
        await question.getByRole("button", { name: "Commit" }).click();
        assert.match(await status(question).innerText(), line);
      }
      assert.equal(await isOpen(page, NUMBER), false);
    }));

  test("by touch at 320 px nothing is wider than the page, and targets are large", () =>
    book.visit(NUMBER.path, { width: 320, height: 640, touch: true }, async (page) => {
      const question = await form(page, NUMBER);
      const targets = await question.evaluate((root) =>
        [...root.querySelectorAll("button, input, select")].map((target) => {
          const { width, height, right } = target.getBoundingClientRect();
          return [target.type, width >= 24 && height >= 24, right <= innerWidth];
        }),
      );
      for (const [type, large, inside] of targets) assert.ok(large && inside, type);
      await question.locator("input[type=range]").tap({ position: { x: 30, y: 12 } });
      await question.getByRole("button", { name: "Commit" }).tap();
      await said(question).waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }));
});

describe("a choice", () => {
  test("is committed to, shown, kept and taken back", () =>
    book.visit(CHOICE.path, {}, async (page) => {
      const question = await form(page, CHOICE);
      await question.getByRole("button", { name: "Commit" }).click();
      assert.equal(await status(question).innerText(), "Choose one first.");
      assert.ok(await question.getByRole("radio").first().evaluate((radio) => radio === document.activeElement));
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      assert.equal(new URL(page.url()).pathname, CHOICE.path);
      await question.getByRole("button", { name: "Commit" }).click();
      assert.equal(await said(question).innerText(), "You said (b); it is (c).");
      assert.ok(await isOpen(page, CHOICE));
      const [[, file]] = await kept(page);
      const [{ given, right, verdict }] = JSON.parse(file).answers;
      assert.deepEqual([given, right, verdict], ["b: As good.", "c: Worse.", undefined]);
      await page.reload();
      await said(await form(page, CHOICE)).waitFor();
      await page.getByRole("button", { name: "Take it back" }).click();
      assert.equal(await isOpen(page, CHOICE), false);
    }));

  test("has its options as labels, pressed anywhere, and no list beside them", () =>
    book.visit(CHOICE.path, { width: 390, height: 700, touch: true }, async (page) => {
      const question = await form(page, CHOICE);
      const list = page.locator(`[id="${CHOICE.id}"] > ul`);
      assert.ok(await list.isHidden());
      const labels = question.locator("label:has(input[type=radio])");
      assert.deepEqual((await labels.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ")), ["a: Better.", "b: As good.", "c: Worse."]);
      const { width, height } = await labels.nth(2).boundingBox();
      assert.ok(height >= 24, `${height}`);
      await labels.nth(2).tap({ position: { x: width - 4, y: height / 2 } });
      assert.ok(await question.getByRole("radio", { name: "Worse." }).isChecked());
      await question.getByLabel(/^How sure are you/).selectOption("90");
      await question.getByRole("button", { name: "Commit" }).tap();
      assert.match(await said(question).innerText(), /^You said \(c\), and \(c\) it is\. You were 90\s% sure\.$/);
      assert.deepEqual(await question.locator(".question-verdict").allInnerTexts(), ["you said so, and so it is"]);
      await page.emulateMedia({ media: "print" });
      assert.ok(await list.isVisible(), "paper has the list");
    }));
});

describe("a curve", () => {
  const sliders = (question) => question.locator("input[type=range]");
  const heights = (question) => sliders(question).evaluateAll((all) => all.map(({ value }) => Number(value)));

  test("is drawn by pointer and laid over the figure, its legend, sentence and table", () =>
    book.visit(CURVE.path, {}, async (page) => {
      const question = await form(page, CURVE);
      const drawing = question.locator("svg.question-drawing");
      await drawing.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await drawing.boundingBox();
      await page.mouse.move(x + 0.3 * width, y + 0.5 * height);
      await page.mouse.down();
      await page.mouse.move(x + 0.6 * width, y + 0.6 * height, { steps: 4 });
      await page.mouse.move(x + 0.97 * width, y + 0.7 * height, { steps: 4 });
      await page.mouse.up();
      const way = await heights(question);
      assert.ok(way.every((height, place) => place === 0 || height <= way[place - 1]), `${way}`);
      assert.ok(way.at(-1) > 5 && way.at(-1) < 60, `${way}`);
      await question.getByRole("button", { name: "Commit" }).click();
      assert.match(await said(question).innerText(), /^Your curve is off by 0\.\d+ on average\. It ends at 0\.\d+; at \d+ training rows it is 0\.\d+\.$/);
      assert.ok(await isOpen(page, CURVE));
      const figure = await live(page, { id: CURVE.figure });
      assert.equal(await figure.locator("svg.plane text:text-is('your curve')").count(), 2);
      assert.match(await figure.locator(".widget-sentence").innerText(), /Your dashed curve is at 0\.\d+ for \d+ rows\./);
      const file = await download(page, figure, /CSV/);
      assert.match(file.text.split("\r\n")[0], /,your curve$/);
      await page.reload();
      await said(await form(page, CURVE)).waitFor();
      await live(page, { id: CURVE.figure });
      assert.equal(await page.locator("svg.plane text:text-is('your curve')").count(), 2);
      await page.getByRole("button", { name: "Take it back" }).click();
      await drawn(page);
      assert.equal(await page.locator("svg.plane text:text-is('your curve')").count(), 0);
    }));

  test("is given by keyboard alone", () =>
    book.visit(CURVE.path, {}, async (page) => {
      const question = await form(page, CURVE);
      await question.getByRole("button", { name: "Commit" }).click();
      assert.match(await status(question).innerText(), /^Draw a curve first/);
      assert.ok(await sliders(question).first().evaluate((slider) => slider === document.activeElement));
      await page.keyboard.press("ArrowLeft");
      const level = await heights(question);
      assert.ok(level.every((height) => height === level[0]), "the first press draws a whole curve");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Home");
      assert.equal((await heights(question))[1], 0);
      await question.getByRole("button", { name: "Commit" }).focus();
      await page.keyboard.press("Enter");
      await said(question).waitFor();
      assert.equal(new URL(page.url()).pathname, CURVE.path);
    }));

  test("is drawn by touch at 320 px, where the page does not scroll with it", () =>
    book.visit(CURVE.path, { width: 320, height: 640, touch: true }, async (page) => {
      const question = await form(page, CURVE);
      const drawing = question.locator("svg.question-drawing");
      assert.equal(await drawing.evaluate((drawing) => getComputedStyle(drawing).touchAction), "none");
      await drawing.tap({ position: { x: 200, y: 60 } });
      assert.equal(await question.locator(".question-height:text-is('none')").count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }));
});

describe("what is kept", () => {
  for (const [name, stored] of [
    ["of somebody else", '{"mine": [1, 2]}'],
    ["of a later edition", '{"format": "counterfactuals-answers", "version": 2, "answers": []}'],
    ["broken", '{"format": "counterfactuals-answers", "ver'],
    ["hostile", "[".repeat(100_000)],
  ]) {
    test(`is left as it is if it is ${name}, and the visit goes on`, () =>
      book.visit(NUMBER.path, {}, async (page) => {
        await page.evaluate((text) => localStorage.setItem("counterfactuals-answers /", text), stored);
        await page.reload();
        const question = await commit(page, NUMBER, "5");
        assert.match(await status(question).innerText(), /is no list of answers .* It is left as it is/);
        assert.ok(await isOpen(page, NUMBER));
        assert.deepEqual(await kept(page), [["counterfactuals-answers /", stored]]);
      }));
  }

  test("lasts for the visit where keeping is forbidden, and the reader is told", () =>
    book.visit(
      NUMBER.path,
      {
        // mdBook's own scripts cannot do without theirs.
        before: () => {
          const { getItem } = Storage.prototype;
          Storage.prototype.getItem = function (key) {
            if (key.startsWith("counterfactuals")) throw new DOMException("forbidden", "SecurityError");
            return getItem.call(this, key);
          };
        },
      },
      async (page) => {
        const question = await commit(page, NUMBER, "5");
        assert.match(await status(question).innerText(), /lets this page keep nothing/);
        await question.getByRole("button", { name: "Take it back" }).click();
        await commit(page, NUMBER, "6");
      },
    ));

  test("lasts for the visit where there is no room", () =>
    book.visit(
      NUMBER.path,
      {
        before: () =>
          Object.defineProperty(Storage.prototype, "setItem", {
            value: () => {
              throw new DOMException("full", "QuotaExceededError");
            },
          }),
      },
      async (page) => {
        const question = await commit(page, NUMBER, "5");
        assert.match(await status(question).innerText(), /There is no room for this/);
      },
    ));
});

describe("a prediction on the page", () => {
  test("without scripts has no form and is opened by hand", () =>
    book.visit(NUMBER.path, { scripts: false }, async (page) => {
      assert.ok(await page.locator(`[id="${NUMBER.id}-answer"]`).isHidden());
      assert.ok(await page.locator(`[id="${NUMBER.figure}"]`).isHidden());
      await reveal(page, NUMBER).locator("> summary").click();
      assert.ok(await page.locator(`[id="${NUMBER.figure}"]`).isVisible());
    }));

  test("is printed open and without its form, with scripts and without", async () => {
    for (const scripts of [true, false]) {
      await book.visit(NUMBER.path, { scripts }, async (page) => {
        await page.emulateMedia({ media: "print" });
        assert.ok(await page.locator(`[id="${NUMBER.id}-answer"]`).isHidden());
        const height = await page.locator(`[id="${NUMBER.figure}"]`).evaluate((figure) => figure.getBoundingClientRect().height);
        assert.ok(height > 200, `${height}`);
        const closed = await page.pdf();
        await reveal(page, NUMBER).evaluate((details) => (details.open = true));
        const open = await page.pdf();
        assert.ok(Math.abs(closed.length - open.length) < open.length / 50, `${closed.length} and ${open.length} bytes`);
      });
    }
  });

  test("is adopted without a change, and so is the figure once it is opened", () =>
    book.visit(NUMBER.path, { before: watch }, async (page) => {
      await form(page, NUMBER);
      await drawn(page);
      const seen = () => page.evaluate(() => window.seen);
      assert.deepEqual(await seen(), ["data-live birds-that-matter-answer"]);
      await reveal(page, NUMBER).locator("> summary").click();
      await live(page, { id: NUMBER.figure });
      await drawn(page);
      // The form says that the reader has looked; nothing else changes.
      const changes = (await seen()).filter((change) => change !== "question");
      assert.deepEqual(changes, ["data-live birds-that-matter-answer", "open birds-that-matter-reveal", "data-live one-row"]);
    }));

  for (const theme of ["light", "navy"]) {
    test(`axe finds nothing before and after, ${theme}`, () =>
      book.visit(NUMBER.path, { theme }, async (page) => {
        await page.addScriptTag({ path: AXE });
        const found = () =>
          page.evaluate(async () => {
            const { violations } = await window.axe.run(".predict");
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 90)).join(" ")}`);
          });
        await form(page, NUMBER);
        assert.deepEqual(await found(), []);
        await commit(page, NUMBER, "12");
        await live(page, { id: NUMBER.figure });
        assert.deepEqual(await found(), []);
      }));
  }
});

// Runs in the page before its scripts, as in the test of adoption.
function watch() {
  window.seen = [];
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    const observer = new MutationObserver((records) => {
      for (const { type, target, attributeName } of records) {
        const inside = target.parentElement?.closest(".question");
        window.seen.push(inside ? "question" : `${attributeName ?? type} ${target.id || target.nodeName}`);
      }
    });
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    observer.observe(document.querySelector(".predict"), all);
  });
}
