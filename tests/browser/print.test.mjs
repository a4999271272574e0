// The whole book on one page, as it is printed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { everyPage, figures, kinds, specimens } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { chooseItem, drawn, find, live, settled } from "./support/widgets.mjs";

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

// Runs in the page: what is on the sheet and can be pressed, filled in or slid there, and what of a figure is not on it.
function dead(specimens) {
  const on = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const controls = "button:not(.note-button), input, select, textarea, progress, .widget-menu, .filters, [popover]";
  const parts = [".widget-title", ".widget-figure", ".widget-sentence", ".widget-comparison"];
  const found = [...document.querySelectorAll(`main :is(${controls})`)].filter(on).map((one) => one.outerHTML.slice(0, 120));
  for (const figure of document.querySelectorAll("main figure.widget")) {
    if (specimens.includes(figure.id)) continue;
    const hidden = parts.filter((part) => !on(figure.querySelector(part)));
    // An author's caption, where there is one.
    for (const caption of figure.querySelectorAll("figcaption, .widget-caption")) if (!on(caption)) hidden.push("its caption");
    found.push(...hidden.map((part) => `${part} of ${figure.id} is hidden`));
  }
  // What is folded on the screen is open here.
  const folded = [...document.querySelectorAll("main details:not(.widget-menu, .work-bibtex)")].filter(
    (details) => on(details) && ![...details.children].some((part) => part.localName !== "summary" && on(part)),
  );
  return [...found, ...folded.map((one) => `folded: ${one.outerHTML.slice(0, 120)}`)];
}

describe("every page", () => {
  const shownAgain = specimens.map(({ id }) => id);
  for (const { path } of everyPage.filter(({ path }) => !["/print.html", "/toc.html", "/index.html"].includes(path))) {
    test(`${path} has nothing dead on paper, and all of its figures`, () =>
      book.visit(path, {}, async (page) => {
        await page.emulateMedia({ media: "print" });
        assert.deepEqual(await page.evaluate(dead, shownAgain), []);
      }));
  }
});

describe("a live figure", () => {
  // One kind of each widget, since the table is the frame's.
  for (const figure of kinds.filter(({ name }, index) => kinds.findIndex((other) => other.name === name) === index)) {
    test(`${figure.id} is printed with its numbers, whole, if a sheet has room for them`, () =>
      book.visit(figure.path, {}, async (page) => {
        const root = await live(page, figure);
        await settled(root);
        // What draws the table is code on demand.
        await chooseItem(root, "Show as table");
        await root.locator(".widget-table").waitFor();
        await chooseItem(root, "Hide the table");
        await root.locator(".widget-table").waitFor({ state: "detached" });
        const before = await root.evaluate((figure) => figure.outerHTML);
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        await drawn(page);
        const table = root.locator(".widget-table");
        if (await table.count()) {
          const box = await table.evaluate((table) => ({
            rows: table.querySelectorAll("tr").length,
            cut: table.scrollHeight > table.clientHeight + 1,
          }));
          assert.ok(box.rows > 0 && box.rows <= 60, `${box.rows} rows`);
          assert.equal(box.cut, false, "the table scrolls on paper");
        }
        await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        await page.emulateMedia({ media: null });
        assert.equal(await root.evaluate((figure) => figure.outerHTML), before, "is as it was");
        // A table of many rows is left out, one of few is not.
        const press = (words) =>
          root.evaluate((figure, words) => [...figure.querySelectorAll(".widget-menu button")].find(({ textContent }) => textContent === words).click(), words);
        await press("Show as table");
        const rows = await root.locator(".widget-table tr").count();
        await press("Hide the table");
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(await table.count(), rows <= 60 ? 1 : 0, `${rows} rows`);
      }));
  }
});

// Runs in the page before its scripts: sheets are counted instead of printed.
function counted() {
  window.sheets = 0;
  window.print = () => {
    window.sheets += 1;
  };
}

describe("paper that is asked for", () => {
  const printed = (page) => page.waitForFunction(() => window.sheets === 1, undefined, { timeout: 60_000 });

  // Every figure that is on paper, and whether its numbers are below it or too many for a sheet.
  const numbered = async (page) => {
    await page.emulateMedia({ media: "print" });
    const press = (name) => page.evaluate((name) => dispatchEvent(new Event(name)), name);
    await press("beforeprint");
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll("[data-widget][data-part]")].filter((figure) => figure.checkVisibility());
      return all.map((figure) => ({ id: figure.id, rows: figure.querySelectorAll(".widget-table tr").length, live: figure.hasAttribute("data-live") }));
    });
    await press("afterprint");
    return found;
  };

  // The chapter with most figures.
  const of = (path) => figures.filter((figure) => figure.path === path);
  const path = figures.map((figure) => figure.path).sort((one, other) => of(other).length - of(one).length)[0];
  const there = of(path);

  const ask = async (page) => {
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+p");
    await printed(page);
  };

  test("by key has the numbers of figures that nobody came near", () =>
    book.visit(path, { before: counted }, async (page) => {
      await ask(page);
      const found = await numbered(page);
      assert.deepEqual(found.map(({ id }) => id).sort(), there.map(({ id }) => id).sort());
      for (const { id, rows, live } of found) {
        assert.ok(live, `${id} is not live`);
        assert.ok(rows <= 60, `${id} has ${rows} rows`);
      }
      // Some have tables of more lines than a sheet has.
      assert.ok(found.filter(({ rows }) => rows > 0).length > there.length / 2, JSON.stringify(found));
      // The second time nothing is missing, and the browser prints as it does.
      const left = await page.evaluate(() => {
        const event = new KeyboardEvent("keydown", { key: "p", ctrlKey: true, bubbles: true, cancelable: true });
        return dispatchEvent(event);
      });
      assert.equal(left, true);
    }));

  test("comes without numbers where their code cannot be had", () =>
    book.visit(
      path,
      {
        before: counted,
        prepare: (page) => page.route("**/*_more.wasm*", (route) => route.abort()),
        ignored: [/_more\.wasm/, /net::ERR_FAILED/],
      },
      async (page) => {
        await ask(page);
        for (const { id, rows, live } of await numbered(page)) assert.deepEqual({ id, rows, live }, { id, rows: 0, live: true });
      },
    ));

  test("of the whole book waits for the numbers of all figures", () =>
    book.visit("/print.html", { before: counted }, async (page) => {
      await printed(page);
      const found = await numbered(page);
      assert.equal(found.length, figures.length);
      assert.deepEqual(found.filter(({ live }) => !live), []);
      const without = found.filter(({ rows }) => rows === 0).map(({ id }) => id);
      // Tables of more lines than a sheet has are left out; they are few.
      assert.ok(without.length < found.length / 2, `${without}`);
    }));
});
