// Events at random on one figure, as a reader's hands make them, and as no reader's would. Everything follows from the seed.

/**
 * Runs in the page: `count` events on the figure `id`. Comes back with what was done last, and whether the figure broke. Long work is stopped by
 * its own button; in the end, events go on until work that was stopped has gone on and ended, so that what is shown is what was asked for.
 */
export async function storm({ id, seed, count }) {
  const figure = document.getElementById(id);
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(random() * bound);
  const any = (list) => list[below(list.length)];

  const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "Enter", " ", "Escape", "Tab", "a", "7"];
  const TEXTS = ["", "0", "-1", "3", "7", "0.5", "1e9", "-1e-9", "NaN", "Infinity", "B", "A B", "“”", "\u0000", "9".repeat(400), "<b>", "e\u0301"];
  // What leaves the page, or fills the disk.
  const LEAVES = /download|save|open a|full screen/i;
  // How many events more there are at most for work to go on.
  const MORE = 100;

  const told = { bubbles: true, cancelable: true };
  const place = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    // Mostly inside, at times at the edge or beyond.
    const share = () => any([random(), random(), random(), 0, 1, 3 * random() - 1]);
    return { clientX: Math.round(left + share() * width), clientY: Math.round(top + share() * height) };
  };
  const press = (element) => element.dispatchEvent(new MouseEvent("click", { ...told, detail: 1, ...place(element) }));
  const pointer = (element, type, more) =>
    element.dispatchEvent(new PointerEvent(type, { ...told, pointerId: 1, pointerType: any(["mouse", "touch", "pen"]), ...place(element), ...more }));
  const changed = (control) => {
    control.dispatchEvent(new Event("input", told));
    control.dispatchEvent(new Event("change", told));
  };

  const acts = {
    press(element) {
      press(element);
    },
    key(element) {
      const key = any(KEYS);
      element.dispatchEvent(new KeyboardEvent("keydown", { ...told, key, ctrlKey: random() < 0.15, shiftKey: random() < 0.1, altKey: random() < 0.05 }));
      element.dispatchEvent(new KeyboardEvent("keyup", { ...told, key }));
      return key;
    },
    drag(element) {
      const target = any([element, ...element.querySelectorAll("*")]);
      pointer(target, "pointerdown", { button: random() < 0.9 ? 0 : 2 });
      const moves = below(6);
      for (let move = 0; move < moves; move += 1) pointer(any([target, element]), "pointermove", { pointerId: random() < 0.9 ? 1 : 2 });
      const end = any(["pointerup", "pointerup", "pointercancel", "nothing"]);
      if (end !== "nothing") pointer(element, end);
      if (end === "pointerup") press(target);
      return `${moves} moves, ${end}`;
    },
    choose(select) {
      select.selectedIndex = below(select.options.length);
      changed(select);
      return select.value;
    },
    slide(range) {
      const [least, most] = [range.min || 0, range.max || 100].map(Number);
      range.value = any([least, most, least + random() * (most - least), least - 1, most + 1]);
      changed(range);
      return range.value;
    },
    write(input) {
      input.value = any(TEXTS);
      changed(input);
      return input.value.slice(0, 20);
    },
  };

  const actFor = (element) => {
    if (element.matches("select")) return "choose";
    if (element.matches("input[type=range]")) return "slide";
    if (element.matches("input[type=text]")) return "write";
    if (element.matches("svg")) return any(["drag", "press", "key"]);
    if (element.matches("[role=gridcell], [role=option]")) return any(["press", "key"]);
    return random() < 0.9 ? "press" : "key";
  };
  const CONTROLS = "select, input, button, summary, svg, [role=gridcell], [role=option]";
  const target = () => {
    if (random() < 0.02) return any([figure, ...figure.querySelectorAll("*:not(.widget-menu *)")]);
    const kinds = new Map();
    // One kind of control is as likely as another: a big grid would else have it all.
    for (const element of figure.querySelectorAll(CONTROLS)) {
      if (element.disabled || LEAVES.test(element.textContent)) continue;
      const kind = element.name || element.closest("[data-control]")?.className || element.getAttribute("role") || element.localName;
      if (!kinds.has(kind)) kinds.set(kind, []);
      kinds.get(kind).push(element);
    }
    return any(any([...kinds.values()]));
  };

  const done = [];
  const turn = () => new Promise((turn) => setTimeout(turn));
  const working = () => figure.querySelector("progress");
  let stopped = false;
  for (let event = 0; event < count || (stopped && event < count + MORE); event += 1) {
    const element = target();
    const act = element.matches(CONTROLS) ? actFor(element) : any(["press", "key"]);
    const name = `${element.localName}${element.name ? `[${element.name}]` : ""}.${element.getAttribute("class") ?? ""} ${element.textContent.slice(0, 20)}`;
    done.push(`${event}: ${act} ${name}`);
    const how = acts[act](element);
    if (how !== undefined) done[done.length - 1] += ` (${how})`;
    if (!figure.isConnected || figure.hasAttribute("data-failed")) return { broken: true, last: done.slice(-8) };
    if (event < count && random() < 0.7 && working()) {
      figure.querySelector(".widget-status button")?.click();
      stopped = true;
    }
    // What the page has put off has its turn.
    if (event % 25 === 0) await turn();
    for (; event >= count && working(); stopped = false) await turn();
  }
  return { broken: false, last: done.slice(-8) };
}
