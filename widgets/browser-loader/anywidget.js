// The same figure in notebooks, in the form that anywidget loads: traits named as a directive's keys, and `state`, `directive` and `sentence`, go both
// ways or come back. A trait that the model does not have is left alone.

import "./counterfactuals.js";
import { FIGURES } from "./figures.js";

function render({ model, el }) {
  const figure = document.createElement("data-counterfactual");
  const widget = model.get("widget");
  const traits = (FIGURES[widget]?.keys ?? []).filter((key) => model.get(key) !== undefined);
  const asked = () => {
    const own = traits.map((key) => [key, text(model.get(key))]).filter(([, value]) => value !== "");
    return [...own, ...Object.entries(model.get("keys") ?? {}).map(([key, value]) => [key, text(value)])];
  };
  figure.setAttribute("widget", widget);
  figure.keys = asked();

  let hears = false;
  const changed = () => {
    if (!hears) figure.keys = asked();
  };
  let told;
  figure.addEventListener("statechange", ({ detail }) => {
    const { keys, directive, sentence, link: state } = detail;
    const changed = (key) => told && told[key] !== keys[key];
    hears = true;
    for (const key of traits.filter(changed)) {
      const value = like(model.get(key), keys[key]);
      if (value !== undefined) model.set(key, value);
    }
    const rest = Object.fromEntries(Object.entries(keys).filter(([key]) => !traits.includes(key)));
    for (const [name, value] of Object.entries({ keys: rest, state, directive, sentence }))
      if (model.get(name) !== undefined) model.set(name, value);
    model.save_changes();
    hears = false;
    told = keys;
  });
  const names = [...traits, "keys"].map((name) => `change:${name}`);
  for (const name of names) model.on(name, changed);
  el.append(figure);
  return () => {
    for (const name of names) model.off(name, changed);
  };
}

const quote = (one) => JSON.stringify(String(one).replace(/\s+/g, " "));

// A list of a notebook is a list of a directive.
function text(value) {
  return Array.isArray(value) ? "[" + value.map(quote).join(", ") + "]" : String(value);
}

// A value of the figure in the type that the trait has. What is back at its default is an empty text, and nothing in other types.
function like(trait, value) {
  if (typeof trait === "string") return value ?? "";
  if (value === undefined) return undefined;
  if (typeof trait === "number") return Number(value);
  if (typeof trait === "boolean") return value === "true";
  const words = value.replace(/^\[|\]$/g, "").match(/"(?:[^"\\]|\\.)*"|[^,\s]+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? JSON.parse(word) : word));
}

export default { render };
