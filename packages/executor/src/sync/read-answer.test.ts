import { SYNC_REFUSALS, type SyncRefusalReason } from "@excalibur/api/contract";
import { describe, expect, test } from "vitest";
import { accepted, page, refusal, syncBody, type Answer } from "../../test/answers.ts";
import type { SyncOutcome } from "./outcome.ts";
import { readAnswer } from "./read-answer.ts";

const NOW = new Date("2026-06-01T12:00:00Z");

function read(answer: Answer): SyncOutcome {
  return readAnswer({ ...answer, header: (name) => answer.headers?.[name] ?? null }, NOW);
}

function json(status: number, value: unknown): Answer {
  return { status, body: JSON.stringify(value), headers: { "content-type": "application/json" } };
}

describe("a successful answer", () => {
  test("is read with its instants as dates", () => {
    const outcome = read(accepted({ key: { id: "key_1", expiresAt: "2026-12-31T00:00:00.000Z" } }));
    expect(outcome).toEqual({
      kind: "synced",
      answer: {
        ...syncBody(),
        key: { id: "key_1", expiresAt: new Date("2026-12-31T00:00:00Z") },
        serverTime: new Date("2026-06-01T12:00:00Z"),
      },
    });
  });

  test("may hold fields and instructions that this executor does not know", () => {
    const outcome = read(accepted({ weather: "fine", instructions: [{ kind: "dance" }] }));
    expect(outcome).toMatchObject({ kind: "synced", answer: { instructions: [] } });
  });

  test.each([
    ["a page", page(200)],
    ["nothing", { status: 200, body: "" }],
    ["JSON of something else", json(200, { ok: true })],
    ["JSON null", json(200, null)],
    ["an answer without its key", accepted({ key: undefined })],
    ["an expiry that is no instant", accepted({ key: { id: "key_1", expiresAt: "soon" } })],
    ["an interval that is no number", accepted({ nextSyncInMs: "5000" })],
  ])("is not taken for one if it is %s with status 200", (_, answer) => {
    expect(read(answer)).toMatchObject({ kind: "unreachable", cause: "foreign_answer" });
  });
});

describe("a refusal", () => {
  const reasons = Object.keys(SYNC_REFUSALS) as SyncRefusalReason[];
  const temporary = new Set<SyncRefusalReason>(["rate_limited", "unavailable"]);

  test.each(reasons.filter((reason) => !temporary.has(reason)))("%s is one, in the server's words", (reason) => {
    const { message } = SYNC_REFUSALS[reason];
    expect(read(refusal(reason))).toEqual({ kind: "refused", reason, message, retryAfterMs: null });
  });

  test.each([...temporary])("%s does not count against the key", (reason) => {
    const outcome = read(refusal(reason, { "retry-after": "7" }));
    expect(outcome).toMatchObject({ kind: "unreachable", cause: reason, retryAfterMs: 7000 });
  });

  const unknown = { error: { reason: "key_cursed", message: "Cursed." } };
  const revoked = { error: { reason: "key_revoked", message: "Revoked." } };
  test.each([
    ["a proxy's page with 401", page(401)],
    ["a proxy's page with 403", page(403)],
    ["a proxy's demand to sign in (407)", page(407)],
    ["401 without a body", { status: 401, body: "" }],
    ["JSON with 401 of another make", json(401, { error: "invalid_token" })],
    ["an unknown reason", json(401, unknown)],
    ["a reason of Object.prototype", json(401, { error: { reason: "constructor", message: "x" } })],
    ["a reason under a wrong status", json(403, revoked)],
    ["a reason without words", json(401, { error: { reason: "key_revoked" } })],
    ["no Excalibur at all (404)", page(404)],
  ])("is not taken from %s", (_, answer) => {
    expect(read(answer)).toMatchObject({ kind: "unreachable", cause: "foreign_answer" });
  });

  test.each([500, 502, 503, 504])("is not taken from the body of an answer with status %i", (status) => {
    expect(read(json(status, revoked))).toMatchObject({ kind: "unreachable", cause: "server_fault" });
  });

  test("is not taken from a 429 of a proxy, whose Retry-After is kept", () => {
    const outcome = read(page(429, { "retry-after": "30" }));
    expect(outcome).toMatchObject({ kind: "unreachable", cause: "rate_limited", retryAfterMs: 30_000 });
  });
});

test("invalid input is reported with its fields", () => {
  const body = {
    reason: "invalid_input",
    message: "Some of the values can't be used.",
    fields: { name: ["Too long."] },
  };
  expect(read(json(400, { error: body }))).toEqual({
    kind: "invalidInput",
    message: "Some of the values can't be used. name: Too long.",
  });
  expect(read(page(400))).toMatchObject({ kind: "unreachable", cause: "foreign_answer" });
});

test("a redirect is reported with its target, without the parts that might be secret", () => {
  const outcome = read(page(308, { location: "https://excalibur.example.com/v1/sync?token=abc" }));
  expect(outcome).toMatchObject({ kind: "unreachable", cause: "foreign_answer" });
  const { message } = outcome as { message: string };
  expect(message).toContain("https://excalibur.example.com");
  expect(message).not.toContain("token");
});
