import type { ApiKeyView } from "@excalibur/api/contract";
import { describe, expect, it } from "vitest";
import { testKey } from "../test-keys.ts";
import {
  insertSuccessor,
  mergeLive,
  missingFrom,
  newTo,
  pagesHolding,
  replaceKey,
  withoutKey,
  type KeyPages,
} from "./live-pages.ts";

const counts = { active: 3, expired: 0, revoked: 0 };
const page = (items: ApiKeyView[]) => ({ items, nextCursor: null, counts });
const shown = (...pages: string[][]): KeyPages => ({
  pages: pages.map((ids) => page(ids.map((id) => testKey(id)))),
  pageParams: pages.map(() => null),
});
const idsOf = (pages: KeyPages) => pages.pages.map(({ items }) => items.map((key) => key.id));

describe("live data", () => {
  const used = testKey("b", { lastUsedAt: new Date(5) });

  it("changes rows in place and never their order, whatever order the server has by now", () => {
    const merged = mergeLive(shown(["a", "b"], ["c"]), [page([used, testKey("a")])], []);
    expect(idsOf(merged)).toEqual([["a", "b"], ["c"]]);
    expect(merged.pages[0]?.items[1]?.lastUsedAt).toEqual(new Date(5));
  });

  it("shows what became of a row that left its page", () => {
    const revoked = testKey("a", { status: "revoked" });
    const merged = mergeLive(shown(["a", "b"]), [page([used])], [revoked]);
    expect(merged.pages[0]?.items[0]?.status).toBe("revoked");
  });

  it("brings the counts of now to every page", () => {
    const fresh = { ...page([]), counts: { active: 9, expired: 1, revoked: 2 } };
    expect(mergeLive(shown(["a"], ["b"]), [fresh], []).pages.map((each) => each.counts.active)).toEqual([9, 9]);
  });

  it("announces new keys instead of pushing them in", () => {
    expect(newTo(shown(["a", "b"]), [page([testKey("n"), testKey("a"), testKey("b")])])).toEqual(["n"]);
  });

  it("notices rows that the asked pages hold no more", () => {
    expect(missingFrom(shown(["a", "b"], ["c"]), [0], [page([testKey("a")])])).toEqual(["b"]);
    expect(missingFrom(shown(["a", "b"], ["c"]), [0, 1], [page([testKey("c")]), page([testKey("b")])])).toEqual(["a"]);
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
  it("shows the successor right above the key it replaces", () => {
    const replaced = testKey("b", { status: "revoked" });
    const pages = insertSuccessor(shown(["a", "b", "c"]), replaced, testKey("n"));
    expect(idsOf(pages)).toEqual([["a", "n", "b", "c"]]);
    expect(pages.pages[0]?.items[2]?.status).toBe("revoked");
  });

  it("replaces or removes exactly the one row", () => {
    expect(replaceKey(shown(["a", "b"]), testKey("b", { name: "new" })).pages[0]?.items[1]?.name).toBe("new");
    expect(idsOf(withoutKey(shown(["a", "b"], ["c"]), "b"))).toEqual([["a"], ["c"]]);
  });
});
