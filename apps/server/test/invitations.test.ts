import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { errorData, reasonOf, type Client } from "./harness/client.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const NEW_ACCOUNT = { name: "Grace", password: "correct horse battery" };

let addresses = 0;
const newAddress = () => `grace-${(addresses += 1)}@example.com`;

describe.each(dialectsAboveStores)("an invitation on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  let admin: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
    admin = await server.signIn(await server.addMember(tenant, "admin"));
  });
  afterAll(() => server.close());

  const invite = async (email = newAddress(), role: "admin" | "member" = "member") => {
    const { invitation, link } = await owner.trpc.invitations.create.mutate({ email, role });
    return { invitation, token: tokenIn(link), email };
  };
  const accept = (client: Client, token: string, account = {}) =>
    client.trpc.invitations.accept.mutate({ token, ...account });
  const signedInAs = async (email: string) => {
    const stranger = await server.addOrganization("Elsewhere");
    const person = await server.addMember(stranger, "member");
    await server.database.client.user.update({ where: { id: person.userId }, data: { email } });
    return server.signIn({ ...person, email });
  };

  test("leads to a new account, which is a member with the role offered and signs in like any other", async () => {
    const { invitation, token, email } = await invite(newAddress(), "admin");
    const guest = server.anonymous();
    expect(await guest.trpc.invitations.preview.mutate({ token })).toEqual({
      organization: { name: "Acme" },
      email,
      role: "admin",
      status: "pending",
      invitedBy: { name: "The owner" },
      expiresAt: invitation.expiresAt,
      hasAccount: false,
    });
    const accepted = await accept(guest, token, NEW_ACCOUNT);
    expect(accepted).toEqual({ organization: { id: expect.any(String), name: "Acme" }, email });
    expect((await guest.signIn({ email, password: NEW_ACCOUNT.password })).status).toBe(200);
    expect(await guest.trpc.account.get.query()).toMatchObject({
      user: { name: "Grace", email },
      organization: { name: "Acme", role: "admin" },
    });
  });

  test("adds an account that exists, once its owner is signed in", async () => {
    const { token, email } = await invite();
    const guest = await signedInAs(email);
    expect(await guest.trpc.invitations.preview.mutate({ token })).toMatchObject({ hasAccount: true });
    expect(await reasonOf(accept(server.anonymous(), token, NEW_ACCOUNT))).toBe("account_exists");
    await accept(guest, token);
    expect((await guest.trpc.organizations.list.query()).items.map(({ name }) => name)).toEqual(["Elsewhere", "Acme"]);
  });

  test("is for the address invited alone", async () => {
    const { token } = await invite();
    expect(await reasonOf(accept(await signedInAs(newAddress()), token))).toBe("invitation_for_other_address");
    expect(await reasonOf(accept(owner, token))).toBe("invitation_for_other_address");
  });

  test("is accepted once, also by two who hold the link at the same moment", async () => {
    const { token, email } = await invite();
    const guests = await Promise.all(
      ["One", "Other"].map((name) => reasonOf(accept(server.anonymous(), token, { ...NEW_ACCOUNT, name }))),
    );
    expect(guests.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(["invitation_accepted", "account_exists"]).toContain(guests.find((outcome) => outcome !== "accepted"));
    expect(await server.database.client.user.count({ where: { email } })).toBe(1);
    expect(await reasonOf(accept(server.anonymous(), token, NEW_ACCOUNT))).toBe("invitation_accepted");
  });

  test("needs a name and a password for a new account, and says which is missing", async () => {
    const { token } = await invite();
    const refused = await accept(server.anonymous(), token).catch(errorData);
    expect(refused).toMatchObject({ reason: "invalid_input" });
    expect(Object.keys((refused as { fieldErrors: object }).fieldErrors)).toEqual(["name", "password"]);
    const short = await accept(server.anonymous(), token, { name: "Grace", password: "short" }).catch(errorData);
    expect(short).toMatchObject({ fieldErrors: { password: expect.anything() } });
    expect(await reasonOf(accept(server.anonymous(), token, NEW_ACCOUNT))).toBe("accepted");
  });

  test("is made once for an address: not again while it is open, nor for a member", async () => {
    const email = newAddress();
    const create = (address: string) =>
      reasonOf(owner.trpc.invitations.create.mutate({ email: address, role: "member" }));
    expect((await Promise.all([create(email), create(email), create(email.toUpperCase())])).sort()).toEqual([
      "accepted",
      "invitation_exists",
      "invitation_exists",
    ]);
    const { items } = await owner.trpc.members.list.query();
    expect(await create(items[1]!.user.email)).toBe("already_member");
    expect(await create("not an address")).toBe("invalid_input");
  });

  test("that was cancelled opens nothing, and makes room for another", async () => {
    const { invitation, token, email } = await invite();
    expect(await admin.trpc.invitations.cancel.mutate({ id: invitation.id })).toMatchObject({ status: "cancelled" });
    expect(await reasonOf(accept(server.anonymous(), token, NEW_ACCOUNT))).toBe("invitation_cancelled");
    expect(await reasonOf(owner.trpc.invitations.cancel.mutate({ id: invitation.id }))).toBe("invitation_cancelled");
    expect(await reasonOf(owner.trpc.invitations.resend.mutate({ id: invitation.id }))).toBe("invitation_cancelled");
    const again = await invite(email);
    expect(await reasonOf(accept(server.anonymous(), again.token, NEW_ACCOUNT))).toBe("accepted");
    expect(await reasonOf(owner.trpc.invitations.cancel.mutate({ id: again.invitation.id }))).toBe(
      "invitation_accepted",
    );
  });

  test("that is sent again has a new link and a new time; the old link opens nothing", async () => {
    const { invitation, token, email } = await invite();
    const resent = await admin.trpc.invitations.resend.mutate({ id: invitation.id });
    expect(resent.invitation.expiresAt.getTime()).toBeGreaterThan(invitation.expiresAt.getTime());
    const guest = server.anonymous();
    expect(await reasonOf(guest.trpc.invitations.preview.mutate({ token }))).toBe("invitation_not_found");
    expect(await reasonOf(accept(guest, token, NEW_ACCOUNT))).toBe("invitation_not_found");
    await accept(guest, tokenIn(resent.link), NEW_ACCOUNT);
    expect((await owner.trpc.invitations.list.query()).items.find((item) => item.email === email)).toMatchObject({
      status: "accepted",
    });
  });

  test("for an admin is made, sent again and cancelled by the owner alone", async () => {
    const create = admin.trpc.invitations.create.mutate({ email: newAddress(), role: "admin" });
    expect(await reasonOf(create)).toBe("not_permitted");
    const { invitation } = await invite(newAddress(), "admin");
    expect(await reasonOf(admin.trpc.invitations.resend.mutate({ id: invitation.id }))).toBe("not_permitted");
    expect(await reasonOf(admin.trpc.invitations.cancel.mutate({ id: invitation.id }))).toBe("not_permitted");
    expect((await admin.trpc.invitations.list.query()).items.some(({ id }) => id === invitation.id)).toBe(true);
  });

  test("stands nowhere with its link: only the link's SHA-256 is stored", async () => {
    const { invitation, token } = await invite();
    const row = await server.database.client.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
    expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await server.database.client.auditRow.findMany())).not.toContain(token);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(JSON.stringify(await owner.trpc.invitations.list.query())).not.toContain(token);
  });

  test.each([
    ["unknown", "x".repeat(43), "invitation_not_found"],
    ["cut short", "x".repeat(42), "invalid_input"],
  ])("with a link that is %s opens nothing", async (_what, token, reason) => {
    const guest = server.anonymous();
    expect(await reasonOf(guest.trpc.invitations.preview.mutate({ token }))).toBe(reason);
    expect(await reasonOf(accept(guest, token, NEW_ACCOUNT))).toBe(reason);
  });

  test("to a deactivated organization has to wait", async () => {
    const tenant = await server.addOrganization("Sleepy");
    const sleepy = await server.signIn(tenant.owner);
    const { link } = await sleepy.trpc.invitations.create.mutate({ email: newAddress(), role: "member" });
    await sleepy.trpc.organizations.deactivate.mutate();
    expect(await reasonOf(accept(server.anonymous(), tokenIn(link), NEW_ACCOUNT))).toBe("organization_inactive");
    await sleepy.trpc.organizations.reactivate.mutate();
    expect(await reasonOf(accept(server.anonymous(), tokenIn(link), NEW_ACCOUNT))).toBe("accepted");
  });

  // Last: it moves the time by which everything is judged.
  test("expires after a week, then says so, and is open again when it is sent again", async () => {
    const [{ invitation, token, email }, other] = [await invite(), await invite()];
    server.advanceClock(7 * DAY_MS);
    const guest = server.anonymous();
    expect(await guest.trpc.invitations.preview.mutate({ token })).toMatchObject({ status: "expired" });
    expect(await reasonOf(accept(guest, token, NEW_ACCOUNT))).toBe("invitation_expired");
    const statuses = (await owner.trpc.invitations.list.query()).items.filter((item) => item.email === email);
    expect(statuses).toMatchObject([{ status: "expired" }]);

    const { link } = await owner.trpc.invitations.resend.mutate({ id: invitation.id });
    expect(await reasonOf(accept(guest, tokenIn(link), NEW_ACCOUNT))).toBe("accepted");
    // The other one makes room for a new invitation, and then can't come back beside it.
    await invite(other.email);
    expect(await reasonOf(owner.trpc.invitations.resend.mutate({ id: other.invitation.id }))).toBe("invitation_exists");
  });
});

/** The secret in a link: after `#`, where no server sees it. */
function tokenIn(link: string | null): string {
  expect(link).toMatch(/^http:\/\/[^#?]+\/invitation#[\w-]{43}$/);
  return link!.split("#")[1]!;
}
