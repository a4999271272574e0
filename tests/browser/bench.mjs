// How much work a press is: `cargo xtask bench` prints it, no test asserts it.
//
// Measured for the first grid, with 4, 8 and 12 items: how long the page's main thread is busy from a press until the picture has
// settled, with event, wasm, DOM, style, layout and paint. It is the growth of Chromium's counter `TaskDuration`, in CPU
// time of the thread (`threadTicks`), so that another process that gets the CPU meanwhile is not counted. `ScriptDuration`,
// `RecalcStyleDuration` and `LayoutDuration` are parts of it; the rest is the browser's own: finding what was hit, painting, frames.
// Nothing is recorded and nothing runs in the page but the page: the script waits outside until a press is over. What the measuring
// costs is the first line, what the browser does for a press that nobody answers the second: the same page without the figure.

import { folder, grids } from "./support/book.mjs";
import { launch, withoutKeeping } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { cell, cursor, list, live, option, settled } from "./support/widgets.mjs";

const PRESSES = 40;
const ITEMS = [4, 8, 12];
// After this long, in milliseconds, a press that begins no work is over: it is far above what is measured.
const WAIT = 150;
// What a press may cost, in milliseconds.
const MEDIAN = 8;
const P95 = 16;
const COUNTERS = ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
// Presses that begin long work, which yields: they are measured until it is done, and not bounded.
const WORK = ["model, with its work", "quantity, with redraws"];

// Each prepares the figure and returns the press number `index`. A press is a bare mouse or key event at a place that was
// looked up before: Playwright's own clicks run scripts in the page. A list's menu is drawn by the system, so choosing there
// is setting the value and the event that follows.
const KINDS = {
  nothing: async () => () => {},
  "page without the figure": async (page, figure) => {
    const [x, y] = await middle(figure);
    await figure.evaluate((root) => root.remove());
    return (index) => page.mouse.click(x + 50 * (index % 2), y);
  },
  "cell by click": async (page, figure) => {
    const { last } = await cursor(figure);
    const places = await Promise.all([cell(figure, 0, 0), cell(figure, 1, Math.min(last[1], 3))].map(middle));
    return (index) => page.mouse.click(...places[index % 2]);
  },
  "arrow key": async (page, figure) => {
    await cell(figure, 0, 0).click();
    return (index) => page.keyboard.press(["ArrowDown", "ArrowUp"][index % 2]);
  },
  "focus chip": async (page, figure) => {
    await option(figure, "loo").click();
    const places = await Promise.all((await figure.locator("label:has(.chip-name)").all()).map(middle));
    return (index) => page.mouse.click(...places[index % places.length]);
  },
  quantity,
  [WORK[0]]: async (page, figure) => {
    await list(figure, "accuracy").selectOption("accuracy");
    await settled(figure);
    const models = await list(figure, "centroid").elementHandle();
    return () =>
      models.evaluate((select) => {
        select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
  },
  [WORK[1]]: quantity,
};

// How a quantity is on other draws of the rows is asked anew with each, and at 12 items that is long work. So without it, and with it.
async function quantity(page, figure) {
  const places = await Promise.all(["cell", "loo", "shapley"].map((value) => middle(option(figure, value))));
  return (index) => page.mouse.click(...places[index % places.length]);
}

async function middle(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

// Resolves when a figure has no work left and is painted; the page itself waits, without polling.
const rest = (figure) =>
  figure.evaluate(
    (root) =>
      new Promise((resolve) => {
        const painted = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
        if (!root.querySelector("progress")) return painted();
        const observer = new MutationObserver(() => {
          if (root.querySelector("progress")) return;
          observer.disconnect();
          painted();
        });
        observer.observe(root, { childList: true, subtree: true });
      }),
  );

// Milliseconds of every counter for each press.
async function measure(page, press, over) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const counters = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return COUNTERS.map((name) => metrics.find((metric) => metric.name === name).value * 1000);
  };
  const samples = [];
  // The first presses, which find nothing compiled or cached, are left out.
  for (let index = -5; index < PRESSES; index += 1) {
    const before = await counters();
    await press(index + 5);
    await over();
    const after = await counters();
    if (index >= 0) samples.push(after.map((value, counter) => value - before[counter]));
  }
  return samples;
}

function quantile(samples, counter, share) {
  const sorted = samples.map((sample) => sample[counter]).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function row(name, cells, verdict = "") {
  console.log(`${name.padEnd(26)}${cells.map((text) => text.padStart(12)).join("")}  ${verdict}`.trimEnd());
}

// The grid's page, with a state in its address that says how many items there are, and whether rows are drawn anew.
function address({ path, id }, items, redraws) {
  const names = Array.from({ length: items }, (_, item) => String.fromCharCode("A".charCodeAt(0) + item));
  return `${path}?state-${id}=1-items.${names.join(".")}${redraws ? "" : "-draws.0"}`;
}

const [grid] = grids;
const server = await serve(folder);
const browser = await launch();
for (const items of ITEMS) {
  console.log(`\n${grid.path}, ${grid.id}, ${items} items: main-thread CPU of a press in ms, ${PRESSES} presses`);
  row("", ["task p50", "task p95", "script p50", "style p50", "layout p50"]);
  for (const [name, prepare] of Object.entries(KINDS)) {
    // A page for each kind, so that none finds what another has computed; high enough for the whole figure.
    const page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
    await page.addInitScript(withoutKeeping);
    await page.goto(server.origin + address(grid, items, WORK.includes(name)));
    const figure = await live(page, grid);
    await rest(figure);
    const press = await prepare(page, figure);
    // The address is written some time after the last press; no press is to find that.
    await new Promise((done) => setTimeout(done, 3 * WAIT));
    const over = WORK.includes(name) ? () => rest(figure) : () => new Promise((done) => setTimeout(done, WAIT));
    const samples = await measure(page, press, over);
    const [median, p95] = [0.5, 0.95].map((share) => quantile(samples, 0, share));
    const parts = [1, 2, 3].map((counter) => quantile(samples, counter, 0.5));
    const exceeded = median > MEDIAN || p95 > P95 ? "exceeded" : "kept";
    row(name, [median, p95, ...parts].map((number) => number.toFixed(1)), WORK.includes(name) ? "" : exceeded);
    await page.close();
  }
}
console.log(`bounds: ${MEDIAN} ms median, ${P95} ms for 95 of 100 presses; long work is not bounded, since it yields`);
await browser.close();
await server.close();
