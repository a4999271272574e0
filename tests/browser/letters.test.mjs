// The system's letters that stand in for those of formulas while these come (theme/letters.css) are as wide as they are.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openBook } from "./support/browser.mjs";

const book = openBook();

// Signs that Times has not: what stands in for them is of whatever font the system has them in.
const WITHOUT = "∪∖∅ϕ⊆∣∈∇⊤⋅⋆∼";

// Runs in the page: every letter of a formula, as [family, style, stand-in, letter, its width, its stand-in's width], in thousandths of an em.
async function widths() {
  const STANDS_IN = { KaTeX_Main: "stand-in", KaTeX_Math: "stand-in", KaTeX_Size1: "stand-in-1", KaTeX_Size2: "stand-in-2" };
  const used = new Map();
  for (const formula of document.querySelectorAll("main .katex-html")) {
    const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { fontFamily, fontStyle, fontWeight } = getComputedStyle(texts.currentNode.parentElement);
      const family = fontFamily.split(",")[0];
      if (!STANDS_IN[family] || fontWeight !== "400" || (family === "KaTeX_Main" && fontStyle !== "normal")) continue;
      for (const letter of texts.currentNode.data) used.set([family, fontStyle, letter].join(), [family, fontStyle, letter]);
    }
  }
  const canvas = document.createElement("canvas").getContext("2d");
  const width = async (family, style, letter) => {
    const font = `${style} 1000px ${family}`;
    const faces = await document.fonts.load(font, letter);
    canvas.font = font;
    return faces.length > 0 ? canvas.measureText(letter).width : NaN;
  };
  const found = [];
  for (const [family, style, letter] of used.values()) {
    const own = await width(family, style, letter);
    // Signs without width, and spaces, need none.
    if (own > 0 && /\S/u.test(letter)) found.push([family, style, letter, own, await width(STANDS_IN[family], style, letter)]);
  }
  return found;
}

test("every letter of the book's formulas has one that is as wide", () =>
  book.visit("/print.html", {}, async (page) => {
    const found = await page.evaluate(widths);
    assert.ok(found.length > 100, `${found.length} letters: the formulas of the book are not on this page`);
    assert.ok(found.some(([, , , , other]) => other > 0), "neither Times New Roman nor Liberation Serif is installed");
    const wrong = found.filter(([, , letter, own, other]) => !WITHOUT.includes(letter) && !(Math.abs(own - other) <= 0.03 * own));
    const line = ([family, style, letter, own, other]) =>
      `${letter} (U+${letter.codePointAt(0).toString(16)}) of ${family}, ${style}: ${Math.round(own)} wide, ${Math.round(other)} in its place`;
    assert.deepEqual(wrong.map(line), [], "for each, its code into the rule of theme/letters.css whose size-adjust makes up the difference");
  }));
