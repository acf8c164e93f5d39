import { describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { reasonOf } from "./harness/client.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const OWNER = {
  name: "Ada",
  email: "Ada@Example.com",
  password: "correct horse battery",
  organizationName: "Äcme, Inc.",
};

describe.each(dialectsAboveStores)("the first owner on %s", (dialect) => {
  const withServer = async (work: (server: TestServer) => Promise<void>, env: NodeJS.ProcessEnv = {}) => {
    const server = await startTestServer(dialect, env);
    await work(server).finally(() => server.close());
  };

  test("is created with the setup code, can sign in, and owns the organization", () =>
    withServer(async (server) => {
      const client = server.anonymous();
      expect(await client.trpc.setup.status.query()).toEqual({ needsOwner: true });
      const code = server.setupCode!.toLowerCase().replaceAll("-", " ");
      expect(await client.trpc.setup.createOwner.mutate({ ...OWNER, code })).toEqual({ email: "ada@example.com" });
      expect((await client.signIn({ email: "ada@example.com", password: OWNER.password })).status).toBe(200);
      expect((await client.trpc.account.get.query()).organization).toMatchObject({
        name: "Äcme, Inc.",
        slug: "acme-inc",
        role: "owner",
      });
      expect(await client.trpc.setup.status.query()).toEqual({ needsOwner: false });
      const rows = await server.database.client.auditRow.findMany({ orderBy: { sequence: "asc" } });
      expect(rows.map(({ action }) => action)).toEqual(["organization.created", "member.joined", "session.signed_in"]);
    }));

  test("is not created with a wrong code, and guessing is stopped", () =>
    withServer(async (server) => {
      const { trpc } = server.anonymous();
      const guess = (code: string) => reasonOf(trpc.setup.createOwner.mutate({ ...OWNER, code }));
      for (let index = 0; index < 10; index++) expect(await guess("0000-0000-0000")).toBe("setup_code_wrong");
      expect(await guess(server.setupCode!)).toBe("rate_limited");
      expect(await server.database.client.user.count()).toBe(0);
    }));

  test("is created once, also by two who know the code at the same moment", () =>
    withServer(async (server) => {
      const code = server.setupCode!;
      const claim = (email: string) =>
        reasonOf(server.anonymous().trpc.setup.createOwner.mutate({ ...OWNER, email, code }));
      const outcomes = await Promise.all([claim("a@example.com"), claim("b@example.com"), claim("c@example.com")]);
      expect(outcomes.sort()).toEqual(["accepted", "setup_finished", "setup_finished"]);
      expect(await server.database.client.user.count()).toBe(1);
      expect(await server.database.client.organization.count()).toBe(1);
      expect(await claim("d@example.com")).toBe("setup_finished");
      const more: (string | null)[] = [];
      for (let index = 0; index < 10; index++) more.push(await claim("d@example.com"));
      expect(more.at(-1), "calls that go on are not answered from the database").toBe("rate_limited");
    }));

  test("comes from INITIAL_ADMIN_* without the setup screen, and only on an empty database", () =>
    withServer(
      async (server) => {
        expect(server.setupCode).toBeNull();
        const client = server.anonymous();
        await client.signIn({ email: "boss@example.com", password: "correct horse battery" });
        expect((await client.trpc.account.get.query()).organization).toMatchObject({ name: "Initech", role: "owner" });
      },
      {
        INITIAL_ADMIN_EMAIL: "boss@example.com",
        INITIAL_ADMIN_PASSWORD: "correct horse battery",
        INITIAL_ORGANIZATION: "Initech",
      },
    ));
});
