import { expect, it } from "vitest";
import { renewKeyUnavailable, revokeAccessUnavailable } from "./executor-availability.ts";

it("opens the revocation of an executor's access as long as there is any, and says why not afterwards", () => {
  const boundTo = (status: "active" | "expired" | "revoked") => ({
    boundKey: { id: "key_1", name: "prod", status, renewedAt: null },
  });
  expect(revokeAccessUnavailable(boundTo("active"))).toBeUndefined();
  expect(revokeAccessUnavailable(boundTo("expired"))).toBeUndefined();
  expect(revokeAccessUnavailable(boundTo("revoked"))).toMatch(/revoked already/);
  expect(revokeAccessUnavailable({ boundKey: null })).toMatch(/deleted/);
});

it.each(["active", "expired", "revoked"] as const)("opens the renewal of a key that is %s if it is good", (status) => {
  const boundKey = { id: "key_1", name: "prod", status, renewedAt: null };
  expect(renewKeyUnavailable({ boundKey }) === undefined).toBe(status === "active");
  expect(renewKeyUnavailable({ boundKey: null })).toMatch(/deleted/);
});
