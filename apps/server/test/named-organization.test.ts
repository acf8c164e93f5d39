import { procedureKinds } from "@excalibur/api/testing";
import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../src/identifiers.ts";
import { callProcedure } from "./harness/call.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import { LiveSubscription } from "./harness/live-subscription.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { serveTenants } from "./harness/serve-tenants.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** Every call of a person. `executor.sync` is an executor's: its key belongs to one organization. */
const procedures = [...procedureKinds()]
  .map(([path, type]) => ({ path, type }))
  .filter(({ path }) => path !== "executor.sync");

// On one database: all of this is judged before a store is asked.
describe("a request that names its organization", () => {
  const tenants = serveTenants("sqlite");
  let home: Tenant;
  let away: Tenant;
  let evil: Tenant;
  /** Owner of `home`, where the session starts, and a member of `away`. */
  let person: Person;
  let client: Client;

  beforeAll(async () => {
    const { server } = tenants;
    [home, away, evil] = [
      await server.addOrganization("Home"),
      await server.addOrganization("Away"),
      await server.addOrganization("Evil"),
    ];
    person = home.owner;
    await join(away, person, "member");
    client = await server.signIn(person);
  });

  const join = (tenant: Tenant, { userId }: Person, role: string) =>
    tenants.server.database.client.member.create({
      data: { id: newId("mem"), organizationId: tenant.organizationId, userId, role, createdAt: new Date() },
    });

  const leave = (tenant: Tenant, { userId }: Person) =>
    tenants.server.database.client.member.deleteMany({ where: { organizationId: tenant.organizationId, userId } });

  /** How far each organization's log reaches, and how many organizations there are: no call changes anything past these. */
  const everything = async () => ({
    heads: await tenants.server.database.client.auditHead.findMany({ orderBy: { organizationId: "asc" } }),
    sessions: await tenants.server.database.client.session.findMany({ orderBy: { id: "asc" } }),
  });

  test.each(procedures)("$path finds neither a foreign organization nor one that is not there", async (procedure) => {
    const before = await everything();
    for (const organization of [evil.organizationId, newId("org")]) {
      const headers = { cookie: client.cookie, [ORGANIZATION_HEADER]: organization };
      const { status, outcome } = await callProcedure(
        tenants.server.url,
        procedure.type,
        procedure.path,
        undefined,
        headers,
      );
      expect({ outcome, status }).toEqual({
        outcome: "organization_not_found",
        status: procedure.type === "subscription" ? status : 404,
      });
    }
    expect(await everything()).toEqual(before);
  });

  test.each(["", "acme", "org_", "org_123", "key_01jx5v7m2q8r9s0t1v2w3x4y5z", "null", "*", "org_01, org_02", "ÄÖÜ"])(
    "is refused in words when the name is %j",
    async (name) => {
      const headers = { cookie: client.cookie, [ORGANIZATION_HEADER]: name };
      const before = await everything();
      const input = { name: "x", target: NEW_EXECUTOR };
      const created = await callProcedure(tenants.server.url, "mutation", "apiKeys.create", input, headers);
      expect(created).toMatchObject({ status: 400, outcome: "invalid_input" });
      expect(created.text).toContain("holds one id of the form org_");
      expect(await everything()).toEqual(before);
    },
  );

  test("is for that one, with the role there, also when the session used another one last", async () => {
    await join(evil, person, "owner");
    const [here, there] = [client.in(home.organizationId), client.in(evil.organizationId)];
    for (const last of [home, evil]) {
      await client.trpc.organizations.setActive.mutate({ id: last.organizationId });
      const made = await Promise.all(
        [here, there].map((each) => each.trpc.apiKeys.create.mutate({ name: "named", target: NEW_EXECUTOR })),
      );
      for (const [index, each] of [here, there].entries()) {
        const { items } = await each.trpc.apiKeys.list.query({});
        expect(items.map(({ id }) => id)).toContain(made[index]?.key.id);
        expect(items.map(({ id }) => id)).not.toContain(made[1 - index]?.key.id);
        expect(await reasonOf(each.trpc.apiKeys.revoke.mutate({ id: made[1 - index]!.key.id }))).toBe("key_not_found");
      }
      expect((await here.trpc.account.get.query()).organization).toMatchObject({ id: home.organizationId });
      expect((await client.trpc.account.get.query()).organization).toMatchObject({ id: last.organizationId });
    }
    const inAway = client.in(away.organizationId).trpc;
    expect(await reasonOf(inAway.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR }))).toBe("not_permitted");
    await leave(evil, person);
    expect(await reasonOf(there.trpc.apiKeys.list.query({}))).toBe("organization_not_found");
    await client.trpc.organizations.setActive.mutate({ id: home.organizationId });
  });

  test("watches that one on, while the session goes to another; without a name it ends", async () => {
    const named = await client.in(home.organizationId).watch();
    const unnamed = await client.watch();
    await client.trpc.organizations.setActive.mutate({ id: away.organizationId });
    expect(await unnamed.ended).toBe("finished");
    const { key } = await client
      .in(home.organizationId)
      .trpc.apiKeys.create.mutate({ name: "told", target: NEW_EXECUTOR });
    await named.names("keys", key.id);
    await client.trpc.organizations.setActive.mutate({ id: home.organizationId });
  });

  test("names it in the address where a browser's subscription can send no header", async () => {
    const subscribe = async (organization: unknown, headers: Record<string, string> = {}) => {
      const params = encodeURIComponent(JSON.stringify({ [ORGANIZATION_HEADER]: organization }));
      const url = `${tenants.server.url}/trpc/live.subscribe?connectionParams=${params}`;
      const subscription = await LiveSubscription.open(url, { cookie: client.cookie, ...headers });
      const outcome = await Promise.race([subscription.first().then(() => "accepted"), subscription.ended]);
      subscription.close();
      return outcome;
    };
    expect(await subscribe(away.organizationId)).toBe("accepted");
    expect(await subscribe(evil.organizationId)).toBe("organization_not_found");
    expect(await subscribe("away")).toBe("invalid_input");
    expect(await subscribe(away.organizationId, { [ORGANIZATION_HEADER]: away.organizationId })).toBe("accepted");
    expect(await subscribe(away.organizationId, { [ORGANIZATION_HEADER]: home.organizationId })).toBe("invalid_input");
  });

  test("exports that one's log, named by a header or in the address, and never two", async () => {
    const download = (query: string, headers: Record<string, string> = {}) =>
      fetch(`${tenants.server.url}/api/audit/export?format=csv${query}`, {
        headers: { cookie: client.cookie, ...headers },
      });
    const byHeader = await download("", { [ORGANIZATION_HEADER]: away.organizationId });
    const byAddress = await download(`&organization=${away.organizationId}`);
    for (const answer of [byHeader, byAddress]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-disposition")).toContain(away.slug);
    }
    expect((await download("")).headers.get("content-disposition")).toContain(home.slug);
    const refused = async (query: string, headers?: Record<string, string>) => {
      const answer = await download(query, headers);
      return [answer.status, ((await answer.json()) as { error: { reason: string } }).error.reason];
    };
    expect(await refused(`&organization=${evil.organizationId}`)).toEqual([404, "organization_not_found"]);
    expect(await refused(`&organization=${newId("org")}`)).toEqual([404, "organization_not_found"]);
    expect(await refused("&organization=away")).toEqual([400, "invalid_input"]);
    const other = { [ORGANIZATION_HEADER]: home.organizationId };
    expect(await refused(`&organization=${away.organizationId}`, other)).toEqual([400, "invalid_input"]);
    const twice = `&organization=${away.organizationId}&organization=${home.organizationId}`;
    expect(await refused(twice)).toEqual([400, "invalid_input"]);
  });

  test("can ask which of its caller's organizations has a key or an executor", async () => {
    const owner = await tenants.server.signIn(away.owner);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "far", target: NEW_EXECUTOR });
    await owner.sync(secret, { name: "far-1" });
    const [executor] = (await owner.trpc.executors.list.query({})).items;
    const stranger = await tenants.server.signIn(evil.owner);
    for (const id of [key.id, executor!.id]) {
      const { organization } = await client.trpc.organizations.locate.query({ id });
      expect(organization).toEqual({ id: away.organizationId, slug: away.slug });
      expect(await stranger.trpc.organizations.locate.query({ id })).toEqual({ organization: null });
    }
    expect(await client.trpc.organizations.locate.query({ id: newId("key") })).toEqual({ organization: null });
    expect(await reasonOf(client.trpc.organizations.locate.query({ id: home.organizationId }))).toBe("invalid_input");
  });
});
