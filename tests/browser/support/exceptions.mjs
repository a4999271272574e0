// What a test lets pass for now: `tests/exceptions/*.json`, each entry with what it is about, why, and the last day on which it holds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const FOLDER = new URL("../../exceptions/", import.meta.url);

/** The names of what is excepted. Fails if an entry is of no use any more or has no reason. */
export function exceptions(name) {
  const entries = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));
  const today = new Date().toISOString().slice(0, 10);
  for (const { what, why, until } of entries) {
    assert.ok(why, `${name}.json: ${what} is excepted for no reason`);
    assert.match(until, /^\d{4}-\d\d-\d\d$/, `${name}.json: ${what} has no day on which it ends`);
    assert.ok(today <= until, `${name}.json: the exception of ${what} ended on ${until}: mend it, or think again`);
  }
  const names = entries.map(({ what }) => what);
  assert.equal(new Set(names).size, names.length, `${name}.json names something twice`);
  return new Set(names);
}
