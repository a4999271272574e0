// Finds the figures of a page, fetches the live part when the first of them comes near, and hands each one over.
// Everything the figures do is in the wasm; what the page shows without it stays readable whatever happens here.

const NEAR = "600px";
const early = [];
let live;

const root = (target) => (target instanceof Element ? target.closest("[data-widget]:not([data-live])") : null);

// What a reader does before a figure is adopted is kept and done then. Radio buttons, lists and the menu change by
// themselves and are asked for their state afterwards.
function keep(event) {
  const figure = root(event.target);
  if (!figure || figure.hasAttribute("data-failed")) return;
  if (event.type === "click" && event.target.closest("label, input, select, summary, a")) return;
  if (event.type === "keydown") {
    if (!event.target.closest("[role=grid]") || !/^(Arrow|Home|End|Page)/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  early.push({ figure, target: event.target, type: event.type, key: event.key, ctrlKey: event.ctrlKey });
}

function replay(figure) {
  for (const control of figure.querySelectorAll("input, select")) {
    const changed =
      control instanceof HTMLSelectElement
        ? [...control.options].some((option) => option.selected && !option.defaultSelected)
        : control.checked && !control.defaultChecked;
    if (changed) control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const options = { bubbles: true, cancelable: true };
  for (const { target, type, key, ctrlKey } of early.filter((press) => press.figure === figure)) {
    // Drawing may have moved the keyboard's cell; a key goes where the cursor is now.
    const place = type === "keydown" ? (figure.querySelector("[role=gridcell][tabindex='0']") ?? target) : target;
    place.dispatchEvent(
      type === "keydown" ? new KeyboardEvent(type, { ...options, key, ctrlKey }) : new MouseEvent(type, options),
    );
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
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) {
    const text = "This figure has stopped because of an error in it. It shows its last state; reload the page to go on.";
    fail(document.querySelectorAll("[data-live]"), text);
  }
});

for (const type of ["click", "keydown"]) document.addEventListener(type, keep, true);

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
