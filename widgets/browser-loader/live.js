// Fetches the live part of a figure, and hands the figure over to it.

const here = new URL(".", import.meta.url).href;
const given = new Set();
/** The live parts, by name: promises of the glue and of a function that fetches the code on demand. */
export const parts = new Map();
/** The names of those whose code on demand is here. */
export const whole = new Set();
const CONTROLS = "summary, button, input, select, label, [role=grid]";

// How high each figure stands, for when it starts to work: asked for then, the browser would lay the page out once more before the press is answered.
const heights = new ResizeObserver((seen) => {
  for (const { target, borderBoxSize } of seen) target.height = borderBoxSize[0].blockSize;
});

export function fail(figure, text) {
  if (figure.dataset.failed === "") return;
  figure.dataset.failed = "";
  const note = document.createElement("p");
  note.className = "widget-note";
  note.setAttribute("role", "status");
  note.textContent = text;
  figure.append(note);
}

// A figure that is a file by itself brings along what others fetch.
const address = (file, version) =>
  globalThis.counterfactualFiles?.[file] ?? new URL(version ? `${file}?v=${version}` : file, here);

async function start(file, streamed, imports) {
  // Not every server says that a wasm is one, and then it cannot be compiled while it arrives.
  const whole = async () => WebAssembly.instantiate(await (await fetch(file)).arrayBuffer(), imports);
  return (await WebAssembly.instantiateStreaming(streamed, imports).catch(whole)).instance.exports;
}

async function load(part, version) {
  const [first, more] = ["bg", "more"].map((name) => address(`${part}_${name}.wasm`, version));
  const streamed = fetch(first);
  const glue = await import(address(`${part}.js`, version));
  const imports = { [`./${part}_bg.js`]: glue };
  imports.first = await start(first, streamed, imports);
  glue.__wbg_set_wasm(imports.first);
  imports.first.__wbindgen_start();
  // The part's code on demand, once for all its figures; what could not be had is asked for again.
  let demanded;
  const demand = () =>
    (demanded ??= start(more, fetch(more), imports).then(
      () => {
        whole.add(part);
        return glue.supply("more", "") ?? "";
      },
      (error) => {
        demanded = undefined;
        throw error;
      },
    ));
  return [glue, demand];
}

// Leaves the page's thread to what else waits for it.
const pause = () => new Promise((done) => setTimeout(done));

// Makes a figure live: true, or the function that takes keys if somebody wants to hear of its states; nothing if that failed, and the figure
// says so. `embed` is the address of the widget's own page.
export async function bring(figure, embed, keys, heard) {
  const { part, version } = figure.dataset;
  let live, demand;
  const text = async (file) => {
    if (file === "more") return demand();
    const response = await fetch(address(file, version));
    if (!response.ok) throw new Error(file);
    return response.text();
  };
  try {
    if (!parts.has(part)) parts.set(part, load(part, version));
    [live, demand] = await parts.get(part);
    if (heard) await demand();
    for (let file; (file = live.missing?.(figure)); ) live.supply(file, await text(file));
    // Who reaches for a control will want what it does.
    const reach = ({ target }) => target.closest(CONTROLS) && demand().catch(() => {});
    if (live.missing) for (const type of ["pointerover", "focusin"]) figure.addEventListener(type, reach);
    given.add(figure);
    heights.observe(figure);
    // A task for each half, and for each figure: together they would hold the thread of a slow device for longer than a reader's press may wait.
    await pause();
    live.raise(figure);
    await pause();
    const opened = live.adopt(figure, text, embed, keys, heard) ?? true;
    // A choice that was not taken, such as a pair of one item with itself, goes back to what holds: browsers have moved it by themselves.
    figure.addEventListener("change", () => {
      for (const field of figure.querySelectorAll("input, option"))
        field.checked = field.selected = field.defaultChecked ?? field.defaultSelected;
    });
    return opened;
  } catch {
    fail(
      figure,
      figure.dataset.question
        ? "This form could not be loaded. What is behind it opens by hand."
        : "This figure's controls could not be loaded. It shows its first state.",
    );
  }
}

// A panic stops a part for good. Which one is not known, so that every figure says so and none goes on. Other programs' errors in the same page
// are none of ours.
function stop(error) {
  if (!(error instanceof WebAssembly.RuntimeError) || !`${error.stack}`.includes(here)) return;
  const rest = "has stopped because of an error in it. It shows its last state; reload the page to go on.";
  for (const figure of given) if (figure.isConnected) fail(figure, `This ${figure.dataset.question ? "form" : "figure"} ${rest}`);
  for (const part of parts.keys()) {
    const stopped = Promise.reject(error);
    stopped.catch(() => {});
    parts.set(part, stopped);
  }
}
addEventListener("error", ({ error }) => stop(error));
addEventListener("unhandledrejection", ({ reason }) => stop(reason));
