import { expect, it } from "vitest";
import { bindPageTo, organizationOfPage, requireOrganizationOfPage } from "./organization-of-page.ts";

it("belongs to the first organization that it enters, and to no other", () => {
  expect(organizationOfPage()).toBeNull();
  expect(() => requireOrganizationOfPage()).toThrow("no organization");
  expect(bindPageTo("org_a")).toBe(true);
  expect(bindPageTo("org_b")).toBe(false);
  expect(bindPageTo("org_a")).toBe(true);
  expect(requireOrganizationOfPage()).toBe("org_a");
});
