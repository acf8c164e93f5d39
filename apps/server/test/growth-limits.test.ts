import { CHANGES_A_MINUTE } from "@excalibur/api/server";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../src/identifiers.ts";
import { reasonOf } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const acme = serveAcme("sqlite");
let organizationId = "";
beforeAll(() => {
  organizationId = acme.tenant.organizationId;
});

test("a plain member writes no more rows in a minute than one person may; others go on, and so does reading", async () => {
  const member = await acme.server.signIn(await acme.server.addMember(acme.tenant, "member"));
  const rows = () => acme.server.database.client.auditRow.count({ where: { organizationId } });
  const before = await rows();
  const reasons: (string | null)[] = [];
  while (reasons.length < CHANGES_A_MINUTE + 60) {
    const batch = Array.from({ length: 20 }, (_, n) => member.together.account.update.mutate({ name: `Ada ${n}` }));
    reasons.push(...(await Promise.all(batch.map((change) => reasonOf(change)))));
  }
  expect(reasons.filter((reason) => reason === "accepted")).toHaveLength(CHANGES_A_MINUTE);
  expect(new Set(reasons)).toEqual(new Set(["accepted", "too_many_changes"]));
  expect((await rows()) - before).toBeLessThanOrEqual(CHANGES_A_MINUTE);
  expect(await reasonOf(member.trpc.apiKeys.list.query({}))).toBe("accepted");
  expect(await reasonOf(acme.owner.trpc.organizations.update.mutate({ name: "Acme 2" }))).toBe("accepted");
});

test("one key has so many executors and no more; those it has go on", async () => {
  const target = { kind: "newExecutor" } as const;
  const { key, secret } = await acme.owner.trpc.apiKeys.create.mutate({ name: "shared", target });
  expect(await acme.owner.sync(secret, { name: "first" })).toMatchObject({ status: 200 });
  const where = { organizationId, name: "first" };
  const { id } = await acme.server.database.client.executor.findFirstOrThrow({ where });
  const others = { id: "'exe_' || n", name: "'e' || n", name_folded: "'e' || n" };
  await copyRow(acme.server, "executor", id, 9_999, others);
  expect(await acme.owner.sync(secret, { name: "one-more" })).toMatchObject({ status: 409, reason: "executor_limit" });
  expect(await acme.owner.sync(secret, { name: "first" })).toMatchObject({ status: 200 });
  await acme.server.flushPresence();
  expect(await acme.owner.trpc.apiKeys.get.query({ id: key.id })).toMatchObject({ usedBy: { total: 10_000 } });
});

test("an organization has so many open invitations and no more, until one of them is cancelled", async () => {
  const invite = (n: number) =>
    acme.owner.trpc.invitations.create.mutate({ email: `p${n}@example.com`, role: "member" });
  const { invitation } = await invite(0);
  const { client } = acme.server.database;
  const like = await client.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
  const open = Array.from({ length: 499 }, (_, n) => ({
    ...like,
    id: newId("inv"),
    email: `q${n}@example.com`,
    openFor: `q${n}`,
    tokenHash: `hash ${n}`,
  }));
  await client.invitation.createMany({ data: open });
  expect(await reasonOf(invite(1))).toBe("invitation_limit");
  await acme.owner.trpc.invitations.cancel.mutate({ id: invitation.id });
  expect(await reasonOf(invite(1))).toBe("accepted");

  // One that has expired is open again once it is sent again.
  await client.invitation.update({ where: { tokenHash: "hash 7" }, data: { expiresAt: new Date(0) } });
  const { id } = await client.invitation.findUniqueOrThrow({ where: { tokenHash: "hash 7" } });
  expect(await reasonOf(invite(2))).toBe("accepted");
  const resend = () => acme.owner.trpc.invitations.resend.mutate({ id });
  expect(await reasonOf(resend())).toBe("invitation_limit");
  const still = await client.invitation.findUniqueOrThrow({ where: { tokenHash: "hash 8" } });
  expect(await reasonOf(acme.owner.trpc.invitations.resend.mutate({ id: still.id }))).toBe("accepted");
  await acme.owner.trpc.invitations.cancel.mutate({ id: still.id });
  expect(await reasonOf(resend())).toBe("accepted");
});
