// A widget's own page: its keys in the address, its height to whoever shows it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { folder } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { copyTo, EMBED, figureOf, host, widgets } from "./support/embed.mjs";
import { chooseItem, notice, picture, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const path = (widget, keys = {}) => `${EMBED}/${widget}.html${Object.keys(keys).length ? `?${new URLSearchParams(keys)}` : ""}`;
const figure = (page) => figureOf(page.locator("data-counterfactual"));
const clipboard = ["clipboard-read", "clipboard-write"];
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

for (const widget of widgets) {
  describe(`the page of ${widget}`, () => {
    let still;

    test("without scripts it shows the first frame, a title and the way back", () =>
      book.visit(path(widget), { scripts: false }, async (page) => {
        const root = page.locator("figure.widget");
        still = await picture(root);
        assert.match(await sentence(root), /\S/);
        assert.equal(await root.locator("[data-control]:visible").count(), 0);
        assert.equal(await page.title(), `${await title(root)} · Data Counterfactuals`);
        const back = await page.locator("footer a").getAttribute("href");
        assert.equal(new URL(back, page.url()).pathname, "/index.html");
      }));

    test("adoption changes nothing, and nothing is wider than a small screen", () =>
      book.visit(path(widget), { width: 320, touch: true }, async (page) => {
        const root = await figure(page);
        await settled(root);
        assert.equal(await picture(root), still);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
      }));

    test("bad keys are one clear line, and the figure stays as it was", () =>
      book.visit(path(widget, { sede: "1", lock: "nobody" }), {}, async (page) => {
        const root = await figure(page);
        await settled(root);
        const said = await notice(root).innerText();
        assert.match(said, /^unknown key `sede`: legal are .*title, caption, hide, lock$/);
        assert.ok(!said.includes("\n"));
        assert.equal(await root.locator("input:disabled").count(), 0);
      }));

    test("the embed code and the link lead to what is on the screen, the directive says it", () =>
      book.visit(path(widget, { title: 'Who is "missed"?', caption: "<b>x</b>" }), { permissions: clipboard }, async (page) => {
        const root = await figure(page);
        await settled(root);
        const shown = await picture(root);
        await chooseItem(root, "Copy directive");
        await notice(root).filter({ hasText: /^Directive copied\.$/ }).waitFor();
        const directive = await copied(page);
        assert.match(directive, new RegExp(`^<<#${widget}( .*)? title="Who is \\\\"missed\\\\"\\?"`), directive);
        await chooseItem(root, "Copy embed code");
        await notice(root).filter({ hasText: /^Embed code copied\.$/ }).waitFor();
        const code = await copied(page);
        const [src, name] = await page.evaluate((html) => {
          const made = new DOMParser().parseFromString(html, "text/html").querySelectorAll("iframe");
          return made.length === 1 ? [made[0].src, made[0].title] : [];
        }, code);
        assert.equal(name, 'Who is "missed"?');
        await chooseItem(root, "Copy link");
        await notice(root).filter({ hasText: /^Link copied\.$/ }).waitFor();
        assert.equal(await copied(page), src);
        await page.goto(src);
        const again = await figure(page);
        await settled(again);
        assert.equal(await picture(again), shown);
      }));
  });
}

describe("a page with a figure", () => {
  test("has its state in its address, key by key", () =>
    book.visit(path("grid", { items: "P Q R", focus: "R" }), {}, async (page) => {
      const root = await figure(page);
      assert.deepEqual(await root.locator("fieldset").first().locator("label").allInnerTexts(), ["P", "Q", "R"]);
      await root.locator("label", { hasText: "P" }).first().click();
      await page.waitForURL(/focus=P/);
      assert.equal(new URL(page.url()).searchParams.get("items"), "[P, Q, R]");
      await page.reload();
      const again = await figure(page);
      assert.ok(await again.locator("label", { hasText: "P" }).first().locator("input").isChecked());
      await again.locator("label", { hasText: "R" }).first().click();
      await chooseItem(again, "Reset");
      assert.ok(await again.locator("label", { hasText: "P" }).first().locator("input").isChecked(), "what the address said");
    }));

  test("an address from anybody makes no attribute and no script", () =>
    book.visit(path("grid", { onclick: "alert(1)", "<b>": "1", title: "<img src=x onerror=alert(1)>" }), {}, async (page) => {
      const root = await figure(page);
      await settled(root);
      assert.match(await notice(root).innerText(), /unknown key `onclick`/);
      const attributes = await page.locator("data-counterfactual").evaluate((element) => element.getAttributeNames());
      assert.deepEqual(attributes, ["widget"]);
    }));

  for (const theme of ["light", "dark"]) {
    test(`follows the system and the address to ${theme}`, async () => {
      const colours = (page) =>
        page.evaluate(() => {
          const [outer, inner] = [document.documentElement, document.querySelector("data-counterfactual").shadowRoot.querySelector(".widget")];
          return [outer, inner].map((element) => getComputedStyle(element).backgroundColor);
        });
      const expected = theme === "dark" ? "rgb(20, 24, 28)" : "rgb(255, 255, 255)";
      await book.visit(path("grid"), { prepare: (page) => page.emulateMedia({ colorScheme: theme }) }, async (page) => {
        await figure(page);
        assert.deepEqual(await colours(page), [expected, expected]);
      });
      const other = theme === "dark" ? "light" : "dark";
      await book.visit(path("grid", { theme }), { prepare: (page) => page.emulateMedia({ colorScheme: other }) }, async (page) => {
        await figure(page);
        assert.deepEqual(await colours(page), [expected, expected]);
      });
    });
  }

  test("tells its height and its state to the page that shows it", async () => {
    const code = `<iframe id="frame" title="Grid" src="${path("grid")}" width="100%" height="200"></iframe>`;
    book.pages.set("/host.html", host(code));
    const before = () => {
      window.heard = [];
      addEventListener("message", ({ data }) => window.heard.push(data));
    };
    await book.visit("/host.html", { before }, async (page) => {
      const frame = page.frameLocator("#frame");
      const root = frame.locator("figure.widget[data-live]");
      await root.waitFor();
      await settled(root);
      const heights = () => page.evaluate(() => window.heard.filter(({ event }) => event === "height").map(({ height }) => height));
      const height = async () => frame.locator("html").evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
      assert.equal((await heights()).at(-1), await height());
      const lti = await page.evaluate(() => window.heard.filter(({ subject }) => subject === "lti.frameResize").at(-1).height);
      assert.equal(lti, await height());
      const count = (await heights()).length;
      await chooseItem(root, "Show as table");
      await page.waitForFunction((count) => window.heard.filter(({ event }) => event === "height").length > count, count);
      assert.equal((await heights()).at(-1), await height());
      await root.locator("label", { hasText: "C" }).first().click();
      await page.waitForFunction(() => window.heard.some(({ event, keys }) => event === "state" && keys.focus === "C"));
    });
  });

  test("lives beside another version of itself", async () => {
    copyTo(book.pages, "/embed/v2");
    book.pages.set("/host.html", host(`<iframe id="one" title="1" src="${path("grid")}"></iframe><iframe id="two" title="2" src="/embed/v2/grid.html?focus=C"></iframe>`));
    await book.visit("/host.html", {}, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.reload();
      for (const id of ["one", "two"]) await page.frameLocator(`#${id}`).locator("figure.widget[data-live]").waitFor();
      assert.ok(asked.includes("/embed/v1/grid_bg.wasm") && asked.includes("/embed/v2/grid_bg.wasm"));
    });
  });

  test("has a policy without anything inline but wasm", () => {
    for (const widget of widgets) {
      const html = readFileSync(join(folder, path(widget)), "utf8");
      assert.match(html, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
    }
  });
});
