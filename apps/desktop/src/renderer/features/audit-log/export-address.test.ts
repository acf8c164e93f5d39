import { exportAuditQuery } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { auditFilterSearch, auditInputOf } from "./audit-filter.ts";
import { exportAddress } from "./export-address.ts";

it.each([
  {},
  { action: "api_key.revoked", actor: "ada+ops@acme.test", kind: "api_key", target: "key_1" },
  { from: "2026-06-01", to: "2026-06-30" },
])("asks for a file of just the rows that %j shows", (address) => {
  const filter = auditFilterSearch.parse(address);
  const url = new URL(exportAddress("org_1", filter, "csv"), "https://excalibur.test");
  const asked = exportAuditQuery.parse(Object.fromEntries(url.searchParams));
  expect(asked).toEqual({ ...auditInputOf(filter), format: "csv", organization: "org_1" });
});
