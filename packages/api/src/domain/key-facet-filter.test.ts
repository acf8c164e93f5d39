import { expect, it } from "vitest";
import { FIXED_FACETS, KEY_FACETS, readKeyFacetInput } from "../contract/key-facets.ts";
import { withFacetValue } from "./key-facet-filter.ts";

const filter = {
  search: "prod",
  status: "active" as const,
  facets: { neverUsed: true as const, createdById: "usr_1", expiresUntil: new Date(0), labels: ["env=prod"] },
};

it("puts a value in place of what was chosen of its facet, and leaves the rest", () => {
  expect(withFacetValue(filter, "use", "30").facets).toEqual({
    createdById: "usr_1",
    expiresUntil: new Date(0),
    labels: ["env=prod"],
    neverUsed: undefined,
    unusedForDays: 30,
  });
  expect(withFacetValue(filter, "status", "revoked")).toEqual({ ...filter, status: "revoked" });
  expect(withFacetValue(filter, "expires", "7").facets).toMatchObject({
    expiresUntil: undefined,
    expiresWithinDays: 7,
  });
  expect(withFacetValue(filter, "label", "a=b").facets).toMatchObject({ labels: ["a=b"], createdById: "usr_1" });
});

it("makes a filter that the procedure takes of each fixed value", () => {
  for (const facet of KEY_FACETS) {
    for (const value of facet in FIXED_FACETS ? FIXED_FACETS[facet as keyof typeof FIXED_FACETS] : []) {
      expect(readKeyFacetInput.safeParse({ facet, ...withFacetValue({}, facet, value) }).success).toBe(true);
    }
  }
});
