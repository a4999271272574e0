// Finds the figures of a page, fetches the live part when the first of them comes near, and hands each one over.
// Everything the figures do is in the wasm; what the page shows without it stays readable whatever happens here.

const NEAR = "600px";
const early = [];
let live;

const root = (target) => (target instanceof Element ? target.closest("[data-widget]:not([data-live])") : null);

// What a reader does before a figure is adopted is kept, and done then in the same order.
function keep(event) {
  const { target, type, key, ctrlKey } = event;
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
  early.push({ figure, target, type, key, ctrlKey });
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
  for (const { target, type, key, ctrlKey } of presses) {
    if (type === "change") target.dispatchEvent(new Event(type, options));
    else if (type === "click") target.dispatchEvent(new MouseEvent(type, options));
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

async function load(version) {
  const suffix = version ? `?v=${version}` : "";
  const module = await import(new URL(`counterfactuals.js${suffix}`, import.meta.url));
  await module.default({ module_or_path: new URL(`counterfactuals_bg.wasm${suffix}`, import.meta.url) });
  return module;
}

async function adopt(figure) {
  try {
    live ??= load(figure.dataset.version);
    (await live).adopt(figure);
  } catch {
    fail([figure], "The live part of this figure could not be loaded. The figure shows its first state.");
    return;
  }
  replay(figure);
}

// A panic stops the wasm for good: say so in every figure that it served.
function stop(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  const text = "This figure has stopped because of an error in it. It shows its last state; reload the page to go on.";
  fail(document.querySelectorAll("[data-live]"), text);
  live = Promise.reject(error);
  live.catch(() => {});
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
