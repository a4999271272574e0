// The files that a figure gives away hold the figure's numbers and stand alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { grids, kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { changeRadios, download, live, settled } from "./support/widgets.mjs";

const book = openBook();

// Rows of fields; a field in quotes may hold commas, newlines and doubled quotes.
function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  // A file ends with a line's end.
  if (rows.at(-1).join("") === "") rows.pop();
  return rows;
}

// What the grid on the page shows: heads and cells.
const shown = (figure) =>
  figure.evaluate((root) =>
    [...root.querySelectorAll("[role=grid] tbody tr")].map((row) => [
      // So is a mark beside the name of a row.
      row.querySelector("th").firstChild.data,
      // A note beside the number, such as an asterisk, is an element of its own.
      ...[...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.firstChild.data),
    ]),
  );

for (const grid of grids) {
  // As printed, and after a reader's changes.
  for (const [state, change] of [
    ["as printed", async () => {}],
    ["changed", changeRadios],
  ]) {
    test(`the CSV of ${grid.id}, ${state}, has the grid's numbers`, () =>
      book.visit(grid.path, {}, async (page) => {
        const figure = await live(page, grid);
        await change(figure);
        await settled(figure);
        const { name, text } = await download(page, figure, /csv/i);
        assert.equal(name, `${grid.id}.csv`);
        const [head, ...rows] = parseCsv(text);
        const cells = await shown(figure);
        assert.equal(rows.length, cells.length);
        for (const [index, [label, ...numbers]] of cells.entries()) {
          const row = rows[index];
          assert.equal(row.length, head.length);
          assert.equal(row.length, numbers.length + 1);
          assert.equal(row[0], label);
          for (const [column, number] of numbers.entries()) {
            assert.ok(
              Math.abs(Number(row[column + 1]) - Number(number)) <= 0.005 + 1e-9,
              `${row[column + 1]} is shown as ${number}`,
            );
          }
        }
      }));
  }

  test(`the SVG of ${grid.id} has the grid's numbers`, () =>
    book.visit(grid.path, {}, async (page) => {
      const figure = await live(page, grid);
      const { text } = await download(page, figure, /svg/i);
      const texts = await page.evaluate(
        (svg) =>
          [...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("text")].map(
            (text) => text.textContent,
          ),
        text,
      );
      for (const row of await shown(figure)) {
        const at = texts.findIndex((_, index) => row.every((word, offset) => texts[index + offset] === word));
        assert.notEqual(at, -1, `the drawing has the row ${row.join(" ")}`);
      }
    }));
}

for (const figure of kinds) {
  for (const theme of ["light", "navy"]) {
    test(`the SVG of ${figure.id} in ${theme} is well-formed and stands alone`, () =>
      book.visit(figure.path, { theme }, async (page) => {
        const root = await live(page, figure);
        const { name, text } = await download(page, root, /svg/i);
        assert.equal(name, `${figure.id}.svg`);
        assert.ok(!text.includes("var("), "a file has no stylesheet to look a colour up in");
        const drawing = await page.evaluate((svg) => {
          const { documentElement: root } = new DOMParser().parseFromString(svg, "image/svg+xml");
          const paints = [...root.querySelectorAll("[fill], [stroke]")]
            .flatMap((mark) => [mark.getAttribute("fill"), mark.getAttribute("stroke")])
            .filter((paint) => paint !== null && paint !== "none");
          return {
            error: root.querySelector("parsererror")?.textContent,
            tag: root.tagName,
            namespace: root.namespaceURI,
            title: root.querySelector("title")?.textContent,
            unpaintable: [...new Set(paints)].filter((paint) => !CSS.supports("color", paint)),
          };
        }, text);
        const { title, ...rest } = drawing;
        assert.deepEqual(rest, {
          error: undefined,
          tag: "svg",
          namespace: "http://www.w3.org/2000/svg",
          unpaintable: [],
        });
        assert.match(title, /\S/);
      }));
  }
}

for (const figure of kinds) {
  test(`the PNG of ${figure.id} is its SVG at twice the size, with something in it`, () =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      const svg = await download(page, root, /svg/i);
      const { name, bytes } = await download(page, root, /png/i);
      assert.equal(name, `${figure.id}.png`);
      const size = ["width", "height"].map((side) => Number(svg.text.match(new RegExp(`^<svg[^>]* ${side}="([0-9.]+)"`))[1]));
      const seen = await page.evaluate(async (encoded) => {
        const file = await (await fetch(`data:image/png;base64,${encoded}`)).blob();
        const picture = await createImageBitmap(file);
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext("2d");
        context.drawImage(picture, 0, 0);
        const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
        const opaque = pixels.every((pixel) => pixel >>> 24 === 255);
        return { width: picture.width, height: picture.height, colours: new Set(pixels).size, opaque };
      }, bytes.toString("base64"));
      for (const [found, asked] of [
        [seen.width, size[0]],
        [seen.height, size[1]],
      ])
        assert.ok(Math.abs(found - 2 * asked) <= 2, `${found} for ${asked}`);
      assert.ok(seen.opaque, "it stands on the page's paper");
      assert.ok(seen.colours > 4, `${seen.colours} colours`);
    }));
}
