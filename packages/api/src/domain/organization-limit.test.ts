import { expect, it } from "vitest";
import { MAX_OWNED_ORGANIZATIONS, mayCreateAnother } from "./organization-limit.ts";
import { REQUEST_REFUSALS } from "./refusals.ts";

it.each([
  [0, true],
  [9, true],
  [10, false],
  // Given some more by others.
  [12, false],
])("the owner of %i organizations may create another: %s", (owned, may) => {
  expect(mayCreateAnother(owned)).toBe(may);
});

it("is named in the words of its refusal", () => {
  expect(REQUEST_REFUSALS.organization_limit.message).toContain(` ${MAX_OWNED_ORGANIZATIONS} `);
});
