import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { errorData, reasonOf } from "./harness/client.ts";
import { serveTenants } from "./harness/serve-tenants.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsAboveStores)("an organization on %s", (dialect) => {
  const tenants = serveTenants(dialect);
  const start = () => tenants.newTenant();

  test("is created by anyone signed in, who owns it and switches to it", async () => {
    const { tenant } = await start();
    const member = await tenants.server.signIn(await tenants.server.addMember(tenant, "member"));
    const created = await member.trpc.organizations.create.mutate({ name: "Ünique Name", slug: "unique-one" });
    expect(created).toEqual({
      id: expect.stringMatching(/^org_/),
      name: "Ünique Name",
      slug: "unique-one",
      role: "owner",
      active: false,
      deactivatedAt: null,
    });
    await member.trpc.organizations.setActive.mutate({ id: created.id });
    expect((await member.trpc.account.get.query()).organization).toMatchObject({ id: created.id, role: "owner" });
    await member.trpc.apiKeys.create.mutate({ name: "first", target: NEW_EXECUTOR });
  });

  test("gets its slug from its name, with a number where that is taken", async () => {
    const { owner } = await start();
    const slugs = [];
    for (let index = 0; index < 3; index++) {
      slugs.push((await owner.trpc.organizations.create.mutate({ name: `Initech ${dialect}!` })).slug);
    }
    expect(slugs).toEqual([`initech-${dialect}`, `initech-${dialect}-2`, `initech-${dialect}-3`]);
  });

  test("has a slug of its own, also when two ask for one slug in the same instant", async () => {
    const [one, other] = [await start(), await start()];
    const slug = `taken-${dialect}`;
    const outcomes = await Promise.all([
      reasonOf(one.owner.trpc.organizations.create.mutate({ name: "One", slug })),
      reasonOf(other.owner.trpc.organizations.create.mutate({ name: "Other", slug })),
      reasonOf(one.owner.trpc.organizations.update.mutate({ slug })),
      reasonOf(other.owner.trpc.organizations.update.mutate({ slug })),
    ]);
    expect(outcomes.sort()).toEqual(["accepted", "slug_taken", "slug_taken", "slug_taken"]);
    expect(await tenants.server.database.client.organization.count({ where: { slug } })).toBe(1);
    // Nothing is left of those that lost, and what they go on with works.
    expect(await reasonOf(one.owner.trpc.organizations.create.mutate({ name: "One", slug: `free-${dialect}` }))).toBe(
      "accepted",
    );
  });

  test("gets as many names of its own from one name as are asked for at once", async () => {
    const { owner } = await start();
    const name = `Hooli ${dialect}`;
    const created = await Promise.all([1, 2, 3].map(() => owner.trpc.organizations.create.mutate({ name })));
    expect(new Set(created.map(({ slug }) => slug)).size).toBe(3);
  });

  test("is not created by who owns ten, also when they ask for several at once; one that is transferred makes room", async () => {
    const { owner, tenant } = await start();
    const create = () => reasonOf(owner.trpc.organizations.create.mutate({ name: "Umbrella" }));
    for (let owned = 1; owned < 8; owned++) expect(await create()).toBe("accepted");
    const outcomes = await Promise.all([create(), create(), create()]);
    expect(outcomes.sort()).toEqual(["accepted", "accepted", "organization_limit"]);
    const { userId } = await tenants.server.addMember(tenant, "member");
    const { items } = await owner.trpc.members.list.query();
    const { id: memberId } = items.find(({ user }) => user.id === userId)!;
    await owner.trpc.organizations.transferOwnership.mutate({ memberId });
    expect(await create()).toBe("accepted");
    expect(await create()).toBe("organization_limit");
  });

  test("is renamed and gets another slug, which is what executors must name from then on", async () => {
    const { tenant, owner } = await start();
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    const guarded = (organization: string) => owner.sync(secret, { name: "guarded-1", organization });
    expect(await guarded(tenant.slug)).toMatchObject({ status: 200 });
    const slug = `renamed-${dialect}`;
    const updated = await owner.trpc.organizations.update.mutate({ name: " Renamed ", slug });
    expect(updated).toMatchObject({ id: tenant.organizationId, name: "Renamed", slug });
    expect(await guarded(tenant.slug)).toMatchObject({ reason: "organization_mismatch" });
    expect(await guarded(slug)).toMatchObject({ status: 200 });
    expect((await owner.trpc.organizations.list.query()).items[0]).toMatchObject({ name: "Renamed", slug });
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ name: "x", slug: "Not A Slug" }, "slug"],
    [{ name: "x", slug: "-x" }, "slug"],
    [{ name: "x", slug: "x".repeat(49) }, "slug"],
  ])("is not created as %j", async (input, field) => {
    const { owner } = await start();
    const refused = await owner.trpc.organizations.create.mutate(input).catch(errorData);
    expect(refused).toMatchObject({ reason: "invalid_input", fieldErrors: { [field]: expect.anything() } });
  });

  test("that is deactivated refuses the very next sync and every change, keeps its data, and comes back", async () => {
    const { tenant, owner } = await start();
    const admin = await tenants.server.signIn(await tenants.server.addMember(tenant, "admin"));
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    const sync = () => owner.sync(secret, { name: "sleepy-1" });
    expect(await sync()).toMatchObject({ status: 200 });
    expect(await reasonOf(owner.trpc.organizations.reactivate.mutate())).toBe("organization_active");

    const live = await admin.watch();
    const { deactivatedAt, receipt } = await owner.trpc.organizations.deactivate.mutate();
    expect(await sync()).toMatchObject({ status: 403, reason: "organization_inactive" });
    expect(receipt).toMatchObject({ acknowledged: 1, expiredLeases: 0 });
    expect(await live.ended).toBe("finished");
    expect((await owner.trpc.account.get.query()).organization).toMatchObject({ deactivatedAt });
    expect(await reasonOf(owner.trpc.organizations.deactivate.mutate())).toBe("organization_inactive");
    expect(await reasonOf(admin.trpc.organizations.reactivate.mutate())).toBe("not_permitted");
    expect(await reasonOf(admin.trpc.members.leave.mutate())).toBe("organization_inactive");
    expect(await owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ status: "active" });

    await owner.trpc.organizations.reactivate.mutate();
    expect(await sync()).toMatchObject({ status: 200 });
    await owner.trpc.apiKeys.create.mutate({ name: "y", target: NEW_EXECUTOR });
  });
});
