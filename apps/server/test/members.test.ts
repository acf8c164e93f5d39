import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { serveTenants } from "./harness/serve-tenants.ts";
import type { TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsAboveStores)("members of an organization on %s", (dialect) => {
  const tenants = serveTenants(dialect);

  const start = async () => {
    const { server } = tenants;
    const { tenant, owner } = await tenants.newTenant();
    const join = async (role: string): Promise<Joined> => {
      const person = await server.addMember(tenant, role);
      const id = await memberIdOf(server, tenant, person);
      return { person, id, client: await server.signIn(person) };
    };
    return { tenant, owner, ownerId: await memberIdOf(server, tenant, tenant.owner), join };
  };

  test("are listed with the owner on top, to every member", async () => {
    const { tenant, join } = await start();
    const { client, person, id } = await join("member");
    const { items } = await client.trpc.members.list.query();
    expect(items.map(({ role }) => role)).toEqual(["owner", "member"]);
    const user = { id: person.userId, name: "The member", email: person.email };
    expect(items[1]).toEqual({ id, user, role: "member", joinedAt: expect.any(Date) });
    expect(items[0]!.user.id).toBe(tenant.owner.userId);
  });

  test("who are removed lose access at their next call and in what they have open; their keys stay", async () => {
    const { owner, join } = await start();
    const { client, id } = await join("admin");
    const { key, secret } = await client.trpc.apiKeys.create.mutate({ name: "kept", target: NEW_EXECUTOR });
    const live = await client.watch();
    await owner.trpc.members.remove.mutate({ id });
    expect(await reasonOf(client.trpc.apiKeys.list.query({}))).toBe("no_organization");
    expect(await live.ended).toBe("no_organization");
    expect(await owner.sync(secret, { name: "kept-1" })).toMatchObject({ status: 200 });
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ status: "active" });
  });

  test("keys of a member who is removed get the owner who is named, and the audit log says how many and whom", async () => {
    const { owner, join } = await start();
    const { client, id } = await join("admin");
    const heir = await join("member");
    const { key } = await client.trpc.apiKeys.create.mutate({ name: "owned", target: NEW_EXECUTOR });
    const remove = (newOwnerId: string) => reasonOf(owner.trpc.members.remove.mutate({ id, newOwnerId }));
    expect(await remove(id)).toBe("member_not_found");
    expect(await remove(`mem_${"0".repeat(26)}`)).toBe("member_not_found");
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ owner: { id } });
    await owner.trpc.members.remove.mutate({ id, newOwnerId: heir.id });
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ owner: { id: heir.id } });
    const { items } = await owner.trpc.audit.list.query({ action: "member.removed" });
    expect(items[0]?.details).toMatchObject({ ownedKeys: 1, ownerUserId: heir.person.userId });
  });

  test("who leave are gone, and can be invited again", async () => {
    const { owner, join } = await start();
    const { client, person, id } = await join("member");
    await client.trpc.members.leave.mutate();
    expect((await client.trpc.account.get.query()).organization).toBeNull();
    expect(await reasonOf(owner.trpc.members.remove.mutate({ id }))).toBe("member_not_found");
    const { link } = await owner.trpc.invitations.create.mutate({ email: person.email, role: "admin" });
    await client.trpc.invitations.accept.mutate({ token: link!.split("#")[1]! });
    expect((await client.trpc.account.get.query()).organization).toMatchObject({ role: "admin" });
  });

  test("whose role changes have the new one at the next call, and what they have open ends", async () => {
    const { owner, join } = await start();
    const { client, id } = await join("member");
    const live = await client.watch();
    expect(await owner.trpc.members.changeRole.mutate({ id, role: "admin" })).toMatchObject({ id, role: "admin" });
    expect(await live.ended).toBe("finished");
    await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    await owner.trpc.members.changeRole.mutate({ id, role: "member" });
    const create = client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    expect(await reasonOf(create)).toBe("not_permitted");
    expect(await reasonOf(owner.trpc.members.changeRole.mutate({ id, role: "member" }))).toBe("role_unchanged");
  });

  test("never lose their last owner", async () => {
    const { owner, ownerId, join } = await start();
    const admin = await join("admin");
    expect(await reasonOf(owner.trpc.members.changeRole.mutate({ id: ownerId, role: "member" }))).toBe("last_owner");
    expect(await reasonOf(owner.trpc.members.remove.mutate({ id: ownerId }))).toBe("last_owner");
    expect(await reasonOf(owner.trpc.members.leave.mutate())).toBe("last_owner");
    expect(await reasonOf(admin.client.trpc.members.remove.mutate({ id: ownerId }))).toBe("not_permitted");
    expect(await reasonOf(owner.trpc.members.changeRole.mutate({ id: admin.id, role: "owner" as never }))).toBe(
      "invalid_input",
    );
    expect(await rolesOf(owner)).toEqual(["owner", "admin"]);
  });

  test("get another owner by a transfer, and the first one becomes an admin", async () => {
    const { owner, ownerId, join } = await start();
    const heir = await join("member");
    expect(await reasonOf(owner.trpc.organizations.transferOwnership.mutate({ memberId: ownerId }))).toBe(
      "already_owner",
    );
    const transferred = await owner.trpc.organizations.transferOwnership.mutate({ memberId: heir.id });
    expect(transferred).toEqual({ ownerId: heir.person.userId });
    expect((await owner.trpc.account.get.query()).organization).toMatchObject({ role: "admin" });
    expect((await heir.client.trpc.account.get.query()).organization).toMatchObject({ role: "owner" });
    await owner.trpc.members.leave.mutate();
    expect(await rolesOf(heir.client)).toEqual(["owner"]);
  });

  test("have one owner after two transfers at once, or after a transfer to someone who leaves at that moment", async () => {
    for (let round = 0; round < 3; round++) {
      const { owner, join } = await start();
      const [one, other] = [await join("admin"), await join("member")];
      const transferTo = (memberId: string) =>
        reasonOf(owner.trpc.organizations.transferOwnership.mutate({ memberId }));
      const outcomes = await Promise.all([transferTo(one.id), transferTo(other.id)]);
      expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
      expect(["ownership_changed", "not_permitted"]).toContain(outcomes.find((outcome) => outcome !== "accepted"));
      expect((await rolesOf(owner)).filter((role) => role === "owner")).toHaveLength(1);
    }
    for (let round = 0; round < 3; round++) {
      const { owner, join } = await start();
      const heir = await join("member");
      const outcomes = await Promise.all([
        reasonOf(owner.trpc.organizations.transferOwnership.mutate({ memberId: heir.id })),
        reasonOf(heir.client.trpc.members.leave.mutate()),
      ]);
      expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
      expect((await rolesOf(owner)).filter((role) => role === "owner")).toHaveLength(1);
    }
  });

  test("are known by name to managers after they have left, and no more once they are back", async () => {
    const { owner, join } = await start();
    const admin = await join("admin");
    const [removed, gone] = [await join("member"), await join("member")];
    await owner.trpc.members.remove.mutate({ id: removed.id });
    await gone.client.trpc.members.leave.mutate();
    // An admin does not see what an owner did, but whom to look for in what members did.
    const { items } = await admin.client.trpc.members.listFormer.query();
    expect(items.map(({ userId }) => userId)).toEqual([gone.person.userId, removed.person.userId]);
    expect(items[1]).toMatchObject({ name: "The member", leftAt: expect.any(Date) as Date });
    const { link } = await owner.trpc.invitations.create.mutate({ email: gone.person.email, role: "member" });
    await gone.client.trpc.invitations.accept.mutate({ token: link!.split("#")[1]! });
    const { items: after } = await owner.trpc.members.listFormer.query();
    expect(after.map(({ userId }) => userId)).toEqual([removed.person.userId]);
  });

  test("of several organizations see each by itself", async () => {
    const [acme, globex] = [await start(), await start()];
    const { client, person } = await acme.join("member");
    const { link } = await globex.owner.trpc.invitations.create.mutate({ email: person.email, role: "admin" });
    await client.trpc.invitations.accept.mutate({ token: link!.split("#")[1]! });
    const { items } = await client.trpc.organizations.list.query();
    expect(items.map(({ role, active }) => [role, active])).toEqual([
      ["member", true],
      ["admin", false],
    ]);
    await acme.owner.trpc.members.remove.mutate({ id: (await acme.owner.trpc.members.list.query()).items[1]!.id });
    expect((await client.trpc.account.get.query()).organization).toMatchObject({ id: globex.tenant.organizationId });
  });
});

interface Joined {
  readonly person: Person;
  readonly id: string;
  readonly client: Client;
}

async function rolesOf(client: Client): Promise<string[]> {
  return (await client.trpc.members.list.query()).items.map(({ role }) => role);
}

async function memberIdOf(server: TestServer, { organizationId }: Tenant, { userId }: Person): Promise<string> {
  const { id } = await server.database.client.member.findFirstOrThrow({ where: { organizationId, userId } });
  return id;
}
