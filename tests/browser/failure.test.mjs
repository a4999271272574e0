// When the live part cannot be had, or breaks, the page is still a page.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { beside, kinds, withCopies } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { find, live, picture, printed, sentence, uncover } from "./support/widgets.mjs";

const book = openBook();

const missing = (pattern) => (page) => page.route(pattern, (route) => route.fulfill({ status: 404 }));
const MISSED = [/status 404/, /console error: Failed to load resource/];

async function pageWorks(page) {
  await page.locator("#mdbook-theme-toggle").click();
  assert.ok(await page.locator("#mdbook-theme-list").isVisible());
}

// The one note of a figure; takes it away, so that the rest can be compared.
async function takeNote(figure) {
  const note = figure.locator(".widget-note");
  await note.waitFor();
  assert.equal(await note.count(), 1);
  const text = await note.innerText();
  assert.match(text, /^[^\n]{20,200}$/, "the note is one line");
  await figure.evaluate((root) => {
    root.removeAttribute("data-failed");
    root.querySelector(".widget-note").remove();
  });
  return text;
}

for (const figure of kinds) {
  describe(`${figure.id} fails gently`, () => {
    for (const [what, pattern] of [
      ["the wasm", /\.wasm/],
      ["the JavaScript beside it", /live\/(?!loader|live|paper)\w+\.js/],
    ]) {
      test(`without ${what}`, () =>
        book.visit(figure.path, { prepare: missing(pattern), first: false, expected: MISSED }, async (page) => {
          const root = find(page, figure);
          await uncover(root);
          await root.scrollIntoViewIfNeeded();
          await takeNote(root);
          assert.equal(await picture(root), await printed(book, figure));
          // A press finds nobody, and nobody complains.
          await root.locator("button:visible:enabled:not([aria-disabled=true])").first().click();
          assert.equal(await picture(root), await printed(book, figure));
          await pageWorks(page);
        }));
    }

    test("without the loader", () =>
      book.visit(figure.path, { prepare: missing(/loader\.js/), first: false, expected: MISSED }, async (page) => {
        const root = find(page, figure);
        await uncover(root);
        assert.equal(await picture(root), await printed(book, figure));
        assert.match(await sentence(root), /\S/);
        await pageWorks(page);
      }));

    test("after an error in it, every live figure says so", async () => {
      const path = beside(figure, "trap.html");
      const [html, copies] = withCopies(figure, 3);
      book.pages.set(path, html);
      const prepare = async (page) => {
        await page.route(/live\/(?!loader|live|paper)\w+\.js/, (route) => route.fulfill({ contentType: "text/javascript", body: GLUE }));
        await page.route(/\.wasm/, (route) => route.fulfill({ contentType: "application/wasm", body: TRAPPING }));
      };
      await book.visit(path, { prepare, first: false, expected: [/RuntimeError: unreachable/] }, async (page) => {
        const roots = [];
        for (const copy of copies) roots.push(await live(page, copy));
        for (const root of roots) assert.equal(await root.locator(".widget-note").count(), 0);
        await roots[0].locator(".widget-sentence").click();
        const notes = [];
        for (const root of roots) notes.push(await takeNote(root));
        assert.equal(new Set(notes).size, 1);
        await pageWorks(page);
      });
    });
  });
}

const named = (name) => [name.length, ...Buffer.from(name)];
// A wasm with two functions: one that traps, and one that does nothing at the start.
const exported = [0x02, ...named("trap"), 0x00, 0x00, ...named("__wbindgen_start"), 0x00, 0x01];
const TRAPPING = Buffer.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // types: () -> ()
  ...[0x03, 0x03, 0x02, 0x00, 0x00], // functions: two of that type
  ...[0x07, exported.length, ...exported],
  ...[0x0a, 0x08, 0x02, 0x03, 0x00, 0x00, 0x0b, 0x02, 0x00, 0x0b], // code: unreachable, and nothing
]);
// A live part of it, whose figures trap at a press.
const GLUE = `
  let wasm;
  export function __wbg_set_wasm(exports) {
    wasm = exports;
  }
  export function missing() {}
  export function raise() {}
  export function adopt(root) {
    root.addEventListener("click", () => wasm.trap());
    root.setAttribute("data-live", "");
  }
`;
