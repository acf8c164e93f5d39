import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { reasonOf } from "./harness/client.ts";
import { serveExecutors } from "./harness/serve-executors.ts";

describe.each(dialectsAboveStores)("what admins do with an executor, on %s", (dialect) => {
  const { acme, newKey, executorNamed, eventsOf } = serveExecutors(dialect);

  test("connecting a new executor gives a key named after it and a recipe with everything filled in but the key", async () => {
    for (const [place, kind] of [
      ["bareMetal", "agent"],
      ["docker", "agent"],
      ["kubernetes", "operator"],
      ["environment", "agent"],
    ] as const) {
      const name = `connect-${place}-with-a-name-longer-than-a-key-may-have`;
      const { key, secret, recipe } = await acme.owner.trpc.executors.connect.mutate({
        name,
        place,
        expiresInDays: 30,
      });
      const target = { kind: "name", name, executorKind: null };
      expect(key).toMatchObject({ name: name.slice(0, 32), status: "active", target });
      expect(recipe).toContain(acme.server.url);
      expect(recipe).toContain(name);
      expect(recipe).toContain("{{apiKey}}");
      expect(recipe).not.toContain(secret);
      const elsewhere = await acme.owner.sync(secret, { name: `${name}-2`, kind });
      expect(elsewhere).toMatchObject({ status: 403, reason: "key_bound_to_other_executor" });
      expect(await acme.owner.sync(secret, { name, kind })).toMatchObject({ status: 200 });
      expect(await reasonOf(acme.owner.trpc.executors.connect.mutate({ name, place }))).toBe("executor_exists");
    }
  });

  test("a recipe for an existing executor keeps its kind at every place, and a new executor gets the kind of the place", async () => {
    const { secret } = await newKey("kinds");
    await acme.owner.sync(secret, { name: "fixed-operator", kind: "operator" });
    const kindIn = async (name: string, place: "docker" | "kubernetes") => {
      const { recipe } = await acme.owner.trpc.executors.recipe.query({ name, place });
      expect(recipe.match(/\{\{.*?\}\}/g)).toEqual(["{{apiKey}}"]);
      return /EXCALIBUR_KIND[^a-z]+(?:value: ")?(\w+)/.exec(recipe)?.[1];
    };
    expect(await kindIn("fixed-operator", "docker")).toBe("operator");
    expect(await kindIn("not-there-yet", "docker")).toBe("agent");
    expect(await kindIn("not-there-yet", "kubernetes")).toBe("operator");
  });

  test("revoking an executor's access revokes its key for everyone who shares it, at once", async () => {
    const { key, secret } = await newKey("cut");
    await acme.owner.sync(secret, { name: "cut-1" });
    await acme.owner.sync(secret, { name: "cut-2" });
    const { id } = await executorNamed("cut-1");
    const answer = await acme.owner.trpc.executors.revokeAccess.mutate({ id });
    expect(answer).toMatchObject({
      executor: { boundKey: { status: "revoked" } },
      key: { id: key.id, status: "revoked" },
    });
    for (const name of ["cut-1", "cut-2"]) {
      expect(await acme.owner.sync(secret, { name })).toMatchObject({ status: 401, reason: "key_revoked" });
    }
    expect(await reasonOf(acme.owner.trpc.executors.revokeAccess.mutate({ id }))).toBe("key_revoked");
    await acme.owner.trpc.apiKeys.delete.mutate({ id: key.id });
    expect(await reasonOf(acme.owner.trpc.executors.revokeAccess.mutate({ id }))).toBe("executor_has_no_key");
  });

  test("deleting an executor revokes its key, frees its name, keeps its events and audit rows", async () => {
    const { key, secret } = await newKey("deleted");
    await acme.owner.sync(secret, { name: "deleted-1", kind: "agent" });
    const { id } = await executorNamed("deleted-1");
    expect(await acme.owner.trpc.executors.delete.mutate({ id })).toEqual({ id });
    expect(await acme.owner.sync(secret, { name: "deleted-1" })).toMatchObject({ status: 401, reason: "key_revoked" });
    expect(await reasonOf(acme.owner.trpc.executors.get.query({ id }))).toBe("executor_not_found");
    expect((await eventsOf("deleted-1")).map(({ type }) => type)).toEqual(["executor.connected", "executor.deleted"]);
    expect(
      await acme.server.database.client.auditRow.count({ where: { OR: [{ targetId: id }, { targetId: key.id }] } }),
    ).toBe(3);
    const next = await newKey("deleted again");
    expect(await acme.owner.sync(next.secret, { name: "deleted-1", kind: "operator" })).toMatchObject({ status: 200 });
  });
});
