import { expect, it } from "vitest";
import { revokeAccessUnavailable } from "./executor-availability.ts";

it("opens the revocation of an executor's access as long as there is any, and says why not afterwards", () => {
  const boundTo = (status: "active" | "expired" | "revoked") => ({ boundKey: { id: "key_1", name: "prod", status } });
  expect(revokeAccessUnavailable(boundTo("active"))).toBeUndefined();
  expect(revokeAccessUnavailable(boundTo("expired"))).toBeUndefined();
  expect(revokeAccessUnavailable(boundTo("revoked"))).toMatch(/revoked already/);
  expect(revokeAccessUnavailable({ boundKey: null })).toMatch(/deleted/);
});
