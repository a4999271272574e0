// What a chapter costs a slow device while it loads: `cargo xtask bench loading` prints it, no test asserts it.
//
// With the CPU slowed down four times, every page is opened and read to its end, so that each of its figures comes near and alive. Of a task,
// ours is the time of our scripts, with whatever they make the browser do meanwhile, and of what waited for a promise without a script of
// another in it: the trace does not say whose that is. The rest is the browser's own work on the page, and mdBook's. Times are CPU time
// of the main thread, the slowing included.

import { folder, pages } from "./support/book.mjs";
import { launch, withoutKeeping } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { CATEGORIES, tasks } from "./support/trace.mjs";
import { live, settled } from "./support/widgets.mjs";

const SLOWER = 4;
// What one task of ours may take, in milliseconds.
const TASK = 50;
const OURS = /\/live\/|^wasm:|\/offline\.js/;

// Our share of a task, in milliseconds.
function ours(parts) {
  let time = 0;
  for (let place = 0; place < parts.length; place += 1) {
    const { url, waited, has, time: whole } = parts[place];
    const inside = parts.slice(place + 1, place + 1 + has);
    const another = inside.some((part) => part.url && !OURS.test(part.url));
    if (!(url ? OURS.test(url) : waited && !another)) continue;
    time += whole;
    place += has;
  }
  return time;
}

const chosen = process.argv.slice(2);
const server = await serve(folder);
const browser = await launch();
const chapters = pages.filter(({ path }) => path !== "/print.html" && (chosen.length === 0 || chosen.some((one) => path.includes(one))));
const row = (path, cells, words) => console.log(`${path.padEnd(40)}${cells.map((cell) => `${cell}`.padStart(10)).join("")}  ${words}`.trimEnd());
console.log(`\nLoading and reading at ${SLOWER}× CPU throttle: longest task in ms, and how many of ours are over ${TASK}`);
row("", ["ours", "over", "others'"], "");
let over = 0;
for (const { path, figures } of chapters) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(withoutKeeping);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.goto(server.origin + path);
  for (const figure of figures) await settled(await live(page, figure));
  await page.waitForTimeout(500);
  const all = tasks(await browser.stopTracing(), server.origin);
  const shares = all.map(({ time, parts }) => {
    const mine = ours(parts);
    return { mine, others: time - mine };
  });
  const long = shares.map(({ mine }) => mine).filter((time) => time > TASK);
  over += long.length;
  const most = (whose) => Math.max(0, ...shares.map((share) => share[whose])).toFixed(0);
  const times = long.sort((one, other) => other - one).slice(0, 6);
  row(path, [most("mine"), long.length, most("others")], long.length > 0 ? `exceeded: ${times.map((time) => time.toFixed(0)).join(", ")}` : "");
  await page.close();
}
console.log(`${over} tasks of ours over ${TASK} ms on ${chapters.length} pages`);
await browser.close();
await server.close();
