// Finds the figures of a chapter and has each one made live when it comes near.
// Everything the figures do is in the wasm; what the page shows without it stays readable whatever happens here.

import { bring } from "./live.js";

const NEAR = "600px";
const early = [];

const root = (target) => (target instanceof Element ? target.closest("[data-widget]:not([data-live])") : null);

// What a reader does before a figure is adopted is kept, and done then in the same order.
function keep(event) {
  const { target, type, key, ctrlKey, clientX, clientY } = event;
  const figure = root(target);
  if (!figure || figure.hasAttribute("data-failed")) return;
  // Radio buttons, lists and the menu change by themselves; what they tell is their change, not the click.
  if (type === "click" && target.closest("label, input, select, summary, a")) return;
  if (type === "keydown") {
    if (!target.closest("[role=grid], [role=listbox]") || !/^(Arrow|Home|End|Page)/.test(key)) return;
    if (event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
  }
  early.push({ figure, target, type, key, ctrlKey, clientX, clientY });
}

function replay(figure) {
  const presses = early.filter((press) => press.figure === figure);
  // A browser that comes back to a page may have filled in what the reader had chosen before.
  for (const control of figure.querySelectorAll("input, select")) {
    const filled =
      control instanceof HTMLSelectElement
        ? [...control.options].some((option) => option.selected && !option.defaultSelected)
        : control.checked && !control.defaultChecked;
    const told = presses.some(({ target, type }) => type === "change" && target === control);
    if (filled && !told) control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const options = { bubbles: true, cancelable: true };
  for (const { target, type, key, ctrlKey, clientX, clientY } of presses) {
    if (type === "change") target.dispatchEvent(new Event(type, options));
    else if (type === "click") target.dispatchEvent(new MouseEvent(type, { ...options, clientX, clientY }));
    else {
      // An earlier key may have moved the cursor; this one goes where it is now.
      const cursor = figure.querySelector(":is([role=gridcell], [role=option])[tabindex='0']") ?? target;
      cursor.dispatchEvent(new KeyboardEvent(type, { ...options, key, ctrlKey }));
    }
  }
}

async function adopt(figure) {
  const embed = new URL(`../embed/v1/${figure.dataset.widget}.html`, import.meta.url);
  if (await bring(figure, embed.href)) replay(figure);
}

for (const type of ["click", "change", "keydown"]) document.addEventListener(type, keep, true);

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      adopt(target);
    }
  },
  { rootMargin: NEAR },
);
for (const figure of document.querySelectorAll("[data-widget]")) observer.observe(figure);

// Notes beside the text open by themselves for a mouse that rests on their button, and stay while it is on the button or the note. Pressing
// the button keeps such a note; Esc closes it, as any.
const REST = 250;
const LEAVE = 300;
let waiting, hovered;

const note = (target) => {
  const button = target instanceof Element ? target.closest(".note-button") : null;
  return button && { button, card: document.getElementById(button.getAttribute("popovertarget")) };
};

addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType !== "mouse" || !HTMLElement.prototype.showPopover) return;
  const found = note(target);
  clearTimeout(waiting);
  if (found && found.card !== hovered) {
    waiting = setTimeout(() => {
      if (found.card.matches(":popover-open")) return;
      found.card.showPopover({ source: found.button });
      hovered = found.card;
    }, REST);
  } else if (hovered && !found && !hovered.contains(target)) {
    waiting = setTimeout(() => hovered?.hidePopover(), LEAVE);
  }
});

addEventListener("click", (event) => {
  clearTimeout(waiting);
  if (!hovered) return;
  if (note(event.target)?.card === hovered) event.preventDefault();
  hovered = undefined;
});

// The event does not bubble.
const closed = ({ target, newState }) => {
  if (newState === "closed" && target === hovered) hovered = undefined;
};
addEventListener("toggle", closed, true);

// Esc closes a note by itself, but mdBook's own key handling takes that from it.
const escape = (event) => {
  if (event.key === "Escape" && document.querySelector(".note:popover-open")) event.stopPropagation();
};
addEventListener("keydown", escape, true);
