// Every control of a figure, used as readers use them: for the scripts that measure.

const CONTROLS = [
  ".widget-controls button:enabled, .widget-figure button:enabled:not([role])",
  "label:has(input[type=radio]:enabled:not(:checked))",
  "label:has(input[type=checkbox]:enabled)",
  "select:enabled",
  "input[type=range]:enabled",
  "input[type=number]:enabled",
  ".widget-figure svg[role], .widget-figure svg",
].join(", ");

// How long a reader holds a button, in milliseconds: one that is let go at once has the page still busy with its being pressed.
const HELD = 40;

/**
 * The controls of a figure that a reader can use now, those of its menu and of its table left out. The elements themselves: what is chosen
 * is no choice any more, and a place in the list of those left would then be another's.
 */
export async function controlsOf(figure) {
  const controls = [];
  for (const control of await figure.locator(CONTROLS).elementHandles())
    if (await control.evaluate((element) => !element.closest(".widget-menu, .widget-table"))) controls.push(control);
  return controls;
}

/** What a control is called, for a table. */
export const nameOf = (control) =>
  control.evaluate((element) => {
    const label = element.closest("label")?.cloneNode(true);
    // A list's label holds the list, and so every option; a slider's says where it stands.
    for (const part of label?.querySelectorAll("select, .slider-value") ?? []) part.remove();
    const name = element.matches("svg") ? "picture" : (element.getAttribute("aria-label") ?? (label ?? element).textContent);
    const group = element.closest("fieldset")?.querySelector("legend")?.textContent;
    return [group, name].filter(Boolean).join(": ").replace(/\s+/g, " ").trim().slice(0, 40);
  });

/** Uses a control as a reader would. Menus of lists are drawn by the system, so choosing there is setting the value and the event. */
export async function use(page, control) {
  const tag = await control.evaluate((element) => `${element.tagName.toLowerCase()} ${element.getAttribute("type") ?? ""}`.trim());
  if (tag === "select") {
    await control.evaluate((select) => {
      select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  } else if (tag === "input range" || tag === "input number") {
    await control.evaluate((input) => {
      input.value = input.value === input.max ? input.min : input.max;
      for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    });
  } else {
    const { x, y, width, height } = await control.boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2, { delay: HELD });
  }
}
