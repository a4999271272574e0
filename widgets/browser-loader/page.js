// A page with one figure, whose address holds its keys. Whoever shows the page in a frame is told how high it is and what it shows.

import "./counterfactuals.js";

const THEMES = ["light", "dark"];
const figure = document.querySelector("data-counterfactual");
const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
if (THEMES.includes(theme)) for (const element of [document.documentElement, figure]) element.setAttribute("theme", theme);

// Never as attributes: an address may come from anybody.
const keys = [...asked].filter(([key]) => key !== "theme");
if (keys.length > 0) figure.keys = keys;
figure.address = location.href.replace(/[?#].*/, "");

function tell(message) {
  if (parent !== window) parent.postMessage(message, "*");
}

let rest;
figure.addEventListener("statechange", ({ detail }) => {
  const url = new URL(detail.url);
  if (theme) url.searchParams.set("theme", theme);
  // As links to chapters: browsers refuse more than some changes a second, and pages without an address of their own any.
  clearTimeout(rest);
  rest = setTimeout(() => {
    try {
      history.replaceState(null, "", url.search || location.pathname);
    } catch {}
  }, 300);
  tell({ type: "data-counterfactual", event: "state", ...detail });
});
figure.addEventListener("staterefused", ({ detail }) => tell({ type: "data-counterfactual", event: "refused", ...detail }));

let told;
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  tell({ type: "data-counterfactual", event: "height", height });
  // What learning management systems listen to.
  tell({ subject: "lti.frameResize", height });
}).observe(document.documentElement);
