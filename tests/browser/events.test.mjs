// Events at random, as many as a long day of reading has, leave every widget whole: nothing panics or complains, its link opens to the same
// state, the same state is computed without a browser, and Reset brings the first frame back.
//
// `cargo xtask fuzz` has ten times as many from another seed each time, and says how to have the same once more.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { environment, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { controls, live, picture, printed, seen, uncover } from "./support/widgets.mjs";
import { storm } from "./support/storm.mjs";

const book = openBook();
const plugin = environment("PLUGIN");
const run = promisify(execFile);

const count = Number(process.env.EVENTS ?? 1000);
const seed = Number(process.env.SEED ?? 1);
const only = process.env.FIGURE;
const again = (id) => `cargo xtask fuzz --seed ${seed} --events ${count} --figure ${id}`;

// Hands on a real mouse and keyboard, where what the browser does of itself joins in. Links and files lead elsewhere.
const HANDS = 40;
async function hands(page, figure) {
  let state = seed >>> 0;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const boxes = figure.locator(".widget-controls, .widget-figure");
  for (let turn = 0; turn < HANDS; turn += 1) {
    const box = await boxes.nth(turn % (await boxes.count())).boundingBox();
    const spot = () => [box.x + random() * box.width, box.y + random() * Math.min(box.height, 400)];
    await page.mouse.move(...spot());
    await page.mouse.down();
    if (random() < 0.5) await page.mouse.move(...spot(), { steps: 2 });
    await page.mouse.up();
    // A key that a page answers would turn it.
    for (const key of ["Tab", "Space", "Home", "Shift+Tab"]) if (random() < 0.3) await page.keyboard.press(key);
  }
}

const key = ({ id }) => `state-${id}`;
const LONG = 120_000;

// Whether the menu is open or not.
const item = (root, name) =>
  root.evaluate((figure, name) => [...figure.querySelectorAll(".widget-menu button")].find(({ textContent }) => textContent.includes(name)).click(), name);

async function copied(page, root) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await item(root, "Copy link");
  await page.waitForFunction(() => navigator.clipboard.readText());
  return new URL(await page.evaluate(() => navigator.clipboard.readText()));
}

const tabled = (root) =>
  root.locator(".widget-table").evaluate((table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

// Runs in the page before its scripts: no event of ours opens the browser's own window for files.
function withoutFiles() {
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") HTMLElement.prototype.click.call(this);
  };
}

for (const figure of kinds.filter(({ id }) => !only || only.split(",").includes(id))) {
  test(`${count} events leave ${figure.id} whole`, { timeout: 60_000 + count * 200 }, async () => {
    let link, expected, rows;
    await book.visit(figure.path, { before: withoutFiles, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const root = await live(page, figure);
      const first = await controls(root);
      // Links lead away, and a key that no control takes is mdBook's, which turns the page.
      await root.evaluate((figure) => {
        document.addEventListener("click", (event) => event.target.closest?.("a") && event.preventDefault(), true);
        figure.parentElement.addEventListener("keydown", (event) => event.stopPropagation());
      });
      await hands(page, root);
      // The keyboard may have left the figure and closed what is around it.
      await uncover(root);
      const { broken, last } = await page.evaluate(storm, { id: figure.id, seed, count });
      assert.equal(broken, false, `${again(figure.id)} breaks it after\n${last.join("\n")}`);
      await root.locator("progress").waitFor({ state: "detached", timeout: LONG });
      if ((await root.locator(".widget-table").count()) === 0) await item(root, "table");
      rows = await tabled(root);
      expected = await seen(root);
      link = await copied(page, root);
      assert.match(expected.sentence, /\S/);

      await item(root, "Reset");
      await root.locator("progress").waitFor({ state: "detached", timeout: LONG });
      assert.equal(await picture(root), await printed(book, figure), `${again(figure.id)}: the first frame comes back`);
      assert.deepEqual(await controls(root), first, `${again(figure.id)}: and its controls`);
      await page.waitForURL((url) => !url.searchParams.has(key(figure)));
    });
    // The same state in another browser.
    await book.visit(link.pathname + link.search + link.hash, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const root = await live(page, figure);
      await root.locator("progress").waitFor({ state: "detached", timeout: LONG });
      await item(root, "table");
      const opened = await seen(root);
      const say = `${again(figure.id)}: ${link.searchParams.get(key(figure))}`;
      for (const part of Object.keys(expected)) assert.deepEqual(opened[part], expected[part], `${say}: ${part}`);
      assert.deepEqual(await tabled(root), rows, `${say}: the table`);
      assert.equal((await copied(page, root)).searchParams.get(key(figure)), link.searchParams.get(key(figure)), say);
    });
    // And without one.
    const { stdout } = await run(plugin, ["replay", link.href, "--format", "json"], { maxBuffer: 1 << 28 });
    const { sentence, table } = JSON.parse(stdout);
    assert.equal(sentence, expected.sentence.trim(), again(figure.id));
    assert.equal(table.rows.length, rows.length, again(figure.id));
  });
}
