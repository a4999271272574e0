// What the tests do with figures. A figure is a locator of its root.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

export function find(page, { id }) {
  return page.locator(`[id="${id}"]`);
}

/** Opens what a prediction keeps closed around an element, as a reader does by hand. */
export function uncover(element) {
  return element.evaluate((element) => {
    for (let closed; (closed = element.closest("details.predict-reveal:not([open])")); ) closed.open = true;
  });
}

/** Brings a figure near, out of what is closed around it, and waits until the wasm has it. */
export async function live(page, { id }) {
  const figure = find(page, { id });
  await uncover(figure);
  await figure.scrollIntoViewIfNeeded();
  await page.locator(`[id="${id}"]:is([data-live], [data-failed])`).waitFor();
  assert.equal(await figure.getAttribute("data-failed"), null, `${id} could not be made live`);
  return figure;
}

// The longest that a figure trains models on a slow machine with other tests beside it, in milliseconds.
const WORK = 120_000;

/** Waits until a figure has no work left. */
export async function settled(figure) {
  await figure.locator("progress").waitFor({ state: "detached", timeout: WORK });
}

/** Reaches for a figure's menu, and waits until the code on demand is here that this fetches: until then, what is chosen waits for it. */
export async function reached(figure) {
  await menu(figure).locator("summary").hover();
  await figure.evaluate(async ({ dataset: { part } }) => {
    const loader = document.querySelector("script[src*='live/loader.js']").src;
    const { whole } = await import(new URL("live.js", loader));
    while (!whole.has(part)) await new Promise((done) => setTimeout(done, 20));
  });
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

/** The picture of a figure as it was written into the page, before any script. It is the same whenever a test asks. */
export function printed(book, { path, id }) {
  if (!known.has(book)) known.set(book, new Map());
  const pictures = known.get(book);
  const place = `${path}#${id}`;
  if (!pictures.has(place)) pictures.set(place, still(book, path, id));
  return pictures.get(place);
}

const known = new WeakMap();

async function still(book, path, id) {
  let found;
  await book.visit(path, { scripts: false }, async (page) => {
    found = await picture(find(page, { id }));
  });
  return found;
}

/** What the controls hold: properties, which the HTML does not show. Where own rows are given is no control of the figure. */
export function controls(figure) {
  return figure.evaluate((root) =>
    [...root.querySelectorAll(":is(input, select, button):not(.widget-rows *)")].map(({ type, value, checked, disabled }) =>
      [type, value, checked, disabled].join(" "),
    ),
  );
}

/** What a link restores of a figure. A notice and an open table are not part of it. */
export async function seen(figure) {
  await settled(figure);
  return {
    title: await figure.locator(".widget-title").innerText(),
    sentence: await figure.locator(".widget-sentence").innerText(),
    figure: await markup(figure.locator(".widget-figure")),
    comparison: await markup(figure.locator(".widget-comparison")),
    controls: await controls(figure),
  };
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

/** The file that an item of the menu saves. */
export async function download(page, figure, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), chooseItem(figure, name)]);
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString("utf8") };
}

/** Opens a saved state, given as text or bytes, through the menu. */
export async function openState(page, figure, content) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), chooseItem(figure, /open a saved state/i)]);
  await chooser.setFiles({ name: "state.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await figure.locator(".widget-status:has-text(\"State opened\"), .widget-status:has-text(\"could not be opened\"), progress").first().waitFor();
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
