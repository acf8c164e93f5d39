import { formatSecret } from "@excalibur/api/server";
import { beforeAll, describe, expect, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("sqlite"))("labels and owners on %s", (dialect) => {
  const acme = serveAcme(dialect);
  beforeAll(() => acme.server.addMember(acme.tenant, "member"));
  const keys = () => acme.owner.trpc.apiKeys;
  const create = async (name: string, more: { labels?: Record<string, string>; ownerId?: string | null } = {}) =>
    (await keys().create.mutate({ name, target: NEW_EXECUTOR, ...more })).key;
  const rowsOf = async (targetId: string) => (await acme.owner.trpc.audit.list.query({ targetId })).items;
  const memberNamed = async (role: string) => {
    const { items } = await acme.owner.trpc.members.list.query();
    const found = items.find((member) => member.role === role);
    if (found === undefined) throw new Error(`no ${role}`);
    return found;
  };

  test("a key has an owner, note and labels from the start: by default who created it owns it", async () => {
    const owner = await memberNamed("owner");
    const plain = await create("plain");
    expect(plain).toMatchObject({ labels: {}, owner: { id: owner.id, userId: owner.user.id, name: owner.user.name } });
    const member = await memberNamed("member");
    const labels = { "example.com/team": "edge", env: "prod" };
    const { id } = await create("owned", { labels, ownerId: member.id });
    expect(await keys().get.query({ id })).toMatchObject({ labels, owner: { id: member.id } });
    expect((await rowsOf(id))[0]).toMatchObject({
      action: "api_key.created",
      details: { labels: "env=prod example.com/team=edge", ownerUserId: member.user.id, ownerName: member.user.name },
    });
    expect((await create("unowned", { ownerId: null })).owner).toBeNull();
  });

  test("labels and owner change at any time, each change with one audit row, and the same again with none", async () => {
    const { id } = await create("changes", { labels: { env: "dev", tier: "1" } });
    await keys().revoke.mutate({ id });
    const member = await memberNamed("member");
    const change = { id, labels: { env: "prod" }, ownerId: member.id };
    expect(await keys().update.mutate(change)).toMatchObject({
      status: "revoked",
      labels: { env: "prod" },
      owner: { id: member.id },
    });
    const rows = await rowsOf(id);
    expect(rows[0]).toMatchObject({
      action: "api_key.updated",
      details: { labels: "env=prod", ownerUserId: member.user.id },
    });
    await keys().update.mutate(change);
    expect(await rowsOf(id)).toEqual(rows);
    expect(await keys().update.mutate({ id, labels: {}, ownerId: null })).toMatchObject({ labels: {}, owner: null });
  });

  test("a label's name that was allowed before, and that answers can't carry, keeps no key from being listed", async () => {
    const { id } = await create("older");
    const labels = JSON.stringify({ constructor: "x" });
    await acme.server.database.client.apiKey.update({ where: { id }, data: { labels } });
    const { items } = await keys().list.query({});
    expect(items.find((key) => key.id === id)).toMatchObject({ labels: {} });
  });

  test("an owner is a member of this organization", async () => {
    const { id } = await create("whose");
    const stranger = `mem_${"0".repeat(26)}`;
    expect(await reasonOf(keys().update.mutate({ id, ownerId: stranger }))).toBe("member_not_found");
    expect(await reasonOf(create("strangers", { ownerId: stranger }))).toBe("member_not_found");
    expect(await reasonOf(keys().labelMany.mutate({ ids: [id], ownerId: stranger }))).toBe("member_not_found");
  });

  test("a successor has the labels and the owner of the key it replaces", async () => {
    const member = await memberNamed("member");
    const { id } = await create("old", { labels: { env: "prod" }, ownerId: member.id });
    const { key } = await keys().rotate.mutate({ id });
    expect(key).toMatchObject({ labels: { env: "prod" }, owner: { id: member.id } });
    expect(await keys().get.query({ id: key.id })).toMatchObject({ labels: { env: "prod" }, owner: { id: member.id } });
  });

  test.each([
    ["a name that can't be", { "-env": "prod" }],
    ["a value that can't be", { env: "pro d" }],
    ["a secret for a value", { env: formatSecret(new Uint8Array(32).fill(7)) }],
    ["21 of them", Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`l${n}`, ""]))],
  ])("labels with %s are refused, and nothing changes", async (_what, labels) => {
    const { id } = await create("refused", { labels: { env: "prod" } });
    expect(await reasonOf(keys().update.mutate({ id, labels }))).toBe("invalid_input");
    expect(await keys().get.query({ id })).toMatchObject({ labels: { env: "prod" } });
  });

  test("many keys are labelled at once, one audit row a key, none for those that had it all, and none beyond 20", async () => {
    const full = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`l${n}`, ""]));
    const [bare, had, crowded] = [
      await create("bare", { labels: { old: "x" } }),
      await create("had", { labels: { env: "prod" } }),
      await create("crowded", { labels: full }),
    ];
    const ids = [bare.id, had.id, crowded.id, `key_${"0".repeat(26)}`];
    const { labeled, skipped } = await keys().labelMany.mutate({ ids, set: { env: "prod" }, remove: ["old"] });
    expect(labeled.toSorted()).toEqual([bare.id, had.id].toSorted());
    expect(skipped).toHaveLength(2);
    expect(skipped).toContainEqual({ id: crowded.id, reason: "too_many_labels" });
    expect(skipped).toContainEqual({ id: ids[3], reason: "key_not_found" });
    expect(await keys().get.query({ id: bare.id })).toMatchObject({ labels: { env: "prod" } });
    expect(await rowsOf(bare.id)).toHaveLength(2);
    expect(await rowsOf(had.id)).toHaveLength(1);
    expect(await acme.owner.trpc.audit.verify.query()).toMatchObject({ ok: true });
  });

  test("many keys are labelled by a filter only as long as it finds what was shown", async () => {
    for (const n of [1, 2]) await create(`filtered ${n}`);
    const set = { wave: "1" };
    const outdated = keys().labelMany.mutate({ search: "filtered", expectedTotal: 3, set });
    expect(await reasonOf(outdated)).toBe("preview_outdated");
    const { labeled } = await keys().labelMany.mutate({ search: "filtered", expectedTotal: 2, set });
    expect(labeled).toHaveLength(2);
  });

  test("an executor has a note and labels, which its syncs leave alone", async () => {
    const { secret } = await keys().create.mutate({ name: "of edge-1", target: NEW_EXECUTOR });
    await acme.owner.sync(secret, { name: "edge-1" });
    const { items } = await acme.owner.trpc.executors.list.query({ search: "edge-1" });
    const id = items[0]?.id ?? "";
    expect(items[0]).toMatchObject({ note: "", labels: {} });
    const changed = { note: "rack 7", labels: { site: "fra1" } };
    expect(await acme.owner.trpc.executors.update.mutate({ id, ...changed })).toMatchObject(changed);
    await acme.owner.sync(secret, { name: "edge-1", version: "2.0.0" });
    expect(await acme.owner.trpc.executors.get.query({ id })).toMatchObject({ version: "2.0.0", ...changed });
    expect(await rowsOf(id)).toMatchObject([
      { action: "executor.updated", details: { note: "rack 7", labels: "site=fra1" } },
    ]);
    await acme.owner.trpc.executors.update.mutate({ id, ...changed });
    expect(await rowsOf(id)).toHaveLength(1);
  });

  test("keys of a member who has left have no owner, and go on", async () => {
    const member = await memberNamed("member");
    const { key, secret } = await keys().create.mutate({ name: "left", target: NEW_EXECUTOR, ownerId: member.id });
    await acme.owner.trpc.members.remove.mutate({ id: member.id });
    expect(await keys().get.query({ id: key.id })).toMatchObject({ owner: null, status: "active" });
    expect(await acme.owner.sync(secret, { name: "goes-on" })).toMatchObject({ status: 200 });
  });
});
