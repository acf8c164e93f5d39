import { procedureKinds } from "@excalibur/api/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { callProcedure } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { PROCEDURES, type Caller, type ProcedureIds } from "./harness/procedures.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { TEST_WITNESS } from "./harness/witness.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

const types = procedureKinds();
const rows = Object.entries(PROCEDURES);
const callableBy = (...callers: Caller[]) =>
  rows.filter(([, { caller }]) => callers.includes(caller)).map(([path]) => path);

test("every procedure has its row in harness/procedures.ts", () => {
  expect(Object.keys(PROCEDURES).sort()).toEqual([...types.keys()].sort());
});

describe.each(dialectsAboveStores)("who may call what on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  let evil: Tenant;
  let acmeIds: ProcedureIds;
  let acmeOwner: Client;
  let evilOwner: Client;
  let memberPerson: Person;
  let member: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    acme = await server.addOrganization("Acme");
    evil = await server.addOrganization("Evil");
    acmeOwner = await server.signIn(acme.owner);
    evilOwner = await server.signIn(evil.owner);
    memberPerson = await server.addMember(acme, "member");
    member = await server.signIn(memberPerson);
    const { key, secret } = await acmeOwner.trpc.apiKeys.create.mutate({ name: "acme", target: NEW_EXECUTOR });
    await acmeOwner.sync(secret, { name: "acme-1" });
    const { items } = await acmeOwner.trpc.executors.list.query({});
    acmeIds = {
      keyId: key.id,
      managementKeyId: await addManagementKey(acmeOwner),
      witnessId: (await acmeOwner.trpc.witnesses.add.mutate({ key: TEST_WITNESS.key })).witness.id,
      executorId: items[0]!.id,
      organizationId: acme.organizationId,
      sessionId: (await acmeOwner.trpc.account.sessions.list.query()).items[0]!.id,
      memberId: (await acmeOwner.trpc.members.list.query()).items.find(({ role }) => role === "member")!.id,
      channelId: (await acmeOwner.trpc.channels.create.mutate({ name: "feed", receiver: { kind: "calendar" } })).channel
        .id,
      codeId: (await acmeOwner.trpc.codes.create.mutate({ name: "edge-1" })).code.id,
      invitationId: (await acmeOwner.trpc.invitations.create.mutate({ email: "a@example.com", role: "member" }))
        .invitation.id,
    };
  });
  afterAll(() => server.close());

  const call = (client: Client, path: string, headers: Record<string, string> = {}) =>
    callProcedure(server.url, types.get(path)!, path, PROCEDURES[path]!.input(acmeIds), {
      cookie: client.cookie,
      ...headers,
    });

  test.each(callableBy("signedIn", "member", "reader", "manager", "owner"))(
    "%s is refused without a session",
    async (path) => {
      expect(await call(server.anonymous(), path)).toMatchObject({ status: 401, outcome: "not_signed_in" });
    },
  );

  test.each(callableBy("signedIn", "member", "reader", "manager", "owner"))(
    "%s is refused with a forged session",
    async (path) => {
      const headers = { cookie: "excalibur.session_token=forged.c2lnbmF0dXJl" };
      expect(await call(server.anonymous(), path, headers)).toMatchObject({ status: 401, outcome: "not_signed_in" });
    },
  );

  test.each(callableBy("reader", "manager", "owner"))("%s is refused to a member", async (path) => {
    expect(await call(member, path)).toMatchObject({ status: 403, outcome: "not_permitted" });
  });

  // A session has no management key that it could end.
  test.each(callableBy("member").filter((path) => path !== "logins.end"))("%s is open to a member", async (path) => {
    expect(await call(member, path)).toMatchObject({ status: 200, outcome: "accepted" });
  });

  test.each(rows.filter(([, { foreign }]) => foreign !== undefined))(
    "%s with another tenant's ids finds nothing",
    async (path, { foreign }) => {
      const before = await everythingOf(server, acme);
      expect(await call(evilOwner, path)).toMatchObject({ outcome: foreign });
      expect(await everythingOf(server, acme)).toEqual(before);
    },
  );

  test.each(
    rows.filter(([, { caller, foreign }]) => foreign === undefined && (caller === "member" || caller === "signedIn")),
  )("%s shows nothing of another tenant", async (path) => {
    const { text } = await call(evilOwner, path);
    for (const id of [acmeIds.keyId, acmeIds.executorId, acmeIds.organizationId]) expect(text).not.toContain(id);
  });

  test("a key of one tenant connects to its own organization only, with any executor name", async () => {
    const { secret } = await evilOwner.trpc.apiKeys.create.mutate({ name: "evil", target: NEW_EXECUTOR });
    expect(await evilOwner.sync(secret, { name: "acme-1", organization: acme.slug })).toMatchObject({
      status: 403,
      reason: "organization_mismatch",
    });
    const before = await everythingOf(server, acme);
    const { body } = await evilOwner.sync(secret, { name: "acme-1" });
    expect(body).toMatchObject({ organization: { id: evil.organizationId } });
    expect(await everythingOf(server, acme)).toEqual(before);
  });

  test("executor.sync is refused without a key, also with a session", async () => {
    expect(await call(acmeOwner, "executor.sync")).toMatchObject({ status: 401, outcome: "key_missing" });
  });

  test("a role is read at every call: a change holds from the next one", async () => {
    const person = await server.addMember(acme, "admin");
    const client = await server.signIn(person);
    const create = () => call(client, "apiKeys.create");
    expect(await create()).toMatchObject({ outcome: "accepted" });
    await setRole(server, person, "member");
    expect(await create()).toMatchObject({ outcome: "not_permitted" });
    await setRole(server, person, "admin");
    expect(await create()).toMatchObject({ outcome: "accepted" });
    await server.database.client.member.deleteMany({ where: { userId: person.userId } });
    expect(await create()).toMatchObject({ outcome: "no_organization" });
  });

  test("a role that this version does not know opens nothing", async () => {
    const person = await server.addMember(acme, "superuser");
    expect(await call(await server.signIn(person), "apiKeys.list")).toMatchObject({ outcome: "no_organization" });
  });

  test("a deactivated organization refuses every change and every sync, and keeps its data", async () => {
    const tenant = await server.addOrganization("Sleepy");
    const owner = await server.signIn(tenant.owner);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "sleepy", target: NEW_EXECUTOR });
    await server.database.client.organization.update({
      where: { id: tenant.organizationId },
      data: { deactivatedAt: new Date() },
    });
    for (const path of callableBy("manager")) {
      expect(await call(owner, path)).toMatchObject({ status: 403, outcome: "organization_inactive" });
    }
    expect(await owner.sync(secret, { name: "sleepy-1" })).toMatchObject({
      status: 403,
      reason: "organization_inactive",
    });
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ status: "active" });
  });

  test("a signed-out session opens nothing", async () => {
    const client = await server.signIn(memberPerson);
    await fetch(`${server.url}/api/auth/sign-out`, { method: "POST", headers: { cookie: client.cookie } });
    expect(await call(client, "account.get")).toMatchObject({ status: 401, outcome: "not_signed_in" });
  });

  test("a session works in the organization chosen in it, and only there", async () => {
    const person = await server.addMember(acme, "member");
    await server.database.client.member.create({
      data: {
        id: "mem_second",
        organizationId: evil.organizationId,
        userId: person.userId,
        role: "admin",
        createdAt: new Date(),
      },
    });
    const client = await server.signIn(person);
    expect((await client.trpc.account.get.query()).organization).toMatchObject({
      id: acme.organizationId,
      role: "member",
    });
    await client.trpc.organizations.setActive.mutate({ id: evil.organizationId });
    expect((await client.trpc.account.get.query()).organization).toMatchObject({
      id: evil.organizationId,
      role: "admin",
    });
    expect(await call(client, "apiKeys.get")).toMatchObject({ outcome: "key_not_found" });
    const { items } = await client.trpc.organizations.list.query();
    expect(items.map(({ id, active }) => [id, active])).toEqual([
      [acme.organizationId, false],
      [evil.organizationId, true],
    ]);
  });
});

async function addManagementKey({ trpc }: Client): Promise<string> {
  const input = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
  return (await trpc.managementKeys.create.mutate(input)).key.id;
}

async function setRole(server: TestServer, person: Person, role: string): Promise<void> {
  await server.database.client.member.updateMany({ where: { userId: person.userId }, data: { role } });
}

async function everythingOf(server: TestServer, { organizationId }: Tenant) {
  const { apiKey, executor, auditRow, executorEvent } = server.database.client;
  const where = { organizationId };
  return Promise.all([
    apiKey.findMany({ where, omit: { firstUsedAt: true } }),
    executor.findMany({ where, omit: { lastSeenAt: true } }),
    auditRow.count({ where }),
    executorEvent.count({ where }),
  ]);
}
