import { listAuditInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { auditFilterSearch, auditInputOf, isFiltered } from "./audit-filter.ts";

it("ignores what an address holds that is no filter", () => {
  const address = {
    action: "api_key.stolen",
    actor: "\u0000",
    kind: "planet",
    target: "",
    from: "today",
    to: 7,
    page: 3,
  };
  const filter = auditFilterSearch.parse(address);
  expect(isFiltered(filter)).toBe(false);
  expect(auditInputOf(filter)).toEqual({});
});

it("asks for what the address says, in terms the server takes", () => {
  const filter = auditFilterSearch.parse({
    action: "api_key.revoked",
    actor: "ada@acme.test",
    kind: "api_key",
    target: "key_01jx0000000000000000000000",
    from: "2026-06-01",
    to: "2026-06-01",
  });
  const input = auditInputOf(filter);
  expect(listAuditInput.parse(input)).toEqual(input);
  expect(input).toMatchObject({ targetKind: "api_key", targetId: "key_01jx0000000000000000000000" });
  expect(input.to?.getTime()).toBeGreaterThan(input.from?.getTime() ?? Number.NaN);
  expect(isFiltered(filter)).toBe(true);
});
