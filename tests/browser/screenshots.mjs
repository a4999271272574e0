// A picture of every page at two widths, by day and by night, and a page that shows them side by side. Run by `cargo xtask screenshots`.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { environment, everyPage, folder } from "./support/book.mjs";
import { launch } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { drawn } from "./support/widgets.mjs";
import { liveAll } from "./support/whole.mjs";

const into = environment("SCREENSHOTS");
const only = process.env.PAGES;
const WIDTHS = [1280, 390];
const THEMES = ["light", "navy"];
// A picture may be so high; what is below is on the next one.
const HIGHEST = 8000;

await rm(into, { recursive: true, force: true });
await mkdir(into, { recursive: true });
const server = await serve(folder);
const browser = await launch();
const shown = [];
// The print page holds the chapters once more, and the frame is a part of a page.
for (const { path, figures } of everyPage.filter(({ path }) => !["/print.html", "/toc.html"].includes(path) && (!only || path.match(only)))) {
  const context = await browser.newContext({ viewport: { width: WIDTHS[0], height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const width of WIDTHS) {
    for (const theme of THEMES) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(server.origin + path);
      await page.evaluate((theme) => localStorage.setItem("mdbook-theme", theme), theme);
      await page.reload();
      await liveAll(page, figures);
      await drawn(page);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let top = 0, part = 1; top < height; top += HIGHEST, part += 1) {
        const name = `${path.slice(1).replace(".html", "").replaceAll("/", "-")}-${width}-${theme}${part > 1 ? `-${part}` : ""}.png`;
        const clip = { x: 0, y: top, width, height: Math.min(HIGHEST, height - top) };
        await page.screenshot({ path: join(into, name), fullPage: true, clip });
        shown.push({ path, width, theme, name });
      }
    }
  }
  await context.close();
  console.log(path);
}
await browser.close();
await server.close();

const picture = ({ name, path, width, theme }) =>
  `<a href="${name}"><img src="${name}" loading="lazy" alt="${path}, ${width} px, ${theme}" width="${width / 4}"></a>`;
const section = (path) => `<h2>${path}</h2>\n<p>${shown.filter((one) => one.path === path).map(picture).join("\n")}</p>`;
const paths = [...new Set(shown.map(({ path }) => path))];
const html = `<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Every page</title>\n<style>img { vertical-align: top }</style>\n<h1>Every page</h1>\n${paths.map(section).join("\n")}\n</html>\n`;
await writeFile(join(into, "index.html"), html);
