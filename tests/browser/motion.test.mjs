// What a reader gets who has asked for no motion: whatever is pressed, nothing slides, fades or scrolls by itself.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { changeEverything, drawn, live, settled } from "./support/widgets.mjs";

const book = openBook();

// Runs in the page before its scripts: looks at every frame for what is under way, in the page and in drawings.
function watch() {
  window.moved = [];
  const look = () => {
    for (const { effect, transitionProperty, animationName } of document.getAnimations())
      window.moved.push(`${transitionProperty ?? animationName}: ${effect.target?.outerHTML.slice(0, 100)}`);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const calm = (reducedMotion) => ({ before: watch, prepare: (page) => page.emulateMedia({ reducedMotion }) });
const moved = async (page) => {
  await drawn(page);
  return page.evaluate(() => [...new Set(window.moved)]);
};

// mdBook's own parts. They are pressed in the page: from here, a press waits until they hold still.
async function useThePage(page) {
  for (const id of ["mdbook-sidebar-toggle", "mdbook-search-toggle", "mdbook-theme-toggle", "mdbook-theme-navy"]) {
    await page.evaluate((id) => document.querySelector(`button#${id}`).click(), id);
    await drawn(page);
  }
}

const [first] = kinds;

test("the page itself holds still", () =>
  book.visit(first.path, calm("reduce"), async (page) => {
    await useThePage(page);
    assert.deepEqual(await moved(page), []);
    const scrolling = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).scrollBehavior !== "auto").length);
    assert.equal(scrolling, 0);
  }));

test("which is not so for who has not asked", () =>
  book.visit(first.path, calm("no-preference"), async (page) => {
    await useThePage(page);
    assert.notEqual((await moved(page)).length, 0, "mdBook's parts no longer move: this file watches nothing");
  }));

describe("a figure holds still", () => {
  for (const figure of kinds) {
    test(figure.id, () =>
      book.visit(figure.path, calm("reduce"), async (page) => {
        const root = await live(page, figure);
        await settled(root);
        // One that plays takes its steps; it stops where it has no more, or is pressed again.
        const play = root.getByRole("button", { name: /^(play|run|next step)$/i }).and(page.locator(":enabled")).first();
        if (await play.count()) await play.click();
        await drawn(page);
        await changeEverything(root);
        await drawn(page);
        assert.deepEqual(await moved(page), []);
        // Nor is anything drawn to move by the drawing's own means.
        assert.equal(await root.locator("animate, animateTransform, animateMotion, set, marquee").count(), 0);
      }));
  }
});
