// Finds the figures of a page, fetches the live part when the first of them comes near, and hands each one over.
// Everything the figures do is in the wasm; what the page shows without it stays readable whatever happens here.

const NEAR = "600px";
const early = [];
const parts = new Map();

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

function fail(figures, text) {
  for (const figure of figures) {
    if (figure.hasAttribute("data-failed")) continue;
    figure.setAttribute("data-failed", "");
    const note = document.createElement("p");
    note.className = "widget-note";
    note.setAttribute("role", "status");
    note.textContent = text;
    figure.append(note);
  }
}

const address = (file, version) => new URL(version ? `${file}?v=${version}` : file, import.meta.url);

async function load(part, version) {
  const wasm = () => fetch(address(`${part}_bg.wasm`, version));
  const streamed = wasm();
  const glue = await import(address(`${part}.js`, version));
  const imports = { [`./${part}_bg.js`]: glue };
  // Not every server says that a wasm is one, and then it cannot be compiled while it arrives.
  const whole = async () => WebAssembly.instantiate(await (await wasm()).arrayBuffer(), imports);
  const { instance } = await WebAssembly.instantiateStreaming(streamed, imports).catch(whole);
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

async function adopt(figure) {
  const { part, version } = figure.dataset;
  const text = async (file) => {
    const response = await fetch(address(file, version));
    if (!response.ok) throw new Error(file);
    return response.text();
  };
  try {
    if (!parts.has(part)) parts.set(part, load(part, version));
    const live = await parts.get(part);
    for (let file; (file = live.missing(figure)); ) live.supply(file, await text(file));
    live.adopt(figure, text);
  } catch {
    fail([figure], "The live part of this figure could not be loaded. The figure shows its first state.");
    return;
  }
  replay(figure);
}

// A panic stops a part for good. Which one is not known, so that every figure says so and none goes on.
function stop(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  const text = "This figure has stopped because of an error in it. It shows its last state; reload the page to go on.";
  fail(document.querySelectorAll("[data-live]"), text);
  for (const part of parts.keys()) {
    const stopped = Promise.reject(error);
    stopped.catch(() => {});
    parts.set(part, stopped);
  }
}
addEventListener("error", (event) => stop(event.error));
addEventListener("unhandledrejection", (event) => stop(event.reason));

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
