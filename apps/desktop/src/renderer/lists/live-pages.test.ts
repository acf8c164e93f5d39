import { describe, expect, it } from "vitest";
import {
  firstPageOf,
  insertAbove,
  mergeLive,
  missingFrom,
  newTo,
  pagesHolding,
  replaceItem,
  withoutItem,
  type Pages,
} from "./live-pages.ts";

interface Row {
  id: string;
  state?: string;
}

const page = (items: Row[], total = 3) => ({ items, nextCursor: null as string | null, total });
type RowPage = ReturnType<typeof page>;
const shown = (...pages: string[][]): Pages<RowPage> => ({
  pages: pages.map((ids, index) => ({ ...page(ids.map((id) => ({ id }))), nextCursor: `after ${index}` })),
  pageParams: pages.map(() => null),
});
const idsOf = (pages: Pages<RowPage>) => pages.pages.map(({ items }) => items.map(({ id }) => id));

describe("live data", () => {
  const used = { id: "b", state: "used" };

  it("changes rows in place and never their order, whatever order the server has by now", () => {
    const merged = mergeLive(shown(["a", "b"], ["c"]), [page([used, { id: "a" }])], []);
    expect(idsOf(merged)).toEqual([["a", "b"], ["c"]]);
    expect(merged.pages[0]?.items[1]).toBe(used);
  });

  it("shows what became of a row that left its page", () => {
    const revoked = { id: "a", state: "revoked" };
    const merged = mergeLive(shown(["a", "b"]), [page([used])], [revoked]);
    expect(merged.pages[0]?.items[0]).toBe(revoked);
  });

  it("brings what is said about the whole list to every page, and leaves each page its own end", () => {
    const merged = mergeLive(shown(["a"], ["b"]), [page([], 9)], []);
    expect(merged.pages.map(({ total, nextCursor }) => [total, nextCursor])).toEqual([
      [9, "after 0"],
      [9, "after 1"],
    ]);
  });

  it("announces new rows instead of pushing them in", () => {
    expect(newTo(shown(["a", "b"]), [page([{ id: "n" }, { id: "a" }, { id: "b" }])])).toEqual(["n"]);
  });

  it("notices rows that the asked pages hold no more", () => {
    expect(missingFrom(shown(["a", "b"], ["c"]), [0], [page([{ id: "a" }])])).toEqual(["b"]);
    expect(missingFrom(shown(["a", "b"], ["c"]), [0, 1], [page([{ id: "c" }]), page([{ id: "b" }])])).toEqual(["a"]);
  });
});

it("asks again only for the pages on screen, and always for the first", () => {
  const pages = shown(["a", "b"], ["c", "d"], ["e", "f"]);
  expect(pagesHolding(pages, 0, 1)).toEqual([0]);
  expect(pagesHolding(pages, 1, 2)).toEqual([0, 1]);
  expect(pagesHolding(pages, 4, 9)).toEqual([0, 2]);
  expect(pagesHolding(shown(), 0, 0)).toEqual([0]);
});

describe("an action of one's own", () => {
  it("shows a new row right above the one it replaces", () => {
    const replaced = { id: "b", state: "revoked" };
    const pages = insertAbove(shown(["a", "b", "c"]), replaced, { id: "n" });
    expect(idsOf(pages)).toEqual([["a", "n", "b", "c"]]);
    expect(pages.pages[0]?.items[2]).toBe(replaced);
  });

  it("replaces or removes exactly the one row", () => {
    const renamed = { id: "b", state: "new" };
    expect(replaceItem(shown(["a", "b"]), renamed).pages[0]?.items).toEqual([{ id: "a" }, renamed]);
    expect(idsOf(withoutItem(shown(["a", "b"], ["c"]), "b"))).toEqual([["a"], ["c"]]);
  });

  it("goes back to the first page alone", () => {
    expect(firstPageOf(shown(["a"], ["b"]))).toEqual(shown(["a"]));
  });
});
