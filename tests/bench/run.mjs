// `node run.mjs WASM TASK SIZE`: times the task of that number in wasm and prints `SECONDS PEAK CLOCK RESULT`, as `bench-tasks`
// does natively: the median of the runs, the module's memory in bytes, which clock it was, and the bits of the result.

import { readFileSync } from "node:fs";

const RUNS = 3;
// Shorter runs are repeated until they take as long, in seconds: the processor's clock may only move every few milliseconds.
const SHORTEST = 0.2;
// The engine compiles hot functions anew while they run; what counts comes after that, in seconds.
const WARM_UP = 0.5;

const [wasm, task, size] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(wasm));
const { prepare, run, memory } = instance.exports;
if (!prepare(Number(task), Number(size))) throw new Error("no such task, or no such size");

// The time that this thread has been on a processor, where Linux tells; else the time that has passed.
function cpuSeconds() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) * 1e-9;
  } catch {
    return 0;
  }
}
const clock = cpuSeconds() > 0 ? "cpu" : "wall";
const now = clock === "cpu" ? cpuSeconds : () => performance.now() / 1000;

const result = run();
if (Number.isNaN(result)) throw new Error("the task failed");
const begin = performance.now();
let warm = 0;
do {
  run();
  warm += 1;
} while (performance.now() - begin < WARM_UP * 1000);
const once = (performance.now() - begin) / 1000 / warm;
const repeats = Math.max(1, Math.ceil(SHORTEST / once));
const seconds = [];
for (let index = 0; index < RUNS; index += 1) {
  const before = now();
  for (let repeat = 0; repeat < repeats; repeat += 1) run();
  seconds.push((now() - before) / repeats);
}
seconds.sort((a, b) => a - b);
const bits = new BigUint64Array(new Float64Array([result]).buffer)[0];
console.log(seconds[(RUNS - 1) / 2], memory.buffer.byteLength, clock, String(bits));
