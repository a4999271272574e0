// Figures on paper: a figure's numbers stand below it, as far as a sheet has room for them.

import { parts, whole } from "./live.js";

const LINES = 60;
// How long paper that was asked for waits for the numbers of all figures, in milliseconds.
const PATIENCE = 20_000;
const printed = [];

// The code on demand of a live figure, which draws the table.
const isWhole = (figure) => whole.has(figure.dataset.part);
const complete = async (figure) => (await parts.get(figure.dataset.part))[1]();

const figures = () => [...document.querySelectorAll("[data-widget][data-part]:not([data-failed])")];

addEventListener("beforeprint", () => {
  for (const item of document.querySelectorAll("[data-live] .widget-menu button")) {
    const figure = item.closest("[data-live]");
    if (item.textContent !== "Show as table" || !isWhole(figure)) continue;
    item.click();
    if (figure.querySelectorAll(".widget-table tr").length > LINES) item.click();
    else printed.push(item);
  }
});

addEventListener("afterprint", () => {
  for (const item of printed.splice(0)) item.click();
});

/**
 * A browser that prints does not wait for a script. So whoever asks for paper with a key, or opens the page of all chapters, is given it once every
 * figure is live and its code on demand is here. `adopt` makes a figure live; what comes back waits for all of them.
 */
export function prepare(adopt) {
  async function ready() {
    for (const figure of figures()) {
      await adopt(figure);
      if (!figure.hasAttribute("data-failed")) await complete(figure).catch(() => {});
    }
  }
  const isReady = (figure) => figure.hasAttribute("data-live") && isWhole(figure);
  addEventListener("keydown", (event) => {
    if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    // Where nothing is missing, the browser prints by itself.
    if (figures().every(isReady)) return;
    event.preventDefault();
    window.print();
  });
  return () => Promise.race([ready(), new Promise((late) => setTimeout(late, PATIENCE))]);
}
