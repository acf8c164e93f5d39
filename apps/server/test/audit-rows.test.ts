import { procedureKinds } from "@excalibur/api/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OF_ACCOUNTS } from "./audited-mutations/of-accounts.ts";
import { OF_KEYS } from "./audited-mutations/of-keys.ts";
import { OF_ORGANIZATIONS } from "./audited-mutations/of-organizations.ts";
import { OF_PEOPLE } from "./audited-mutations/of-people.ts";
import type { Call, Scene } from "./audited-mutations/mutation.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { callProcedure } from "./harness/call.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

/** Every mutation but those in `ELSEWHERE`. A new one without its row fails the first test. */
const MUTATIONS = { ...OF_ACCOUNTS, ...OF_KEYS, ...OF_ORGANIZATIONS, ...OF_PEOPLE };

/** Not called by people in an organization: where their rows are tested. */
const ELSEWHERE = {
  "executor.sync": "executor-sync.test.ts",
  "logins.end": "command-login.test.ts",
  "setup.createOwner": "setup.test.ts",
};

const mutations = [...procedureKinds()].filter(([, kind]) => kind === "mutation").map(([path]) => path);

test("every mutation has its row in a file of `audited-mutations`", () => {
  expect([...Object.keys(MUTATIONS), ...Object.keys(ELSEWHERE)].sort()).toEqual(mutations.sort());
});

describe.each(dialectsAboveStores)("a change on %s", (dialect) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  const setScene = async (): Promise<Scene> => {
    const tenant = await server.addOrganization("Acme");
    const person = await server.addMember(tenant, "member");
    const { organizationId } = tenant;
    const { member: members } = server.database.client;
    const { id } = await members.findFirstOrThrow({ where: { organizationId, userId: person.userId } });
    const [owner, member] = [await server.signIn(tenant.owner), await server.signIn(person)];
    const flush = () => server.flushPresence();
    return { tenant, owner, person, member, memberId: id, anonymous: server.anonymous(), flush };
  };
  const rowsLeftBy = async (path: string, [client, input]: Call) => {
    const { auditRow } = server.database.client;
    const before = new Set((await auditRow.findMany({ select: { id: true } })).map(({ id }) => id));
    const { outcome } = await callProcedure(server.url, "mutation", path, input, { cookie: client.cookie });
    const rows = await auditRow.findMany({ orderBy: { id: "asc" } });
    return { outcome, actions: rows.filter(({ id }) => !before.has(id)).map(({ action }) => action) };
  };

  test.each(Object.entries(MUTATIONS))(
    "%s leaves its rows when it succeeds, and none when it is refused",
    async (path, { rows, prepare }) => {
      const { good, bad } = await prepare(await setScene());
      const refused = await rowsLeftBy(path, bad);
      expect(refused.outcome).not.toBe("accepted");
      expect(refused.actions).toEqual([]);
      const accepted = await rowsLeftBy(path, good);
      expect(accepted.outcome).toBe("accepted");
      expect(accepted.actions.toSorted()).toEqual([...rows].sort());
    },
  );
});
