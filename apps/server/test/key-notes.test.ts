import { formatSecret } from "@excalibur/api/server";
import { describe, expect, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("sqlite"))("the note of a key on %s", (dialect) => {
  const acme = serveAcme(dialect);
  const create = async (name: string) =>
    (await acme.owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR })).key;
  const noted = async (name: string, note: string) => {
    const { id } = await create(name);
    return acme.owner.trpc.apiKeys.update.mutate({ id, note });
  };
  const rowsOf = async (id: string) =>
    (await acme.owner.trpc.audit.list.query({ targetKind: "api_key", targetId: id })).items;

  test("is written, changed and removed, each time with an audit row that has the new text", async () => {
    const { id, note } = await create("noted");
    expect(note).toBe("");
    for (const [text, kept] of [
      ["  deploys the EU cluster ", "deploys the EU cluster"],
      ["retired", "retired"],
      ["", ""],
    ] as const) {
      expect(await acme.owner.trpc.apiKeys.update.mutate({ id, note: text })).toMatchObject({ id, note: kept });
      expect(await acme.owner.trpc.apiKeys.get.query({ id })).toMatchObject({ note: kept });
      expect((await rowsOf(id))[0]).toMatchObject({ action: "api_key.updated", details: { note: kept } });
    }
  });

  test("that is the same already, or absent, leaves no audit row", async () => {
    const { id } = await noted("same", "for CI");
    const before = await rowsOf(id);
    await acme.owner.trpc.apiKeys.update.mutate({ id, note: "for CI" });
    expect(await acme.owner.trpc.apiKeys.update.mutate({ id })).toMatchObject({ note: "for CI" });
    expect(await rowsOf(id)).toEqual(before);
  });

  test("may be written on a revoked key, and the key stays revoked", async () => {
    const { id } = await create("ended");
    await acme.owner.trpc.apiKeys.revoke.mutate({ id });
    expect(await acme.owner.trpc.apiKeys.update.mutate({ id, note: "leaked" })).toMatchObject({
      note: "leaked",
      status: "revoked",
    });
  });

  test("is found by a search for any part of it, in capitals or not, in this organization alone", async () => {
    const { id } = await noted("payments", "Ärgert the ÖBB team");
    const found = async (search: string) =>
      (await acme.owner.trpc.apiKeys.list.query({ search })).items.map((key) => key.id);
    expect(await found("ärgert THE öbb")).toEqual([id]);
    expect(await found("öbb TEAM!")).toEqual([]);
    await acme.owner.trpc.apiKeys.update.mutate({ id, note: "" });
    expect(await found("öbb")).toEqual([]);
  });

  test("goes on to the successor", async () => {
    const { id } = await noted("old", "owned by ops");
    expect((await acme.owner.trpc.apiKeys.rotate.mutate({ id })).key.note).toBe("owned by ops");
  });

  test("leaves what executors do with the key alone", async () => {
    const { key, secret } = await acme.owner.trpc.apiKeys.create.mutate({ name: "used", target: NEW_EXECUTOR });
    expect(await acme.owner.sync(secret, { name: "walker" })).toMatchObject({ status: 200 });
    await acme.owner.trpc.apiKeys.update.mutate({ id: key.id, note: "in use" });
    expect(await acme.owner.sync(secret, { name: "walker" })).toMatchObject({ status: 200 });
  });

  test.each([
    ["501 characters", "x".repeat(501)],
    ["a line break", "one\ntwo"],
    ["a character that hides", "one\u{202e}two"],
    ["a secret", `see ${formatSecret(new Uint8Array(32).fill(7))}`],
  ])("can't have %s", async (_what, note) => {
    const { id } = await create("refused");
    expect(await reasonOf(acme.owner.trpc.apiKeys.update.mutate({ id, note }))).toBe("invalid_input");
    expect(await acme.owner.trpc.apiKeys.get.query({ id })).toMatchObject({ note: "" });
  });

  test("of 500 characters is kept whole", async () => {
    expect((await noted("long", "ä".repeat(500))).note).toBe("ä".repeat(500));
  });
});
