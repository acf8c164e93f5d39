import type { AppRouter } from "@excalibur/api";
import type { ManagementScope } from "@excalibur/api/contract";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("sqlite"))("management keys on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  let owner: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    acme = await server.addOrganization("Acme");
    owner = await server.signIn(acme.owner);
  });
  afterAll(() => server.close());

  /** A client that presents a management key and nothing else. */
  const program = (secret: string, headers: Record<string, string> = {}) =>
    createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${server.url}/trpc`,
          transformer: superjson,
          headers: { authorization: `Bearer ${secret}`, ...headers },
        }),
      ],
    });
  const create = async (by: Client, scopes: ManagementScope[], more: { cidrs?: string[] } = {}) => {
    const input = { name: "deploy", scopes, expiresInDays: 30, ...more };
    return by.trpc.managementKeys.create.mutate(input);
  };
  const adminOf = async (tenant: Tenant): Promise<[Person, Client]> => {
    const person = await server.addMember(tenant, "admin");
    return [person, await server.signIn(person)];
  };

  test("the secret is in one answer, and only its hash is stored", async () => {
    const { key, secret } = await create(owner, ["audit:read", "keys:read"], { cidrs: ["127.0.0.0/8"] });
    expect(secret).toMatch(/^exm_[0-9A-Za-z]{49}$/);
    expect(key).toMatchObject({
      name: "deploy",
      hint: secret.slice(0, 8),
      scopes: ["audit:read", "keys:read"],
      cidrs: ["127.0.0.0/8"],
      status: "active",
      lastUsedAt: null,
    });
    expect(key.expiresAt.getTime() - key.createdAt.getTime()).toBe(30 * DAY_MS);
    const rows = await server.database.client.managementKey.findMany();
    expect(JSON.stringify(rows)).not.toContain(secret);
    const { items } = await owner.trpc.managementKeys.list.query({});
    expect(items.find(({ id }) => id === key.id)).toEqual({ ...key, scopes: ["keys:read", "audit:read"] });
    expect(JSON.stringify(items)).not.toContain(secret.slice(8));
  });

  test("a program may do what its scopes allow, and the audit log names it", async () => {
    const { key, secret } = await create(owner, ["keys:write"]);
    const made = await program(secret).apiKeys.create.mutate({ name: "made by program", target: NEW_EXECUTOR });
    expect(made.key.createdBy).toMatchObject({ id: acme.owner.userId });
    const { items } = await owner.trpc.audit.list.query({ targetKind: "api_key", targetId: made.key.id });
    expect(items).toMatchObject([
      {
        action: "api_key.created",
        actor: { kind: "management_key", id: key.id, name: "deploy", email: null, role: null },
      },
    ]);
    expect((await owner.trpc.audit.list.query({ actor: "management_key" })).items).toMatchObject(items);
    expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true });
  });

  test("a revoked key opens nothing from when the call returned, and is named revoked when it is revoked again", async () => {
    const { key, secret } = await create(owner, ["keys:read"]);
    expect(await reasonOf(program(secret).apiKeys.list.query({}))).toBe("accepted");
    const { receipt, key: revoked } = await owner.trpc.managementKeys.revoke.mutate({ id: key.id });
    expect(revoked.status).toBe("revoked");
    expect(receipt.expiredLeases).toBe(0);
    expect(await reasonOf(program(secret).apiKeys.list.query({}))).toBe("management_key_revoked");
    expect(await reasonOf(owner.trpc.managementKeys.revoke.mutate({ id: key.id }))).toBe(
      "management_key_revoked_already",
    );
  });

  test("a key expires at its instant", async () => {
    const { secret } = await owner.trpc.managementKeys.create.mutate({
      name: "short",
      scopes: ["keys:read"],
      expiresInDays: 1,
    });
    server.advanceClock(DAY_MS - 60_000);
    expect(await reasonOf(program(secret).apiKeys.list.query({}))).toBe("accepted");
    server.advanceClock(60_000);
    expect(await reasonOf(program(secret).apiKeys.list.query({}))).toBe("management_key_expired");
  });

  test("a key is never stronger than the person who created it is now", async () => {
    const [person, admin] = await adminOf(acme);
    const { secret } = await create(admin, ["keys:read", "keys:write", "audit:read", "members:read"]);
    const mayCreate = () =>
      reasonOf(program(secret).apiKeys.create.mutate({ name: "by program", target: NEW_EXECUTOR }));
    const where = { userId: person.userId };
    expect(await mayCreate()).toBe("accepted");
    expect(await reasonOf(program(secret).audit.verify.query())).toBe("not_permitted");

    await server.database.client.member.updateMany({ where, data: { role: "member" } });
    expect(await mayCreate()).toBe("not_permitted");
    expect(await reasonOf(program(secret).members.listFormer.query())).toBe("not_permitted");
    expect(await reasonOf(program(secret).apiKeys.list.query({}))).toBe("accepted");
    await server.database.client.member.updateMany({ where, data: { role: "owner of all" } });
    expect(await mayCreate()).toBe("management_key_orphaned");
    await server.database.client.member.deleteMany({ where });
    expect(await mayCreate()).toBe("management_key_orphaned");
  });

  test("a key ends with its creator's account, and can't change what is deactivated", async () => {
    const tenant = await server.addOrganization("Sleepy");
    const [person, admin] = await adminOf(tenant);
    const { secret } = await create(admin, ["keys:read", "keys:write"]);
    const { client } = server.database;
    const deactivate = (deactivatedAt: Date | null) =>
      client.organization.update({ where: { id: tenant.organizationId }, data: { deactivatedAt } });
    await deactivate(new Date());
    const make = () => reasonOf(program(secret).apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR }));
    expect(await make()).toBe("organization_inactive");
    await deactivate(null);
    expect(await make()).toBe("accepted");
    await client.user.delete({ where: { id: person.userId } });
    expect(await make()).toBe("management_key_orphaned");
  });

  test("a key works from its address ranges only, without a proxy by the address of the connection", async () => {
    const [here, elsewhere] = [
      await create(owner, ["keys:read"], { cidrs: ["203.0.113.0/24", "127.0.0.0/8", "::1/128"] }),
      await create(owner, ["keys:read"], { cidrs: ["203.0.113.0/24"] }),
    ];
    expect(await reasonOf(program(here.secret).apiKeys.list.query({}))).toBe("accepted");
    const claimed = { "x-forwarded-for": "203.0.113.7" };
    expect(await reasonOf(program(elsewhere.secret, claimed).apiKeys.list.query({}))).toBe("management_key_address");
  });

  test("a key works in its own organization only, also when the request names another or has a session cookie", async () => {
    const evil = await server.addOrganization("Evil");
    const { secret } = await create(owner, ["keys:read"]);
    const naming = (organizationId: string, cookie = "") =>
      reasonOf(program(secret, { "excalibur-organization": organizationId, cookie }).apiKeys.list.query({}));
    expect(await naming(acme.organizationId)).toBe("accepted");
    expect(await naming(evil.organizationId)).toBe("organization_not_found");
    const { cookie } = await server.signIn(evil.owner);
    expect(await naming(evil.organizationId, cookie)).toBe("organization_not_found");
    expect(await reasonOf(program(secret, { cookie: owner.cookie }).account.get.query())).toBe(
      "not_for_management_keys",
    );
  });

  test("a key that is mistyped or unknown is refused as such, and an executor's key opens nothing here", async () => {
    const { secret } = await create(owner, ["keys:read"]);
    const { secret: executorKey } = await owner.trpc.apiKeys.create.mutate({ name: "e", target: NEW_EXECUTOR });
    const list = (presented: string) => reasonOf(program(presented).apiKeys.list.query({}));
    expect(await list(secret.slice(0, -1))).toBe("management_key_malformed");
    await server.database.client.managementKey.deleteMany({ where: { hint: secret.slice(0, 8) } });
    expect(await list(secret)).toBe("management_key_unknown");
    expect(await list(executorKey)).toBe("not_signed_in");
    expect(await owner.sync(secret, { name: "edge-1" })).toMatchObject({ status: 401, reason: "key_malformed" });
  });

  test("when and from where a key was last used is written with the next flush", async () => {
    const { key, secret } = await create(owner, ["keys:read"]);
    await Promise.all([1, 2, 3].map(() => program(secret).apiKeys.list.query({})));
    await server.flushPresence();
    const used = (await owner.trpc.managementKeys.list.query({})).items.find(({ id }) => id === key.id);
    expect(used?.lastUsedFrom).toMatch(/127\.0\.0\.1$|^::1$/);
    expect(used!.lastUsedAt!.getTime()).toBeGreaterThanOrEqual(key.createdAt.getTime());
  });

  test.each([
    ["no scope", { scopes: [] }, "scopes"],
    ["a scope that there is not", { scopes: ["members:write"] }, "scopes.0"],
    ["no expiry", { expiresInDays: null }, "expiresInDays"],
    ["366 days", { expiresInDays: 366 }, "expiresInDays"],
    ["a range that is none", { cidrs: ["10.0.0.0"] }, "cidrs.0"],
  ])("%s is refused beside the field", async (_, wrong, field) => {
    const input = { name: "x", scopes: ["keys:read"], expiresInDays: 1, ...wrong };
    const error = await owner.trpc.managementKeys.create.mutate(input as never).catch((refused: unknown) => refused);
    const { data } = error as { data: { reason: string; fieldErrors: object } };
    expect(data.reason).toBe("invalid_input");
    expect(Object.keys(data.fieldErrors)).toContain(field);
  });

  test("an organization has at most 100 active keys, also when many are asked for at once", async () => {
    const tenant = await server.addOrganization("Many");
    const client = await server.signIn(tenant.owner);
    const at = new Date();
    const rows = Array.from({ length: 98 }, (_, index) => ({
      id: `mgk_${tenant.organizationId}_${index}`,
      organizationId: tenant.organizationId,
      name: "x",
      secretHash: `${tenant.organizationId} ${index}`,
      hint: "exm_aaaa",
      scopes: "keys:read",
      cidrs: "",
      createdAt: at,
      createdById: tenant.owner.userId,
      createdByName: "x",
      expiresAt: new Date(at.getTime() + 40 * DAY_MS),
    }));
    await server.database.client.managementKey.createMany({ data: rows });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        reasonOf(client.trpc.managementKeys.create.mutate({ name: "x", scopes: ["keys:read"], expiresInDays: 300 })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === "management_key_limit")).toHaveLength(4);
    const first = await client.trpc.managementKeys.list.query({ limit: 60 });
    const second = await client.trpc.managementKeys.list.query({ limit: 60, cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(100);
    expect(second.nextCursor).toBeNull();
  });

  test("a key that requests more than 1,200 times in a minute gets `Retry-After`, and no other key does", async () => {
    const [busy, calm] = [await create(owner, ["keys:read"]), await create(owner, ["keys:read"])];
    const list = (secret: string) =>
      fetch(`${server.url}/trpc/${Array.from({ length: 20 }, () => "audit.verify").join(",")}?batch=1`, {
        headers: { authorization: `Bearer ${secret}` },
      });
    for (let batch = 0; batch < 60; batch++) await (await list(busy.secret)).text();
    const refused = await list(busy.secret);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await reasonOf(program(calm.secret).apiKeys.list.query({}))).toBe("accepted");
  });
});
