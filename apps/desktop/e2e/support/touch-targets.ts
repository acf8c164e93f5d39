import type { Locator } from "playwright-core";

interface Rules {
  /** Where nothing else is near. */
  alonePx: number;
  /** Anywhere. */
  leastPx: number;
}

const RULES: Rules = { alonePx: 44, leastPx: 24 };

/**
 * What is wrong with the areas on which controls can be hit: those that are less than 44 px wide or high although no other control
 * needs the room, those with less than 24 px, and those of which a neighbour takes a part that is drawn. Links within a sentence are
 * as high as their line. Each control is scrolled into sight, and its area is felt out point by point, as a finger would.
 */
export function smallTargets(where: Locator): Promise<string[]> {
  return where.evaluate(findSmallTargets, RULES);
}

/** Runs in the page. */
function findSmallTargets(root: Element, { alonePx, leastPx }: Rules): string[] {
  const CONTROLS =
    "a[href], button, input, select, textarea, summary, [role^=menuitem], [role=option], [role=tab], [role=checkbox]";
  type Direction = readonly [x: number, y: number];

  const controlAt = (x: number, y: number): Element | null => {
    const hit = document.elementFromPoint(x, y);
    const control = hit?.closest(CONTROLS) ?? null;
    return control ?? hit?.closest("label")?.control ?? null;
  };
  const isOf = (control: Element, x: number, y: number) => controlAt(x, y) === control;
  const extent = (control: Element, [x, y]: Direction, [right, down]: Direction): number => {
    let px = 0;
    while (px < alonePx && isOf(control, x + right * (px + 1), y + down * (px + 1))) px++;
    return px;
  };
  const isInSentence = (control: Element): boolean =>
    control.matches("a") &&
    getComputedStyle(control).display === "inline" &&
    [...(control.parentElement?.childNodes ?? [])].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
  /** The part of the window in which it can be hit at all. */
  const clipOf = (control: Element) => {
    const clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let each = control.parentElement; each !== null; each = each.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(each);
      const box = each.getBoundingClientRect();
      if (overflowX !== "visible") {
        clip.left = Math.max(clip.left, box.left);
        clip.right = Math.min(clip.right, box.right);
      }
      if (overflowY !== "visible") {
        clip.top = Math.max(clip.top, box.top);
        clip.bottom = Math.min(clip.bottom, box.bottom);
      }
    }
    return clip;
  };
  /** Whether the square around a point has another control or an edge in it. */
  const isCramped = (control: Element, [x, y]: Direction): boolean => {
    const { left, top, right, bottom } = clipOf(control);
    const half = alonePx / 2;
    if (x - half < left || x + half > right || y - half < top || y + half > bottom) return true;
    for (let dx = -half; dx <= half; dx += 4) {
      for (let dy = -half; dy <= half; dy += 4) {
        const other = controlAt(x + dx, y + dy);
        if (other !== null && other !== control) return true;
      }
    }
    return false;
  };
  /** Whether it is seen there, such as a menu above the page: not only its area reaches so far. */
  const isDrawnAt = (control: Element, x: number, y: number): boolean => {
    const { left, top, right, bottom } = control.getBoundingClientRect();
    return x >= left && x <= right && y >= top && y <= bottom;
  };
  /** Such as the button within a field. */
  const isInside = (control: Element, { left, top, right, bottom }: DOMRect): boolean => {
    const box = control.getBoundingClientRect();
    return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
  };
  const nameOf = (control: Element) =>
    `${control.getAttribute("role") ?? control.tagName.toLowerCase()} “${(control.getAttribute("aria-label") ?? control.textContent ?? "").trim().slice(0, 40)}”`;

  const complaints: string[] = [];
  for (const control of root.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (!control.checkVisibility() || control.closest("[inert], .sr-only") !== null) continue;
    if (control.matches(":disabled, [type=hidden]")) continue;
    const drawn = (control.matches("[type=checkbox], [type=radio]") && control.closest("label")) || control;
    drawn.scrollIntoView({ block: "center", inline: "nearest" });
    const box = drawn.getClientRects()[0];
    if (box === undefined || box.width < 2 || box.height < 2) continue;
    const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
    // Something else lies over it, such as a dialog or a list's heading.
    if (!isOf(control, ...middle)) continue;
    if (isInSentence(control)) continue;
    const width = 1 + extent(control, middle, [-1, 0]) + extent(control, middle, [1, 0]);
    const height = 1 + extent(control, middle, [0, -1]) + extent(control, middle, [0, 1]);
    const size = `${nameOf(control)} can be hit on ${width} by ${height} px`;
    if (Math.min(width, height) < leastPx) complaints.push(size);
    else if (Math.min(width, height) < alonePx - 1 && !isCramped(control, middle))
      complaints.push(`${size} with room for more`);
    const { left, top, right, bottom } = clipOf(control);
    const edges: Direction[] = [
      [middle[0], box.top + 1],
      [middle[0], box.bottom - 1],
      [box.left + 1, middle[1]],
      [box.right - 1, middle[1]],
    ];
    for (const [x, y] of edges) {
      if (x <= left || x >= right || y <= top || y >= bottom) continue;
      const other = controlAt(x, y);
      if (other === null || other === control || isDrawnAt(other, x, y) || isInside(other, box)) continue;
      complaints.push(`${nameOf(control)} is hit as ${nameOf(other)} at its edge`);
      break;
    }
  }
  return complaints;
}
