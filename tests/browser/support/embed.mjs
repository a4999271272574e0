// The folder that figures in other pages come from.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { folder } from "./book.mjs";

export const EMBED = "/embed/v1";
const files = readdirSync(join(folder, EMBED));

/** The names of all widgets that have a page. */
export const widgets = files.filter((name) => name.endsWith(".html")).map((name) => name.replace(".html", ""));
if (widgets.length < 15) throw new Error(`${EMBED} has only ${widgets.length} pages: build the book first`);

/** A strict policy: what the guide for lecturers asks a host to allow, and nothing else. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; frame-src 'self'";

/** A page of somebody else. `head` and `body` are HTML. */
export function host(body, head = "", policy = POLICY) {
  const page = `<!DOCTYPE html><html lang="en"><head><title>Host</title>${head}</head><body>${body}</body></html>`;
  return { body: page, headers: { "content-security-policy": policy } };
}

export const MODULE = `<script type="module" src="${EMBED}/counterfactuals.js"></script>`;

/** Puts the whole folder under another path into the pages of a test. */
export function copyTo(pages, path) {
  for (const name of files) pages.set(`${path}/${name}`, readFileSync(join(folder, EMBED, name)));
}

/** The figure of an element once it is live. */
export async function figureOf(element) {
  const figure = element.locator("figure.widget");
  await figure.and(element.page().locator("[data-live]")).waitFor({ state: "attached" });
  return figure;
}
