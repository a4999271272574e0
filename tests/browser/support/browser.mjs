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

// Where a reader is between two visits.
const EMPTY = "/empty-page.html";

/** A built book, this one or another, in a browser for the tests of one file. `pages` takes pages that only these tests have. */
export function openBook(root = folder, open = launch) {
  const pages = new Map();
  let browser, server, readers;
  before(async () => {
    pages.set(EMPTY, "<!doctype html>");
    server = await serve(root, pages);
    browser = await open();
    readers = new Readers(browser, server.origin);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    pages,
    address: (path) => server.origin + path,
    visit: (path, options, act) => visit(readers, path, options, act),
  };
}

// Opens a page, lets `act` use it, and then asserts that nothing was complained about, that no request failed and that none left the
// server. Options:
// - width, height, touch, scripts, permissions: the reader's device
// - theme: one of mdBook's, as if the reader had chosen it
// - before: a function that runs in the page before any of its scripts
// - wait: what has come when `act` begins, "load" unless told
// - prepare: gets the page before it goes anywhere, to lay routes
// - expected: patterns of the complaints that the test provokes; each must come
// - ignored: patterns of complaints about pages that are not ours to mend
// - told: gets all complaints, whatever becomes of the visit
// - kept: whether the page may keep the book on the device. Elsewhere each visit would fetch all of it in the background.
// - first: whether the browser must not have been here before; so it is with `prepare`, unless told, since what it has of an earlier visit
//   is not asked for
async function visit(readers, path, options, act) {
  const reader = await readers.take(options);
  const { page, complaints } = reader;
  let whole = false;
  try {
    await options.prepare?.(page);
    await page.goto(readers.origin + path, { waitUntil: options.wait ?? "load" });
    await act(page);

    const { expected = [], ignored = [] } = options;
    const known = [...expected, ...ignored];
    const surprising = complaints.filter((complaint) => !known.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(surprising, [], `${path} complains`);
    for (const pattern of expected) {
      assert.ok(
        complaints.some((complaint) => pattern.test(complaint)),
        `${path} does not complain of ${pattern}`,
      );
    }
    whole = true;
  } finally {
    options.told?.([...complaints]);
    await readers.giveBack(reader, whole);
  }
}

/**
 * The readers of one file's tests, each with a device and settings of its own. One who has nothing more to do reads for the next test that
 * needs such a one, and has forgotten everything but what was downloaded: a new browser window, and compiling the same code in it, take more
 * of a processor than most tests.
 */
class Readers {
  #browser;
  #free = new Map();

  constructor(browser, origin) {
    this.#browser = browser;
    this.origin = origin;
  }

  async take(options) {
    const { width = 1280, height = 800, touch = false, scripts = true, permissions = [], theme, kept = false } = options;
    const alone = options.first ?? (kept || Boolean(options.prepare));
    const kind = JSON.stringify([width, height, touch, scripts, permissions, theme, `${options.before}`]);
    const free = alone ? undefined : this.#free.get(kind)?.pop();
    if (free) {
      // Firefox gives no keys to a window behind another.
      await free.page.bringToFront();
      return free;
    }

    const context = await this.#browser.newContext({
      viewport: { width, height },
      hasTouch: touch,
      isMobile: touch,
      javaScriptEnabled: scripts,
      permissions,
    });
    const page = await context.newPage();
    if (!kept) await page.addInitScript(withoutKeeping);
    // print.html asks for a printer by itself.
    await page.addInitScript(() => {
      window.print = () => {};
    });
    if (theme) await page.addInitScript((name) => localStorage.setItem("mdbook-theme", name), theme);
    if (options.before) await page.addInitScript(options.before);
    return { page, complaints: listen(page, this.origin), viewport: { width, height }, kind: alone ? undefined : kind };
  }

  /** Whoever saw a test fail, has another window, or cannot forget, is not asked again. */
  async giveBack(reader, whole) {
    const context = reader.page.context();
    const again = whole && reader.kind && context.pages().length === 1 && (await this.#forgets(reader));
    if (!again) return context.close();
    this.#free.set(reader.kind, [...(this.#free.get(reader.kind) ?? []), reader]);
  }

  async #forgets({ page, complaints, viewport }) {
    await page.unrouteAll({ behavior: "wait" });
    await page.mouse.move(0, 0);
    await page.goto(this.origin + EMPTY);
    await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
    await page.setViewportSize(viewport);
    const done = await page.evaluate(() => {
      try {
        localStorage.clear();
        sessionStorage.clear();
        return true;
      } catch {
        return false;
      }
    });
    complaints.length = 0;
    return done;
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
