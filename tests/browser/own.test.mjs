// Readers' own rows: pasted, chosen, dropped, kept on the device, named in links, forgotten.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { environment, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { EMBED, figureOf, host, MODULE } from "./support/embed.mjs";
import { chooseItem, download, find, live, markup, menu, notice, reached, sentence, settled } from "./support/widgets.mjs";
import { overflow } from "./support/whole.mjs";

const book = openBook();
const plugin = environment("PLUGIN");
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const one = (name) => kinds.find((figure) => figure.name === name);
const values = one("values");
const without = kinds.filter(({ name }) => ["grid", "lattice", "cartography", "collective", "performative"].includes(name));

const HEAD = "height;width;colour;kind";
const rows = (count, { kinds = 2, change = (row) => row } = {}) =>
  [HEAD, ...Array.from({ length: count }, (_, at) => change([`${(at * 37) % 50},5`, `${(at % 7) + 20 * (at % kinds)},25`, ["red", "blue"][at % 2], `k${at % kinds}`], at).join(";"))].join("\r\n");
const ROWS = rows(80);

const panel = (root) => root.locator(".widget-rows");
const said = (root) => panel(root).locator("[role=status]");
const press = (root, name) => panel(root).getByRole("button", { name }).click();
const seen = async (root) => [await markup(root.locator(".widget-figure")), await sentence(root)];

async function open(root) {
  await chooseItem(root, /your own rows/i);
  await panel(root).waitFor();
}

async function paste(root, text) {
  await panel(root).locator("textarea").fill(text);
  await press(root, /read what was pasted/i);
}

async function choose(page, root, name, content) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press(root, /choose a file/i)]);
  await said(root).evaluate((line) => (line.dataset.old = ""));
  await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

async function drop(page, target, name, text) {
  const carried = await page.evaluateHandle(([name, text]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], name));
    return carried;
  }, [name, text]);
  await target.dispatchEvent("dragover", { dataTransfer: carried });
  await target.dispatchEvent("drop", { dataTransfer: carried });
}

/** Draws the rows that were read. */
async function draw(root) {
  await press(root, /draw these rows/i);
  await panel(root).waitFor({ state: "detached" });
  await settled(root);
}

const stateOf = (page, id) => page.waitForFunction((key) => new URL(location).searchParams.get(key), `state-${id}`).then((found) => found.jsonValue());

test("rows that were pasted are drawn, kept, named in the link, and computed again from the file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rows-"));
  try {
    await book.visit(values.path, {}, async (page) => {
      const root = await live(page, values);
      const first = await seen(root);
      await open(root);
      assert.match(await panel(root).innerText(), /nothing is sent/);
      await paste(root, ROWS);
      assert.match(await said(root).innerText(), /^80 rows, 2 features, 2 classes: k0, k1\.$/);
      await draw(root);
      assert.match(await notice(root).innerText(), /^These are your rows: 80 rows.* Kept on this device, and nowhere else\.$/);
      assert.notDeepEqual(await seen(root), first);
      const state = await stateOf(page, values.id);
      assert.match(state, /data\.own_2d[0-9a-f]{16}_2dffxc/);
      const csv = (await download(page, root, /csv/i)).text;
      const saved = await download(page, root, /save this state/i);
      // The same file as some program wrote it, with its mark and its ends of lines.
      const file = join(folder, "mine.csv");
      writeFileSync(file, `\ufeff${ROWS}\r\n`);
      for (const input of [saved.text, state]) {
        const replayed = execFileSync(plugin, ["replay", "-", "--rows", file, "--format", "csv"], { input, encoding: "utf8" });
        assert.equal(replayed, csv);
      }
      writeFileSync(file, rows(81));
      const other = spawnSync(plugin, ["replay", "-", "--rows", file], { input: state, encoding: "utf8" });
      assert.notEqual(other.status, 0);
      assert.match(other.stderr, /^error: [^\n]*is not the file of this state[^\n]*\n$/);
      // The next visit, by the link.
      const drawn = await seen(root);
      await page.reload();
      const again = await live(page, values);
      await settled(again);
      assert.deepEqual(await seen(again), drawn);
      assert.equal((await download(page, again, /csv/i)).text, csv);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a link to rows of another device says so and shows the default", () =>
  book.visit(`${values.path}?state-${values.id}=2.values-data.own_2d0123456789abcdef_2dffc`, {}, async (page) => {
    const root = await live(page, values);
    await settled(root);
    assert.match(await notice(root).innerText(), /^This link’s state could not be restored[^\n]*expected rows that are on this device/);
    assert.equal(await root.locator("select:has(option[value=penguins])").inputValue(), "penguins");
  }));

test("a file that is dropped is read, offered again elsewhere, and forgotten with one press", () => {
  const other = one("strike");
  return book.visit(values.path, {}, async (page) => {
    const root = await live(page, values);
    await drop(page, root.locator(".widget-figure"), "mine.csv", ROWS);
    await page.waitForFunction(() => /^80 rows/.test(document.querySelector(".own-said")?.textContent));
    await draw(root);
    assert.equal(await root.locator("select:has(option[value=penguins]) option:checked").innerText(), "mine.csv");
    // A text that is dragged is the page's.
    const text = await page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.setData("text/plain", "x");
      return carried;
    });
    await root.dispatchEvent("drop", { dataTransfer: text });
    assert.equal(await panel(root).count(), 0);
    await page.goto(book.address(other.path));
    const there = await live(page, other);
    await open(there);
    await press(there, /read again: mine.csv/i);
    assert.match(await said(there).innerText(), /^80 rows/);
    await draw(there);
    assert.match(await notice(there).innerText(), /^These are your rows/);
    await open(there);
    await press(there, /forget: mine.csv/i);
    assert.match(await said(there).innerText(), /^Forgotten/);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("counterfactuals-rows")).length), 0);
    await settled(there);
    assert.doesNotMatch((await download(page, there, /save this state/i)).text, /own-/);
  });
});

const HOSTILE = [
  ["UTF-16", Buffer.from(`\ufeff${ROWS}`, "utf16le"), /UTF-16: save it in UTF-8/],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /byte 1 of the file is not of UTF-8/],
  ["NUL", "a,b\n\0,1\n", /line 2 has the control character 0/],
  ["10 MB", Buffer.alloc(10_000_000, "1,a\n"), /more than the legal 1000000 bytes/],
  ["nothing", "", /line 1 is ``: legal are the names of two columns/],
  ["no header", "1,2\n3,4\n", /line 1 begins with the number/],
  ["one row", "x,kind\n1,a\n", /there are 1 rows to use.* legal are 20 or more/],
  ["one class", rows(40, { kinds: 1, change: ([height, width, , kind], at) => [height, width, `red${at}`, kind] }), /column `kind` has 1 different values/],
  ["columns of one name", rows(40).replace("width", "height"), /two columns are named `height`/],
  ["1e309", rows(40, { change: (row, at) => (at === 3 ? ["1e309", ...row.slice(1)] : row) }), /line 5, column `height` is `1e309`: legal are finite numbers/],
  ["NaN", rows(40, { change: (row, at) => (at === 3 ? ["NaN", ...row.slice(1)] : row) }), /^39 rows.*since a value is missing: line 5\./],
  ["a row too short", `${rows(40)}\r\n1;2`, /line 42 has 2 fields, and the header names 4 columns/],
  ["two kinds of decimals", rows(40, { change: (row, at) => (at === 3 ? ["1.5", ...row.slice(1)] : row) }), /line 5, column `height` is `1.5`, and line 2 has/],
  ["2001 rows", rows(2001), /the file has 2001 rows: legal are at most 2000/],
  ["a text that turns its line around", `\u202ex,\u2028kind\n1,<b>a</b>\n`, /there are 1 rows/],
];

test("hostile files are refused in one line, and the figure keeps its state", () =>
  book.visit(values.path, {}, async (page) => {
    const root = await live(page, values);
    const before = await seen(root);
    await open(root);
    for (const [what, content, expected] of HOSTILE) {
      await choose(page, root, "x.csv", content);
      await page.waitForFunction((text) => new RegExp(text, "s").test(document.querySelector(".own-said")?.textContent), expected.source, { timeout: 10_000 });
      const line = await said(root).innerText();
      assert.ok(line.length < 500 && !/\n/.test(line), `${what}: ${line}`);
      assert.deepEqual(await seen(root), before, what);
    }
    await press(root, /close/i);
    assert.equal(await panel(root).count(), 0);
  }));

test("a column is for what the reader says, and a mistake is named where it stands", () =>
  book.visit(values.path, {}, async (page) => {
    const root = await live(page, values);
    const before = await seen(root);
    await open(root);
    await paste(root, ROWS);
    await panel(root).getByLabel("colour").selectOption("f");
    assert.match(await said(root).innerText(), /line 2, column `colour` is `red`: legal are finite numbers/);
    assert.equal(await panel(root).getByRole("button", { name: /draw/i }).getAttribute("aria-disabled"), "true");
    assert.deepEqual(await seen(root), before);
    await panel(root).getByLabel("colour").selectOption("o");
    assert.match(await said(root).innerText(), /^80 rows, 4 features/);
    await draw(root);
    assert.match(await stateOf(page, values.id), /_2dffoc/);
  }));

for (const [what, spoil] of [
  ["forbidden", () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } })],
  ["full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
])
  test(`rows are there for the visit where storage is ${what}`, () =>
    // The storage that mdBook uses for its theme is none of ours.
    book.visit(`${EMBED}/values.html`, { before: spoil }, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await open(root);
      await paste(root, ROWS);
      await draw(root);
      assert.match(await notice(root).innerText(), /for this visit only/);
    }));

test("everything works by keyboard alone", () =>
  book.visit(values.path, {}, async (page) => {
    const root = await live(page, values);
    await reached(root);
    await menu(root).locator("summary").focus();
    await page.keyboard.press("Enter");
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    while (!/own rows/.test(await focused())) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    await page.keyboard.insertText(ROWS);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(await said(root).innerText(), /^80 rows/);
    for (let tabs = 0; !/draw these/i.test(await focused()); tabs++) {
      assert.ok(tabs < 12, "the way on is in reach");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await panel(root).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.className), "widget-status");
    await open(root);
    await page.keyboard.press("Escape");
    assert.equal(await panel(root).count(), 0);
  }));

describe("the open panel", () => {
  for (const theme of ["light", "navy"])
    test(`satisfies axe and fits in ${theme}`, () =>
      book.visit(values.path, { theme, width: 320, height: 700 }, async (page) => {
        await page.addScriptTag({ path: AXE });
        const root = await live(page, values);
        await open(root);
        await paste(root, ROWS.replace("colour", "a_very_long_name_of_a_column_without_any_space"));
        await settled(root);
        const { violations } = await page.evaluate(() => window.axe.run(".widget-rows"));
        assert.deepEqual(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]), []);
        assert.deepEqual(await overflow(page), []);
      }));
});

test("a teacher can close it, and figures without tables do not have it", async () => {
  book.pages.set("/own.html", host('<data-counterfactual widget="values" hide="own"></data-counterfactual>', MODULE));
  await book.visit("/own.html", {}, async (page) => {
    const root = await figureOf(page.locator("data-counterfactual"));
    assert.equal(await menu(root).getByRole("button", { name: /own rows/i, includeHidden: true }).count(), 0);
  });
  for (const figure of without)
    await book.visit(figure.path, { scripts: false }, async (page) => {
      assert.doesNotMatch(await find(page, figure).locator(".widget-menu").evaluate((list) => list.textContent), /own rows/);
    });
});

test("the element under a strict policy takes them too, and tells their name", async () => {
  book.pages.set("/own.html", host('<data-counterfactual widget="values"></data-counterfactual>', MODULE));
  await book.visit("/own.html", {}, async (page) => {
    const root = await figureOf(page.locator("data-counterfactual"));
    await drop(page, root.locator(".widget-figure"), "mine.csv", ROWS);
    await panel(root).locator("ul").waitFor();
    await draw(root);
    const state = await page.locator("data-counterfactual").evaluate((element) => element.state);
    assert.match(state.keys.data, /^own-[0-9a-f]{16}-ffxc$/);
    assert.equal(JSON.parse(state.json).parameters.data, state.keys.data);
    assert.equal(await page.locator("data-counterfactual").getAttribute("data"), state.keys.data);
  });
});

test("a single file takes them too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rows-"));
  try {
    const file = join(folder, "values.html");
    execFileSync(plugin, ["export", "values", "-o", file, "--from", join(environment("BOOK"), "embed/v1")]);
    book.pages.set("/values-alone.html", (await import("node:fs")).readFileSync(file, "utf8"));
    await book.visit("/values-alone.html", {}, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await drop(page, root.locator(".widget-figure"), "mine.csv", ROWS);
      await panel(root).locator("ul").waitFor();
      await draw(root);
      assert.match(await notice(root).innerText(), /^These are your rows/);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
