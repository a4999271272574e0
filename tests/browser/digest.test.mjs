// The same numbers, bit for bit, natively and in wasm: the book is computed by the one and explored with the other.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { environment, figures } from "./support/book.mjs";

const { instance } = await WebAssembly.instantiate(readFileSync(environment("DIGEST_WASM")));
const wasm = instance.exports;

function recompute(name, data) {
  const input = new TextEncoder().encode(`${name}\n${data}`);
  const address = wasm.alloc(input.length);
  new Uint8Array(wasm.memory.buffer, address, input.length).set(input);
  const length = wasm.recompute(address, input.length);
  // The memory may have grown meanwhile, so its buffer is asked for again.
  return new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.result_ptr(), length));
}

describe("the methods' results", () => {
  const lines = execFileSync(environment("DIGEST_NATIVE"), { encoding: "utf8" }).trim().split("\n");

  test("there are some", () => assert.ok(lines.length > 1));

  for (const [family, line] of lines.entries()) {
    const [name, native] = line.split(" ");
    test(`of ${name}`, () => {
      assert.match(native, /^\d{5,}$/);
      // wasm hands a u64 over as a signed number.
      assert.equal(BigInt.asUintN(64, wasm.digest(family)), BigInt(native));
    });
  }
});

describe("shipped results", () => {
  const shipping = figures
    .map((figure) => [figure, figure.html.match(/<script type="application\/json">([^]*?)<\/script>/)?.[1]])
    .filter(([, shipped]) => shipped !== undefined);

  test("the book ships some", () => assert.ok(shipping.length > 0));

  for (const [{ id, name, data }, shipped] of shipping) {
    test(`of ${id}`, () => {
      // In the page no text may end the script element.
      assert.equal(recompute(name, data), shipped.replaceAll("\\u003c", "<"));
    });
  }
});
