// Finds the figures and the questions of a chapter and has each one made live when it comes near.
// Everything the figures do is in the wasm; what the page shows without it stays readable whatever happens here.

// It is a classic script: of a file that is opened without a server, browsers run no modules, and complain.
(() => {
  const served = location.protocol !== "file:";
  const base = document.currentScript.src;
  const live = served ? import("./live.js") : undefined;
  live?.catch(() => {});

  const NEAR = "600px";
  const early = [];

  const root = (target) => (target instanceof Element ? target.closest("[data-part]:not([data-live])") : null);

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

  // Once for each figure, whoever asks.
  const adopt = (figure) => (figure.adopted ??= begin(figure));

  async function begin(figure) {
    const embed = new URL(`../embed/v1/${figure.dataset.widget}.html`, base);
    try {
      const { bring } = await live;
      if (await bring(figure, embed.href)) replay(figure);
    } catch {
      figure.setAttribute("data-failed", "");
    }
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
  for (const figure of document.querySelectorAll("[data-part]")) {
    if (served) observer.observe(figure);
    // Its controls then keep their place unseen, as without scripts.
    else figure.setAttribute("data-failed", "");
  }

  // A link to a figure of the same page in a state puts the figure into it, without loading the page again.
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href*='?state-']") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const figure = document.getElementById(link.hash.slice(1));
    if (link.origin + link.pathname !== location.origin + location.pathname || !figure) return;
    event.preventDefault();
    const here = new URL(location);
    for (const [key, state] of new URL(link).searchParams) here.searchParams.set(key, state);
    here.hash = link.hash;
    history.replaceState(null, "", here);
    // A figure that is not live yet reads the address when it is.
    figure.dispatchEvent(new Event("address"));
    // A figure behind a prediction cannot be gone to while that is closed.
    for (let closed; (closed = figure.closest("details:not([open])")); ) closed.open = true;
    figure.scrollIntoView();
    figure.tabIndex = -1;
    figure.focus({ preventScroll: true });
  });

  // Paper shows every figure with its numbers, and waits until they are here.
  const print = window.print.bind(window);
  const paper = live && import("./paper.js").then(({ prepare }) => prepare(adopt)).catch(() => {});
  window.print = async () => {
    await (await paper)?.();
    print();
  };

  // The sidebar's button, which needs a script since a label is out of the keyboard's reach.
  document
    .querySelector("button#mdbook-sidebar-toggle")
    ?.addEventListener("click", () => document.getElementById("mdbook-sidebar-toggle-anchor").click());

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

  // The search leads to the name of a term, which stands in a note that is closed.
  function unfold() {
    const led = ({ id }) => new URL(`#${id}`, location.href).hash === location.hash;
    const card = [...document.querySelectorAll(".note-name[id]")].find(led)?.closest(".note");
    const button = document.querySelector(`[popovertarget="${card?.id}"]`);
    if (!button || !card.showPopover || card.matches(":popover-open")) return;
    button.scrollIntoView({ block: "center" });
    card.showPopover({ source: button });
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
