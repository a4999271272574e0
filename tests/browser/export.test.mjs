// One figure in one file, from the disk.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { environment, folder } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { figureOf } from "./support/embed.mjs";
import { folderOf, run } from "./support/hosts.mjs";
import { chooseItem, notice, picture, sentence, settled } from "./support/widgets.mjs";

const book = openBook();
const out = folderOf({});
after(() => out.remove());

async function exported(name, ...keys) {
  const file = join(out.folder, `${name}.html`);
  await run(environment("PLUGIN"), ["export", name, ...keys, "-o", file, "--from", join(folder, "embed/v1")]);
  return pathToFileURL(file).href;
}

/** Opens a file with the network cut off; whatever it asks for but itself is told. */
async function open(address, act, scripts = true) {
  const asked = [];
  const prepare = async (page) => {
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && url.split(/[?#]/)[0] !== address.split("?")[0] && !url.endsWith("/index.html")) asked.push(url);
    });
  };
  await book.visit("/index.html", { scripts, prepare, permissions: [], ignored: [/^(elsewhere|failed): file:/] }, async (page) => {
    await page.waitForLoadState("networkidle");
    asked.length = 0;
    await page.context().setOffline(true);
    await page.goto(address);
    await act(page);
  });
  assert.deepEqual(asked, [], "nothing else is asked for");
}

describe("an exported figure", () => {
  test("shows its first frame without scripts, and lives with them, offline", async () => {
    const address = await exported("grid", "items=P Q R", "focus=R", "hide=mode");
    let still;
    await open(address, async (page) => { still = await picture(page.locator("figure.widget")); }, false);
    await open(address, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await settled(root);
      assert.equal(await picture(root), still);
      await root.locator("fieldset").first().locator("label").first().click();
      assert.ok(await root.locator("[id$=focus0]").isChecked());
      await chooseItem(root, "Reset");
      assert.ok(await root.locator("[id$=focus2]").isChecked());
      assert.equal(await root.locator("[name$=mode]").count(), 0);
    });
  });

  test("is the same out of a program that carries what it is made of, in an empty folder", async () => {
    const written = async (program, name, ...from) => {
      const file = join(out.folder, name);
      await run(environment(program), ["export", "unlearn", "method=sisa", "-o", file, ...from], { cwd: out.folder });
      return readFile(file, "utf8");
    };
    const carried = await written("INSTALLER", "carried.html");
    assert.equal(carried, await written("PLUGIN", "built.html", "--from", join(folder, "embed/v1")));
  });

  test("takes along every table that its reader can choose", async () => {
    await open(await exported("worlds"), async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await settled(root);
      const list = root.locator("select").last();
      const values = await list.evaluate((select) => [...select.options].map(({ value }) => value));
      assert.ok(values.length > 2);
      for (const value of values) {
        const before = await sentence(root);
        if ((await list.inputValue()) === value) continue;
        await list.selectOption(value);
        await settled(root);
        assert.equal(await notice(root).innerText(), "");
        assert.notEqual(await sentence(root), before, value);
      }
    });
  });

  test("is refused in one line where a name or a key is none", async () => {
    for (const [words, said] of [
      [["gird"], /^error: no widget is named “gird”: did you mean `grid`\? legal are grid, /],
      [["grid", "fcous=B"], /^error: unknown key `fcous`: legal are items, /],
      [["grid", "focus=Z"], /^error: `focus` is “Z”: expected one of the items A, B, C, D$/],
      [["grid", "focus"], /^error: “focus” is no key: write key=value$/],
    ]) {
      const told = await run(environment("PLUGIN"), ["export", ...words, "-o", "-x", "--from", join(folder, "embed/v1")].map((word) => (word === "-x" ? join(out.folder, "no.html") : word))).then(
        () => assert.fail("it went through"),
        ({ message }) => message.replace(/^.*?: (?=error)/s, "").trim(),
      );
      assert.match(told, said);
    }
  });
});
