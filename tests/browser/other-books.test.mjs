// The plugin in a book that is not this one: added by its own command, built by mdBook, live, and in nobody's way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { environment } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, live, notice, sentence } from "./support/widgets.mjs";
import { overflow } from "./support/whole.mjs";

const FILES = {
  "book.toml": '# Ours.\n[book]\ntitle = "Two worlds"\n',
  "src/SUMMARY.md": "- [Deep](part/deep.md)\n- [Plain](plain.md)\n",
  "src/part/deep.md":
    "# Deep\n\nB is worth <<#number loo focus=B>> here, at $5 or $6.\n\n<<#grid items=\"A B C D\" focus=B draws=0>>\n\n<<#worlds>>\n",
  "src/plain.md": "# Plain\n\nText, [a link](part/deep.md) and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
  "theme/head.hbs": '<meta name="ours" content="kept">\n',
};

const book = mkdtempSync(join(tmpdir(), "other-book-"));
const bin = join(book, "bin");
const run = (program, ...words) =>
  // What they say is shown if one of them fails.
  execFileSync(program, words, { cwd: book, stdio: "pipe", env: { ...process.env, PATH: bin + delimiter + process.env.PATH } });

before(() => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(book, name)), { recursive: true });
    writeFileSync(join(book, name), text);
  }
  // Both where mdBook and the plugin look for each other.
  mkdirSync(bin);
  for (const program of [environment("MDBOOK"), environment("INSTALLER")]) copyFileSync(program, join(bin, basename(program)));
  run("mdbook", "build", "--dest-dir", "before");
  run("mdbook-counterfactuals", "install", ".");
  run("mdbook", "build");
});
after(() => rmSync(book, { recursive: true }));

const withPlugin = openBook(join(book, "book"));
const withoutPlugin = openBook(join(book, "before"));

describe("a book with the plugin", () => {
  for (const width of [1280, 390]) {
    test(`has live figures at ${width} px`, async () => {
      await withPlugin.visit("/part/deep.html", { width }, async (page) => {
        assert.equal(await page.locator('meta[name="ours"]').count(), 1, "the head that was there is kept");
        const grid = await live(page, { id: "deep-grid" });
        const worlds = await live(page, { id: "deep-worlds" });
        assert.deepEqual(await overflow(page), []);
        const said = await sentence(grid);
        const prose = await page.locator("main > p").first().innerText();
        const worth = prose.match(/^B is worth (\S+) here, at \$5 or \$6\.$/);
        assert.ok(worth && said.includes(`the leave-one-out value of B is ${worth[1]}`), `${prose} ${said}`);
        await grid.locator("label:has(.chip-name):has(input:not(:checked))").last().click();
        await drawn(page);
        assert.notEqual(await sentence(grid), said, "a press changes the grid");
        const before = await sentence(worlds);
        await worlds.getByRole("button", { name: "Drop" }).click();
        await drawn(page);
        assert.notEqual(await sentence(worlds), before, "a press changes the worlds");
        assert.equal(await notice(grid).innerText(), "");
      });
    });
  }

  test("leaves a page without figures as it was", async () => {
    const look = (pages, theme) => {
      let seen;
      const visited = pages.visit("/plain.html", { theme }, async (page) => {
        seen = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll("body *")]
            .filter((element) => !element.closest("script"))
            .map((element) => {
              const style = getComputedStyle(element);
              const kept = [...style].filter((name) => !name.startsWith("--"));
              return [element.tagName, element.className, ...kept.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("; ");
            }),
        );
      });
      return visited.then(() => seen);
    };
    for (const theme of ["light", "rust", "navy"]) {
      const [one, other] = [await look(withoutPlugin, theme), await look(withPlugin, theme)];
      assert.ok(one.length > 50, "there is a page to compare");
      assert.deepEqual(other, one, `the theme ${theme}`);
    }
  });
});
