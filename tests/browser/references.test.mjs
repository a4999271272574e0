// Citations and terms open notes beside the text, by touch, keyboard and mouse; the collections can be filtered. Nothing of it but the
// mouse's resting needs a script.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn } from "./support/widgets.mjs";
import { overflow } from "./support/whole.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const chapter = pages.find(({ html }) => html.includes("note-cite") && html.includes("note-term"))?.path;
assert.ok(chapter, "no chapter has a citation and a term");

const first = (page, kind) => page.locator(`main .note-${kind}`).first();
const card = async (page, button) => page.locator(`[id="${await button.getAttribute("popovertarget")}"]`);
const open = (note) => note.evaluate((element) => element.matches(":popover-open"));

async function opened(note, wanted = true) {
  await note.page().waitForFunction(
    ([id, wanted]) => document.getElementById(id).matches(":popover-open") === wanted,
    [await note.getAttribute("id"), wanted],
  );
}

for (const kind of ["cite", "term"]) {
  describe(`a note on a ${kind}`, () => {
    for (const scripts of [true, false]) {
      test(`opens by touch at 320 px and closes beside it, scripts ${scripts ? "on" : "off"}`, () =>
        book.visit(chapter, { width: 320, height: 640, touch: true, scripts }, async (page) => {
          const button = first(page, kind);
          const note = await card(page, button);
          assert.equal(await note.isVisible(), false);
          // A tap is answered to whoever sends it before the page has its click.
          const hidden = () => note.waitFor({ state: "hidden" });
          await button.tap();
          await note.waitFor();
          assert.ok((await note.innerText()).length > 40);
          const { x, width } = await note.boundingBox();
          assert.ok(x >= 0 && x + width <= 320, `from ${x}, ${width} px wide`);
          await page.touchscreen.tap(160, 20);
          await hidden();
          await button.tap();
          await note.getByRole("button", { name: "Close" }).tap();
          await hidden();
        }));

      test(`opens with Enter and the space bar, leads on with Tab, closes with Esc, scripts ${scripts ? "on" : "off"}`, () =>
        book.visit(chapter, { scripts }, async (page) => {
          const button = first(page, kind);
          const note = await card(page, button);
          for (const key of ["Enter", " "]) {
            await button.focus();
            await page.keyboard.press(key);
            assert.ok(await note.isVisible(), key);
            await page.keyboard.press("Tab");
            assert.equal(await note.locator("a:focus").count(), 1, "the next stop is the note's first link");
            await page.keyboard.press("Escape");
            assert.equal(await note.isVisible(), false);
            assert.equal(await page.locator(":focus").getAttribute("popovertarget"), await note.getAttribute("id"));
          }
        }));
    }

    test("opens where a mouse rests, stays under it, and closes with Esc or when it leaves", () =>
      book.visit(chapter, {}, async (page) => {
        const button = first(page, kind);
        const note = await card(page, button);
        await button.hover();
        await opened(note);
        const [below, beside] = [await note.boundingBox(), await button.boundingBox()];
        const gap = Math.max(below.y - beside.y - beside.height, beside.y - below.y - below.height);
        assert.ok(gap < 12, `${gap} px away from its button`);
        await note.locator("a").first().hover();
        await page.waitForTimeout(600);
        assert.ok(await open(note), "it stays while the mouse is on it");
        await page.keyboard.press("Escape");
        assert.equal(await open(note), false);

        await page.mouse.move(5, 5);
        await button.hover();
        await opened(note);
        await page.mouse.move(5, 5);
        await opened(note, false);

        await button.hover();
        await opened(note);
        await button.click();
        await page.mouse.move(5, 5);
        await page.waitForTimeout(600);
        assert.ok(await open(note), "a press keeps it");
        await button.click();
        assert.equal(await open(note), false, "the next press closes it");
      }));
  });
}

describe("on paper", () => {
  test("a citation is text and the list is there", () =>
    book.visit(chapter, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      const [button, text] = [first(page, "cite"), page.locator("main p").first()];
      const colour = (element) => element.evaluate((root) => getComputedStyle(root).color);
      assert.equal(await colour(button), await colour(text));
      assert.ok(await page.locator("main .sources li").first().isVisible());
      assert.equal(await page.locator("main .note").first().isVisible(), false);
    }));
});

const seen = (page, selector) =>
  page.evaluate(
    (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length,
    selector,
  );

// Runs in the page: makes every choice that the two groups offer, and says which of them show something else than they promise.
function everyChoice() {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const offered = (group) => seen(`.filters input[name=collections-${group}]`);
  const [wrong, all] = [[], document.getElementById("collections-areas-all")];
  let choices = 0;
  for (const range of offered("years")) {
    range.click();
    for (const area of offered("areas")) {
      area.click();
      choices += 1;
      const counts = [...area.parentElement.querySelectorAll(".filter-count")].filter((one) => one.checkVisibility());
      const works = seen(".work").length;
      const empty = seen(".area").filter((one) => ![...one.querySelectorAll(".work")].some((work) => work.checkVisibility()));
      if (works === 0 || counts.length !== 1 || Number(counts[0].textContent) !== works || empty.length > 0)
        wrong.push([range.id, area.id, works, counts.map((one) => one.textContent), empty.length]);
    }
    all.click();
  }
  return { wrong, choices };
}

describe("the collections", () => {
  for (const scripts of [true, false]) {
    test(`every choice leaves as many works as it says, and no empty area, scripts ${scripts ? "on" : "off"}`, () =>
      book.visit("/collections.html", { scripts, width: 320, height: 640 }, async (page) => {
        assert.deepEqual(await overflow(page), []);
        const all = await seen(page, ".work");
        const { wrong, choices } = await page.evaluate(everyChoice);
        assert.ok(choices > 20, `${choices} choices`);
        assert.deepEqual(wrong, []);
        await page.locator("#collections-years-all").check();
        assert.equal(await seen(page, ".work"), all);
      }));
  }

  test("arrow keys choose, and BibTeX opens and downloads", () =>
    book.visit("/collections.html", {}, async (page) => {
      const all = await seen(page, ".work");
      await page.locator("#collections-years-all").focus();
      await page.keyboard.press("ArrowRight");
      assert.ok((await seen(page, ".work")) < all);
      assert.match(page.url(), /collections/, "the key turns no page");
      const work = await page.evaluate(
        () => [...document.querySelectorAll(".work")].find((work) => work.checkVisibility()).id,
      );
      const details = page.locator(`[id="${work}"] .work-bibtex`);
      await details.locator("summary").press("Enter");
      assert.match(await details.locator("code").innerText(), /^@\w+\{[\w-]+,\n/);
      const response = await page.request.get(await page.locator("main a[download]").evaluate((link) => link.href));
      assert.equal(response.status(), 200);
      assert.equal((await response.text()).match(/^@/gm).length, all);
    }));
});

describe("axe is content", () => {
  for (const path of [chapter, "/glossary.html", "/collections.html"]) {
    for (const theme of ["light", "navy"]) {
      test(`${path}, ${theme}`, () =>
        book.visit(path, { theme }, async (page) => {
          await page.addScriptTag({ path: AXE });
          const violations = async () => {
            const { violations } = await page.evaluate(() => window.axe.run("main"));
            return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
          };
          assert.deepEqual(await violations(), []);
          const button = page.locator("main .note-button").first();
          if ((await button.count()) === 0) return;
          await button.click();
          await drawn(page);
          assert.deepEqual(await violations(), [], "with a note open");
        }));
    }
  }
});
