// Whatever a reader's eyes, hands and settings are: nothing jumps, the focus can be seen, and every theme is legible.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { everyPage, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { drawn, live } from "./support/widgets.mjs";
import { everythingOpen, liveAll } from "./support/whole.mjs";

const book = openBook();
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const read = everyPage.filter(({ path }) => !["/print.html", "/toc.html"].includes(path));

// Runs in the page before its scripts.
function watchShifts() {
  window.shifts = [];
  const element = (node) => (node instanceof Element ? node : node?.parentElement);
  const note = (list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      // What follows at once from what a reader does is no surprise.
      if (hadRecentInput) continue;
      window.shifts.push([value, ...sources.map(({ node }) => element(node)?.outerHTML.slice(0, 100))]);
    }
  };
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
}

/** The letters of formulas come late, after what is around them has been drawn. */
const slowLetters = (page) =>
  page.route(/\/math\/fonts\//, async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });

/** Opens what predictions keep closed, as a reader does, who expects what is below to make room. */
async function openReveals(page) {
  for (const closed of await page.locator("details.predict-reveal").all()) {
    const question = (await closed.getAttribute("id")).replace(/-reveal$/, "-answer");
    await closed.scrollIntoViewIfNeeded();
    await page.locator(`[id="${question}"][data-live]`).waitFor();
    await closed.locator("> summary").click();
  }
}

// Runs in the page: what has the focus and does not show it. A radio button shows it on its label, which is what is seen of it.
function unseen() {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => channel(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\(.*, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const shows = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && contrast(outlineColor, behind(element.parentElement)) >= 3;
  };
  // A mark of a drawing shows it by its own lines.
  const lines = (mark) => [mark, ...mark.querySelectorAll("*")].map((part) => Object.values(["stroke", "strokeWidth", "outlineStyle"].map((name) => getComputedStyle(part)[name]))).join();
  const marked = (element) => {
    if (!(element instanceof SVGElement)) return false;
    const focused = lines(element);
    element.blur();
    const differs = lines(element) !== focused;
    element.focus({ preventScroll: true });
    return differs;
  };
  const reached = "a[href], button, input, select, textarea, summary, [tabindex]";
  return [...document.querySelectorAll(reached)]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      element.focus({ preventScroll: true });
      const label = element.matches("input") ? element.closest("label") : null;
      return document.activeElement === element && !shows(element) && !(label && shows(label)) && !marked(element);
    })
    .map((element) => element.outerHTML.slice(0, 200));
}

for (const { path, figures } of read) {
  describe(path, () => {
    for (const width of [1280, 390]) {
      test(`nothing jumps while its letters come and its figures come alive, ${width} px wide`, () =>
        book.visit(path, { width, before: watchShifts, prepare: slowLetters }, async (page) => {
          await page.evaluate(() => document.fonts.ready.then(() => {}));
          await drawn(page);
          assert.deepEqual(await page.evaluate(() => window.shifts), [], "when the letters of formulas come");
          await openReveals(page);
          await liveAll(page, figures);
          await drawn(page);
          assert.deepEqual(await page.evaluate(() => window.shifts), []);
        }));
    }

    test("whatever the keyboard reaches shows that it has the focus, by day and by night", () =>
      book.visit(path, { theme: "light" }, async (page) => {
        await liveAll(page, figures);
        await everythingOpen(page, figures);
        // From here on the focus is the keyboard's.
        await page.keyboard.press("Tab");
        assert.deepEqual(await page.evaluate(unseen), [], "by day");
        await page.evaluate(() => document.documentElement.classList.replace("light", "navy"));
        assert.deepEqual(await page.evaluate(unseen), [], "by night");
      }));
  });
}

// What a page begins with comes as over a slow line: between any two of its blocks a browser may draw what is there. Not inside a line of text, where
// a word may move to the next line when its end comes.
describe("a page that comes in pieces", () => {
  const [REST, BEGINNING] = [20, 24_000];
  const BLOCK = /<\/?(?:details|div|fieldset|figure|h\d|label|legend|li|main|nav|ol|p|section|style|t(?:able|body|d|h|head|r)|ul|a(?=[^>]*title=))\b[^>]*>/g;
  async function* piecesOf(html) {
    let sent = html.indexOf("<body");
    yield html.slice(0, sent);
    for (const { index, 0: tag } of html.slice(0, BEGINNING).matchAll(BLOCK)) {
      if (index < sent) continue;
      yield html.slice(sent, index + tag.length);
      sent = index + tag.length;
      await new Promise((done) => setTimeout(done, REST));
    }
    yield html.slice(sent);
  }
  for (const { path, html } of read.filter(({ path }) => ["/authors/gallery.html", "/collections.html", "/idea/reading-the-grid.html"].includes(path))) {
    // Beside the page itself, for the addresses in it.
    const slow = path.replace(/\.html$/, "-in-pieces.html");
    for (const width of [1280, 390]) {
      test(`${path} does not jump, ${width} px wide`, () => {
        book.pages.set(slow, { pieces: () => piecesOf(html) });
        return book.visit(slow, { width, before: watchShifts }, async (page) => {
          await drawn(page);
          assert.deepEqual(await page.evaluate(() => window.shifts), []);
        });
      });
    }
  }
});

// Each block of text is painted by itself, inside its edge and as much around it as outlines need.
describe("the focus on what begins a line", () => {
  for (const width of [1280, 390]) {
    test(`is outlined beyond the text’s edge, ${width} px wide`, () =>
      book.visit("/formalisms/formalisms.html", { width }, async (page) => {
        const handle = await page.evaluateHandle(() => {
          const inset = (link) => link.getBoundingClientRect().left - link.closest("main > *").getBoundingClientRect().left;
          return [...document.querySelectorAll("main > p :is(a, .note-button)")].find((link) => inset(link) < 1);
        });
        const first = handle.asElement();
        // From here on the focus is the keyboard's.
        await page.keyboard.press("Tab");
        await first.scrollIntoViewIfNeeded();
        await drawn(page);
        const { x, y, height } = await first.boundingBox();
        // An outline of 3 px stands 2 px away.
        const beside = () => page.screenshot({ clip: { x: x - 5, y, width: 3, height } });
        const before = await beside();
        await first.focus();
        await drawn(page);
        assert.notDeepEqual(await beside(), before);
      }));
  }
});

describe("mdBook's own bar", () => {
  // Beside an open sidebar it stays where it is.
  test("comes from above when a reader goes up, however far at once", () =>
    book.visit("/authors/guide.html", { width: 390, before: watchShifts }, async (page) => {
      // The bar stays under a pointer.
      await page.mouse.move(200, 600);
      await drawn(page);
      const go = async (by) => {
        await page.evaluate((by) => window.scrollBy({ top: by, behavior: "instant" }), by);
        await drawn(page);
      };
      const top = () => page.evaluate(() => document.querySelector("#mdbook-menu-bar").getBoundingClientRect().top);
      for (let step = 0; step < 12; step += 1) await go(250);
      assert.ok((await top()) < -50, "away");
      for (const up of [120, 700, 20, 700]) {
        await go(-up);
        assert.ok((await top()) <= 0, `${await top()} px down the screen, ${up} px up`);
      }
      assert.equal(await top(), 0, "there");
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
    }));
});

describe("mdBook's own button", () => {
  const night = { light: false, rust: false, coal: true, navy: true, ayu: true };
  // One page with figures, code and every kind of text.
  const page = read.find(({ path }) => path === "/authors/guide.html");
  for (const [theme, dark] of Object.entries(night)) {
    test(`turns everything to ${theme}, legibly`, () =>
      book.visit(page.path, {}, async (opened) => {
        await opened.addScriptTag({ path: AXE });
        await liveAll(opened, page.figures);
        await opened.locator("#mdbook-theme-toggle").click();
        await opened.locator(`#mdbook-theme-${theme}`).click();
        await drawn(opened);
        const papers = await opened.evaluate(() =>
          ["html", "main", "#mdbook-sidebar", ".widget"].map((part) => getComputedStyle(document.querySelector(part)).colorScheme),
        );
        assert.deepEqual(papers, Array(4).fill(dark ? "dark" : "light"));
        const options = { runOnly: ["color-contrast", "link-in-text-block"] };
        const { violations } = await opened.evaluate((options) => window.axe.run(document, options), options);
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]), []);
      }));
  }
});

describe("with the system's few colours", () => {
  for (const figure of kinds) {
    test(`${figure.id} shows what is chosen, and its marks`, () =>
      book.visit(figure.path, { prepare: (page) => page.emulateMedia({ forcedColors: "active" }), first: false }, async (page) => {
        const root = await live(page, figure);
        const found = await root.evaluate((figure) => {
          const paper = getComputedStyle(figure).backgroundColor;
          const chosen = [...figure.querySelectorAll(":is(.chip, .segment):has(input:checked)")];
          const marks = [...figure.querySelectorAll(".widget-figure svg :is(circle, path, rect, line, text)")];
          const painted = (mark) => {
            const { fill, stroke } = getComputedStyle(mark);
            return [fill, stroke].some((paint) => paint !== "none" && paint !== paper);
          };
          // A name on a mark, in the mark's own colour, is no name.
          const named = [...figure.querySelectorAll(".widget-figure svg g:has(> rect):has(> text)")];
          const fill = (mark) => getComputedStyle(mark).fill;
          return {
            unread: named.filter((group) => fill(group.querySelector("rect")) === fill(group.querySelector("text"))).length,
            plain: chosen.filter((chip) => getComputedStyle(chip).outlineStyle === "none").length,
            marks: marks.length,
            seen: marks.filter(painted).length,
          };
        });
        assert.equal(found.plain, 0);
        assert.equal(found.unread, 0);
        if (found.marks > 0) assert.ok(found.seen > found.marks / 2, `${found.seen} of ${found.marks} marks are seen`);
      }));
  }
});
