// What the tests do with figures. A figure is a locator of its root.

import assert from "node:assert/strict";

export function find(page, { id }) {
  return page.locator(`[id="${id}"]`);
}

/** Brings a figure near and waits until the wasm has it. */
export async function live(page, { id }) {
  const figure = find(page, { id });
  await figure.scrollIntoViewIfNeeded();
  await page.locator(`[id="${id}"]:is([data-live], [data-failed])`).waitFor();
  assert.equal(await figure.getAttribute("data-failed"), null, `${id} could not be made live`);
  return figure;
}

/** Waits until a figure has no work left. */
export async function settled(figure) {
  await figure.locator("progress").waitFor({ state: "detached" });
}

/** Waits until what was begun now is on the screen. */
export async function drawn(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * A figure's HTML without what is no part of the picture: `data-live`, the shipped results, the order in which attributes were set,
 * and the newlines that mdBook puts around block elements.
 */
export function picture(figure) {
  return figure.evaluate((root) => {
    const copy = root.cloneNode(true);
    copy.removeAttribute("data-live");
    for (const script of copy.querySelectorAll("script")) script.remove();
    for (const element of copy.querySelectorAll("*")) {
      const attributes = [...element.attributes].sort((one, other) => one.name.localeCompare(other.name));
      for (const { name } of attributes) element.removeAttribute(name);
      for (const { name, value } of attributes) element.setAttribute(name, value);
    }
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const blank = [];
    while (texts.nextNode()) if (!texts.currentNode.data.trim()) blank.push(texts.currentNode);
    for (const text of blank) text.remove();
    return copy.outerHTML;
  });
}

/**
 * A part's HTML as far as a reader can tell: attributes stand in the order in which they were set, and mdBook's newlines around what it
 * printed.
 */
export function markup(part) {
  return part.evaluate((root) => {
    const copy = root.cloneNode(true);
    for (const element of copy.querySelectorAll("*")) {
      const attributes = [...element.attributes].sort((one, other) => one.name.localeCompare(other.name));
      for (const { name } of attributes) element.removeAttribute(name);
      for (const { name, value } of attributes) element.setAttribute(name, value);
    }
    return copy.innerHTML.replace(/>\s+(?=<)/g, ">").trim();
  });
}

/** The picture of a figure as it was written into the page, before any script. */
export async function printed(book, figure) {
  let found;
  await book.visit(figure.path, { scripts: false }, async (page) => {
    found = await picture(find(page, figure));
  });
  return found;
}

/** What the controls hold: properties, which the HTML does not show. */
export function controls(figure) {
  return figure.evaluate((root) =>
    [...root.querySelectorAll("input, select, button")].map(({ type, value, checked, disabled }) =>
      [type, value, checked, disabled].join(" "),
    ),
  );
}

export function title(figure) {
  return figure.locator(".widget-title").innerText();
}

export function sentence(figure) {
  return figure.locator(".widget-sentence").innerText();
}

/** The line under the sentence where a figure says what happened. */
export function notice(figure) {
  return figure.locator(".widget-status [role=status]");
}

/** The label of a radio button, which is what a reader presses. */
export function option(figure, value) {
  return figure.locator(`label:has(input[type=radio][value="${value}"])`);
}

/** Chooses a quantity, which first contact offers as buttons and the open instrument in a list. */
export async function chooseQuantity(figure, value) {
  const quantities = list(figure, value);
  if ((await quantities.count()) > 0) await quantities.selectOption(value);
  else await option(figure, value).click();
}

/** The list that has this option. */
export function list(figure, value) {
  return figure.locator(`select:has(option[value="${value}"])`);
}

export function menu(figure) {
  return figure.locator("details.widget-menu");
}

/** Chooses an item of the menu by a part of its name. */
export async function chooseItem(figure, name) {
  await menu(figure).locator("summary").click();
  await menu(figure).getByRole("button", { name }).click();
}

/** Changes every list and every radio group. Lists last first: one that another greys out comes before it. */
export async function changeEverything(figure) {
  for (const list of (await figure.locator("select:enabled").all()).reverse()) {
    const value = await list.evaluate((select) => [...select.options].find((option) => !option.selected).value);
    await list.selectOption(value);
  }
  await changeRadios(figure);
}

export async function changeRadios(figure) {
  const names = await figure.evaluate((root) => [
    ...new Set([...root.querySelectorAll("input[type=radio]:enabled")].map((radio) => radio.name)),
  ]);
  for (const name of names) {
    // A press may put other controls away.
    const others = figure.locator(`label:has(input[name="${name}"]:not(:checked))`);
    if ((await others.count()) > 0) await others.last().click();
  }
}

// The grid.

export function cell(figure, row, column) {
  return figure.locator("[role=grid] tbody tr").nth(row).locator("[role=gridcell]").nth(column);
}

/** Where the grid's one tab stop is, how big the grid is, and whether the tab stop has the focus. */
export async function cursor(figure) {
  const found = await figure.evaluate((root) => {
    const rows = [...root.querySelectorAll("[role=grid] tbody tr")].map((row) => [
      ...row.querySelectorAll("[role=gridcell]"),
    ]);
    const stops = rows.flat().filter((cell) => cell.tabIndex === 0);
    const selected = rows.flat().filter((cell) => cell.getAttribute("aria-selected") === "true");
    const row = rows.findIndex((cells) => cells.includes(stops[0]));
    return {
      stops: stops.length,
      selected: selected.length === 1 && selected[0] === stops[0],
      focused: document.activeElement === stops[0],
      place: [row, rows[row]?.indexOf(stops[0])],
      last: [rows.length - 1, rows[0].length - 1],
    };
  });
  assert.equal(found.stops, 1, "a grid has one tab stop");
  assert.ok(found.selected, "the tab stop is the selected cell");
  return found;
}

// The layout.

/**
 * Whatever makes a page wider than its window. mdBook cuts the page off at the side, so each part of a figure is measured
 * too; parts that scroll in a box of their own are fine. With a figure's id, its parts alone: measuring those of all figures after each
 * press takes minutes where a page has forty.
 */
export function overflow(page, id) {
  return page.evaluate((id) => {
    const { scrollWidth } = document.documentElement;
    const found = scrollWidth > innerWidth ? [`the page: ${scrollWidth} in ${innerWidth}`] : [];
    const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const check = (element) => {
      const { right } = element.getBoundingClientRect();
      if (right > innerWidth + 1)
        found.push(`${element.tagName}.${element.getAttribute("class")}: ${right} in ${innerWidth}`);
      if (!scrolls(element)) for (const child of element.children) check(child);
    };
    const figures = [...document.querySelectorAll("[data-widget]")];
    for (const figure of figures) if (!id || figure.id === id) check(figure);
    return found;
  }, id);
}
