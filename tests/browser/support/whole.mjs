// What tests do with all figures of a page at once, in the page itself: one by one from here, each press waits for the next frame.

import assert from "node:assert/strict";

/** Brings every figure near, one after the other, and waits until the wasm has them all and none has work left. */
export async function liveAll(page, figures) {
  const ids = figures.map(({ id }) => id);
  await page.evaluate(async (ids) => {
    const frame = () => new Promise(requestAnimationFrame);
    // A figure behind a prediction is nowhere until what happened is open.
    for (const closed of document.querySelectorAll("details.predict-reveal")) closed.open = true;
    for (const id of ids) {
      document.getElementById(id).scrollIntoView({ block: "center" });
      // What is near is looked for after the frame's own callbacks.
      await frame();
      await frame();
    }
    scrollTo(0, 0);
  }, ids);
  await page.waitForFunction(
    (ids) => {
      const all = ids.map((id) => document.getElementById(id));
      return all.every((figure) => figure.matches("[data-live], [data-failed]") && !figure.querySelector("progress"));
    },
    ids,
    { polling: 50 },
  );
  const failed = await page.evaluate(() => [...document.querySelectorAll("[data-failed]")].map(({ id }) => id));
  assert.deepEqual(failed, [], "could not be made live");
}

/** Shows every figure's table by its own menu, and leaves every menu and every answer open. */
export async function everythingOpen(page, figures) {
  const ids = figures.map(({ id }) => id);
  const without = () =>
    page.evaluate((ids) => ids.filter((id) => !document.getElementById(id).querySelector(".widget-table")), ids);
  await page.evaluate((ids) => {
    for (const id of ids) {
      const items = [...document.getElementById(id).querySelectorAll(".widget-menu button")];
      items.find(({ textContent }) => /table/.test(textContent))?.click();
    }
  }, ids);
  // The menu's work is code on demand.
  const end = Date.now() + 10_000;
  while (Date.now() < end && (await without()).length > 0) await page.waitForTimeout(50);
  assert.deepEqual(await without(), [], "have no table to show");
  await page.evaluate(() => {
    // A press on one menu's button closes the others.
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
}

/**
 * Whatever makes a page wider than its window. mdBook cuts the page off at the side, so each part of a figure is measured
 * too; parts that scroll in a box of their own are fine.
 */
export function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    const found = scrollWidth > innerWidth ? [`the page: ${scrollWidth} in ${innerWidth}`] : [];
    // What only ears get is cut down to a pixel, and a long root sign to its length.
    const beyond = [...document.querySelectorAll("main *")].filter(
      (part) => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest(".katex-mathml, .katex svg, .for-ears"),
    );
    const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    const inBox = (part) => part.localName !== "main" && (scrolls(part) || inBox(part.parentElement));
    for (const part of beyond) {
      const { right } = part.getBoundingClientRect();
      if (!inBox(part.parentElement))
        found.push(`${part.closest("[id]")?.id}, ${part.tagName}.${part.getAttribute("class")}: ${right} in ${innerWidth}`);
    }
    return found;
  });
}

// What a finger is to hit. A radio button is hit through its label; a button in a line of text is as high as the line.
const TARGETS = "button:not(.note-button), select, summary, label:has(input), [role=gridcell], [role=option]";

/** Targets in the page's text and figures that are smaller than so many CSS pixels, whichever side. */
export function smallTargets(page, smallest) {
  return page.evaluate(
    ([targets, smallest]) =>
      [...document.querySelectorAll(`main :is(${targets})`)]
        .filter((target) => target.checkVisibility())
        .map((target) => [target, target.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < smallest)
        .map(([target, { width, height }]) => `${target.closest("[id]")?.id}, ${target.tagName} ${target.textContent}: ${width} × ${height}`),
    [TARGETS, smallest],
  );
}
