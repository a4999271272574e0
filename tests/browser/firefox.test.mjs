// The book in another engine: every page loads and fits a small phone, and every widget comes alive, answers a pointer and the keyboard, and
// keeps its state in a link.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { everyPage, kinds } from "./support/book.mjs";
import { launchFirefox, openBook } from "./support/browser.mjs";
import { changeEverything, chooseItem, live, markup, settled } from "./support/widgets.mjs";
import { everythingOpen, liveAll, overflow } from "./support/whole.mjs";

const book = openBook(undefined, launchFirefox);

// Firefox lays out what it has read so far, and complains of a formula of which it has read a half. That all are whole is asked below.
const HALF_READ = [/Invalid markup: Incorrect number of children/];
const PARTS = { msub: 2, msup: 2, msubsup: 3, mfrac: 2, munder: 2, mover: 2, munderover: 3, mroot: 2 };
const visit = (path, options, act) => book.visit(path, { ignored: HALF_READ, ...options }, act);
const broken = (page) =>
  page.evaluate(
    (parts) => Object.entries(parts).flatMap(([tag, count]) => [...document.querySelectorAll(tag)].filter(({ children }) => children.length !== count).map(({ outerHTML }) => outerHTML)),
    PARTS,
  );

// A font that the browser gave up without having it in the end.
const withoutLetters = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === "error").map(({ family, style, weight }) => `${family} ${style} ${weight}`);
  });

describe("Firefox has every page", () => {
  for (const { path, figures } of everyPage.filter(({ path }) => path !== "/print.html")) {
    test(`${path} loads without complaint and fits 320 px, with everything open`, () =>
      visit(path, { width: 320 }, async (page) => {
        await liveAll(page, figures);
        assert.deepEqual(await overflow(page), []);
        assert.deepEqual(await broken(page), []);
        assert.deepEqual(await withoutLetters(page), []);
        await everythingOpen(page, figures);
        assert.deepEqual(await overflow(page), []);
      }));
  }
});

const seen = async (root) => {
  await settled(root);
  return Promise.all([".widget-sentence", ".widget-figure", ".widget-comparison"].map((part) => markup(root.locator(part))));
};

// Firefox shows a page's script its clipboard only when a reader agrees. Runs in the page before its scripts.
function keepCopies() {
  Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void (window.copied = text) } });
}

describe("Firefox has every widget", () => {
  for (const figure of kinds) {
    test(`${figure.id} answers a pointer and a key, and its link opens to the same state`, async () => {
      let address, expected;
      await visit(figure.path, { before: keepCopies }, async (page) => {
        const root = await live(page, figure);
        const first = await seen(root);
        await changeEverything(root);
        expected = await seen(root);
        assert.notDeepEqual(expected, first, "a pointer changes it");
        // The address follows when the state rests; the copied link says what it is to come to.
        await chooseItem(root, /copy link/i);
        address = new URL(await (await page.waitForFunction(() => window.copied)).jsonValue());
        const state = `state-${figure.id}`;
        await page.waitForURL((url) => url.searchParams.get(state) === address.searchParams.get(state));
        // The keyboard opens the menu, shows the table, and is not thrown out of the figure.
        await root.locator(".widget-menu summary").press("Enter");
        await root.locator(".widget-menu").getByRole("button", { name: /table/ }).press("Enter");
        await root.locator(".widget-table").waitFor();
        assert.ok(await root.evaluate((figure) => figure.contains(document.activeElement)));
      });
      await visit(address.pathname + address.search, {}, async (page) => {
        assert.deepEqual(await seen(await live(page, figure)), expected);
      });
    });
  }
});
