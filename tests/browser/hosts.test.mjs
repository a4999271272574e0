// Figures in pages that other programs make: slides, another mdBook, Jupyter Book, notebooks.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";

import { environment } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { EMBED, figureOf } from "./support/embed.mjs";
import { folderOf, notebook, publish, run } from "./support/hosts.mjs";
import { settled } from "./support/widgets.mjs";

const book = openBook();
const python = (name) => join(environment("PYTHON_PROGRAMS"), name);
const FRAME = `<iframe class="ours" src="${EMBED}/grid.html?focus=C" title="The grid" width="100%" height="900"></iframe>`;
const ELEMENT = `<script type="module" src="${EMBED}/counterfactuals.js"></script>\n\n<div>\n<data-counterfactual id="ours" widget="grid" focus="C"></data-counterfactual>\n</div>`;
// Their own pages ask for scripts and fonts elsewhere, and complain of it.
const THEIRS = [/^elsewhere: /, /^failed: /, /^console /, /^status 404/, /^error: /];

/** Both forms on a page: live, in the state that was asked for, and answering. */
async function works(page) {
  for (const figure of [page.frameLocator("iframe.ours").locator("figure.widget[data-live]"), await figureOf(page.locator("#ours"))]) {
    await figure.waitFor();
    await settled(figure);
    assert.ok(await figure.locator("[id$=focus2]").isChecked());
    await figure.locator("fieldset").first().locator("label").last().click();
    assert.ok(await figure.locator("[id$=focus3]").isChecked());
    assert.equal(await figure.locator(".widget-note").count(), 0);
  }
}

describe("a deck of reveal.js", () => {
  const deck = new URL("./node_modules/reveal.js/dist", import.meta.url).pathname;
  const slides = `<section><h2>One</h2><data-counterfactual id="ours" widget="grid" focus="C"></data-counterfactual></section>
    <section><iframe class="ours" data-src="${EMBED}/grid.html?focus=C" title="The grid" width="900" height="600"></iframe></section>
    <section><h2>Far</h2></section><section><h2>Farther</h2></section><section><h2>Farthest</h2></section>`;
  const page = `<!DOCTYPE html><html lang="en"><head><title>Deck</title><link rel="stylesheet" href="/deck/reveal.css"><link rel="stylesheet" href="/deck/theme/white.css">
    <script type="module" src="${EMBED}/counterfactuals.js"></script></head><body><div class="reveal"><div class="slides">${slides}</div></div>
    <script src="/deck/reveal.js"></script><script>Reveal.initialize({ hash: true, transition: "none" })</script></body></html>`;

  test("has figures that answer, and keys that stay in them", async () => {
    publish(book.pages, deck, "/deck");
    book.pages.set("/deck.html", page);
    await book.visit("/deck.html", { ignored: [/fonts?/] }, async (page) => {
      const slide = () => page.evaluate(() => Reveal.getIndices().h);
      const figure = await figureOf(page.locator("#ours"));
      await settled(figure);
      await figure.locator("[role=gridcell][tabindex='0']").focus();
      for (const key of ["ArrowRight", "ArrowDown", "Space"]) await page.keyboard.press(key);
      await figure.locator("select").first().focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await slide(), 0);
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("ArrowRight");
      assert.equal(await slide(), 1);
      const framed = page.frameLocator("iframe.ours").locator("figure.widget[data-live]");
      await framed.waitFor();
      assert.ok(await framed.locator("[id$=focus2]").isChecked());
      // A slide that is far away is put away, and comes back in the state of its address.
      await page.evaluate(() => Reveal.slide(4));
      await page.locator("iframe.ours:not([src])").waitFor({ state: "attached" });
      await page.evaluate(() => Reveal.slide(1));
      await framed.waitFor();
      assert.ok(await framed.locator("[id$=focus2]").isChecked());
    });
  });
});

test("another mdBook has both", async () => {
  const { folder, remove } = folderOf({
    "book.toml": '[book]\ntitle = "Another"\n',
    "src/SUMMARY.md": "- [One](one.md)\n- [Two](two.md)\n",
    "src/one.md": `# One\n\n${FRAME}\n\n${ELEMENT}\n`,
    "src/two.md": "# Two\n",
  });
  try {
    await run(environment("MDBOOK"), ["build"], { cwd: folder });
    publish(book.pages, join(folder, "book"), "/another");
    await book.visit("/another/one.html", {}, async (page) => {
      await works(page);
      const figure = await figureOf(page.locator("#ours"));
      const size = (selector) => figure.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
      assert.ok((await size(".widget-sentence")) >= 17, "its root is ten pixels high, and the figure's text is not");
      await figure.locator("select").first().focus();
      await page.keyboard.press("ArrowRight");
      assert.match(page.url(), /one\.html/, "the page is not turned");
    });
  } finally {
    remove();
  }
});

test("a page of Jupyter Book 1 has both", async () => {
  const { folder, remove } = folderOf({
    "_config.yml": 'title: Another\nexecute:\n  execute_notebooks: "off"\n',
    "_toc.yml": "format: jb-book\nroot: one\n",
    "one.md": `# One\n\n\`\`\`{raw} html\n${FRAME}\n\`\`\`\n\n\`\`\`{raw} html\n${ELEMENT}\n\`\`\`\n`,
  });
  try {
    await run(python("jupyter-book"), ["build", folder], { env: { ...process.env, PATH: `${environment("PYTHON_PROGRAMS")}:${process.env.PATH}` } });
    publish(book.pages, join(folder, "_build/html"), "/jupyter");
    await book.visit("/jupyter/one.html", { ignored: THEIRS }, works);
  } finally {
    remove();
  }
});

test("a notebook as HTML has both", async () => {
  const cells = ['from IPython.display import HTML, IFrame', `HTML('''${FRAME}''')`, `HTML('''${ELEMENT}''')`];
  const { folder, remove } = folderOf({ "one.ipynb": notebook(cells) });
  try {
    await run(python("jupyter"), ["nbconvert", "--to", "html", "--execute", "one.ipynb"], { cwd: folder });
    publish(book.pages, folder, "/notebook");
    await book.visit("/notebook/one.html", { ignored: THEIRS }, works);
  } finally {
    remove();
  }
});

/** The longest a kernel may take to start while another window is busy beside it, in ms. */
const KERNEL = 120_000;

/** A port that is free. */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

test("JupyterLab has the figure as a widget whose traits go both ways", async () => {
  const cell = (origin) => `import anywidget, traitlets
class Grid(anywidget.AnyWidget):
    _esm = "${origin}${EMBED}/anywidget.js"
    widget = traitlets.Unicode("grid").tag(sync=True)
    focus = traitlets.Unicode("C").tag(sync=True)
    items = traitlets.List(["A", "B", "C", "D"]).tag(sync=True)
    sentence = traitlets.Unicode("").tag(sync=True)
    directive = traitlets.Unicode("").tag(sync=True)
grid = Grid()
grid`;
  const port = await freePort();
  const origin = new URL(book.address("/")).origin;
  const { folder, remove } = folderOf({
    "one.ipynb": notebook([cell(origin), 'print("traits:", grid.focus, grid.directive)', 'grid.focus = "A"']),
  });
  const words = ["--no-browser", `--port=${port}`, "--ip=127.0.0.1", "--allow-root", "--IdentityProvider.token=", `--notebook-dir=${folder}`];
  const settings = { env: { ...process.env, HOME: folder, JUPYTER_CONFIG_DIR: folder, JUPYTER_DATA_DIR: join(folder, "data") }, stdio: "ignore" };
  const lab = spawn(python("jupyter-lab"), words, settings);
  try {
    const answers = () => fetch(`http://127.0.0.1:${port}/api`).then(({ ok }) => ok, () => false);
    for (let waited = 0; !(await answers()) && waited < 120; waited += 1) await new Promise((done) => setTimeout(done, 500));
    await book.visit("/index.html", { ignored: THEIRS }, async (page) => {
      await page.goto(`http://127.0.0.1:${port}/lab/tree/one.ipynb`);
      // JupyterLab drops what is run before its kernel is there, without a word, and calls itself idle then, too.
      await page.locator(".jp-Toolbar-kernelName", { hasText: "Python" }).waitFor({ timeout: KERNEL });
      await page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").waitFor({ timeout: KERNEL });
      await page.locator(".jp-Notebook .jp-CodeCell").first().click();
      const run = async (index) => {
        await page.locator(".jp-Notebook .jp-CodeCell .cm-content").nth(index).click();
        await page.keyboard.press("Control+Enter");
      };
      await run(0);
      const figure = await figureOf(page.locator("data-counterfactual"));
      await settled(figure);
      assert.ok(await figure.locator("[id$=focus2]").isChecked(), "from Python to the figure");
      await figure.locator("fieldset").first().locator("label").last().click();
      const printed = page.locator(".jp-OutputArea-output", { hasText: "traits:" });
      await run(1);
      await printed.filter({ hasText: "traits: D <<#grid focus=D>>" }).waitFor();
      await run(2);
      await figure.locator("[id$=focus0]:checked").waitFor({ state: "attached" });
    });
  } finally {
    lab.kill();
    await new Promise((done) => lab.once("close", done));
    remove();
  }
});
