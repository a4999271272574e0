// Every control of every figure has a name and is reached with Tab.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { kinds } from "./support/book.mjs";
import { openBook } from "./support/browser.mjs";
import { chooseItem, live, menu, reached, settled } from "./support/widgets.mjs";

const book = openBook();
const CONTROLS = "input, select, button, summary, :is([role=gridcell], [role=option])[tabindex='0']";

for (const figure of kinds) {
  // With everything open that a figure can open.
  const visit = (act) =>
    book.visit(figure.path, {}, async (page) => {
      const root = await live(page, figure);
      // What comes and goes with work would be gone when it is asked.
      await reached(root);
      await settled(root);
      await chooseItem(root, /table/);
      await menu(root).locator("summary").click();
      await act(page, root);
    });

  describe(`the controls of ${figure.id}`, () => {
    test("each has an accessible name", () =>
      visit(async (page, root) => {
        const count = await root.locator(CONTROLS).count();
        assert.ok(count > 0);
        const browser = await page.context().newCDPSession(page);
        for (let index = 0; index < count; index += 1) {
          const [id, controls] = [figure.id, CONTROLS].map((text) => JSON.stringify(text));
          const expression = `document.getElementById(${id}).querySelectorAll(${controls})[${index}]`;
          const { result } = await browser.send("Runtime.evaluate", { expression });
          const { nodes } = await browser.send("Accessibility.getPartialAXTree", {
            objectId: result.objectId,
            fetchRelatives: false,
          });
          assert.match(
            nodes[0].name?.value ?? "",
            /\S/,
            `no name: ${await root
              .locator(CONTROLS)
              .nth(index)
              .evaluate((e) => e.outerHTML)}`,
          );
        }
      }));

    test("each is reached with Tab", () =>
      visit(async (page, root) => {
        // Tab starts right before the figure.
        await root.evaluate((figure) => {
          const start = document.createElement("span");
          start.tabIndex = -1;
          figure.before(start);
          start.focus();
        });
        const reached = new Set();
        for (;;) {
          await page.keyboard.press("Tab");
          const at = await root.evaluate(
            (figure, controls) =>
              figure.contains(document.activeElement)
                ? [...figure.querySelectorAll(controls)].indexOf(document.activeElement)
                : null,
            CONTROLS,
          );
          if (at === null) break;
          // -1 is a box that scrolls.
          reached.add(at);
        }
        const missed = await root.evaluate(
          (figure, [controls, reached]) => {
            const all = [...figure.querySelectorAll(controls)];
            // Radio buttons of one name are one stop; arrow keys go on from there.
            const sameGroup = (control) => all.filter(({ name, type }) => type === "radio" && name === control.name);
            const isReached = (control) => reached.includes(all.indexOf(control));
            return all
              .filter((control) => !control.disabled && !isReached(control) && !sameGroup(control).some(isReached))
              .map((control) => control.outerHTML);
          },
          [CONTROLS, [...reached]],
        );
        assert.deepEqual(missed, []);
      }));
  });
}
