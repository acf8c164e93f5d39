import { expect, it } from "vitest";
import { UNREACHABLE_HEADER } from "../../../shared/host-bridge.ts";
import { readOutcome } from "./sign-in.ts";

const json = (status: number, headers: Record<string, string> = {}) =>
  new Response("{}", { status, headers: { "content-type": "application/json", ...headers } });

it("reads what became of a sign-in from the answer's status", async () => {
  expect(await readOutcome(json(200))).toEqual({ kind: "signedIn" });
  expect(await readOutcome(json(202))).toEqual({ kind: "codeNeeded" });
  expect(await readOutcome(json(401))).toEqual({ kind: "wrong" });
  expect(await readOutcome(json(400))).toEqual({ kind: "wrong" });
  expect(await readOutcome(json(429, { "retry-after": "42" }))).toEqual({ kind: "tooMany", retryAfterSeconds: 42 });
  expect(await readOutcome(json(429))).toEqual({ kind: "tooMany", retryAfterSeconds: null });
  expect(await readOutcome(json(500, { "x-request-id": "r1" }))).toMatchObject({
    kind: "failed",
    failure: { kind: "fault", requestId: "r1" },
  });
});

it("takes neither a proxy's page nor silence for a wrong password", async () => {
  const page = new Response("<html>", { status: 401, headers: { "content-type": "text/html" } });
  expect(await readOutcome(page)).toEqual({ kind: "failed", failure: { kind: "notExcalibur" } });
  const silence = json(502, { [UNREACHABLE_HEADER]: "refused" });
  expect(await readOutcome(silence)).toEqual({ kind: "failed", failure: { kind: "unreachable", cause: "refused" } });
});

it("passes on what the server says of a refusal that no other password or code would mend", async () => {
  const refused = (status: number, reason: string) =>
    Response.json({ error: { reason, message: "Said." } }, { status });
  for (const [status, reason] of [
    [503, "busy"],
    [503, "unavailable"],
    [401, "sign_in_expired"],
  ] as const) {
    expect(await readOutcome(refused(status, reason))).toEqual({
      kind: "failed",
      failure: { kind: "refused", reason, message: "Said.", fieldErrors: null },
    });
  }
  expect(await readOutcome(refused(401, "sign_in_wrong"))).toEqual({ kind: "wrong" });
  expect(await readOutcome(refused(401, "sign_in_code_wrong"))).toEqual({ kind: "wrong" });
});
