// A figure is written at build time and taken over as it stands: nothing jumps when the wasm arrives.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { beside, figures, pageOf, pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { report } from "./support/report.mjs";
import { drawn, find, live, picture, printed, settled } from "./support/widgets.mjs";

const book = openBook();

// Runs in the page before its scripts. Modules wait for the whole document, and so does the state "interactive", which
// comes first: what the parser writes is not counted, and nothing that the loader does is missed.
function watch() {
  window.mutations = {};
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    for (const figure of document.querySelectorAll("[data-widget]")) {
      const seen = (window.mutations[figure.id] = figure.hasAttribute("data-live") ? ["too late"] : []);
      const observer = new MutationObserver((records) => {
        for (const { type, target, attributeName } of records) {
          seen.push([type, target === figure ? "root" : target.nodeName, attributeName].join(" "));
        }
      });
      observer.observe(figure, { attributes: true, characterData: true, childList: true, subtree: true });
    }
  });
}

async function mutations(page, figure) {
  const root = await live(page, figure);
  await settled(root);
  await drawn(page);
  return page.evaluate((id) => window.mutations[id], figure.id);
}

describe("adoption", () => {
  for (const { path, figures } of pages) {
    test(`${path}: only data-live is set`, () =>
      book.visit(path, { before: watch }, async (page) => {
        report("mutations", path);
        const wanted = "attributes root data-live";
        const found = [];
        for (const figure of figures) found.push([figure.id, await mutations(page, figure)]);
        report("mutations", path, found.flatMap(([, seen]) => seen.filter((one) => one !== wanted)).length);
        assert.deepEqual(found, figures.map(({ id }) => [id, [wanted]]));
      }));
  }

  // Also the proof that the check above can fail. Every figure of a chapter, a page at a time.
  for (const path of new Set(figures.map(({ path }) => path))) {
    test(`${path}: figures that were altered are drawn anew`, async () => {
      const here = figures.filter((figure) => figure.path === path);
      const place = beside(here[0], "altered.html");
      let page = pageOf(here[0]);
      for (const { html } of here) {
        const altered = html.replace(/(class="widget-sentence"[^>]*>)[^<]*/, "$1Somebody else wrote this.");
        assert.notEqual(altered, html);
        page = page.replace(html, () => altered);
      }
      book.pages.set(place, page);

      await book.visit(place, { before: watch }, async (page) => {
        for (const figure of here) {
          assert.ok((await mutations(page, figure)).length > 1, `the alteration of ${figure.id} is noticed`);
          assert.equal(await picture(find(page, figure)), await printed(book, figure));
        }
      });
    });
  }
});
