import { describe, expect, it } from "vitest";
import {
  isElsewhere,
  cursorOf,
  rowsOf,
  startOf,
  firstUnreadSlot,
  withoutFarRows,
  withPage,
  type Page,
  type Pages,
} from "./pages.ts";

const PAGE_ROWS = 100;
const TOTAL = 100_000;

/** A page of the list whose rows are called after their place. */
function page(from: number, rows = PAGE_ROWS, total = TOTAL): Page {
  const items = Array.from({ length: rows }, (_, index) => ({ id: `row ${from + index}` }));
  return { items, nextCursor: from + rows < total ? `after ${from + rows}` : null };
}

const long = () => startOf(page(0), TOTAL);
const at = (pages: Pages<Page>, index: number) => rowsOf(pages).at(index)?.id;

describe("a list that is counted", () => {
  it("has all its rows from the start, most of them not here", () => {
    const { count } = rowsOf(long());
    expect(count).toBe(TOTAL);
    expect(at(long(), 99)).toBe("row 99");
    expect(at(long(), 100)).toBeUndefined();
    expect(rowsOf(startOf(page(0, PAGE_ROWS, 250), 250)).count).toBe(250);
  });

  it("can be jumped into anywhere, from the nearest cursor that is known", () => {
    const jumped = withPage(long(), 900, page(90_000));
    expect(cursorOf(long(), 900)).toEqual({ cursor: "after 100", skip: 89_900 });
    expect(at(jumped, 90_005)).toBe("row 90005");
    expect(cursorOf(jumped, 901)).toEqual({ cursor: "after 90100", skip: 0 });
    expect(cursorOf(jumped, 903)).toEqual({ cursor: "after 90100", skip: 200 });
    expect(cursorOf(jumped, 0)).toEqual({ cursor: null, skip: 0 });
  });

  it("asks for what is on screen and not here, the first of it first", () => {
    expect(firstUnreadSlot(long(), 0, 99)).toBeNull();
    expect(firstUnreadSlot(long(), 90, 130)).toBe(1);
    expect(firstUnreadSlot(long(), 250, 420)).toBe(2);
    expect(firstUnreadSlot(withPage(long(), 2, page(200)), 250, 420)).toBe(3);
    expect(firstUnreadSlot(long(), TOTAL, TOTAL + 50)).toBeNull();
  });

  it("lets go of rows far from those on screen, but not of where they were nor of the first page", () => {
    let pages = long();
    for (let index = 1; index < 100; index += 1) pages = withPage(pages, index, page(index * PAGE_ROWS));
    const kept = withoutFarRows(pages, 9_000, 9_040);
    expect(at(kept, 9_000)).toBe("row 9000");
    expect(at(kept, 7_100)).toBe("row 7100");
    expect(at(kept, 5_000)).toBeUndefined();
    expect(at(kept, 0)).toBe("row 0");
    expect(rowsOf(kept).count).toBe(TOTAL);
    expect(cursorOf(kept, 50)).toEqual({ cursor: "after 5000", skip: 0 });
    expect(withoutFarRows(kept, 9_000, 9_040)).toBe(kept);
  });

  it("follows when it turns out shorter or longer than was counted", () => {
    const shorter = withPage(startOf(page(0), 300), 1, { items: [{ id: "last" }], nextCursor: null });
    expect(rowsOf(shorter).count).toBe(101);
    const longer = withPage(startOf(page(0), 200), 1, page(100));
    expect(rowsOf(longer).count).toBe(201);
    expect(firstUnreadSlot(longer, 150, 200)).toBe(2);
  });
});

describe("a list without a count", () => {
  it("shows one row for the rest, and grows page by page to its end", () => {
    const first = startOf(page(0, 2, 5), null);
    expect(rowsOf(first).count).toBe(3);
    expect(cursorOf(first, 1)).toEqual({ cursor: "after 2", skip: 0 });
    const second = withPage(first, 1, page(2, 2, 5));
    expect(rowsOf(second).count).toBe(5);
    const whole = withPage(second, 2, page(4, 1, 5));
    expect([0, 1, 2, 3, 4, 5].map((index) => at(whole, index))).toEqual([
      "row 0",
      "row 1",
      "row 2",
      "row 3",
      "row 4",
      undefined,
    ]);
    expect(firstUnreadSlot(whole, 0, 100)).toBeNull();
  });

  it("is nothing but its first page when that is all", () => {
    expect(rowsOf(startOf(page(0, 3, 3), null)).count).toBe(3);
    expect(rowsOf(startOf(page(0, 0, 0), 0)).count).toBe(0);
  });
});

it("distinguishes scrolling past rows from reading them", () => {
  const before = { first: 100, last: 130 };
  expect(isElsewhere(131, 160, before)).toBe(true);
  expect(isElsewhere(60, 99, before)).toBe(true);
  expect(isElsewhere(130, 160, before)).toBe(false);
  expect(isElsewhere(90, 100, before)).toBe(false);
});
