import { afterAll, beforeAll, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { startTestSmtpServer, type TestSmtpServer } from "./harness/test-smtp-server.ts";

const NEW_PASSWORD = "another horse battery staple";

let smtp: TestSmtpServer;
let server: TestServer;
let tenant: Tenant;
let owner: Client;

beforeAll(async () => {
  smtp = await startTestSmtpServer();
  server = await startTestServer("sqlite", { EXCALIBUR_SMTP_URL: smtp.url });
  tenant = await server.addOrganization("Acme");
  owner = await server.signIn(tenant.owner);
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

const memberIdOf = async (userId: string, { organizationId }: Tenant) => {
  const { id } = await server.database.client.member.findFirstOrThrow({ where: { userId, organizationId } });
  return id;
};

test("an invitation goes out by mail alone, and its link opens it", async () => {
  const invite = { email: "grace@example.com", role: "member" } as const;
  const { link, invitation } = await owner.trpc.invitations.create.mutate(invite);
  expect(link).toBeNull();
  const mail = smtp.mails.at(-1)!;
  expect(mail).toMatch(/^From: Excalibur <excalibur@example\.com>$/m);
  expect(mail).toMatch(/^To: grace@example\.com$/m);
  expect(mail).toMatch(/^Subject: The owner invites you to Acme on Excalibur$/m);
  const preview = await server.anonymous().trpc.invitations.preview.mutate({ token: tokenIn(mail) });
  expect(preview).toMatchObject({ email: "grace@example.com", status: "pending" });

  await owner.trpc.invitations.resend.mutate({ id: invitation.id });
  expect(tokenIn(smtp.mails.at(-1)!)).not.toBe(tokenIn(mail));
});

test("a new password is set once, with the link that was mailed; every session ends", async () => {
  const person = await server.addMember(tenant, "member");
  const session = await server.signIn(person);
  const answer = await owner.trpc.members.resetPassword.mutate({ id: await memberIdOf(person.userId, tenant) });
  expect(answer).toEqual({ link: null, mailed: true });
  const token = tokenIn(smtp.mails.at(-1)!);
  const guest = server.anonymous();
  const complete = (newPassword: string) => reasonOf(guest.trpc.passwordResets.complete.mutate({ token, newPassword }));
  expect(await guest.trpc.passwordResets.preview.mutate({ token })).toMatchObject({ email: person.email });
  expect(await complete("short")).toBe("invalid_input");
  expect((await Promise.all([complete(NEW_PASSWORD), complete(NEW_PASSWORD)])).sort()).toEqual([
    "accepted",
    "reset_link_invalid",
  ]);
  expect(await reasonOf(session.trpc.account.get.query())).toBe("not_signed_in");
  expect((await guest.signIn({ ...person, password: NEW_PASSWORD })).status).toBe(200);
  expect((await server.anonymous().signIn(person)).status).toBe(401);
});

test("a member of other organizations too gets the link by mail, and no manager of this one gets it", async () => {
  const elsewhere = await server.addOrganization("Elsewhere");
  const { userId } = elsewhere.owner;
  const membership = {
    id: "mem_01jx0000000000000000000000",
    organizationId: tenant.organizationId,
    userId,
    role: "member",
  };
  await server.database.client.member.create({ data: { ...membership, createdAt: new Date() } });
  const reset = () => owner.trpc.members.resetPassword.mutate({ id: membership.id });
  expect(await reset()).toEqual({ link: null, mailed: true });
  const token = tokenIn(smtp.mails.at(-1)!);
  // Removing the member cancels the link.
  await owner.trpc.members.remove.mutate({ id: membership.id });
  expect(await reasonOf(server.anonymous().trpc.passwordResets.preview.mutate({ token }))).toBe("reset_link_invalid");
});

// Last: the mail server takes nothing from then on.
test("what the mail server turns away is handed over instead", async () => {
  smtp.refuse();
  const { link } = await owner.trpc.invitations.create.mutate({ email: "absent@example.com", role: "member" });
  expect(link).toMatch(/\/invitation#[\w-]{43}$/);
  const person = await server.addMember(tenant, "member");
  const answer = await owner.trpc.members.resetPassword.mutate({ id: await memberIdOf(person.userId, tenant) });
  expect(answer).toMatchObject({ mailed: false, link: expect.stringMatching(/\/reset-password#[\w-]{43}$/) });
});

/** The secret of the link in a mail, whose long lines are folded by quoted-printable. */
function tokenIn(mail: string): string {
  const text = mail.replaceAll(/=\n/g, "").replaceAll("=3D", "=");
  return /#([\w-]{43})$/m.exec(text)![1]!;
}
