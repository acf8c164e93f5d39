import { expect, it } from "vitest";
import { FIXED_FACETS, KEY_FACETS, readKeyFacetInput } from "../contract/key-facets.ts";
import { askedByValue, withoutFacet } from "./key-facet-filter.ts";

it("takes away what was chosen of a facet, and leaves the rest", () => {
  const facets = { neverUsed: true as const, createdById: "usr_1", expiresUntil: new Date(0), labels: ["env=prod"] };
  const filter = { search: "prod", status: "active" as const, facets };
  expect(withoutFacet(filter, "use")).toEqual({ ...filter, facets: { ...facets, neverUsed: undefined } });
  expect(withoutFacet(filter, "expires")).toEqual({ ...filter, facets: { ...facets, expiresUntil: undefined } });
  expect(withoutFacet(filter, "status")).toEqual({ search: "prod", facets });
});

it("asks for one value alone", () => {
  expect(askedByValue("use", "30")).toEqual({ facets: { unusedForDays: 30 } });
  expect(askedByValue("status", "revoked")).toEqual({ status: "revoked" });
  expect(askedByValue("expires", "7")).toEqual({ facets: { expiresWithinDays: 7 } });
  expect(askedByValue("label", "a=b")).toEqual({ facets: { labels: ["a=b"] } });
});

it("makes a filter that the procedure takes of each fixed value", () => {
  for (const facet of KEY_FACETS) {
    for (const value of facet in FIXED_FACETS ? FIXED_FACETS[facet as keyof typeof FIXED_FACETS] : []) {
      expect(readKeyFacetInput.safeParse({ facet, ...askedByValue(facet, value) }).success).toBe(true);
    }
  }
});
