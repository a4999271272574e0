// Chromium on the built book, and Firefox for one file of tests. Every page that is opened here must stay quiet.
//
// playwright-core is held at the last version that runs on Node 18, which Debian 12 ships.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { chromium, firefox } from "playwright-core";

import { environment, folder } from "./book.mjs";
import { serve } from "./server.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: environment("CHROMIUM"), args: FLAGS });
}

/** Firefox as it is installed, which is driven by the protocol of the standard. */
export function launchFirefox() {
  return firefox.launch({ executablePath: environment("FIREFOX"), channel: "moz-firefox" });
}

/** A built book, this one or another, in a browser for the tests of one file. `pages` takes pages that only these tests have. */
export function openBook(root = folder, open = launch) {
  const pages = new Map();
  let browser, server;
  before(async () => {
    server = await serve(root, pages);
    browser = await open();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    pages,
    address: (path) => server.origin + path,
    visit: (path, options, act) => visit(browser, server.origin, path, options, act),
  };
}

// Opens a page in a context of its own, lets `act` use it, and then asserts that nothing was complained about, that no
// request failed and that none left the server. Options:
// - width, height, touch, scripts, permissions: the reader's device
// - theme: one of mdBook's, as if the reader had chosen it
// - before: a function that runs in the page before any of its scripts
// - wait: what has come when `act` begins, "load" unless told
// - prepare: gets the page before it goes anywhere, to lay routes
// - expected: patterns of the complaints that the test provokes; each must come
// - ignored: patterns of complaints about pages that are not ours to mend
// - told: gets all complaints, whatever becomes of the visit
// - kept: whether the page may keep the book on the device. Elsewhere each visit would fetch all of it in the background.
async function visit(browser, origin, path, options, act) {
  const { width = 1280, height = 800, touch = false, scripts = true, permissions = [], theme, expected = [], ignored = [], kept = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    javaScriptEnabled: scripts,
    permissions,
  });
  let complaints = [];
  try {
    const page = await context.newPage();
    complaints = listen(page, origin);
    if (!kept) await page.addInitScript(withoutKeeping);
    // print.html asks for a printer by itself.
    await page.addInitScript(() => {
      window.print = () => {};
    });
    if (theme) await page.addInitScript((name) => localStorage.setItem("mdbook-theme", name), theme);
    if (options.before) await page.addInitScript(options.before);
    await options.prepare?.(page);
    await page.goto(origin + path, { waitUntil: options.wait ?? "load" });
    await act(page);

    const known = [...expected, ...ignored];
    const surprising = complaints.filter((complaint) => !known.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(surprising, [], `${path} complains`);
    for (const pattern of expected) {
      assert.ok(
        complaints.some((complaint) => pattern.test(complaint)),
        `${path} does not complain of ${pattern}`,
      );
    }
  } finally {
    options.told?.(complaints);
    await context.close();
  }
}

/** Runs in a page before its scripts: the book is read as where no service worker is to be had. */
export function withoutKeeping() {
  Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined });
}

// What a browser gives up by itself, as Chromium and as Firefox put it, is no failure: a page is left for another, or Firefox begins a font anew
// since a style sheet came while it was on its way.
const GIVEN_UP = ["net::ERR_ABORTED", "NS_BINDING_ABORTED"];

/** Everything that a page complains of from now on, and every request that fails or leaves the server. */
export function listen(page, origin) {
  const complaints = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (!GIVEN_UP.includes(reason)) complaints.push(`failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && !["data:", "blob:"].includes(protocol)) complaints.push(`elsewhere: ${request.url()}`);
  });
  return complaints;
}
