import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import { PROCEDURE_SCOPES } from "@excalibur/api/server";
import { procedureKinds } from "@excalibur/api/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callProcedure, type CallOutcome } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { PROCEDURES, type ProcedureIds } from "./harness/procedures.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { TEST_WITNESS } from "./harness/witness.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

const types = procedureKinds();
const needed = new Map<string, ManagementScope | "any" | null>(Object.entries(PROCEDURE_SCOPES));
const paths = [...types.keys()];
const REFUSED = ["scope_missing", "not_for_management_keys", "key_malformed", "not_signed_in"];

test("every procedure says which scope it asks for, and every scope opens something", () => {
  expect([...needed.keys()].sort()).toEqual(paths.toSorted());
  expect(new Set(needed.values())).toEqual(new Set([null, "any", ...MANAGEMENT_SCOPES]));
});

test("nothing that concerns members, the organization, accounts, sign-in or management keys is open to a management key", () => {
  const mutations = paths.filter((path) => types.get(path) !== "query" && needed.get(path) !== null);
  expect(
    mutations.filter(
      (path) => !/^(apiKeys|channels|codes|executors|policies)\.|^logins\.end$|^witnesses\.cosign$/.test(path),
    ),
  ).toEqual([]);
  const closed = paths.filter((path) => /^(account|organizations|managementKeys|invitations|setup)\./.test(path));
  expect(closed.filter((path) => needed.get(path) !== null)).toEqual([]);
});

// On one database: scopes are judged before a store is asked.
describe("who holds a management key", () => {
  let server: TestServer;
  let acme: Tenant;
  let evilOwner: Client;
  let owner: Client;
  const secrets = new Map<ManagementScope, string>();
  const evilSecrets = new Map<ManagementScope, string>();

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    [acme] = [await server.addOrganization("Acme")];
    owner = await server.signIn(acme.owner);
    evilOwner = await server.signIn((await server.addOrganization("Evil")).owner);
    await owner.trpc.witnesses.add.mutate({ key: TEST_WITNESS.key });
    for (const scope of MANAGEMENT_SCOPES) {
      secrets.set(scope, await keyOf(owner, [scope]));
      evilSecrets.set(scope, await keyOf(evilOwner, [scope]));
    }
  });
  afterAll(() => server.close());

  const keyOf = async ({ trpc }: Client, scopes: ManagementScope[]) =>
    (await trpc.managementKeys.create.mutate({ name: "program", scopes, expiresInDays: 1 })).secret;
  const call = (secret: string, path: string, ids: ProcedureIds): Promise<CallOutcome> =>
    callProcedure(server.url, types.get(path)!, path, PROCEDURES[path]!.input(ids), {
      authorization: `Bearer ${secret}`,
    });

  /** Records of Acme, made for each call: some calls delete them. */
  const makeIds = async (): Promise<ProcedureIds> => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "acme", target: NEW_EXECUTOR });
    const name = `acme-${key.id}`;
    await owner.sync(secret, { name });
    const { items } = await owner.trpc.executors.list.query({ search: name });
    const { items: members } = await owner.trpc.members.list.query();
    const { items: sessions } = await owner.trpc.account.sessions.list.query();
    const { items: programs } = await owner.trpc.managementKeys.list.query({});
    return {
      keyId: key.id,
      managementKeyId: programs.at(-1)!.id,
      executorId: items[0]!.id,
      organizationId: acme.organizationId,
      sessionId: sessions[0]!.id,
      memberId: members[0]!.id,
      codeId: `cod_${"0".repeat(26)}`,
      channelId: `chn_${"0".repeat(26)}`,
      invitationId: `inv_${"0".repeat(26)}`,
      witnessId: `wit_${"0".repeat(26)}`,
    };
  };

  const isOpen = ({ path, scope }: { path: string; scope: ManagementScope }) =>
    needed.get(path) === scope || needed.get(path) === "any";
  const cells = paths.flatMap((path) => MANAGEMENT_SCOPES.map((scope) => ({ path, scope })));

  test.each(paths.map((path) => ({ path })))(
    "every scope but its own is refused $path, and nothing happens",
    async ({ path }) => {
      const refused = MANAGEMENT_SCOPES.filter((scope) => !isOpen({ path, scope }));
      const ids = { ...(await idsOnce()) };
      const before = await countEverything(server);
      const answers = [];
      for (const scope of refused) {
        const { outcome, status } = await call(secrets.get(scope)!, path, ids);
        answers.push({ scope, outcome, status });
      }
      const outcome =
        path === "executor.sync"
          ? "key_malformed"
          : needed.get(path) === null
            ? "not_for_management_keys"
            : "scope_missing";
      const status = path === "executor.sync" ? 401 : 403;
      expect(answers).toEqual(refused.map((scope) => ({ scope, outcome, status })));
      expect(await countEverything(server)).toEqual(before);
    },
  );

  test.each(cells.filter(isOpen))(
    "with $scope calls $path in its own organization, and finds nothing of another",
    async ({ path, scope }) => {
      const ids = await makeIds();
      const before = await countEverything(server);
      const foreign = await call(evilSecrets.get(scope)!, path, ids);
      const sent = JSON.stringify(PROCEDURES[path]!.input(ids)) ?? "";
      for (const id of Object.values(ids)) if (!sent.includes(id)) expect(foreign.text).not.toContain(id);
      expect(foreign.outcome).toBe(PROCEDURES[path]!.foreign ?? "accepted");
      if (PROCEDURES[path]!.foreign !== undefined) {
        expect(await countEverything(server)).toEqual(before);
      }
      const { outcome } = await call(secrets.get(scope)!, path, ids);
      expect(REFUSED).not.toContain(outcome);
    },
  );

  let made: Promise<ProcedureIds> | undefined;
  const idsOnce = () => (made ??= makeIds());
});

/** How many rows there are of what a refused call must leave alone; the audit log has one for every change. */
async function countEverything({ database: { client } }: TestServer) {
  return {
    keys: await client.apiKey.count(),
    managementKeys: await client.managementKey.count(),
    executors: await client.executor.count(),
    members: await client.member.count(),
    users: await client.user.count(),
    sessions: await client.session.count(),
    organizations: await client.organization.count(),
    invitations: await client.invitation.count(),
  };
}
