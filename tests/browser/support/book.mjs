// The built book as files: which pages have figures, and what stands in them before any script has run.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Nothing is skipped for want of a setting: a test that did not run must not look like one that passed.
export function environment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test\``);
  return value;
}

export const folder = environment("BOOK");

// The program's documentation is rustdoc's work, with scripts and styles of its own, and has no figures: what is asked of it is in
// api.test.mjs.
const API = "api";
// Pages with one figure in a shadow tree; what is asked of them is in embed.test.mjs.
const EMBED = "embed";

export function htmlFiles(inside = "") {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside ? `${inside}/${entry.name}` : entry.name;
    if ([API, EMBED].includes(path)) return [];
    if (entry.isDirectory()) return htmlFiles(path);
    return path.endsWith(".html") ? [path] : [];
  });
}

function figuresOf(path, page) {
  const found = page.matchAll(/<figure\b[^>]*\sdata-widget="[^]*?<\/figure>/g);
  return [...found].map(([html]) => {
    const attribute = (name) => html.match(new RegExp(`^<figure\\b[^>]*\\s${name}="([^"]*)"`))?.[1];
    const data = attribute("data-arguments");
    // A title that the author gave stays, whatever a reader does.
    const titled = /-title\./.test(data);
    return { path, html, id: attribute("id"), name: attribute("data-widget"), data, titled };
  });
}

/** Every page, those without figures too: `{ path, html, figures }`. Figures are `{ path, html, id, name, data, titled }`. */
export const everyPage = htmlFiles()
  .sort()
  .map((file) => {
    const html = readFileSync(join(folder, file), "utf8");
    return { path: `/${file}`, html, figures: figuresOf(`/${file}`, html) };
  });

/** Every page that has figures. */
export const pages = everyPage.filter((page) => page.figures.length > 0);
if (pages.length === 0) throw new Error(`no page in ${folder} has a figure: build the book first`);

// mdBook writes the first chapter once more as index.html, and all chapters into print.html.
const COPIES = ["/index.html", "/print.html"];

// The gallery and the reference show once more what chapters explain.
const SPECIMENS = ["/authors/gallery.html", "/authors/directive-reference.html"];

/** Figures of the gallery and of the reference. */
export const specimens = pages.filter(({ path }) => SPECIMENS.includes(path)).flatMap(({ figures }) => figures);
if (specimens.length === 0) throw new Error(`no page in ${folder} is the gallery or the reference`);
const shownAgain = new Set(specimens.map(({ id }) => id));

/** Every figure of a chapter once, on the page of its own chapter. */
export const figures = [];
for (const page of [...pages].sort((a, b) => COPIES.indexOf(a.path) - COPIES.indexOf(b.path))) {
  figures.push(...page.figures.filter(({ id }) => !shownAgain.has(id) && !figures.some((known) => known.id === id)));
}

/** One figure of each kind: of each widget, as its first contact, open to compute, and open to explore. */
export const kinds = figures.filter((figure, index) => figures.findIndex((other) => kind(other) === kind(figure)) === index);

function kind({ name, data }) {
  return [name, ...["mode.advanced", "task.explore"].filter((word) => data.includes(word))].join(" ");
}

/** Grids as first contact has them, whose few controls the tests know by name. */
export const grids = kinds.filter((figure) => kind(figure) === "grid");

export const lattices = kinds.filter(({ name }) => name === "lattice");

/** The page around a figure. */
export function pageOf(figure) {
  return pages.find(({ path }) => path === figure.path).html;
}

/** The same figure under another id. Everything inside is named after the root, so that is all there is to change. */
export function renamed(figure, id) {
  return { ...figure, id, html: figure.html.replaceAll(`"${figure.id}`, `"${id}`) };
}

/** A page with `copies` of one figure in the place of the one: `[html, figures]`. */
export function withCopies(figure, copies) {
  const all = Array.from({ length: copies }, (_, index) => renamed(figure, `${figure.id}-copy${index + 1}`));
  return [pageOf(figure).replace(figure.html, () => all.map(({ html }) => html).join("\n")), all];
}

/** The path of a page that only a test has, beside the figure's own page, so that relative addresses hold. */
export function beside(figure, name) {
  return figure.path.replace(/[^/]*$/, name);
}
