import { listExecutorsInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { countOf, executorFilterSearch, executorInputOf, isFiltered, sortOf } from "./executor-filter.ts";

it("ignores what an address holds that is no filter", () => {
  expect(executorFilterSearch.parse({ search: "prod", state: "asleep", extra: 1 })).toEqual({ search: "prod" });
});

it.each([
  [{}, {}],
  [{ search: "  " }, {}],
  [{ search: " prod " }, { search: "prod" }],
  [{ state: "refused" }, { state: "refused" }],
  [
    { kind: "operator", version: "<newest", label: "env=prod", key: `key_${"0".repeat(26)}` },
    { kind: "operator", version: "<newest", labels: ["env=prod"], apiKeyId: `key_${"0".repeat(26)}` },
  ],
  [
    { search: "eu", state: "offline" },
    { search: "eu", state: "offline" },
  ],
] as const)("asks for what the filter %j says, in terms the server takes", (filter, input) => {
  expect(executorInputOf(filter)).toEqual(input);
  expect(listExecutorsInput.safeParse(executorInputOf(filter)).success).toBe(true);
});

it("keeps the order apart from what narrows the list: by name unless another is named", () => {
  expect(sortOf({})).toEqual({ by: "name", direction: "asc" });
  expect(sortOf({ sort: "lastSeenAt", direction: "desc" })).toEqual({ by: "lastSeenAt", direction: "desc" });
  expect(isFiltered({ sort: "version" })).toBe(false);
  expect(isFiltered({ sort: "version", kind: "agent" })).toBe(true);
  expect(executorFilterSearch.parse({ sort: "secret", kind: "none", key: "prod", label: "=" })).toEqual({});
});

it("counts what a filter leaves", () => {
  const counts = { online: 17, duplicated: 0, refused: 3, offline: 2 };
  expect(countOf(counts, undefined)).toBe(22);
  expect(countOf(counts, "offline")).toBe(2);
});
