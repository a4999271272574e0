// The custom element on pages of others: attributes, events, styles, a strict policy.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openBook } from "./support/browser.mjs";
import { EMBED, figureOf, host, MODULE, widgets } from "./support/embed.mjs";
import { cell, chooseItem, notice, picture, sentence, settled, title } from "./support/widgets.mjs";

const book = openBook();
const visit = (body, options, act, head = MODULE, policy) => {
  book.pages.set("/host.html", host(body, head, policy));
  return book.visit("/host.html", options, act);
};
const chips = (figure) => figure.locator("fieldset").first().locator("label");
const at = (page, id) => page.locator(`data-counterfactual#${id}`);
/** Keeps what an element tells. */
const listen = () => {
  window.heard = [];
  for (const type of ["statechange", "staterefused"]) addEventListener(type, ({ detail, target }) => window.heard.push([type, target.id, detail]));
};
const heard = (page, type) => page.evaluate((type) => window.heard.filter(([known]) => known === type).map(([, id, detail]) => ({ id, ...detail })), type);

/** Attributes that no author wrote: values out of range, of other types, of other lengths, with markup, escapes and halves of characters. */
const HOSTILE = [
  ["focus", "Z"],
  ["focus", "<img src=x onerror=alert(1)>"],
  ["focus", "\u202eC\u2028"],
  ["draws", "1e999"],
  ["draws", "-1"],
  ["seed", "9".repeat(100_000)],
  ["seed", "NaN"],
  ["quantity", "\ud800"],
  ["quantity", "__proto__"],
  ["world", '["'],
  ["lock", "focus,,"],
  ["scroe", "accuracy"],
  ["hide", "model"],
  ["items", "[".repeat(50_000)],
  ["items", "\u0000\ud83d\udc27".repeat(9000)],
];

/** A figure's HTML without its own tag, whose attributes stand in another order. */
const inside = (html) => html.replace(/^<figure[^>]*>/, "");

describe("the element", () => {
  for (const widget of widgets) {
    test(`draws ${widget} as its own page does`, async () => {
      let printed;
      await book.visit(`${EMBED}/${widget}.html`, { scripts: false }, async (page) => {
        printed = inside(await picture(page.locator("figure.widget")));
      });
      await visit(`<data-counterfactual widget="${widget}"></data-counterfactual>`, {}, async (page) => {
        const root = await figureOf(page.locator("data-counterfactual"));
        await settled(root);
        assert.equal(inside(await picture(root)), printed);
      });
    });
  }

  test("follows its attributes, and its attributes follow the reader", () =>
    visit('<data-counterfactual id="x" widget="grid" items="A B C" focus="B"></data-counterfactual>', { before: listen }, async (page) => {
      const root = await figureOf(at(page, "x"));
      const attribute = (name) => at(page, "x").getAttribute(name);
      assert.deepEqual(await chips(root).allInnerTexts(), ["A", "B", "C"]);
      assert.deepEqual([await attribute("items"), await attribute("focus")], ["A B C", "B"], "as they were written");
      await at(page, "x").evaluate((element) => element.setAttribute("focus", "C"));
      await root.locator("input:checked").nth(0).and(root.locator("[id$=focus2]")).waitFor();
      await chips(root).filter({ hasText: "A" }).click();
      await page.waitForFunction(() => document.querySelector("#x").getAttribute("focus") === "A");
      assert.equal(await attribute("items"), "A B C");
      // Two at once: neither would be legal alone.
      await at(page, "x").evaluate((element) => {
        element.setAttribute("items", "[P, Q, R]");
        element.setAttribute("focus", "R");
      });
      await chips(root).filter({ hasText: "P" }).waitFor();
      await at(page, "x").evaluate((element) => element.removeAttribute("focus"));
      await root.locator("[id$=focus1]:checked").waitFor({ state: "attached" });
      const last = (await heard(page, "statechange")).at(-1);
      assert.deepEqual(last.keys, { items: "[P, Q, R]" });
      assert.equal(last.directive, "<<#grid items=[P, Q, R]>>");
      assert.equal(last.link, "2.grid-items.P.Q.R");
      assert.equal(new URL(last.url).pathname + new URL(last.url).search, `${EMBED}/grid.html?items=%5BP%2C+Q%2C+R%5D`);
      assert.match(last.sentence, /\S/);
      assert.deepEqual(await heard(page, "staterefused"), []);
    }));

  test("says in one line what is wrong, and keeps its last good state", () =>
    visit('<data-counterfactual id="x" widget="grid" focus="C"></data-counterfactual>', { before: listen }, async (page) => {
      const root = await figureOf(at(page, "x"));
      await settled(root);
      for (const [name, value] of HOSTILE) {
        const refusals = (await heard(page, "staterefused")).length;
        await at(page, "x").evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value]);
        await page.waitForFunction((count) => window.heard.filter(([type]) => type === "staterefused").length > count, refusals);
        await settled(root);
        const said = await notice(root).innerText();
        assert.match(said, new RegExp(`^(unknown key )?\`${name}\`[^\n]{5,600}$`), name);
        assert.ok(await root.locator("[id$=focus2]").isChecked());
        await at(page, "x").evaluate((element, name) => element.setAttribute(name, name === "focus" ? "C" : ""), name);
        await at(page, "x").evaluate((element, name) => name !== "focus" && element.removeAttribute(name), name);
      }
    }));

  test("names the widgets there are where one is asked for that is none", () =>
    visit('<data-counterfactual widget="gird"></data-counterfactual>', {}, async (page) => {
      const note = page.locator(".widget-note");
      await note.waitFor();
      assert.match(await note.innerText(), /^No widget is named “gird”: legal are .*grid, /);
      await page.locator("data-counterfactual").evaluate((element) => element.setAttribute("widget", "grid"));
      await figureOf(page.locator("data-counterfactual"));
      assert.equal(await note.count(), 0);
    }));

  test("stands on a page several times, each by itself, wherever it is moved", () => {
    const one = (id) => `<div><data-counterfactual id="${id}" widget="grid" draws="0"></data-counterfactual></div>`;
    return visit(one("x") + one("y"), { before: listen }, async (page) => {
      const [x, y] = [await figureOf(at(page, "x")), await figureOf(at(page, "y"))];
      await chips(x).filter({ hasText: "C" }).click();
      assert.ok(await y.locator("[id$=focus1]").isChecked());
      await page.evaluate(() => document.body.append(document.querySelector("#x")));
      const before = (await heard(page, "statechange")).length;
      await chips(x).filter({ hasText: "D" }).click();
      await page.waitForFunction(() => document.querySelector("#x").state.keys.focus === "D");
      assert.equal((await heard(page, "statechange")).length, before + 1, "one set of listeners");
    });
  });

  test("neither takes styles from its page nor leaves any there", () => {
    const head = `${MODULE}<link rel="stylesheet" href="/hostile.css">`;
    book.pages.set("/hostile.css", {
      body: `html { font-size: 40px } * { letter-spacing: 9px; text-transform: uppercase; color: red !important; line-height: 3; font-style: italic }
        p, button, td, th, fieldset, .widget, .chip { display: none !important; border: 9px solid red } [role=grid] { visibility: hidden }`,
      headers: { "content-type": "text/css" },
    });
    const body = '<h1 id="title">Host</h1><data-counterfactual widget="grid"></data-counterfactual>';
    const looks = async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      // At work it has a button more, to stop it.
      await settled(root);
      return root.evaluate((figure) =>
        [figure, ...figure.querySelectorAll(".widget-title, button, td, legend, .widget-sentence")].map((element) => {
          const style = getComputedStyle(element);
          const names = ["color", "fontSize", "fontFamily", "fontStyle", "letterSpacing", "lineHeight", "textTransform", "display", "visibility", "border"];
          return names.map((name) => style[name]).join(" ");
        }),
      );
    };
    const outside = (page) => page.locator("#title").evaluate((element) => ({ ...getComputedStyle(element) }));
    return visit(body, {}, async (page) => {
      const plain = await looks(page);
      const untouched = await outside(page);
      await page.locator("data-counterfactual").evaluate((element) => element.remove());
      assert.deepEqual(await outside(page), untouched);
      await visit(body, {}, async (page) => assert.deepEqual(await looks(page), plain), head);
    });
  });

  test("is used by keyboard, and what is typed into it is not its page's", () =>
    visit('<button id="before">Before</button><data-counterfactual widget="grid"></data-counterfactual>', {}, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await page.evaluate(() => {
        window.keys = [];
        addEventListener("keydown", ({ key }) => window.keys.push(key));
      });
      const first = await cell(root, 0, 0).evaluate((element) => element.id);
      await root.locator("[role=gridcell][tabindex='0']").focus();
      const focused = () => page.locator("data-counterfactual").evaluate((element) => element.shadowRoot.activeElement.id);
      await page.keyboard.press("Control+Home");
      assert.equal(await focused(), first, "the focus moves within the shadow tree");
      await page.keyboard.press("ArrowDown");
      assert.notEqual(await focused(), first);
      await root.locator("select").first().focus();
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await page.evaluate(() => window.keys.filter((key) => !/Control/.test(key))), []);
      await root.locator("summary").focus();
      await page.keyboard.press("Enter");
      assert.ok(await root.locator("details ul").isVisible());
      await page.keyboard.press("Escape");
      assert.ok(!(await root.locator("details ul").isVisible()));
      await root.locator("summary").click();
      assert.ok(await root.locator("details ul").isVisible(), "a press opens it");
      await page.locator("#before").click();
      assert.ok(!(await root.locator("details ul").isVisible()), "a press beside it closes it");
    }));

  test("keeps locked values and leaves hidden controls out", () =>
    visit('<data-counterfactual id="x" widget="grid" lock="focus world" hide="score learner menu"></data-counterfactual>', {}, async (page) => {
      const root = await figureOf(at(page, "x"));
      await settled(root);
      const before = await title(root);
      assert.equal(await root.locator("select, summary").count(), 0);
      assert.ok(await chips(root).first().locator("input").isDisabled());
      await cell(root, 1, 0).click();
      await cell(root, 3, 1).click();
      assert.equal(await title(root), before);
      assert.ok(await root.locator("[id$=focus1]").isChecked());
    }));

  test("is light or dark as its page is, or as it is told", () => {
    const body = '<data-counterfactual widget="grid"></data-counterfactual>';
    const paper = (root) => root.evaluate((figure) => getComputedStyle(figure).backgroundColor);
    const dark = "rgb(20, 24, 28)";
    book.pages.set("/dark.css", { body: "html { color-scheme: dark }", headers: { "content-type": "text/css" } });
    return visit(body, {}, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      assert.equal(await paper(root), "rgb(255, 255, 255)");
      await page.locator("data-counterfactual").evaluate((element) => element.setAttribute("theme", "dark"));
      assert.equal(await paper(root), dark);
      await visit(body, {}, async (page) => assert.equal(await paper(await figureOf(page.locator("data-counterfactual"))), dark), `${MODULE}<link rel="stylesheet" href="/dark.css">`);
    });
  });

  test("in a narrow column has the layout of a small screen, with all of it inside", () => {
    book.pages.set("/narrow.css", { body: "div { width: 320px }", headers: { "content-type": "text/css" } });
    return visit('<div><data-counterfactual widget="values"></data-counterfactual></div>', {}, async (page) => {
      const root = await figureOf(page.locator("data-counterfactual"));
      await settled(root);
      const [wide, tall] = await root.locator("select").first().evaluate((list) => [list.offsetWidth, list.offsetHeight]);
      assert.ok(wide > 120 && tall >= 44, `${wide} × ${tall}`);
      const right = await root.evaluate((figure) => {
        const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
        const most = (element) => Math.max(element.getBoundingClientRect().right, ...(scrolls(element) ? [] : [...element.children].map(most)));
        return most(figure) - figure.getBoundingClientRect().left;
      });
      assert.ok(right <= 321, `${right}`);
    }, `${MODULE}<link rel="stylesheet" href="/narrow.css">`);
  });

  test("copies a link to its own page and code for any other", () =>
    visit('<data-counterfactual id="x" widget="lattice" focus="C"></data-counterfactual>', { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const root = await figureOf(at(page, "x"));
      await settled(root);
      const says = async (figure) => [await title(figure), await sentence(figure), await figure.locator(".widget-comparison").innerText()];
      const shown = await says(root);
      await chooseItem(root, "Copy link");
      await notice(root).filter({ hasText: /^Link copied\.$/ }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(link.endsWith(`${EMBED}/lattice.html?focus=C`), link);
      await page.goto(link);
      const there = await figureOf(page.locator("data-counterfactual"));
      await settled(there);
      assert.deepEqual(await says(there), shown);
    }));
});
