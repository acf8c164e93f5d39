import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { callProcedure } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import { statementsOf } from "./harness/count-statements.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

type Credentials = Record<string, string>;

describe.each(dialectsAboveStores)("a session on %s", (dialect) => {
  let server: TestServer;
  let tenant: Tenant;
  let person: Person;
  let client: Client;
  let cookie: string;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    tenant = await server.addOrganization("Acme");
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    person = await server.addMember(tenant, "member");
    client = await server.signIn(person);
    ({ cookie } = client);
  });

  /** Asks something whose answer needs nothing but who is asking. */
  const call = (credentials: Credentials) =>
    callProcedure(server.url, "query", "organizations.list", undefined, credentials);
  const outcomeOf = async (credentials: Credentials) => (await call(credentials)).outcome;
  const asBearer = (): Credentials => ({ authorization: `Bearer ${tokenIn(cookie)}` });
  const byEachCredential = { cookie: () => ({ cookie }), "bearer token": asBearer };

  describe.each(Object.entries(byEachCredential))("presented by %s", (_credential, present) => {
    test("costs one statement to know whose it is and where they belong, once it has been proved", async () => {
      expect(await outcomeOf(present())).toBe("accepted");
      await server.startMinute();
      const ask = async () =>
        expect(await call(present())).toMatchObject({ status: 200, text: expect.stringContaining("Acme") });
      expect(await statementsOf(server, ask)).toBe(1);
    });

    test.each<[string, () => Promise<unknown>]>([
      ["is signed out", () => fetch(`${server.url}/api/auth/sign-out`, { method: "POST", headers: present() })],
      ["was ended by another server", () => server.database.client.session.deleteMany({ where: ofPerson() })],
      [
        "has expired",
        () => server.database.client.session.updateMany({ where: ofPerson(), data: { expiresAt: new Date(0) } }),
      ],
      ["was of a user who is removed", () => server.database.client.user.delete({ where: { id: person.userId } })],
    ])("opens nothing from the call on after it %s, known as it was", async (_what, end) => {
      expect(await outcomeOf(present())).toBe("accepted");
      await end();
      expect(await outcomeOf(present())).toBe("not_signed_in");
      expect(await outcomeOf(present())).toBe("not_signed_in");
    });
  });

  test("is found once for all the calls of a batch", async () => {
    expect(await outcomeOf({ cookie })).toBe("accepted");
    await server.startMinute();
    const ask = () => Promise.all([1, 2, 3].map(() => client.together.organizations.list.query()));
    expect(await statementsOf(server, ask)).toBe(1);
  });

  test("is proved by all that is presented: what is known of it opens nothing to what only resembles it", async () => {
    const other = (await server.signIn(tenant.owner)).cookie;
    const [token = "", signature = ""] = tokenIn(cookie).split(".");
    const cookieOf = (text: string) => `${cookie.split("=")[0]}=${encodeURIComponent(text)}`;
    const [, otherSignature = ""] = tokenIn(other).split(".");
    const lookAlikes: Record<string, Credentials> = {
      "a changed signature": { cookie: cookieOf(`${token}.${changed(signature)}`) },
      "the signature of another's": { cookie: cookieOf(`${token}.${otherSignature}`) },
      "another's token": { cookie: cookieOf(`${tokenIn(other).split(".")[0]}.${signature}`) },
      "no signature": { cookie: cookieOf(token) },
      "another name": { cookie: cookie.replace("session_token", "session") },
      "the cookie as a token": { authorization: `Bearer ${cookie}` },
      "the token without its scheme": { authorization: tokenIn(cookie) },
      "a changed signature of the token": { authorization: `Bearer ${token}.${changed(signature)}` },
      "the token without its signature": { authorization: `Bearer ${token}` },
    };
    for (const known of [{ cookie }, { cookie: other }, asBearer()]) expect(await outcomeOf(known)).toBe("accepted");
    for (const [what, credentials] of Object.entries(lookAlikes)) {
      expect({ what, outcome: await outcomeOf(credentials) }).toEqual({ what, outcome: "not_signed_in" });
    }
    for (const known of [{ cookie }, { cookie: other }, asBearer()]) expect(await outcomeOf(known)).toBe("accepted");
  });

  test("belongs to its own user, also when another user's session is in memory", async () => {
    const owner = await server.signIn(tenant.owner);
    const whose = async (credentials: Credentials) =>
      (await callProcedure(server.url, "query", "account.get", undefined, credentials)).text;
    for (let round = 0; round < 2; round++) {
      expect(await whose({ cookie })).toContain(person.userId);
      expect(await whose({ cookie: owner.cookie })).toContain(tenant.owner.userId);
    }
  });

  test("that is not there yet is not remembered as none", async () => {
    const sessions = server.database.client.session;
    const session = await sessions.findFirstOrThrow({ where: ofPerson() });
    await sessions.delete({ where: { id: session.id } });
    expect(await outcomeOf({ cookie })).toBe("not_signed_in");
    await sessions.create({ data: session });
    expect(await outcomeOf({ cookie })).toBe("accepted");
  });

  const ofPerson = () => ({ userId: person.userId });
});

/** The signed token that a session's cookie carries. */
function tokenIn(cookie: string): string {
  return decodeURIComponent(cookie.split("=")[1]!);
}

/** Another signature of the same length. */
function changed(signature: string): string {
  return (signature.startsWith("A") ? "B" : "A") + signature.slice(1);
}
