// Fetches the live part of a figure, and hands the figure over to it.

const here = new URL(".", import.meta.url).href;
const parts = new Map();
const given = new Set();

export function fail(figure, text) {
  if (figure.hasAttribute("data-failed")) return;
  figure.setAttribute("data-failed", "");
  const note = document.createElement("p");
  note.className = "widget-note";
  note.setAttribute("role", "status");
  note.textContent = text;
  figure.append(note);
}

// A figure that is a file by itself brings along what others fetch.
const address = (file, version) =>
  globalThis.counterfactualFiles?.[file] ?? new URL(version ? `${file}?v=${version}` : file, here);

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

// Makes a figure live: true, or the function that takes keys if somebody wants to hear of its states; nothing if that failed, and the figure
// says so. `embed` is the address of the widget's own page.
export async function bring(figure, embed, keys, heard) {
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
    given.add(figure);
    return live.adopt(figure, text, embed, keys, heard) ?? true;
  } catch {
    fail(figure, "The live part of this figure could not be loaded. The figure shows its first state.");
  }
}

// A panic stops a part for good. Which one is not known, so that every figure says so and none goes on. Other programs' errors in the same page
// are none of ours.
function stop(error) {
  if (!(error instanceof WebAssembly.RuntimeError) || !`${error.stack}`.includes(here)) return;
  const text = "This figure has stopped because of an error in it. It shows its last state; reload the page to go on.";
  for (const figure of given) if (figure.isConnected) fail(figure, text);
  for (const part of parts.keys()) {
    const stopped = Promise.reject(error);
    stopped.catch(() => {});
    parts.set(part, stopped);
  }
}
addEventListener("error", (event) => stop(event.error));
addEventListener("unhandledrejection", (event) => stop(event.reason));
