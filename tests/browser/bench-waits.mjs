// How long a reader waits: `cargo xtask bench waits` prints it, no test asserts it.
//
// For one figure of each kind, every control is used once, each time on a page that was just opened: nothing is warm that is not warm
// for a reader. Measured in the page, by its own clock, from the event to
// - the first response: the frame after the first change anywhere in the figure, be it the result, a part of it or a progress bar;
// - the answer: the frame after the first change of the picture or of the sentence under it, which may be a part of the result;
// - the end: the frame after the last change, when no work is left, or the last one before 15 s are over.
// Before that, once, the page is opened: its longest task has the page's own scripts in it, the wasm and the adoption.
// The longest task of the main thread comes from Chromium's own trace, in CPU time of that thread (`tdur`), so that another process
// that gets the CPU meanwhile is not counted. The three waits are what a clock on the wall says: measure on a quiet machine.
// The worst of all controls is printed, with its name.

import { folder, kinds } from "./support/book.mjs";
import { launch, withoutKeeping } from "./support/browser.mjs";
import { controlsOf, nameOf, use } from "./support/controls.mjs";
import { serve } from "./support/server.mjs";
import { CATEGORIES, tasks } from "./support/trace.mjs";
import { live, settled } from "./support/widgets.mjs";

// What may pass, in milliseconds: until something is seen, until a part of the answer is, and in one task.
const RESPONSE = 100;
const ANSWER = 1000;
const TASK = 50;
// After this long without a change or work, in milliseconds, a press is over; a run that lasts longer than `LONGEST` is left alone.
const QUIET = 400;
const LONGEST = 15000;

// Notes, in the page, the time of the event and of the frames that follow changes.
const watch = (figure) =>
  figure.evaluate((root) => {
    const times = { start: undefined, response: undefined, answer: undefined, end: undefined };
    const begin = (event) => (times.start ??= event.timeStamp);
    for (const name of ["click", "input", "change"]) root.addEventListener(name, begin, { capture: true });
    const picture = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".widget-figure, .widget-sentence");
    new MutationObserver((changes) => {
      if (times.start === undefined) return;
      const answer = changes.some(({ target }) => picture(target));
      // Two frames: the change is made in one and on the screen with the next.
      requestAnimationFrame(() =>
        requestAnimationFrame((now) => {
          times.response ??= now;
          if (answer) times.answer ??= now;
          times.end = now;
        }),
      );
    }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    root.waits = times;
  });

async function measure(page, figure, control) {
  await watch(figure);
  await page.context().browser().startTracing(page, { categories: CATEGORIES });
  await use(page, control);
  const begun = Date.now();
  let times;
  do {
    await page.waitForTimeout(QUIET);
    times = await figure.evaluate((root) => ({ ...root.waits, busy: !!root.querySelector("progress"), now: performance.now() }));
  } while (Date.now() - begun < LONGEST && (times.busy || times.now - (times.end ?? 0) < QUIET / 2));
  const task = longest(await page.context().browser().stopTracing());
  const wait = (time) => (time === undefined ? 0 : time - times.start);
  return { response: wait(times.response), answer: wait(times.answer), end: wait(times.end), task };
}

// The longest task of our page's main thread, in milliseconds of its own CPU time.
const longest = (trace) => Math.max(...tasks(trace, server.origin).map(({ time }) => time));

function worst(samples, what) {
  return samples.reduce((worst, sample) => (sample[what] > worst[what] ? sample : worst));
}

const verdicts = { response: RESPONSE, answer: ANSWER, task: TASK };
const chosen = process.argv.slice(2);
const server = await serve(folder);
const browser = await launch();
for (const figure of kinds.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const samples = [];
  // High enough for the whole figure.
  const open = async (act, traced = false) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
    if (traced) await browser.startTracing(page, { categories: CATEGORIES });
    await page.addInitScript(withoutKeeping);
    await page.goto(server.origin + figure.path);
    const root = await live(page, figure);
    await settled(root);
    const found = await act(page, root, await controlsOf(root));
    await page.close();
    return found;
  };
  const [count, opening] = await open(
    async (page, root, controls) => [controls.length, longest(await browser.stopTracing())],
    true,
  );
  for (let index = 0; index < count; index += 1) {
    const sample = await open(async (page, root, controls) => {
      const control = controls[index];
      if (!(await control.isVisible())) return undefined;
      const name = await nameOf(control);
      return { name, ...(await measure(page, root, control)) };
    });
    if (sample) samples.push(sample);
  }
  console.log(`\n${figure.name} (${figure.id}, ${figure.path}): ${samples.length} controls, each used once; ms`);
  console.log(`  opening   ${"".padStart(8)}${opening.toFixed(0).padStart(8)}  ${opening > TASK ? "exceeded" : "kept"}`);
  for (const what of ["response", "answer", "end", "task"]) {
    const { name, [what]: time } = worst(samples, what);
    const middle = samples.map((sample) => sample[what]).sort((a, b) => a - b)[Math.floor(samples.length / 2)];
    const verdict = what in verdicts ? (time > verdicts[what] ? "exceeded" : "kept") : "";
    const cells = [middle, time].map((number) => number.toFixed(0).padStart(8)).join("");
    console.log(`  ${what.padEnd(10)}${cells}  ${verdict.padEnd(9)} ${name}`.trimEnd());
  }
}
console.log(`\nmedian and worst; bounds: ${RESPONSE} ms to a response, ${ANSWER} ms to a part of the answer, ${TASK} ms of CPU in one task`);
await browser.close();
await server.close();
