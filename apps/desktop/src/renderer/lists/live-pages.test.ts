import { describe, expect, it } from "vitest";
import {
  firstPageOf,
  insertAbove,
  mergeLive,
  missingFrom,
  newTo,
  pagesOfRows,
  replaceItem,
  withoutItem,
} from "./live-pages.ts";
import type { Pages } from "./pages.ts";

interface Row {
  id: string;
  state?: string;
}

const page = (items: Row[], total = 3) => ({ items, nextCursor: null as string | null, total });
type RowPage = ReturnType<typeof page>;
/** A list of pages that are here, and of some that are not: those are given by how many rows they stand for. */
const shown = (...pages: (string[] | number)[]): Pages<RowPage> => ({
  slots: pages.map((ids, index) =>
    typeof ids === "number"
      ? { items: null, rows: ids, nextCursor: undefined }
      : { items: ids.map((id) => ({ id })), rows: ids.length, nextCursor: `after ${index}` },
  ),
  latest: page([]),
  order: Symbol(),
});
const idsOf = (pages: Pages<RowPage>) => pages.slots.map(({ items }) => items?.map(({ id }) => id) ?? null);

describe("live data", () => {
  const used = { id: "b", state: "used" };

  it("changes rows in place and never their order, also when the server's order has changed", () => {
    const merged = mergeLive(shown(["a", "b"], ["c"]), [page([used, { id: "a" }])], []);
    expect(idsOf(merged)).toEqual([["a", "b"], ["c"]]);
    expect(merged.slots[0]?.items?.[1]).toBe(used);
  });

  it("shows what became of a row that left its page", () => {
    const revoked = { id: "a", state: "revoked" };
    const merged = mergeLive(shown(["a", "b"]), [page([used])], [revoked]);
    expect(merged.slots[0]?.items?.[0]).toBe(revoked);
  });

  it("brings what is said about the whole list, and touches no page in which nothing changed", () => {
    const before = shown(["a"], ["b"]);
    const merged = mergeLive(before, [page([used], 9)], []);
    expect(merged.latest.total).toBe(9);
    expect(merged.slots[0]).toBe(before.slots[0]);
  });

  it("keeps a row of which nothing changed as the very same object, its instants too, so that it is not drawn again", () => {
    const at = (ms: number) => ({ id: "a", state: "used", at: new Date(ms) });
    const before = { ...shown([]), slots: [{ items: [at(1)], rows: 1, nextCursor: null }] };
    expect(mergeLive(before, [page([at(1)])], []).slots[0]).toBe(before.slots[0]);
    expect(mergeLive(before, [page([at(2)])], []).slots[0]?.items).toEqual([at(2)]);
  });

  it("announces new rows instead of pushing them in", () => {
    const fresh = [page([{ id: "n" }, { id: "a" }, { id: "b" }])];
    expect(newTo(shown(["a", "b"]), [0], fresh)).toEqual(["n"]);
  });

  it("takes no row for new that may have moved up from a page that is not here", () => {
    const fresh = [page([{ id: "n" }, { id: "b" }, { id: "c" }])];
    expect(newTo(shown(["a", "b"], 2), [0], fresh)).toEqual(["n"]);
    expect(newTo(shown(["a", "b"], ["c", "d"]), [0], fresh)).toEqual(["n"]);
    expect(newTo(shown(["a", "b"]), [0], fresh)).toEqual(["n", "c"]);
  });

  it("notices rows that the asked pages hold no more", () => {
    expect(missingFrom(shown(["a", "b"], ["c"]), [0], [page([{ id: "a" }])])).toEqual(["b"]);
    expect(missingFrom(shown(["a", "b"], ["c"]), [0, 1], [page([{ id: "c" }]), page([{ id: "b" }])])).toEqual(["a"]);
  });
});

it("asks again only for the pages on screen, and always for the first", () => {
  const pages = shown(["a", "b"], ["c", "d"], ["e", "f"]);
  expect(pagesOfRows(pages, 0, 1)).toEqual([0]);
  expect(pagesOfRows(pages, 1, 2)).toEqual([0, 1]);
  expect(pagesOfRows(pages, 4, 9)).toEqual([0, 2]);
  expect(pagesOfRows(shown(), 0, 0)).toEqual([0]);
  expect(pagesOfRows(shown(["a"], 50, ["z"]), 10, 51)).toEqual([0, 2]);
});

describe("an action of one's own", () => {
  it("shows a new row right above the one it replaces", () => {
    const replaced = { id: "b", state: "revoked" };
    const pages = insertAbove(shown(["a", "b", "c"]), replaced, { id: "n" });
    expect(idsOf(pages)).toEqual([["a", "n", "b", "c"]]);
    expect(pages.slots[0]?.items?.[2]).toBe(replaced);
  });

  it("replaces or removes exactly the one row", () => {
    const renamed = { id: "b", state: "new" };
    expect(replaceItem(shown(["a", "b"]), renamed).slots[0]?.items).toEqual([{ id: "a" }, renamed]);
    expect(idsOf(withoutItem(shown(["a", "b"], ["c"]), "b"))).toEqual([["a"], ["c"]]);
  });

  it("goes back to the first page alone", () => {
    expect(idsOf(firstPageOf(shown(["a"], ["b"], 50)))).toEqual([["a"]]);
  });
});
