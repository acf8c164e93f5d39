import { expect, it } from "vitest";
import { auditFilterSearch, auditInputOf } from "../../features/audit-log/audit-filter.ts";
import { filterInputOf, keyFilterSearch } from "../../features/api-keys/list/key-filter.ts";
import { exportAddress, type ListFilter } from "./export-address.ts";

const asked = (filter: ListFilter) => {
  const url = new URL(exportAddress("keys", { organization: "org_1", filter, format: "csv" }), "https://a.test");
  expect(url.pathname).toBe("/api/keys/export");
  return Object.fromEntries(url.searchParams);
};

it("names the organization and the format, and nothing that is not asked for", () => {
  expect(asked({ search: undefined, executorId: null })).toEqual({ organization: "org_1", format: "csv" });
});

it("asks for what the list of keys asks for, its facets beside the rest", () => {
  const filter = keyFilterSearch.parse({ search: "a&b", status: "active", neverUsed: true, expiresTo: "2026-12-03" });
  expect(asked(filterInputOf(filter))).toEqual({
    organization: "org_1",
    format: "csv",
    search: "a&b",
    status: "active",
    neverUsed: "true",
    expiresUntil: new Date(2026, 11, 4).toISOString(),
  });
});

it("asks for the days of the audit log as instants", () => {
  const filter = auditFilterSearch.parse({ actor: "ada+ops@acme.test", from: "2026-06-01", to: "2026-06-30" });
  expect(asked(auditInputOf(filter))).toMatchObject({
    actor: "ada+ops@acme.test",
    from: new Date(2026, 5, 1).toISOString(),
    to: new Date(2026, 6, 1).toISOString(),
  });
});
