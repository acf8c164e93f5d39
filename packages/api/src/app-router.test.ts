import { describe, expect, it } from "vitest";
import { appRouter } from "./app-router.ts";
import { formatSecret } from "./domain/key-secret.ts";
import type { SyncOutcome } from "./ports/services.ts";
import { bareContext } from "./testing/bare-context.ts";
import { bodyOf, callOverHttp } from "./testing/call-over-http.ts";
import { procedureKinds } from "./testing/procedure-kinds.ts";

/** What needs no session. Every other procedure, new ones too, is tested to refuse without one. */
const OPEN = [
  "executor.sync",
  "invitations.accept",
  "invitations.preview",
  "logins.begin",
  "logins.poll",
  "passwordResets.complete",
  "passwordResets.preview",
  "server.info",
  "setup.createOwner",
  "setup.status",
];

const kinds = procedureKinds();
const procedures = [...kinds].map(([path, kind]) => ({
  path,
  sent: kind === "mutation" ? { body: bodyOf({ unheardOf: true }) } : {},
}));
const closed = procedures.filter(({ path }) => !OPEN.includes(path));
const syncBody = bodyOf({ name: "edge-1", kind: "agent", version: "1" });

describe("the router", () => {
  it("has the procedures that are open to anyone, and closed ones", () => {
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(OPEN));
    expect(closed.map(({ path }) => path)).toEqual(expect.arrayContaining(["apiKeys.list", "executors.delete"]));
  });

  it.each(closed)("refuses $path without a session, before it looks at input or data", async ({ path, sent }) => {
    const { status, error } = await callOverHttp(appRouter, bareContext(), path, sent);
    expect(status).toBe(401);
    expect(error?.data).toMatchObject({ reason: "not_signed_in", fieldErrors: null });
  });

  it("masks a session store that fails", async () => {
    const findSession = async () => {
      throw new Error("private words");
    };
    const { status, text } = await callOverHttp(appRouter, bareContext({}, { findSession }), "apiKeys.list");
    expect(status).toBe(500);
    expect(text).not.toContain("private words");
  });

  it("returns the server's version and time to any caller", async () => {
    const now = new Date("2026-06-01T12:00:00.000Z");
    const { status, data } = await callOverHttp(
      appRouter,
      bareContext({ version: "1.2.3", now: () => now }),
      "server.info",
    );
    expect(status).toBe(200);
    expect(data).toEqual({ product: "excalibur", version: "1.2.3", serverTime: now });
  });
});

describe("a sync without a usable key", () => {
  const secret = formatSecret(new Uint8Array(32).fill(7));

  it.each([
    { what: "no header", authorization: undefined, reason: "key_missing" },
    { what: "another scheme", authorization: "Basic dXNlcjpwYXNz", reason: "key_missing" },
    { what: "a truncated key", authorization: `Bearer ${secret.slice(0, -1)}`, reason: "key_malformed" },
  ])("($what) is refused as $reason without a look at the database, and counted", async ({ authorization, reason }) => {
    const outcomes: SyncOutcome[] = [];
    const context = bareContext({ observeSync: (outcome) => void outcomes.push(outcome) }, { authorization });
    for (const body of [syncBody, bodyOf({ unheardOf: true }), "{"]) {
      const { status, text, error } = await callOverHttp(appRouter, context, "executor.sync", { body });
      expect(status).toBe(401);
      expect(error?.data.reason).toBe(reason);
      expect(text).not.toContain("exc_0");
    }
    expect(outcomes).toEqual([reason, reason, reason]);
  });

  it("gets errors about its input only with a well-formed key, and without a read of the database", async () => {
    const hashing = { create: () => "", hash: (text: string) => `hash of ${text}`, createLinkToken: () => "" };
    const context = bareContext({ secrets: hashing }, { authorization: `Bearer ${secret}\n` });
    const { status, error } = await callOverHttp(appRouter, context, "executor.sync", {
      body: bodyOf({ name: "edge 1" }),
    });
    expect(status).toBe(400);
    expect(Object.keys(error?.data.fieldErrors ?? {})).toEqual(["name", "kind", "version"]);
  });
});
