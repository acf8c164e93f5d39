import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeOf, secretIn, turnOnSecondStep } from "./harness/authenticator-app.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_PASSWORD = "another horse battery staple";

describe.each(dialectsAboveStores)("an account on %s", (dialect) => {
  let server: TestServer;
  let tenant: Tenant;
  let person: Person;
  let client: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    tenant = await server.addOrganization("Acme");
  });
  afterAll(() => server.close());
  // A new account for every test: sign-in counts failures by account.
  beforeEach(async () => {
    person = await server.addMember(tenant, "member");
    client = await server.signIn(person);
  });

  const signInFails = async (password: string) => (await server.anonymous().signIn({ ...person, password })).status;
  const actionsOf = async ({ userId }: Person) => {
    const rows = await server.database.client.auditRow.findMany({
      where: { actorId: userId },
      orderBy: { sequence: "asc" },
    });
    return rows.map(({ action }) => action);
  };

  test("gets another name, which audit rows carry from then on", async () => {
    expect(await client.trpc.account.update.mutate({ name: " Grace Hopper " })).toEqual({ name: "Grace Hopper" });
    expect((await client.trpc.account.get.query()).user.name).toBe("Grace Hopper");
    expect(await reasonOf(client.trpc.account.update.mutate({ name: "a\tb" }))).toBe("invalid_input");
    expect(await actionsOf(person)).toEqual(["user.updated"]);
  });

  test("gets another password, and everybody else who used it is signed out at once", async () => {
    const other = await server.signIn(person);
    const live = await other.watch();
    const change = { currentPassword: person.password, newPassword: NEW_PASSWORD };
    expect(await client.trpc.account.changePassword.mutate(change)).toEqual({ sessionsEnded: 1 });
    expect(await live.ended).toBe("not_signed_in");
    expect(await reasonOf(other.trpc.account.get.query())).toBe("not_signed_in");
    expect(await reasonOf(client.trpc.account.get.query())).toBe("accepted");
    expect(await signInFails(person.password)).toBe(401);
    expect(await signInFails(NEW_PASSWORD)).toBe(200);
  });

  test("keeps its password when the current one is wrong, the new one too short, or two change it at once", async () => {
    const change = (currentPassword: string, newPassword: string) =>
      reasonOf(client.trpc.account.changePassword.mutate({ currentPassword, newPassword }));
    expect(await change("wrong", NEW_PASSWORD)).toBe("password_wrong");
    expect(await change(person.password, "short")).toBe("invalid_input");
    const outcomes = await Promise.all([
      change(person.password, NEW_PASSWORD),
      change(person.password, `${NEW_PASSWORD}!`),
    ]);
    expect(outcomes.sort()).toEqual(["accepted", "password_wrong"]);
  });

  test("stops those who guess its password with a stolen session", async () => {
    const guess = () => reasonOf(client.trpc.account.twoFactor.disable.mutate({ password: "wrong" }));
    const outcomes = [];
    for (let index = 0; index < 11; index++) outcomes.push(await guess());
    expect(outcomes.slice(-2)).toEqual(["password_wrong", "rate_limited"]);
    const change = { currentPassword: person.password, newPassword: NEW_PASSWORD };
    expect(await reasonOf(client.trpc.account.changePassword.mutate(change))).toBe("rate_limited");
    // Its owner, who has another session, is not kept out.
    const owner = await server.signIn(person);
    expect(await reasonOf(owner.trpc.account.changePassword.mutate(change))).toBe("accepted");
  });

  test("lists its own sessions, and ends one of them at once", async () => {
    const other = server.anonymous();
    await other.signIn(person);
    const live = await other.watch();
    const { items } = await client.trpc.account.sessions.list.query();
    expect(items.map(({ current }) => current)).toEqual([false, true]);
    expect(items[0]).toMatchObject({ userAgent: "node", sourceAddress: "127.0.0.1", createdAt: expect.any(Date) });
    const stranger = await server.signIn(tenant.owner);
    expect(await reasonOf(stranger.trpc.account.sessions.revoke.mutate({ id: items[0]!.id }))).toBe(
      "session_not_found",
    );
    await client.trpc.account.sessions.revoke.mutate({ id: items[0]!.id });
    expect(await live.ended).toBe("not_signed_in");
    expect(await reasonOf(other.trpc.account.get.query())).toBe("not_signed_in");
    expect(await reasonOf(client.trpc.account.sessions.revoke.mutate({ id: items[0]!.id }))).toBe("session_not_found");
  });

  test("leaves rows of signing in, failing to, and signing out, in every organization of its user", async () => {
    const elsewhere = await server.addOrganization("Elsewhere");
    const { userId } = person;
    const membership = { id: `mem_${userId}`, organizationId: elsewhere.organizationId, userId, role: "admin" };
    await server.database.client.member.create({ data: { ...membership, createdAt: new Date() } });
    expect(await signInFails("wrong")).toBe(401);
    const other = server.anonymous();
    await other.signIn(person);
    await fetch(`${server.url}/api/auth/sign-out`, { method: "POST", headers: { cookie: other.cookie } });
    expect(await reasonOf(other.trpc.account.get.query())).toBe("not_signed_in");
    for (const { organizationId } of [tenant, elsewhere]) {
      await eventually(async () => {
        const rows = await server.database.client.auditRow.findMany({ where: { organizationId, actorId: userId } });
        const actions = ["session.sign_in_failed", "session.signed_in", "session.signed_out"];
        expect(rows.map(({ action }) => action).sort()).toEqual(actions);
        expect(rows.every(({ sourceAddress }) => sourceAddress === "127.0.0.1")).toBe(true);
      });
    }
  });

  test("that does not exist is answered as one whose password is wrong: in words, status and headers", async () => {
    const answerTo = async (email: string) => {
      const response = await server.anonymous().signIn({ email, password: "wrong" });
      return [response.status, await response.text(), [...response.headers.keys()].sort()];
    };
    expect(await answerTo("absent@example.com")).toEqual(await answerTo(person.email));
  });

  describe("with a second step", () => {
    const turnOn = () => turnOnSecondStep(client, person);
    const firstStep = async () => {
      const guest = server.anonymous();
      const response = await guest.signIn(person);
      return { guest, response, answer: await response.json() };
    };
    const secondStep = async (guest: Client, kind: "totp" | "backup-code", code: string) => {
      const response = await fetch(`${server.url}/api/auth/two-factor/verify-${kind}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie: guest.cookie },
        body: JSON.stringify({ code }),
      });
      if (response.ok)
        guest.cookie = response.headers
          .getSetCookie()
          .map((cookie) => cookie.split(";")[0])
          .join("; ");
      return response.status;
    };

    test("asks for a code of the app at every sign-in, once a code has confirmed the app", async () => {
      const { uri } = await client.trpc.account.twoFactor.enable.mutate({ password: person.password });
      expect(uri).toMatch(/^otpauth:\/\/totp\/Excalibur:/);
      expect((await client.trpc.account.get.query()).user.twoFactorEnabled).toBe(false);
      const wrong = String((Number(await codeOf(uri)) + 1) % 1_000_000).padStart(6, "0");
      expect(await reasonOf(client.trpc.account.twoFactor.confirm.mutate({ code: wrong }))).toBe(
        "two_factor_code_wrong",
      );
      await client.trpc.account.twoFactor.confirm.mutate({ code: await codeOf(uri) });
      expect((await client.trpc.account.get.query()).user.twoFactorEnabled).toBe(true);

      const { guest, response, answer } = await firstStep();
      expect(response.status).toBe(202);
      expect(answer).toMatchObject({ twoFactorRedirect: true });
      expect(await reasonOf(guest.trpc.account.get.query())).toBe("not_signed_in");
      expect(await secondStep(guest, "totp", wrong)).toBe(401);
      expect(await secondStep(guest, "totp", await codeOf(uri))).toBe(200);
      expect((await guest.trpc.account.get.query()).user.id).toBe(person.userId);
      await eventually(async () =>
        expect(await actionsOf(person)).toEqual(
          expect.arrayContaining(["user.two_factor_enabled", "session.sign_in_failed", "session.signed_in"]),
        ),
      );
    });

    test("takes each recovery code once", async () => {
      const { recoveryCodes } = await turnOn();
      expect(recoveryCodes).toHaveLength(10);
      const [first = "", second = ""] = recoveryCodes;
      const { guest } = await firstStep();
      expect(await secondStep(guest, "backup-code", first)).toBe(200);
      expect(await reasonOf(guest.trpc.account.get.query())).toBe("accepted");
      const again = (await firstStep()).guest;
      expect(await secondStep(again, "backup-code", first)).toBe(401);
      expect(await secondStep(again, "backup-code", second)).toBe(200);
    });

    test("is turned off with the password only, and on only once", async () => {
      await turnOn();
      const { twoFactor } = client.trpc.account;
      expect(await reasonOf(twoFactor.enable.mutate({ password: person.password }))).toBe("two_factor_on");
      expect(await reasonOf(twoFactor.confirm.mutate({ code: "000000" }))).toBe("two_factor_on");
      expect(await reasonOf(twoFactor.disable.mutate({ password: "wrong" }))).toBe("password_wrong");
      await twoFactor.disable.mutate({ password: person.password });
      expect(await reasonOf(twoFactor.disable.mutate({ password: person.password }))).toBe("two_factor_off");
      expect(await reasonOf(twoFactor.confirm.mutate({ code: "000000" }))).toBe("two_factor_off");
      const { guest } = await firstStep();
      expect(await reasonOf(guest.trpc.account.get.query())).toBe("accepted");
    });

    test("can't be passed with a session, nor without the first step, nor turned on past its own procedure", async () => {
      const { uri } = await client.trpc.account.twoFactor.enable.mutate({ password: person.password });
      expect(await secondStep(client, "totp", await codeOf(uri))).toBe(401);
      expect(await secondStep(server.anonymous(), "totp", await codeOf(uri))).toBe(401);
      expect((await client.trpc.account.get.query()).user.twoFactorEnabled).toBe(false);
    });

    test("stands in the database encrypted", async () => {
      const { uri, recoveryCodes } = await turnOn();
      const secret = new URL(uri).searchParams.get("secret")!;
      const stored = JSON.stringify(
        await server.database.client.twoFactor.findMany({ where: { userId: person.userId } }),
      );
      for (const plain of [secret, secretIn(uri), ...recoveryCodes]) expect(stored).not.toContain(plain);
    });
  });

  test.each([
    "sign-up/email",
    "organization/create",
    "change-password",
    "update-user",
    "list-sessions",
    "two-factor/enable",
    "two-factor/disable",
    "two-factor/send-otp",
  ])("has no endpoint of better-auth at %s", async (path) => {
    const headers = { cookie: client.cookie, "content-type": "application/json" };
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? { body: "{}" } : {};
      const response = await fetch(`${server.url}/api/auth/${path}`, { method, headers, ...body });
      expect(response.status).toBe(404);
    }
  });
});
