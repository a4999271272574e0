// <data-counterfactual widget="grid" items="A B C D" focus="B">: a figure anywhere, with a directive's keys as attributes.
//
// A shadow tree keeps the page's styles out of it and its own inside; nothing is inline, so a strict content security policy lets it pass.
// The figure itself is drawn by the wasm, from the same tree as in a chapter.

import { bring, fail } from "./live.js";
import { FIGURES, VERSION } from "./figures.js";

const NEAR = "600px";
// What any element can have means the same here. `title` is a figure's.
const OF_HTML = new Set(
  `accesskey autofocus class contenteditable dir draggable exportparts hidden id inert is lang nonce part popover role slot spellcheck style
  tabindex theme translate widget`.split(/\s+/),
);
const isKey = (name) => !OF_HTML.has(name) && !/[-:.]|^on./.test(name);

// The size that a reader's browser gives to text. Every length of a figure is a part of it, whatever the page's own root says.
const READERS = 16;

let sheet;
function styles() {
  sheet ??= fetch(new URL(`figure.css?v=${VERSION}`, import.meta.url)).then(async (response) => {
    if (!response.ok) throw new Error("figure.css");
    return new CSSStyleSheet().replace(await response.text());
  });
  return sheet;
}

const flat = (entries) => entries.flatMap(([key, value]) => [key, String(value)]);

export class DataCounterfactual extends HTMLElement {
  #figure;
  #address;
  #turn;
  #asked;
  #state;
  // The keys as the attributes have them, and whether it is the attributes that are being followed.
  #told = new Map();
  #asAttributes = false;
  #near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(), {
    rootMargin: NEAR,
  });
  #attributes = new MutationObserver((records) => this.#changed(records));

  constructor() {
    super();
    // A page of ours has its first frame there already.
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    for (const type of ["keydown", "keyup", "keypress"]) root.addEventListener(type, own);
  }

  connectedCallback() {
    this.#attributes.observe(this, { attributes: true });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#attributes.disconnect();
    this.#near.disconnect();
  }

  /** The address of the widget's own page, which links lead to. */
  get address() {
    return this.#address ?? new URL(`${this.getAttribute("widget")}.html`, import.meta.url).href;
  }

  set address(address) {
    this.#address = address;
  }

  /** The state in all its forms; undefined until the figure is live. */
  get state() {
    return this.#state;
  }

  /** The keys that are not at their defaults. Setting them, as an object or as pairs, turns to that state. */
  get keys() {
    return this.#state?.keys ?? Object.fromEntries(this.#asked ?? this.#given());
  }

  set keys(keys) {
    this.#asked = Symbol.iterator in keys ? [...keys] : Object.entries(keys);
    this.#turn?.(flat(this.#asked));
  }

  #given() {
    return [...this.attributes].filter(({ name }) => isKey(name)).map(({ name, value }) => [name, value]);
  }

  #changed(records) {
    if (records.some(({ attributeName }) => attributeName === "widget")) {
      this.#figure?.remove();
      this.#figure = this.#turn = this.#asked = this.#state = undefined;
      this.#told.clear();
      this.#near.disconnect();
      this.#near.observe(this);
    } else if (records.some(({ attributeName }) => isKey(attributeName))) {
      this.#asked = undefined;
      this.#asAttributes = true;
      this.#turn?.(flat(this.#given()));
      this.#asAttributes = false;
    }
  }

  async #begin() {
    if (this.#figure) return;
    this.#near.disconnect();
    const name = this.getAttribute("widget") ?? "";
    const known = Object.hasOwn(FIGURES, name);
    const figure = this.shadowRoot.querySelector(".widget") ?? document.createElement("figure");
    this.#figure = figure;
    if (!figure.isConnected) {
      figure.className = "widget";
      if (!known) {
        fail(figure, `No widget is named “${name.slice(0, 40)}”: legal are ${Object.keys(FIGURES).join(", ")}.`);
        figure.querySelector(".widget-note").setAttribute("role", "alert");
      }
      figure.id = /^[a-z][\w-]*$/i.test(this.id) ? this.id : name;
      Object.assign(figure.dataset, { widget: name, part: FIGURES[name]?.part, version: VERSION, arguments: "1" });
      try {
        this.shadowRoot.adoptedStyleSheets = [await styles()];
        this.shadowRoot.adoptedStyleSheets.push(unit(this.shadowRoot));
      } catch {
        // Without its style sheet a figure is plain, and says all that it has to say.
      }
      this.shadowRoot.append(figure);
    }
    if (!known || this.#figure !== figure) return;
    const wanted = () => flat(this.#asked ?? this.#given());
    const asked = wanted();
    const turn = await bring(figure, this.address, asked, (told) => this.#figure === figure && this.#hear(told));
    if (this.#figure !== figure || typeof turn !== "function") return;
    this.#turn = turn;
    // What was asked for while the figure came.
    if (`${wanted()}` !== `${asked}`) turn(wanted());
  }

  #hear([link, directive, refusal, json, ...pairs]) {
    const keys = {};
    for (let at = 0; at < pairs.length; at += 2) keys[pairs[at]] = pairs[at + 1];
    const url = new URL(this.address);
    for (const [key, value] of Object.entries(keys)) url.searchParams.set(key, value);
    const widget = this.getAttribute("widget");
    const sentence = this.#figure.querySelector(".widget-sentence")?.textContent ?? "";
    const first = !this.#state;
    const byPage = this.#asAttributes || (first && !this.#asked);
    const same = !first && this.#state.directive === directive && this.#state.sentence === sentence;
    this.#state = { widget, keys, directive, link, json, url: url.href, sentence };
    const tell = (type, detail) => this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (refusal) tell("staterefused", { message: refusal, state: this.#state });
    else if (byPage) this.#told = new Map(Object.entries(keys));
    else this.#reflect(keys);
    if (!same) tell("statechange", this.#state);
  }

  // Attributes follow what the reader does, key by key; those that nothing happened to stay as the page wrote them.
  #reflect(keys) {
    this.#attributes.takeRecords();
    for (const name of this.#told.keys()) if (!Object.hasOwn(keys, name)) this.removeAttribute(name);
    for (const [name, value] of Object.entries(keys)) if (this.#told.get(name) !== value) this.setAttribute(name, value);
    this.#told = new Map(Object.entries(keys));
    this.#attributes.takeRecords();
    this.#asked = undefined;
  }
}

// What is typed into a figure is the figure's: slides would turn, and books go to their next chapter.
function own(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || /^(Tab|Escape|F\d+)$/.test(key)) return;
  event.stopPropagation();
}

function unit(root) {
  const probe = document.createElement("span");
  probe.className = "readers-size";
  root.append(probe);
  const size = parseFloat(getComputedStyle(probe).fontSize) || READERS;
  probe.remove();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host { --unit: ${(size * 10) / READERS}px }`);
  return sheet;
}

customElements.get("data-counterfactual") ?? customElements.define("data-counterfactual", DataCounterfactual);
