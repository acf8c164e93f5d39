import { exemptLabelProblem, type ManagementScope } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { keepSessions } from "./harness/keep-sessions.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const ANY = { kind: "newExecutor" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(dialectsOfLane("sqlite"))("keys that a label exempts from the policy, on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  const after = (instant: Date, days: number) => new Date(instant.getTime() + days * DAY_MS);

  test("a label exempts keys from longest life, default life and the end of unused keys, whenever it is set or taken off", async () => {
    const tenant = await server.addOrganization("Exempt");
    const owner = await server.signIn(tenant.owner);
    await keepSessions(server);
    const labels = { policy: "exempt" };
    const make = (name: string, more: object) => owner.trpc.apiKeys.create.mutate({ name, target: ANY, ...more });
    const read = (id: string) => owner.trpc.apiKeys.get.query({ id });
    const { key: before } = await make("before", { expiresInDays: null, labels });
    const { key: other } = await make("other", { expiresInDays: null });
    const policy = { longestLifeDays: 30, defaultLifeDays: 30, unusedDays: 60, exemptLabel: "policy=exempt" };
    const preview = await owner.trpc.policies.preview.query(policy);
    expect(preview).toMatchObject({
      shortened: { total: 1, keys: [{ id: other.id }] },
      exempt: { total: 1, keys: [{ id: before.id, name: "before" }] },
    });
    await owner.trpc.policies.update.mutate(policy);
    expect((await read(before.id)).effectiveExpiresAt).toBeNull();
    expect((await make("after", { labels })).key.effectiveExpiresAt).toBeNull();
    expect(await reasonOf(make("not exempt", { expiresInDays: null }))).toBe("key_life_too_long");

    const bounded = after(before.createdAt, 30);
    await owner.trpc.apiKeys.update.mutate({ id: before.id, labels: {} });
    expect((await read(before.id)).effectiveExpiresAt).toEqual(bounded);
    await owner.trpc.apiKeys.labelMany.mutate({ ids: [before.id, other.id], set: labels });
    for (const { id } of [before, other]) expect((await read(id)).effectiveExpiresAt).toBeNull();
    await owner.trpc.apiKeys.labelMany.mutate({ ids: [other.id], remove: ["policy"] });

    const programWith = async (scopes: ManagementScope[]) => {
      const asked = { name: "program", scopes, expiresInDays: 30 };
      const { secret } = await owner.trpc.managementKeys.create.mutate(asked);
      return async (method: string, path: string, body: object) => {
        const response = await fetch(`${server.url}/v1/${path}`, {
          method,
          headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
          body: JSON.stringify(body),
        });
        const { reason, fields } = (await response.json()) as { reason?: string; fields?: object };
        return { status: response.status, reason, fields };
      };
    };
    const program = await programWith(["keys:read", "keys:write"]);
    for (const [method, path, body] of [
      ["POST", "keys", { name: "by program", target: ANY, labels }],
      ["PUT", "keys/by-external-id/by-program", { name: "by program", target: ANY, labels }],
      ["PATCH", `keys/${other.id}`, { labels }],
      ["PATCH", `keys/${before.id}`, { labels: {} }],
      ["POST", "keys/label-many", { ids: [other.id], set: labels }],
      ["POST", "codes", { maxUses: 3, labels }],
    ] as const) {
      expect(await program(method, path, body), `${method} ${path}`).toMatchObject({
        status: 403,
        reason: "scope_missing",
        fields: { labels: [exemptLabelProblem("policy=exempt")] },
      });
    }
    expect(await program("PATCH", `keys/${other.id}`, { labels: { env: "prod" } })).toMatchObject({ status: 200 });
    expect((await read(other.id)).effectiveExpiresAt).toEqual(after(other.createdAt, 30));
    const ofPolicy = await programWith(["keys:write", "policies:write"]);
    expect(await ofPolicy("PATCH", `keys/${other.id}`, { labels })).toMatchObject({ status: 200 });
    expect((await read(other.id)).effectiveExpiresAt).toBeNull();

    server.advanceClock(54 * DAY_MS);
    await server.warnUnusedKeys();
    expect((await read(before.id)).unusedEndsAt).toBeNull();
  });

  test("a warned key that becomes exempt and is no more so is warned again, and does not end at once", async () => {
    const tenant = await server.addOrganization("Warned");
    const owner = await server.signIn(tenant.owner);
    await keepSessions(server);
    const policy = { unusedDays: 30, exemptLabel: "policy=exempt" };
    await owner.trpc.policies.update.mutate(policy);
    const { key } = await owner.trpc.apiKeys.create.mutate({ name: "seldom", target: ANY });
    const read = () => owner.trpc.apiKeys.get.query({ id: key.id });
    const label = (labels: Record<string, string>) => owner.trpc.apiKeys.update.mutate({ id: key.id, labels });
    const take = {
      byLabel: [() => label({ policy: "exempt" }), () => label({})],
      byPolicy: [
        () => owner.trpc.policies.update.mutate({ exemptLabel: "tier=core" }),
        () => owner.trpc.policies.update.mutate(policy),
      ],
    } as const;
    server.advanceClock(24 * DAY_MS);
    for (const [exempt, subject] of Object.values(take)) {
      await label(exempt === take.byPolicy[0] ? { tier: "core" } : {});
      await server.warnUnusedKeys();
      expect((await read()).unusedEndsAt).not.toBeNull();
      await exempt();
      expect(await read()).toMatchObject({ unusedEndsAt: null, effectiveExpiresAt: null });
      server.advanceClock(8 * DAY_MS);
      await subject();
      expect(await read()).toMatchObject({ status: "active", effectiveExpiresAt: null });
    }
  });
});
