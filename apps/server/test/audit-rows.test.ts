import { createOTP } from "@better-auth/utils/otp";
import { procedureKinds } from "@excalibur/api/testing";
import type { AuditAction } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { callProcedure } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { presentUnknownKey } from "./harness/present-unknown-key.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const MANAGEMENT_KEY = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
const LOGIN = () => ({
  name: "ada@laptop",
  host: "laptop",
  scopes: ["keys:read" as const],
  expiresInDays: 1,
  ...ownSecret("managementKey").hashed,
});
const openLogin = async ({ trpc }: Client) => ({ code: (await trpc.logins.begin.mutate(LOGIN())).userCode });
const NEW_PASSWORD = "another horse battery staple";

/** An organization of its own for each mutation. */
interface Scene {
  readonly tenant: Tenant;
  readonly owner: Client;
  readonly person: Person;
  readonly member: Client;
  readonly memberId: string;
  readonly anonymous: Client;
}

type Call = readonly [client: Client, input: unknown];

interface Mutation {
  /** The rows that a success leaves: one for each thing that it changes. */
  readonly rows: readonly AuditAction[];
  /** Prepares the scene, and returns a call of the mutation that succeeds and one that is refused. */
  readonly prepare: (scene: Scene) => Promise<{ good: Call; bad: Call }>;
}

const both = (good: Call, bad: Call) => Promise.resolve({ good, bad });

/** A key, and one that is revoked already. */
const twoKeys = async ({ owner }: Scene) => {
  const create = async () => (await owner.trpc.apiKeys.create.mutate({ name: "key", target: NEW_EXECUTOR })).key.id;
  const [active, revoked] = [await create(), await create()];
  await owner.trpc.apiKeys.revoke.mutate({ id: revoked });
  return { active, revoked };
};

/** An executor bound to a key. */
const boundExecutor = async ({ owner }: Scene) => {
  const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "key", target: NEW_EXECUTOR });
  await owner.sync(secret, { name: "edge-1" });
  return (await owner.trpc.executors.list.query({})).items[0]!.id;
};

const boundKey = async (scene: Scene) => {
  const id = await boundExecutor(scene);
  return (await scene.owner.trpc.executors.get.query({ id })).boundKey!.id;
};

const openInvitation = async ({ owner }: Scene) => {
  const address = { email: `${Math.random()}@example.com`, role: "member" } as const;
  const { invitation, link } = await owner.trpc.invitations.create.mutate(address);
  return { id: invitation.id, token: link!.split("#")[1]! };
};

const resetLink = async ({ owner, memberId }: Scene) => {
  const { link } = await owner.trpc.members.resetPassword.mutate({ id: memberId });
  return link!.split("#")[1]!;
};

/** An authenticator app that is set up, and the code it shows. */
const preparedApp = async ({ member, person }: Scene) => {
  const { uri } = await member.trpc.account.twoFactor.enable.mutate({ password: person.password });
  const letters = [...new URL(uri).searchParams.get("secret")!];
  const bits = letters.map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return createOTP(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)))).totp();
};

/** Every mutation but those in `ELSEWHERE`. A new one without its row here fails the first test. */
const MUTATIONS: Record<string, Mutation> = {
  "account.update": {
    rows: ["user.updated"],
    prepare: ({ member }) => both([member, { name: "Grace" }], [member, { name: "" }]),
  },
  "account.changePassword": {
    rows: ["user.password_changed"],
    prepare: ({ member, person }) =>
      both(
        [member, { currentPassword: person.password, newPassword: NEW_PASSWORD }],
        [member, { currentPassword: "wrong", newPassword: NEW_PASSWORD }],
      ),
  },
  "account.sessions.revoke": {
    rows: ["session.signed_out"],
    prepare: async ({ member, owner }) => {
      const { items } = await member.trpc.account.sessions.list.query();
      return both([member, { id: items[0]!.id }], [owner, { id: items[0]!.id }]);
    },
  },
  "account.twoFactor.enable": {
    rows: [],
    prepare: ({ member, person }) => both([member, { password: person.password }], [member, { password: "wrong" }]),
  },
  "account.twoFactor.confirm": {
    rows: ["user.two_factor_enabled"],
    prepare: async (scene) =>
      both([scene.member, { code: await preparedApp(scene) }], [scene.owner, { code: "000000" }]),
  },
  "account.twoFactor.disable": {
    rows: ["user.two_factor_disabled"],
    prepare: async (scene) => {
      await scene.member.trpc.account.twoFactor.confirm.mutate({ code: await preparedApp(scene) });
      return both([scene.member, { password: scene.person.password }], [scene.member, { password: "wrong" }]);
    },
  },
  "apiKeys.create": {
    rows: ["api_key.created"],
    prepare: ({ owner, member }) => {
      const input = { name: "key", target: NEW_EXECUTOR };
      return both([owner, input], [member, input]);
    },
  },
  "apiKeys.lookUp": {
    rows: [],
    prepare: ({ owner, anonymous }) => {
      const input = { secretHashes: ["0".repeat(64)] };
      return both([owner, input], [anonymous, input]);
    },
  },
  "apiKeys.update": {
    rows: ["api_key.updated"],
    prepare: async (scene) => {
      const { active } = await twoKeys(scene);
      return both([scene.owner, { id: active, note: "for CI" }], [scene.member, { id: active, note: "mine" }]);
    },
  },
  "apiKeys.ensure": {
    rows: ["api_key.created"],
    prepare: ({ owner, member }) => {
      const input = { externalId: "host-1", name: "key", target: NEW_EXECUTOR };
      return both([owner, input], [member, input]);
    },
  },
  "apiKeys.rotate": {
    rows: ["api_key.created", "api_key.revoked"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active }], [scene.owner, { id: revoked }]);
    },
  },
  "apiKeys.revoke": {
    rows: ["api_key.revoked"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active }], [scene.owner, { id: revoked }]);
    },
  },
  "apiKeys.pause": {
    rows: ["api_key.paused"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active, minutes: 1 }], [scene.owner, { id: revoked, minutes: 1 }]);
    },
  },
  "apiKeys.resume": {
    rows: ["api_key.resumed"],
    prepare: async (scene) => {
      const [{ active }, { active: running }] = [await twoKeys(scene), await twoKeys(scene)];
      await scene.owner.trpc.apiKeys.pause.mutate({ id: active, minutes: 1 });
      return both([scene.owner, { id: active }], [scene.owner, { id: running }]);
    },
  },
  "apiKeys.delete": {
    rows: ["api_key.deleted"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: revoked }], [scene.owner, { id: active }]);
    },
  },
  "apiKeys.revokeMany": {
    rows: ["api_key.revoked", "api_key.revoked"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "apiKeys.labelMany": {
    rows: ["api_key.updated", "api_key.updated"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      const set = { env: "prod" };
      return both(
        [scene.owner, { ids, set }],
        [scene.owner, { search: "nothing of that name", expectedTotal: 1, set }],
      );
    },
  },
  "apiKeys.rotateMany": {
    rows: ["api_key.created", "api_key.revoked", "api_key.created", "api_key.revoked"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      const past = { kind: "at", at: new Date(0) };
      return both([scene.owner, { ids }], [scene.owner, { ids, oldKeyEnds: past }]);
    },
  },
  "apiKeys.renew": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const id = await boundKey(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "apiKeys.renewMany": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const ids = [await boundKey(scene)];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "apiKeys.deleteMany": {
    rows: ["api_key.deleted", "api_key.deleted"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).revoked, (await twoKeys(scene)).revoked];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "codes.create": {
    rows: ["enrolment_code.created"],
    prepare: ({ owner, member }) => both([owner, { name: "edge-1" }], [member, { name: "edge-1" }]),
  },
  "codes.createForLockedOut": {
    rows: ["enrolment_code.created"],
    prepare: async (scene) => {
      await presentUnknownKey(scene.owner, "edge-7", { organizationId: scene.tenant.organizationId });
      await eventually(async () => expect((await scene.owner.trpc.executors.lockedOut.query()).total).toBe(1));
      return both([scene.owner, {}], [scene.member, {}]);
    },
  },
  "codes.revoke": {
    rows: ["enrolment_code.revoked"],
    prepare: async (scene) => {
      const { code } = await scene.owner.trpc.codes.create.mutate({ name: "edge-1" });
      return both([scene.owner, { id: code.id }], [scene.member, { id: code.id }]);
    },
  },
  "executors.connect": {
    rows: ["api_key.created"],
    prepare: async (scene) => {
      await boundExecutor(scene);
      const connect = (name: string) => [scene.owner, { name, place: "bareMetal" }] as const;
      return both(connect("edge-2"), connect("edge-1"));
    },
  },
  "executors.update": {
    rows: ["executor.updated"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id, note: "rack 7" }], [scene.member, { id, note: "mine" }]);
    },
  },
  "executors.revokeAccess": {
    rows: ["api_key.revoked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "executors.renew": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "executors.delete": {
    rows: ["executor.deleted", "api_key.revoked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "invitations.create": {
    rows: ["member.invited"],
    prepare: ({ owner, person }) =>
      both([owner, { email: "new@example.com", role: "member" }], [owner, { email: person.email, role: "member" }]),
  },
  "invitations.resend": {
    rows: ["invitation.resent"],
    prepare: async (scene) => {
      const [open, cancelled] = [await openInvitation(scene), await openInvitation(scene)];
      await scene.owner.trpc.invitations.cancel.mutate({ id: cancelled.id });
      return both([scene.owner, { id: open.id }], [scene.owner, { id: cancelled.id }]);
    },
  },
  "invitations.cancel": {
    rows: ["invitation.cancelled"],
    prepare: async (scene) => {
      const [open, cancelled] = [await openInvitation(scene), await openInvitation(scene)];
      await scene.owner.trpc.invitations.cancel.mutate({ id: cancelled.id });
      return both([scene.owner, { id: open.id }], [scene.owner, { id: cancelled.id }]);
    },
  },
  "invitations.preview": {
    rows: [],
    prepare: async (scene) => {
      const { token } = await openInvitation(scene);
      return both([scene.anonymous, { token }], [scene.anonymous, { token: "x".repeat(43) }]);
    },
  },
  "invitations.accept": {
    rows: ["member.joined"],
    prepare: async (scene) => {
      const { token } = await openInvitation(scene);
      return both([scene.anonymous, { token, name: "Grace", password: NEW_PASSWORD }], [scene.owner, { token }]);
    },
  },
  "logins.begin": {
    rows: [],
    prepare: ({ anonymous }) => both([anonymous, LOGIN()], [anonymous, { ...LOGIN(), scopes: [] }]),
  },
  "logins.poll": {
    rows: [],
    prepare: ({ anonymous }) => both([anonymous, { deviceCode: "x".repeat(43) }], [anonymous, { deviceCode: "x" }]),
  },
  "logins.preview": {
    rows: [],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "logins.confirm": {
    rows: ["management_key.created"],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "logins.refuse": {
    rows: ["management_key.refused"],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "managementKeys.create": {
    rows: ["management_key.created"],
    prepare: ({ owner, member }) => both([owner, MANAGEMENT_KEY], [member, MANAGEMENT_KEY]),
  },
  "managementKeys.revoke": {
    rows: ["management_key.revoked"],
    prepare: async ({ owner }) => {
      const create = async () => (await owner.trpc.managementKeys.create.mutate(MANAGEMENT_KEY)).key.id;
      const [active, revoked] = [await create(), await create()];
      await owner.trpc.managementKeys.revoke.mutate({ id: revoked });
      return both([owner, { id: active }], [owner, { id: revoked }]);
    },
  },
  "members.changeRole": {
    rows: ["member.role_changed"],
    prepare: ({ owner, memberId }) =>
      both([owner, { id: memberId, role: "admin" }], [owner, { id: memberId, role: "member" }]),
  },
  "members.remove": {
    rows: ["member.removed"],
    prepare: ({ owner, member, memberId }) => both([owner, { id: memberId }], [member, { id: memberId }]),
  },
  "members.resetPassword": {
    rows: ["member.password_reset_requested"],
    prepare: ({ owner, member, memberId }) => both([owner, { id: memberId }], [member, { id: memberId }]),
  },
  "members.leave": {
    rows: ["member.removed"],
    prepare: ({ owner, member }) => both([member, undefined], [owner, undefined]),
  },
  "notices.markRead": {
    rows: [],
    prepare: ({ member }) => both([member, { until: new Date() }], [member, { until: new Date(-1) }]),
  },
  "organizations.create": {
    rows: ["organization.created", "member.joined"],
    prepare: ({ member, tenant }) => both([member, { name: "Fresh" }], [member, { name: "Taken", slug: tenant.slug }]),
  },
  "organizations.setActive": {
    rows: [],
    prepare: ({ member, tenant }) =>
      both([member, { id: tenant.organizationId }], [member, { id: `org_${"0".repeat(26)}` }]),
  },
  "organizations.update": {
    rows: ["organization.updated"],
    prepare: ({ owner, member }) => both([owner, { name: "Renamed" }], [member, { name: "Renamed" }]),
  },
  "policies.update": {
    rows: ["organization.policy_updated"],
    prepare: ({ owner }) =>
      both([owner, { longestLifeDays: 90, renewAtPercent: 70 }], [owner, { longestLifeDays: 90, defaultLifeDays: 91 }]),
  },
  "organizations.transferOwnership": {
    rows: ["organization.ownership_transferred"],
    prepare: ({ owner, memberId }) => both([owner, { memberId }], [owner, { memberId: `mem_${"0".repeat(26)}` }]),
  },
  "organizations.deactivate": {
    rows: ["organization.deactivated"],
    prepare: ({ owner, member }) => both([owner, undefined], [member, undefined]),
  },
  "organizations.reactivate": {
    rows: ["organization.reactivated"],
    prepare: async ({ owner, member }) => {
      await owner.trpc.organizations.deactivate.mutate();
      return both([owner, undefined], [member, undefined]);
    },
  },
  "passwordResets.preview": {
    rows: [],
    prepare: async (scene) => {
      const token = await resetLink(scene);
      return both([scene.anonymous, { token }], [scene.anonymous, { token: "x".repeat(43) }]);
    },
  },
  "passwordResets.complete": {
    rows: ["user.password_changed"],
    prepare: async (scene) => {
      const [token, newPassword] = [await resetLink(scene), NEW_PASSWORD];
      return both([scene.anonymous, { token, newPassword }], [scene.anonymous, { token: "x".repeat(43), newPassword }]);
    },
  },
};

/** Not called by people in an organization: where their rows are tested. */
const ELSEWHERE = {
  "executor.sync": "executor-sync.test.ts",
  "logins.end": "command-login.test.ts",
  "setup.createOwner": "setup.test.ts",
};

const mutations = [...procedureKinds()].filter(([, kind]) => kind === "mutation").map(([path]) => path);

test("every mutation has its row in this file", () => {
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
    return { tenant, owner, person, member, memberId: id, anonymous: server.anonymous() };
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
