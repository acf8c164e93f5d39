import { listKeysInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { countOf, facetNames, isFiltered, keyFilterSearch, listInputOf, sortOf } from "./key-filter.ts";

it("ignores what an address holds that is no filter", () => {
  expect(keyFilterSearch.parse({ search: "prod", status: "nonsense", sort: "secret", direction: 7, extra: 1 })).toEqual(
    { search: "prod" },
  );
});

it("asks for the newest first by default, in the server's terms", () => {
  expect(sortOf({})).toEqual({ by: "createdAt", direction: "desc" });
  expect(sortOf({ sort: "name" })).toEqual({ by: "name", direction: "asc" });
  for (const filter of [
    {},
    { search: "  " },
    { search: "prod", status: "revoked", sort: "expiresAt", direction: "desc" },
  ] as const) {
    expect(listKeysInput.safeParse(listInputOf(filter)).success).toBe(true);
  }
  expect(listInputOf({ search: "  " })).not.toHaveProperty("search");
});

it("asks for what a link of the overview says, and says it above the list", () => {
  const filter = keyFilterSearch.parse({ status: "active", expiresWithinDays: 30, shared: true, neverUsed: "yes" });
  expect(listInputOf(filter)).toMatchObject({ status: "active", facets: { expiresWithinDays: 30, shared: true } });
  expect(listKeysInput.safeParse(listInputOf(filter)).success).toBe(true);
  expect(facetNames(filter).map(({ words }) => words)).toEqual([
    "Expires within 30 days",
    "Shared by several executors",
  ]);
  expect(isFiltered({ neverUsed: true })).toBe(true);
  expect(isFiltered({ sort: "name" })).toBe(false);
});

it("asks for what expires on a day of the reader from midnight to midnight, and says the day above the list", () => {
  const filter = keyFilterSearch.parse({ expiresFrom: "2026-12-03", expiresTo: "2026-12-03" });
  expect(listInputOf(filter)).toMatchObject({
    facets: { expiresAfter: new Date(2026, 11, 3), expiresUntil: new Date(2026, 11, 4) },
  });
  expect(listKeysInput.safeParse(listInputOf(filter)).success).toBe(true);
  expect(facetNames(filter)).toEqual([{ fields: ["expiresFrom", "expiresTo"], words: "Expires on 2026-12-03" }]);
  expect(keyFilterSearch.parse({ expiresFrom: "2026-02-30" })).toEqual({});
});

it("asks for people, labels and use by their own fields, and ignores what can be none of them", () => {
  const owner = `mem_${"0".repeat(26)}`;
  const filter = keyFilterSearch.parse({ owner, label: "env=prod", unusedForDays: 30, createdBy: "a-person" });
  expect(listInputOf(filter)).toMatchObject({ facets: { ownerId: owner, labels: ["env=prod"], unusedForDays: 30 } });
  expect(filter).not.toHaveProperty("createdBy", "a-person");
  expect(listKeysInput.safeParse(listInputOf(filter)).success).toBe(true);
  expect(isFiltered({ owner: "none" })).toBe(true);
});

it("counts what a status leaves", () => {
  const counts = { active: 30, expired: 2, revoked: 10 };
  expect(countOf(counts, undefined)).toBe(42);
  expect(countOf(counts, "revoked")).toBe(10);
});

it("keeps a pasted key out of the address", () => {
  expect(keyFilterSearch.parse({ search: `exc_a1B2${"x".repeat(45)}` })).toEqual({ search: "exc_a1B2" });
});
