// How much work a press is: `cargo xtask bench` prints it, no test asserts it.
//
// Measured for the first grid of each page: how long the page's main thread is busy from a press until the picture has
// settled, with event, wasm, DOM, style, layout and paint. It is the growth of Chromium's counter `TaskDuration`, in CPU
// time of the thread (`threadTicks`), so that another process that gets the CPU meanwhile is not counted. `ScriptDuration`
// is the part of it in JavaScript and wasm. Both hold what measuring itself costs, which is the first line.

import { figures, folder, grids } from "./support/book.mjs";
import { launch } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { cell, cursor, list, live, option, settled } from "./support/widgets.mjs";

const PRESSES = 50;

// Each prepares the figure and returns the press number `index`. A press is a bare mouse or key event at a place that was
// looked up before: Playwright's own clicks run scripts in the page. A list's menu is drawn by the system, so choosing there
// is setting the value and the event that follows.
const KINDS = {
  nothing: async () => () => {},
  "cell by click": async (page, figure) => {
    const { last } = await cursor(figure);
    const places = await Promise.all([cell(figure, 0, 0), cell(figure, 1, last[1])].map(middle));
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
  quantity: async (page, figure) => {
    const places = await Promise.all(["cell", "loo", "shapley"].map((value) => middle(option(figure, value))));
    return (index) => page.mouse.click(...places[index % places.length]);
  },
  "model, with its work": async (page, figure) => {
    await list(figure, "accuracy").selectOption("accuracy");
    await settled(figure);
    const models = await list(figure, "centroid").elementHandle();
    return () =>
      models.evaluate((select) => {
        select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
  },
};

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

// Milliseconds of `[TaskDuration, ScriptDuration]` for each press.
async function measure(page, figure, press) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const counters = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return ["TaskDuration", "ScriptDuration"].map(
      (name) => metrics.find((metric) => metric.name === name).value * 1000,
    );
  };
  const samples = [];
  // The first presses, which find nothing compiled or cached, are left out.
  for (let index = -5; index < PRESSES; index += 1) {
    const before = await counters();
    await press(index + 5);
    await rest(figure);
    const after = await counters();
    if (index >= 0) samples.push(after.map((value, counter) => value - before[counter]));
  }
  return samples;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)].toFixed(1);
}

function row(name, cells) {
  console.log(name.padEnd(24) + cells.map((text) => text.padStart(12)).join(""));
}

const server = await serve(folder);
const browser = await launch();
for (const path of new Set(figures.map((figure) => figure.path))) {
  const grid = grids.find((figure) => figure.path === path);
  if (!grid) continue;
  console.log(`\n${path}, ${grid.id}: main-thread CPU of a press in ms, ${PRESSES} presses`);
  row("", ["task p50", "task p95", "script p50", "script p95"]);
  for (const [name, prepare] of Object.entries(KINDS)) {
    // A page for each kind, so that none finds what another has computed; high enough for the whole figure.
    const page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
    await page.goto(server.origin + path);
    const figure = await live(page, grid);
    const press = await prepare(page, figure);
    await rest(figure);
    const samples = await measure(page, figure, press);
    row(
      name,
      [0, 1].flatMap((counter) =>
        [0.5, 0.95].map((share) =>
          quantile(
            samples.map((s) => s[counter]),
            share,
          ),
        ),
      ),
    );
    await page.close();
  }
}
await browser.close();
await server.close();
