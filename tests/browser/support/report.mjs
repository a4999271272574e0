// What tests have counted on each page, for the table that `cargo xtask test` prints behind them: a file for each column, below `REPORT`.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const columns = new Map();

/**
 * Notes what was counted on a page. The largest number stands. A test says `undefined` before it counts, so that the table shows
 * that it has not come so far.
 */
export function report(column, path, count) {
  if (!columns.has(column)) columns.set(column, {});
  const counts = columns.get(column);
  const before = counts[path] ?? null;
  counts[path] = count === undefined ? before : Math.max(before ?? 0, count);
}

process.on("exit", () => {
  const folder = process.env.REPORT;
  if (!folder || columns.size === 0) return;
  mkdirSync(folder, { recursive: true });
  for (const [column, counts] of columns) writeFileSync(join(folder, `${column}.json`), JSON.stringify(counts));
});
