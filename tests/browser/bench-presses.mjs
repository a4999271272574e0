// How soon a press is answered: `cargo xtask bench presses` prints it, no test asserts it.
//
// For one figure of each kind, every control is used in several rounds on one page, in changing order, so that what one chooses another takes back. A press is over when something of the figure has changed and
// is painted, be it the result, a part of it or a progress bar. Counted is what the page does until then, by its own clock: from the event to
// the change, its layout and what precedes painting, and the frame that shows it. What lies between, the wait for the screen's next frame,
// up to 16 ms at 60 Hz whatever the page does, is left out. Without throttling; measure on a quiet machine.
//
// What a machine can do is told by a page without any of our code, whose button is pressed before and after: all figures of a run stand or fall with it.

import { folder, kinds } from "./support/book.mjs";
import { launch, withoutKeeping } from "./support/browser.mjs";
import { controlsOf, nameOf, use } from "./support/controls.mjs";
import { serve } from "./support/server.mjs";
import { live } from "./support/widgets.mjs";

// For 95 of 100 presses, in milliseconds.
const P95 = 16;
// The first round finds nothing compiled or cached, and is left out.
const ROUNDS = 21;
// A press that changes nothing is left after this long, in milliseconds.
const PATIENCE = 500;
// The next press waits for the work of the last one, whose results would be taken for an answer; after this long, in milliseconds, the work is stopped.
const WORK = 500;

// In the page: promises how many milliseconds it was busy from the next event to the painted change, or nothing if none comes in time.
const watched = (figure) =>
  figure.evaluateHandle((root, patience) => {
    const answer = new Promise((resolve) => {
      let start;
      // Of a press with the mouse, the last of its events that came before the change: how long a button is held is not the page's.
      const begin = (event) => {
        start = event.timeStamp;
      };
      const names = ["click", "input", "change", "pointerdown"];
      for (const name of names) root.addEventListener(name, begin, { capture: true });
      const observer = new MutationObserver(() => {
        if (start === undefined) return;
        leave();
        // Behind a press with the mouse a browser lays out and prepares painting before the frame, where it would not be counted: what is
        // asked for at a place needs both. How long the asking itself takes, the second time tells.
        document.elementFromPoint(0, 0);
        const prepared = performance.now();
        document.elementFromPoint(1, 1);
        const changed = prepared - (performance.now() - prepared);
        requestAnimationFrame(() => {
          const frame = performance.now();
          const { port1, port2 } = new MessageChannel();
          // Behind the frame: the first message that comes after it.
          port1.onmessage = () => resolve(changed - start + performance.now() - frame);
          port2.postMessage(undefined);
        });
      });
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
      // Nobody may be left to watch the next press with the next.
      const leave = () => {
        observer.disconnect();
        clearTimeout(late);
        for (const name of names) root.removeEventListener(name, begin, { capture: true });
      };
      const late = setTimeout(() => {
        leave();
        resolve();
      }, patience);
    });
    return { answer };
  }, PATIENCE);

async function press(page, figure, control) {
  await control.scrollIntoViewIfNeeded();
  const pressed = await watched(figure);
  // Asked before the press: the question itself keeps the page busy for some milliseconds.
  const answered = pressed.evaluate(({ answer }) => answer);
  const [time] = await Promise.all([answered, use(page, control)]);
  await pressed.dispose();
  const working = figure.locator("progress");
  const ended = await working.waitFor({ state: "detached", timeout: WORK }).then(() => true, () => false);
  if (!ended) await figure.getByRole("button", { name: "Stop" }).click();
  await working.waitFor({ state: "detached" });
  return time;
}

let asked = 0;

// One of the controls that are there now and not yet used in this round. Not in their order: what one of the first puts away would never be used.
// The golden ratio's multiples are even enough for choosing, and the same in every run.
async function unused(figure, used) {
  const [left, named] = [[], new Map()];
  for (const control of await controlsOf(figure)) {
    const said = await nameOf(control);
    named.set(said, (named.get(said) ?? 0) + 1);
    // Two pictures are called alike.
    const name = named.get(said) > 1 ? `${said} ${named.get(said)}` : said;
    if (!used.has(name)) left.push({ name, control });
  }
  asked += (Math.sqrt(5) - 1) / 2;
  return left[Math.floor((asked % 1) * left.length)];
}

// As many elements as our largest page has, of which a press replaces as many as a figure has, in another height, by one call.
const ELEMENTS = 8400;
const REPLACED = 200;
const paragraphs = "<p>Text <b>in</b> <i>parts</i> of <b>two</b> or <i>three</i> <b>words</b>.</p>".repeat(ELEMENTS / 6 / 2);
const table = (rows) => `<table>${"<tr><td>1<td>2<td>3<td>4".repeat(rows)}</table>`;
const PLAIN = `<!doctype html><title>Plain</title><main style="max-width: 45rem; margin: auto">${paragraphs}
<figure><button type="button">Press</button><div></div></figure>${paragraphs}</main><script>
const heights = ${JSON.stringify([table(REPLACED / 5), table(REPLACED / 5 - 10)])};
document.querySelector("button").onclick = () => { document.querySelector("figure div").innerHTML = heights.reverse()[0]; };
</script>`;

// The presses of a plain page, in milliseconds.
async function plain() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.setContent(PLAIN);
  const [figure, button] = [page.locator("figure"), page.locator("button")];
  const times = [];
  for (let round = 0; round < 3 * ROUNDS; round += 1) {
    const time = await press(page, figure, button);
    if (round > 0) times.push(time);
  }
  await page.close();
  times.sort((one, other) => one - other);
  return [0.5, 0.95].map((share) => quantile(times, share).toFixed(1).padStart(8)).join("");
}

const quantile = (times, share) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)];
const chosen = process.argv.slice(2);
const server = await serve(folder);
const browser = await launch();
let [all, over] = [0, 0];
console.log(`\nFrom press to first response, ms of the page's own work: controls, and of the slowest the median and p95 of up to ${ROUNDS - 1} presses; budget ${P95} for p95`);
const machine = async () => console.log(`${"a plain page".padEnd(48)}${await plain()}`);
await machine();
for (const figure of kinds.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  // As high as many a screen: each control is brought into sight before it is used.
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.addInitScript(withoutKeeping);
  page.setDefaultTimeout(2000);
  await page.goto(server.origin + figure.path, { timeout: 60_000 });
  const root = await live(page, figure);
  const presses = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    const used = new Set();
    for (let next = await unused(root, used); next; next = await unused(root, used)) {
      used.add(next.name);
      // It may go while it is brought into sight, as work ends.
      const time = await press(page, root, next.control).catch(() => undefined);
      if (round === 0 || typeof time !== "number") continue;
      presses.set(next.name, [...(presses.get(next.name) ?? []), time]);
    }
  }
  const exceeded = [];
  const worst = [];
  for (const [name, times] of presses) {
    times.sort((one, other) => one - other);
    const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share));
    all += 1;
    worst.push([p95, median]);
    if (p95 > P95) exceeded.push(`${name} ${median.toFixed(0)}, ${p95.toFixed(0)}`);
  }
  over += exceeded.length;
  const [p95, median] = worst.sort(([one], [other]) => other - one)[0] ?? [0, 0];
  const cells = [`${worst.length}`, median.toFixed(1), p95.toFixed(1)].map((cell) => cell.padStart(8)).join("");
  console.log(`${`${figure.name} (${figure.id})`.padEnd(40)}${cells}  ${exceeded.length > 0 ? `exceeded: ${exceeded.join("; ")}` : ""}`.trimEnd());
  await page.close();
}
await machine();
console.log(`${over} of ${all} controls are over ${P95} ms`);
await browser.close();
await server.close();
