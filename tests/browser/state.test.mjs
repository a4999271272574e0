// A state is one thing in three places: in a link, in a file, and computed again without a browser. What cannot be a state changes nothing.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { describe, test } from "node:test";

import { environment, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { changeEverything, chooseItem, controls, download, live, markup, notice, openState, settled } from "./support/widgets.mjs";

const book = openBook();
const plugin = environment("PLUGIN");

const replay = (state, format) =>
  execFileSync(plugin, ["replay", "-", "--format", format], { input: state, encoding: "utf8", maxBuffer: 1 << 28 });

// One figure of each widget, open to compute where there is one: replaying need not be tried on every chapter's own.
const names = [...new Set(kinds.map(({ name }) => name))];
const own = names.map((name) => kinds.findLast((figure) => figure.name === name));

// A link does not say whether one value was a list.
const lists = (parameters) => Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, [value].flat()]));

const words = (root) => root.locator(".widget-sentence").evaluate((line) => line.textContent.trim());

test("every widget there is stands somewhere in the book", () => {
  const list = execFileSync(plugin, ["list"], { encoding: "utf8" });
  const directives = new Set([...list.matchAll(/<<#([a-z-]+)/g)].map(([, name]) => name));
  // A widget is what has states, legal or not.
  const refusal = (name) => spawnSync(plugin, ["replay", `2.${name}-nothing.1`], { encoding: "utf8" }).stderr;
  const widgets = [...directives].filter((name) => !refusal(name).includes("no widget is named"));
  assert.ok(widgets.length > 10);
  for (const name of widgets) assert.ok(names.includes(name), `${name} has no figure to be tried on`);
});

for (const figure of own) {
  describe(`a saved state of ${figure.id}`, () => {
    test("is computed again to the same numbers without a browser, and opens in another one", async () => {
      let file, link, csv, sentence;
      await book.visit(figure.path, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
        const root = await live(page, figure);
        const before = (await download(page, root, /csv/i)).text;
        await changeEverything(root);
        await settled(root);
        file = await download(page, root, /save this state/i);
        csv = (await download(page, root, /csv/i)).text;
        sentence = await words(root);
        assert.ok(csv !== before, "the change shows in the numbers");
        await chooseItem(root, /copy link/i);
        link = await page.evaluate(() => navigator.clipboard.readText());
      });
      assert.equal(file.name, `${figure.id}.json`);
      const saved = JSON.parse(file.text);
      assert.deepEqual([saved.format, saved.version, saved.widget], ["counterfactuals-state", 2, figure.name]);
      for (const state of [file.text, link]) {
        const { widget, parameters, table, sentence: said } = JSON.parse(replay(state, "json"));
        assert.equal(widget, figure.name);
        assert.deepEqual(lists(parameters), lists(saved.parameters));
        assert.equal(said, sentence);
        assert.ok(table.rows.length > 0);
      }
      assert.equal(replay(file.text, "csv"), csv);
      await book.visit(figure.path, {}, async (page) => {
        const root = await live(page, figure);
        await openState(page, root, file.bytes);
        await settled(root);
        assert.equal(await words(root), sentence);
        assert.equal((await download(page, root, /csv/i)).text, csv);
        const again = await download(page, root, /save this state/i);
        assert.equal(again.text, file.text);
      });
    });
  });
}

const whole = (parameters, more = {}) =>
  JSON.stringify({ format: "counterfactuals-state", version: 2, parameters, ...more });
const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");

// Files as no figure saves them, and what the notice is to name.
const HOSTILE = [
  ["an empty file", "", "line 1, column 1"],
  ["no JSON", "<script>alert(1)</script>", "“<script>aler"],
  ["JSON of something else", '{"cells": []}', "format, version, widget or parameters"],
  ["a later version", whole({}, {}).replace('"version":2', '"version":99'), "version is “99”"],
  ["another figure's", whole({}, { widget: "<b>bold</b>" }), "<b>bold</b>"],
  ["an unknown key", whole({ "<img src=x onerror=alert(1)>": "1" }), "unknown key"],
  ["many unknown keys", whole(Object.fromEntries(Array.from({ length: 999 }, (_, i) => [`key${i}`, "1"]))), "and 97 more"],
  ["a number that is no text", whole({ seed: 1 }), "a text in quotation marks"],
  ["a huge value", whole({ seed: "9".repeat(500_000) }), "`seed`"],
  ["a title, which is the page's", whole({ title: "x" }), "unknown key `title`"],
  ["a text that turns its line around", whole({ seed: "\u202e1\u2028\u0000" }), "`seed`"],
  ["a file that is too long", " ".repeat(1_000_001), "1000000"],
  ["UTF-16", utf16(whole({})), "UTF-16"],
  ["bytes of no text", Buffer.from([0x7b, 0x22, 0xff, 0xfe]), "byte 3"],
  ["NUL", Buffer.from([0x7b, 0x00]), "line 1, column 2"],
  ["a thousand brackets", "[".repeat(100_000), "line 1, column 1"],
];

for (const figure of own) {
  test(`files that are no state change nothing in ${figure.id} and are named in one line`, () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      await changeEverything(root);
      await settled(root);
      const state = async () => (await download(page, root, /save this state/i)).text;
      const seen = async () => [await markup(root.locator(".widget-figure")), await words(root), await controls(root)];
      const before = { text: await state(), seen: await seen() };
      for (const [what, content, named] of HOSTILE) {
        await openState(page, root, content);
        const said = await notice(root).innerText();
        assert.ok(said.startsWith("This file’s state could not be opened, so nothing has changed: "), `${what}: ${said}`);
        assert.ok(said.includes(named), `${what}: ${said}`);
        assert.ok(said.length < 700 && !/[\n\u0000\u2028\u202e]/.test(said), `${what}: the notice is one line: ${said}`);
        assert.deepEqual(await seen(), before.seen, what);
      }
      assert.equal(await state(), before.text);
    }));
}

test("a replayed state that is none is refused in one line", () => {
  for (const [what, content] of HOSTILE) {
    if (/figure's|title|key|value|text/.test(what)) continue;
    const { status, stderr, stdout } = spawnSync(plugin, ["replay", "-"], { input: content, encoding: "utf8" });
    assert.notEqual(status, 0, what);
    assert.equal(stdout, "", what);
    assert.match(stderr, /^error: [^\n]{10,300}\n$/, `${what}: ${stderr}`);
  }
});
