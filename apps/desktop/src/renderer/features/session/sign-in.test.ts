import { expect, it } from "vitest";
import { UNREACHABLE_HEADER } from "../../../shared/host-bridge.ts";
import { readOutcome } from "./sign-in.ts";

const json = (status: number, headers: Record<string, string> = {}) =>
  new Response("{}", { status, headers: { "content-type": "application/json", ...headers } });

it("reads what became of a sign-in from the answer's status", () => {
  expect(readOutcome(json(200))).toEqual({ kind: "signedIn" });
  expect(readOutcome(json(202))).toEqual({ kind: "codeNeeded" });
  expect(readOutcome(json(401))).toEqual({ kind: "wrong" });
  expect(readOutcome(json(400))).toEqual({ kind: "wrong" });
  expect(readOutcome(json(429, { "retry-after": "42" }))).toEqual({ kind: "tooMany", retryAfterSeconds: 42 });
  expect(readOutcome(json(429))).toEqual({ kind: "tooMany", retryAfterSeconds: null });
  expect(readOutcome(json(500, { "x-request-id": "r1" }))).toMatchObject({
    kind: "failed",
    failure: { kind: "fault", requestId: "r1" },
  });
});

it("takes neither a proxy's page nor silence for a wrong password", () => {
  const page = new Response("<html>", { status: 401, headers: { "content-type": "text/html" } });
  expect(readOutcome(page)).toEqual({ kind: "failed", failure: { kind: "notExcalibur" } });
  const silence = json(502, { [UNREACHABLE_HEADER]: "refused" });
  expect(readOutcome(silence)).toEqual({ kind: "failed", failure: { kind: "unreachable", cause: "refused" } });
});
