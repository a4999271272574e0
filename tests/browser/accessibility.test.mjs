// axe finds nothing to complain of in a whole page, mdBook's own parts included, whatever is open, by day and by night.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { everyPage } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { report } from "./support/report.mjs";
import { drawn } from "./support/widgets.mjs";
import { everythingOpen, liveAll } from "./support/whole.mjs";

const book = openBook();
// Of each kind of mistake.
const SHOWN = 5;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// What depends on colours takes most of axe's time, and is looked for where nothing hides anything; all else is the same in every theme.
const COLOURS = ["color-contrast", "link-in-text-block"];
const without = (rules) => Object.fromEntries(rules.map((rule) => [rule, { enabled: false }]));

// A frame's content, shown beside a page that has a heading and landmarks.
const FRAMED = { "/toc.html": ["landmark-one-main", "page-has-heading-one", "region"] };

// The gallery and the reference show the same figures: the one by night, the other by day.
const BY_NIGHT_ONLY = ["/authors/gallery.html"];
const BY_DAY_ONLY = ["/authors/directive-reference.html", ...Object.keys(FRAMED)];

async function violations(page, options) {
  const { violations } = await page.evaluate((options) => window.axe.run(document, { ...options, resultTypes: ["violations"] }), options);
  report("axe", new URL(page.url()).pathname, violations.flatMap(({ nodes }) => nodes).length);
  return violations.map(({ id, nodes }) => [
    id,
    ...nodes.slice(0, SHOWN).map(({ html, failureSummary }) => `${html.slice(0, 200)}: ${failureSummary}`),
  ]);
}

// As a reader does: with mdBook's own button.
async function choose(page, theme) {
  await page.locator("#mdbook-theme-toggle").click();
  await page.locator(`#mdbook-theme-${theme}`).click();
  assert.equal(await page.evaluate((name) => document.documentElement.classList.contains(name), theme), true);
  await page.keyboard.press("Escape");
  await drawn(page);
}

// The print page holds the chapters once more, and axe needs minutes for all of them at once.
for (const { path, figures } of everyPage.filter(({ path }) => path !== "/print.html")) {
  test(`axe is content with ${path}`, () =>
    book.visit(path, { theme: "light" }, async (page) => {
      report("axe", path);
      await page.addScriptTag({ path: AXE });
      await liveAll(page, figures);
      const framed = without(FRAMED[path] ?? []);
      const still = { rules: { ...without(COLOURS), "target-size": { enabled: true }, ...framed } };
      assert.deepEqual(await violations(page, still), [], "at first");
      await everythingOpen(page, figures);
      // What an open menu lies over, axe could not see.
      await page.addStyleTag({ content: ".widget-head { flex-wrap: wrap } .widget-menu > ul { position: static !important }" });
      if (!BY_NIGHT_ONLY.includes(path)) assert.deepEqual(await violations(page, { rules: framed }), [], "by day, with everything open");
      if (BY_DAY_ONLY.includes(path)) return;
      await choose(page, "navy");
      assert.deepEqual(await violations(page, { runOnly: COLOURS }), [], "by night, with everything open");
    }));
}
