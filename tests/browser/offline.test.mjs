// The book without a connection, after one visit; a new build beside an open page; and where nothing is to be kept.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { environment, figures, folder, pages } from "./support/book.mjs";
import { launch, listen } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { find, live, picture } from "./support/widgets.mjs";
import { overflow } from "./support/whole.mjs";

// A folder of its own, as on hosts that give each project one.
const BASE = "/some-project";
const TYPE = { "content-type": "text/javascript" };
const read = (path) => readFileSync(join(folder, path), "utf8");
const chapters = [...new Set([...read("toc.html").matchAll(/<a href="([^"#]+)"/g)].map(([, path]) => path))];
assert.ok(chapters.length > 20, `the contents name ${chapters.length} pages`);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const names = (page) => page.evaluate(() => caches.keys());
/** Waits until a version that `other` does not name is whole and answers for the page. */
const answered = (page, other = []) =>
  until(() =>
    page.evaluate(async (other) => {
      const { active, installing, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {};
      const taken = navigator.serviceWorker.controller && active?.state === "activated" && !installing && !waiting;
      return taken && (await caches.keys()).some((name) => !other.includes(name));
    }, other),
  );

describe("after one visit", () => {
  test("every page opens without a connection, and a figure of it comes alive", async () => {
    const server = await serve(folder, new Map(), { base: BASE });
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const complaints = listen(page, server.origin);
      const requested = [];
      page.on("request", (request) => requested.push(request.url()));
      await page.goto(`${server.origin}${BASE}/`);
      const registered = () => requested.some((url) => url.endsWith("worker.js"));
      assert.equal(registered(), false, "nothing is registered before the page is loaded");
      await answered(page);
      const kept = await page.evaluate(async () => {
        const [name] = await caches.keys();
        const cache = await caches.open(name);
        const sizes = await Promise.all((await cache.keys()).map(async ({ url }) => [url, (await (await cache.match(url)).blob()).size]));
        return sizes;
      });
      const paths = kept.map(([url]) => url.slice(`${server.origin}${BASE}/`.length));
      for (const path of chapters) assert.ok(paths.includes(path), `${path} is not kept`);
      assert.deepEqual(paths.filter((path) => /^(api|embed)\/|^print\.html/.test(path)), []);
      console.log(`kept: ${paths.length} files, ${(kept.reduce((sum, [, size]) => sum + size, 0) / 1e6).toFixed(1)} MB before compression`);
      await server.close();

      for (const path of chapters) {
        const response = await page.goto(`${server.origin}${BASE}/${path}`);
        assert.equal(response.status(), 200, path);
        assert.match(await page.locator("main h1").first().innerText(), /\S/);
        const figure = pages.find((one) => one.path === `/${path}`)?.figures[0];
        if (figure) await live(page, figure);
      }
      // A page by its folder, and one that is not kept.
      assert.equal((await page.goto(`${server.origin}${BASE}/`)).status(), 200);
      assert.deepEqual(complaints, []);
      assert.equal((await page.goto(`${server.origin}${BASE}/print.html`)).status(), 503);
      assert.match(await page.locator("h1").innerText(), /not on this device/i);
    } finally {
      await context.close();
      await server.close();
    }
  });
});

// The book as if it had been built anew: another live part, another text of one page, other hashes.
function nextBuild(part, words) {
  const [list, version] = [read("worker.js").match(/^const FILES=(\{.*?\}),LIVE="(\w+)",VERSION="([^"]+)"/), "0123456789abcdef"];
  const [head, json, old, whole] = list;
  const files = JSON.parse(json);
  const built = new Map();
  const write = (name, text) => {
    built.set(`/${name}`, name.endsWith(".html") ? text : { body: text, headers: TYPE });
    files[name] = `sha256-${createHash("sha256").update(text).digest("base64")}`;
  };
  for (const name of Object.keys(files).filter((name) => name.endsWith(".html")))
    write(name, read(name).replaceAll(`data-version="${old}"`, `data-version="${version}"`).replace(/(<main>[^]*?)<\/h1>/, `$1 of the ${words} build</h1>`));
  write(`live/${part}.js`, `${read(`live/${part}.js`)}\nglobalThis.build="${words}";`);
  const next = `const FILES=${JSON.stringify(files)},LIVE="${version}",VERSION="${words}${whole.slice(words.length)}"`;
  built.set("/worker.js", { body: read("worker.js").replace(head, next), headers: TYPE });
  return built;
}

describe("a new build", () => {
  test("is taken as a whole, while a page that is open goes on as it is", async () => {
    // A page whose last figure is the only one of its part.
    const partOf = ({ html }) => html.match(/data-part="([^"]+)"/)[1];
    const one = pages.find(({ figures: all }) => all.length > 1 && all.slice(0, -1).every((figure) => partOf(figure) !== partOf(all.at(-1))));
    assert.ok(one, "no page ends in a figure of a part of its own");
    const last = one.figures.at(-1);
    const part = partOf(last);
    const built = new Map();
    const server = await serve(folder, built, { base: BASE });
    const context = await browser.newContext({ viewport: { width: 1280, height: 400 } });
    try {
      const address = `${server.origin}${BASE}${one.path}`;
      const first = await context.newPage();
      const complaints = listen(first, server.origin);
      await first.goto(address);
      await answered(first);
      const old = await names(first);
      assert.equal(old.length, 1);
      // Opened from what is kept; its last figure is not near, and no other needs the part.
      await first.goto(address);
      assert.equal(await find(first, last).getAttribute("data-live"), null);
      const asked = await first.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
      assert.deepEqual(asked.filter((name) => name.includes(`/live/${part}.js`)), []);

      for (const [path, content] of nextBuild(part, "next")) built.set(path, content);
      const second = await context.newPage();
      complaints.push(...listen(second, server.origin));
      await second.goto(address);
      assert.doesNotMatch(await second.locator("main h1").innerText(), /next build/, "what is kept is shown at once");
      await answered(second, old);
      await second.reload();
      assert.match(await second.locator("main h1").innerText(), /next build/);
      await live(second, last);
      assert.equal(await second.evaluate(() => globalThis.build), "next", "with its own live part");

      await live(first, last);
      assert.equal(await first.evaluate(() => globalThis.build), undefined, "the open page has the part that it was made for");
      assert.doesNotMatch(await first.locator("main h1").innerText(), /next build/);
      assert.equal((await names(first)).length, 2, "the older version is kept for it");

      await first.close();
      await second.close();
      const third = await context.newPage();
      await third.goto(address);
      assert.match(await third.locator("main h1").innerText(), /next build/);
      await until(async () => (await names(third)).length === 1);
      assert.notDeepEqual(await names(third), old);

      // A build of which a file is not what the list says is not taken, and what is kept stays.
      const wrong = nextBuild(part, "wrong");
      const worker = wrong.get("/worker.js");
      const [, another] = worker.body.match(/"live\/loader\.js":("[^"]+")/);
      worker.body = worker.body.replace(/("live\/live\.js":)"[^"]+"/, `$1${another}`);
      for (const [path, content] of wrong) built.set(path, content);
      await third.evaluate(async () => void (await (await navigator.serviceWorker.ready).update().catch(() => {})));
      const installing = () => third.evaluate(async () => Boolean((await navigator.serviceWorker.ready).installing));
      await until(async () => (await names(third)).length === 2 && !(await installing()));
      await third.reload();
      assert.match(await third.locator("main h1").innerText(), /next build/);
      await live(third, last);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      await server.close();
    }
  });
});

describe("nothing is kept", () => {
  test("in a frame of another page", async () => {
    const frame = `<!DOCTYPE html><link rel="icon" href="data:,"><iframe src="${chapters[0]}"></iframe>`;
    const server = await serve(folder, new Map([["/frame.html", frame]]));
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${server.origin}/frame.html`);
      await page.frameLocator("iframe").locator("main h1").first().waitFor();
      await page.waitForTimeout(2500);
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    } finally {
      await context.close();
      await server.close();
    }
  });

  test("where authors serve the book while they write", async () => {
    const built = mkdtempSync(join(tmpdir(), "served-book-"));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    // Port 0 is any that is free, but mdBook does not say which it got.
    const port = await freePort();
    const served = spawn(environment("MDBOOK"), ["serve", "-n", "127.0.0.1", "-p", `${port}`, "-d", built], { cwd: root, stdio: "ignore" });
    const context = await browser.newContext();
    try {
      const address = `http://127.0.0.1:${port}/${chapters[0]}`;
      await until(async () => (await fetch(address)).ok);
      const page = await context.newPage();
      await page.goto(address);
      assert.match(await page.content(), /__livereload/, "this is mdBook's own server");
      await page.waitForTimeout(2500);
      assert.equal(await page.locator("script[src*='offline']").count(), 0);
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
      assert.equal((await fetch(`http://127.0.0.1:${port}/worker.js`)).status, 404);
    } finally {
      await context.close();
      const ended = new Promise((done) => served.once("exit", done));
      served.kill();
      await ended;
      rmSync(built, { recursive: true, force: true });
    }
  });

  test("of a file, whose text and figures are read as they stand", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      const complaints = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(`${error}`));
      const { path, figures: all } = pages.find(({ path }) => path === figures[0].path);
      await page.goto(pathToFileURL(join(folder, path)).href);
      await page.waitForTimeout(2500);
      assert.deepEqual(complaints, []);
      assert.deepEqual(await overflow(page), []);
      const family = await page.locator("main p").first().evaluate((one) => getComputedStyle(one).fontFamily);
      assert.match(family, /Charter/, "styles are there");
      for (const figure of all) {
        const root = find(page, figure);
        assert.ok(await root.locator(".widget-figure").isVisible());
        assert.match(await root.locator(".widget-sentence").innerText(), /\S/);
        for (const control of await root.locator("[data-control]").all()) assert.equal(await control.isVisible(), false);
        // Nothing in it was touched.
        assert.equal((await picture(root)).replace(/ data-failed=""/, ""), await still(path, figure));
      }
    } finally {
      await context.close();
    }
  });
});

async function still(path, figure) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, path)).href);
  const found = await picture(find(page, figure));
  await context.close();
  return found;
}

async function freePort() {
  const server = await serve(folder);
  await server.close();
  return Number(new URL(server.origin).port);
}

async function until(done) {
  for (let attempt = 0; attempt < 480; attempt += 1) {
    try {
      if (await done()) return;
    } catch {}
    await new Promise((rest) => setTimeout(rest, 250));
  }
  throw new Error("it did not come to be in two minutes");
}
