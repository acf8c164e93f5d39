import type { Locator, Page } from "playwright-core";

const MAX_PRESSES = 80;

/** A way to use the page: by mouse or by keyboard. Every flow has to work with either alone. */
export interface Actor {
  readonly name: "mouse" | "keyboard";
  /** Goes to something without using it: what belongs to it may be there only then. */
  reach(target: Locator): Promise<void>;
  /** Presses a button, follows a link, picks from a menu or a list, chooses among a few. */
  press(target: Locator): Promise<void>;
  /** The same for what has a shortcut: the keyboard's actor takes that. */
  pressOr(keys: readonly string[], target: Locator): Promise<void>;
  /** Writes into a field, in place of what is there. */
  type(field: Locator, text: string): Promise<void>;
  /** Leaves what has opened: by Escape, or by a click beside it. */
  leave(): Promise<void>;
}

/** Only clicks; texts are put into fields as a paste would. */
export function mouse(page: Page): Actor {
  return {
    name: "mouse",
    reach: (target) => target.hover(),
    press: (target) => target.click(),
    pressOr: (_keys, target) => target.click(),
    type: async (field, text) => {
      await field.click();
      await field.fill(text);
    },
    leave: () => page.mouse.click(700, 5),
  };
}

/** Uses the keyboard only, from the element with the focus. An element that Tab and the arrow keys can't reach fails the flow. */
export function keyboard(page: Page): Actor {
  const tab = async (steps: number) => {
    if (steps < 0) await page.keyboard.down("Shift");
    // Held down: as many strokes as it takes, sent without waiting for the page in between.
    await Promise.all(Array.from({ length: Math.abs(steps) }, () => page.keyboard.down("Tab")));
    await page.keyboard.up("Tab");
    if (steps < 0) await page.keyboard.up("Shift");
  };
  const reach = async (target: Locator) => {
    let element = await visible(target);
    const way = await element.evaluate(wayTo);
    if (way.area !== null) await focusWithin(page, way.area);
    for (let presses = 0; presses < MAX_PRESSES; presses += 1) {
      const { isHere, isThere, isNear, stepsAway } = await element.evaluate(nearness, way.group);
      if (!isHere) element = await visible(target);
      else if (isThere) return way;
      else if (isNear) await page.keyboard.press(way.key);
      else await tab(stepsAway);
    }
    throw new Error(`${MAX_PRESSES} presses of ${way.key} do not reach ${String(target)}.`);
  };
  return {
    name: "keyboard",
    reach: async (target) => void (await reach(target)),
    press: async (target) => {
      const { activate } = await reach(target);
      if (activate !== null) await page.keyboard.press(activate);
    },
    pressOr: async (keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: async (field, text) => {
      await reach(field);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      // One key pressed in full shows that no shortcut takes it; the rest need not take its time.
      await page.keyboard.type(text.slice(0, 1));
      await page.keyboard.insertText(text.slice(1));
      const [held = text] = await field.evaluateAll((fields) => fields.map((each) => (each as HTMLInputElement).value));
      if (held.length < text.length) throw new Error(`${String(field)} lost what was typed: it holds "${held}".`);
    },
    leave: () => page.keyboard.press("Escape"),
  };
}

interface Way {
  /** What takes the focus by itself when it opens, as a selector; waited for, since it does so a moment later. */
  area: string | null;
  /** Those that the arrow keys move among, as a selector. */
  group: string | null;
  key: "Tab" | "ArrowDown" | "ArrowRight";
  /** What it is pressed with; null where reaching it chooses it. */
  activate: "Enter" | "Space" | null;
}

/** Runs in the page. */
function wayTo(element: Element): Way {
  const role = element.getAttribute("role") ?? "";
  if (role.startsWith("menuitem"))
    return { area: "[role=menu]", group: "[role^=menuitem]", key: "ArrowDown", activate: "Enter" };
  if (role === "option")
    return { area: "[role=combobox]", group: "[role=combobox]", key: "ArrowDown", activate: "Enter" };
  if (role === "tab") return { area: null, group: "[role=tab]", key: "ArrowRight", activate: null };
  if (!(element instanceof HTMLInputElement)) return { area: null, group: null, key: "Tab", activate: "Enter" };
  if (element.type === "radio")
    return { area: null, group: `input[name="${element.name}"]`, key: "ArrowRight", activate: null };
  return { area: null, group: null, key: "Tab", activate: element.type === "checkbox" ? "Space" : "Enter" };
}

interface Nearness {
  /** Whether the element is still part of the page, which may have rendered another one. */
  isHere: boolean;
  isThere: boolean;
  /** Whether the focus is among those that the arrow keys move among. */
  isNear: boolean;
  /** How often Tab must be pressed by the page's order, or Shift with Tab where negative; never 0. */
  stepsAway: number;
}

/** Runs in the page, once the key pressed before has had its effect: menus move the focus a moment later. */
async function nearness(element: Element, group: string | null): Promise<Nearness> {
  await new Promise((resolve) => setTimeout(resolve));
  const focused = document.activeElement;
  const isOption = element.getAttribute("role") === "option";
  const isThere = isOption ? element.getAttribute("aria-selected") === "true" : element === focused;
  const reachable = "a[href],button,input,select,textarea,summary,[tabindex]";
  const stops = [...document.querySelectorAll<HTMLElement>(reachable)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(":disabled") && stop.checkVisibility({ visibilityProperty: true }),
  );
  const isChecked = (stop: Element) => !(stop instanceof HTMLInputElement) || stop.type !== "radio" || stop.checked;
  const order = stops.filter(isChecked);
  const entrance = group === null ? element : order.find((stop) => stop.matches(group));
  // What has the focus may be no stop itself, as the page's content is after a dialog has closed: Tab goes on from there.
  const isBefore = (stop: Element) =>
    ((focused ?? document.body).compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const at = order.findIndex((stop) => stop === focused);
  const from = at === -1 ? order.filter(isBefore).length - 1 : at;
  const stepsAway = order.findIndex((stop) => stop === entrance) - from;
  return {
    isHere: element.isConnected,
    isThere,
    isNear: group !== null && focused?.matches(group) === true,
    stepsAway: stepsAway === 0 ? 1 : stepsAway,
  };
}

/** An element is found by its role once, not before every key: computing roles is slow on a long page. */
async function visible(target: Locator) {
  await target.waitFor();
  const element = await target.elementHandle();
  if (element === null) throw new Error(`${String(target)} is not an element.`);
  return element;
}

async function focusWithin(page: Page, area: string): Promise<void> {
  await page.waitForFunction((selector) => document.activeElement?.closest(selector) != null, area);
}
