// Programs that make pages: each in a folder of its own, which is gone with the test.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with these files, by name. */
export function folderOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "counterfactuals-host-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs a program to its end; what it said is the error if it fails. */
export function run(program, words, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said) : reject(new Error(`${program} ${words.join(" ")}: ${said.slice(-2000)}`))));
  });
}

/** Puts all files of a folder into the pages of a test, under a path. */
export function publish(pages, folder, path) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    pages.set(`${path}/${file.slice(folder.length + 1).replaceAll("\\", "/")}`, readFileSync(file));
  }
}

/** A notebook with these cells: code as it is, Markdown as `{ markdown }`. */
export function notebook(cells) {
  const cell = (cell, index) =>
    cell.markdown === undefined
      ? { cell_type: "code", id: `c${index}`, execution_count: null, metadata: {}, outputs: [], source: cell }
      : { cell_type: "markdown", id: `c${index}`, metadata: {}, source: cell.markdown };
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  return JSON.stringify({ cells: cells.map(cell), metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}
