// Links lead somewhere: between chapters, to figures in a state, and into the documentation of the simulation, which is served from
// the book itself and asks nobody else.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";

import { figures, folder, htmlFiles } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { live, notice, picture, printed, settled } from "./support/widgets.mjs";

const book = openBook();

const read = (path) => readFileSync(join(folder, path), "utf8");

const names = new Map();

function has(path, anchor) {
  if (!names.has(path)) {
    names.set(path, new Set([...read(path).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => unescaped(id))));
  }
  return names.get(path).has(anchor);
}

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Every link of a chapter that stays in the book: `{ path, query, anchor, href }`. */
function links(page) {
  const main = read(page).match(/<main>([^]*)<\/main>/)?.[1] ?? "";
  const found = [...main.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href]) => unescaped(href));
  return found
    .filter((href) => !/^[a-z][a-z0-9+.-]*:/.test(href))
    .map((href) => {
      const [, file, query, anchor] = href.match(/^([^?#]*)(\?[^#]*)?(?:#(.*))?$/);
      const path = file ? normalize(join(dirname(page), file)) : page;
      return { path, query: query ?? "", anchor: decodeURIComponent(anchor ?? ""), href };
    });
}

const pages = htmlFiles().sort();
const api = pages.flatMap(links).filter(({ path }) => path.startsWith("api/"));
const states = pages
  .filter((page) => !["index.html", "print.html"].includes(page))
  .flatMap(links)
  .filter(({ query }) => query.includes("state-"));

describe("every link has an end", () => {
  for (const page of pages) {
    test(page, () => {
      const lost = links(page).filter(
        ({ path, anchor }) => !existsSync(join(folder, path)) || (anchor !== "" && !has(path, anchor)),
      );
      assert.deepEqual(lost.map(({ href }) => href), []);
    });
  }

  test("some of them in the documentation, some at its items’ parts", () => {
    assert.ok(api.length > 50, `${api.length} links`);
    assert.ok(api.some(({ anchor }) => anchor !== ""));
    // The proof that the check can fail.
    assert.equal(existsSync(join(folder, "api/simulation/world/struct.Wrld.html")), false);
    assert.equal(has("api/simulation/edit/enum.Edit.html", "variant.Drop"), true);
    assert.equal(has("api/simulation/edit/enum.Edit.html", "variant.Drp"), false);
  });
});

describe("links to a figure in a state", () => {
  for (const href of new Set(states.map(({ path, query, anchor }) => `/${path}${query}#${anchor}`))) {
    test(href.slice(0, 100), async () => {
      const [, id] = href.match(/[?&]state-([^=]+)=/);
      const figure = figures.find((figure) => figure.id === id);
      assert.ok(figure && href.startsWith(`${figure.path}?`), `${id} stands on that page`);
      assert.ok(href.endsWith(`#${id}`), "the link leads to the figure");
      const before = await printed(book, figure);
      await book.visit(href, {}, async (page) => {
        const root = await live(page, figure);
        await settled(root);
        assert.equal(await notice(root).innerText(), "");
        assert.ok((await picture(root)) !== before, "the figure shows something else than its chapter does");
      });
    });
  }
});

// One page of each kind that rustdoc writes.
const KINDS = ["struct", "enum", "trait", "fn"].map((kind) => api.find(({ path }) => path.includes(`/${kind}.`)).path);

describe("the documentation misses nothing and asks nobody else", () => {
  // Of its fonts rustdoc preloads more than a page comes to use, and Chromium says so.
  const ignored = [/^console warning: .*preload/];
  for (const path of [...KINDS, "api/simulation/index.html"]) {
    test(path, () => book.visit(`/${path}`, { ignored }, (page) => page.waitForLoadState("networkidle")));
  }
});
