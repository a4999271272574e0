// Pages fit their window, with large text too, and what is to be hit is big enough.

import assert from "node:assert/strict";
import { test } from "node:test";

import { everyPage } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { report } from "./support/report.mjs";
import { drawn } from "./support/widgets.mjs";
import { everythingOpen, liveAll, overflow, smallTargets } from "./support/whole.mjs";

const book = openBook();

// Widths in CSS pixels, and what a reader's own font size is to the usual one. Below 1200 px what stands beside the text goes into it.
const SIZES = [
  [320, 1],
  [1000, 1],
  [1280, 1],
  [1280, 2],
];
// The smallest side of a target in WCAG 2.2.
const SMALLEST = 24;

// mdBook sizes everything by the root, as a reader's own font size does.
const enlarge = (page, zoom) =>
  page.evaluate((zoom) => {
    const { style } = document.documentElement;
    style.fontSize = "";
    style.fontSize = `${parseFloat(getComputedStyle(document.documentElement).fontSize) * zoom}px`;
  }, zoom);

for (const { path, figures } of everyPage) {
  test(`${path} fits its window, and its targets are ${SMALLEST} px`, () =>
    // mdBook decides when a page opens whether its sidebar stands beside it: at 320 px it does not, and is opened below.
    book.visit(path, { width: SIZES[0][0] }, async (page) => {
      report("overflow", path);
      await liveAll(page, figures);
      // It takes a while to slide.
      await page.addStyleTag({ content: ".sidebar, .page-wrapper { transition: none !important }" });
      const found = [];
      const look = async (state) => {
        for (const [width, zoom] of SIZES) {
          await page.setViewportSize({ width, height: 800 });
          await enlarge(page, zoom);
          await page.evaluate((shown) => {
            const sidebar = document.querySelector("#mdbook-sidebar-toggle-anchor");
            if (sidebar && sidebar.checked !== shown) sidebar.click();
          }, width >= 1280);
          await drawn(page);
          const at = `${width} px, text at ${zoom * 100} %, ${state}`;
          const wide = await overflow(page);
          if (width === 320) report("overflow", path, wide.length);
          found.push(...wide.map((what) => `${at}: ${what}`));
          if (zoom === 1) found.push(...(await smallTargets(page, SMALLEST)).map((what) => `${at}: ${what}`));
        }
      };
      await look("at first");
      await everythingOpen(page, figures);
      await look("with every table and menu open");
      assert.deepEqual(found, []);
    }));
}

test("a page does not fit that is wider, and a target is too small below the bound", () => {
  const { html, path } = everyPage.find(({ path }) => path === "/index.html");
  const wide = '<p id="wide" style="width: 200vw">wide</p><p id="small"><button style="width: 1.2rem; padding: 0"></button></p>';
  const place = path.replace(/[^/]*$/, "wide.html");
  book.pages.set(place, html.replace("</main>", `${wide}</main>`));
  return book.visit(place, { width: SIZES[0][0] }, async (page) => {
    assert.match((await overflow(page)).at(-1), /^wide, P/);
    assert.match((await smallTargets(page, SMALLEST)).join(), /^small, BUTTON[^,]*$/);
  });
});
