// A link carries a figure's state to another reader, exactly; a link that was tampered with does no harm.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { kinds, pages } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { liveAll } from "./support/whole.mjs";
import {
  cell,
  changeEverything,
  changeRadios,
  chooseItem,
  chooseQuantity,
  controls,
  find,
  list,
  live,
  notice,
  picture,
  printed,
  seen,
  settled,
} from "./support/widgets.mjs";

const book = openBook();
const clipboard = ["clipboard-read", "clipboard-write"];

const key = ({ id }) => `state-${id}`;

async function copiedLink(page, root) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await chooseItem(root, /copy link/i);
  await page.waitForFunction(() => navigator.clipboard.readText());
  return new URL(await page.evaluate(() => navigator.clipboard.readText()));
}

// The address bar follows when the state rests; the copied link says what it is to come to.
const addressed = (page, figure, state) => page.waitForURL((url) => url.searchParams.get(key(figure)) === state);

// A reader's ways to a state worth sending.
const ways = (figure) => ({
  "every control": changeEverything,
  "the radio buttons": changeRadios,
  ...(figure.name === "grid" && {
    "a cell, other penguins and a step": async (root) => {
      await list(root, "accuracy").selectOption("accuracy");
      await chooseQuantity(root, "cell");
      await root.locator(".control-button").click({ clickCount: 2 });
      await cell(root, 1, 0).click();
      await root.locator(".stepper button").last().click();
    },
  }),
});

for (const figure of kinds) {
  describe(`links to ${figure.id}`, () => {
    for (const [name, change] of Object.entries(ways(figure))) {
      // A figure without radio buttons has nothing that they could do.
      if (name === "the radio buttons" && !figure.html.includes('type="radio"')) continue;
      test(`the address and the copied link restore what ${name} did`, async () => {
        const links = [];
        let expected;
        await book.visit(figure.path, { permissions: clipboard }, async (page) => {
          const root = await live(page, figure);
          const before = await seen(root);
          await change(root);
          const link = await copiedLink(page, root);
          assert.ok(link.searchParams.get(key(figure)), "the link has a state");
          assert.equal(link.hash, `#${figure.id}`);
          assert.equal(await notice(root).innerText(), "Link copied.");
          await addressed(page, figure, link.searchParams.get(key(figure)));
          links.push(link, new URL(page.url()));
          expected = await seen(root);
          assert.notDeepEqual(expected, before);
        });
        for (const { pathname, search, hash } of links) {
          await book.visit(pathname + search + hash, {}, async (page) => {
            const restored = await seen(await live(page, figure));
            for (const part of Object.keys(expected)) assert.deepEqual(restored[part], expected[part], part);
          });
        }
      });
    }

    test("Reset shows the first frame again and clears the address", () =>
      book.visit(figure.path, { permissions: clipboard }, async (page) => {
        const root = await live(page, figure);
        const first = await controls(root);
        await changeEverything(root);
        await chooseItem(root, /table/);
        const link = await copiedLink(page, root);
        await addressed(page, figure, link.searchParams.get(key(figure)));
        await chooseItem(root, /reset/i);
        await settled(root);
        assert.equal(await picture(root), await printed(book, figure));
        assert.deepEqual(await controls(root), first);
        await addressed(page, figure, null);
        // A copied link names even this state: the page may open otherwise on the day when the link is followed.
        const own = (await copiedLink(page, root)).searchParams.get(key(figure));
        assert.notEqual(own, link.searchParams.get(key(figure)));
        const query = new URLSearchParams({ [key(figure)]: own });
        await book.visit(`${figure.path}?${query}`, {}, async (page) => {
          assert.equal(await picture(await live(page, figure)), await printed(book, figure));
        });
      }));
  });
}

// States as nobody's figure writes them, and what the notice is to name.
const HOSTILE = [
  ["9.grid-x.y", "version is “9”"],
  ["2.nothing-x.y", "nothing"],
  ["2-x", "2.FIGURE"],
  ["1-focus.Z", "focus"],
  ["1-draws.999", "draws"],
  ["1".repeat(30_000), "30000"],
  ["1-a._ff", "_ff"],
  ["<script>", "<script>"],
];

for (const figure of kinds) {
  describe(`tampered links to ${figure.id}`, () => {
    for (const [state, named] of HOSTILE) {
      test(`${state.slice(0, 20)} leaves the figure as printed and names ${named}`, async () => {
        const others = pages.find(({ path }) => path === figure.path).figures.filter(({ id }) => id !== figure.id);
        const query = new URLSearchParams({ [key(figure)]: state });
        await book.visit(`${figure.path}?${query}`, {}, async (page) => {
          const root = await live(page, figure);
          const said = await notice(root).innerText();
          assert.ok(said.includes(named), said);
          assert.ok(said.length < 300 && !said.includes("\n"), `the notice is one line: ${said}`);
          // Apart from the notice nothing has changed.
          await notice(root).evaluate((line) => line.replaceChildren());
          assert.equal(await picture(root), await printed(book, figure));
          await liveAll(page, others);
          for (const other of others) assert.equal(await notice(find(page, other)).innerText(), "");
        });
      });
    }
  });
}
