import { procedureKinds } from "@excalibur/api/testing";
import { ROLES, type Role } from "@excalibur/api/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callProcedure } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import { makeTarget, type Kind, type Whose } from "./harness/permission-targets.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { UNUSED_WITNESS_KEY } from "./harness/witness.ts";

type Outcomes = Record<Role, string>;

interface Cell {
  readonly target?: Kind;
  readonly whose: Whose;
  readonly outcomes: Outcomes;
}

interface Row {
  readonly input: (id: string) => unknown;
  readonly cells: readonly Cell[];
}

const all = (outcome: string): Outcomes => ({ owner: outcome, admin: outcome, member: outcome });
const managers = (outcome: string): Outcomes => ({ owner: outcome, admin: outcome, member: "not_permitted" });
const owners = (outcome: string): Outcomes => ({ owner: outcome, admin: "not_permitted", member: "not_permitted" });

/** For what takes no target. */
const plain = (outcomes: Outcomes, input?: unknown): Row => ({
  input: () => input,
  cells: [{ whose: "none", outcomes }],
});

/** For what one may do to everything of one's organization alike, and to nothing of another. */
const within = (
  target: Kind,
  by: (outcome: string) => Outcomes,
  notFound: string,
  input = (id: string): unknown => ({ id }),
): Row => ({
  input,
  cells: [
    { target, whose: "own", outcomes: by("accepted") },
    { target, whose: "other's", outcomes: by("accepted") },
    { target, whose: "another tenant's", outcomes: by(notFound) },
  ],
});

/** For what is done to members: the outcome of an owner's and an admin's attempt on each. */
const onMembers = (
  input: (id: string) => unknown,
  table: Record<"self" | "owner" | "admin" | "member", [owner: string, admin: string]>,
): Row => {
  const outcomes = ([owner, admin]: [string, string]): Outcomes => ({ owner, admin, member: "not_permitted" });
  return {
    input,
    cells: [
      { target: "member", whose: "own", outcomes: outcomes(table.self) },
      { target: "owner", whose: "other's", outcomes: outcomes(table.owner) },
      { target: "admin", whose: "other's", outcomes: outcomes(table.admin) },
      { target: "member", whose: "other's", outcomes: outcomes(table.member) },
      { target: "member", whose: "another tenant's", outcomes: managers("member_not_found") },
    ],
  };
};

const onInvitations: Row = {
  input: (id) => ({ id }),
  cells: [
    { target: "invitation", whose: "own", outcomes: managers("accepted") },
    { target: "invitation", whose: "other's", outcomes: managers("accepted") },
    { target: "admin's invitation", whose: "other's", outcomes: owners("accepted") },
    { target: "invitation", whose: "another tenant's", outcomes: managers("invitation_not_found") },
  ],
};

const OK = "accepted";
const NO = "not_permitted";
let names = 0;

/** One row for every procedure that asks who calls. Those that don't are in `OPEN`. */
const MATRIX: Record<string, Row> = {
  "account.get": plain(all(OK)),
  "account.update": plain(all(OK), { name: "Person" }),
  "account.changePassword": plain(all("password_wrong"), { currentPassword: "x", newPassword: "x".repeat(20) }),
  "account.sessions.list": plain(all(OK)),
  "account.sessions.revoke": {
    input: (id) => ({ id }),
    cells: [
      { target: "session", whose: "own", outcomes: all(OK) },
      { target: "session", whose: "other's", outcomes: all("session_not_found") },
      { target: "session", whose: "another tenant's", outcomes: all("session_not_found") },
    ],
  },
  "account.twoFactor.enable": plain(all("password_wrong"), { password: "x" }),
  "account.twoFactor.confirm": plain(all("two_factor_off"), { code: "000000" }),
  "account.twoFactor.disable": plain(all("password_wrong"), { password: "x" }),
  "apiKeys.list": within("executor", all, OK, (id) => ({ executorId: id })),
  "apiKeys.listNamed": plain(all(OK), {}),
  "apiKeys.facet": within("executor", all, OK, (id) => ({ facet: "creator", executorId: id })),
  "apiKeys.get": within("key", all, "key_not_found"),
  "apiKeys.activity": within("key", all, "key_not_found"),
  "apiKeys.lookUp": plain(all(OK), { secretHashes: ["0".repeat(64)] }),
  "apiKeys.create": within("executor", managers, "executor_not_found", (id) => ({
    name: "x",
    target: { kind: "executor", executorId: id },
  })),
  "apiKeys.update": within("key", managers, "key_not_found", (id) => ({ id, note: "x" })),
  "apiKeys.ensure": within("executor", managers, "executor_not_found", (id) => ({
    externalId: `host-${(names += 1)}`,
    name: "x",
    target: { kind: "executor", executorId: id },
  })),
  "apiKeys.rotate": within("key", managers, "key_not_found"),
  "apiKeys.revoke": within("key", managers, "key_not_found"),
  "apiKeys.pause": within("key", managers, "key_not_found", (id) => ({ id, minutes: 1 })),
  "apiKeys.resume": within("paused key", managers, "key_not_found"),
  "apiKeys.delete": within("revoked key", managers, "key_not_found"),
  "apiKeys.preview": within("key", managers, OK, (id) => ({ ids: [id] })),
  "apiKeys.revokeMany": within("key", managers, OK, (id) => ({ ids: [id] })),
  "apiKeys.labelMany": within("key", managers, OK, (id) => ({ ids: [id], set: { env: "prod" } })),
  "apiKeys.rotateMany": within("key", managers, OK, (id) => ({ ids: [id] })),
  "apiKeys.renew": within("used key", managers, "key_not_found"),
  "apiKeys.renewMany": within("key", managers, OK, (id) => ({ ids: [id] })),
  "apiKeys.deleteMany": within("revoked key", managers, OK, (id) => ({ ids: [id] })),
  "channels.create": plain(managers(OK), { name: "feed", receiver: { kind: "calendar" } }),
  "channels.ensure": plain(managers(OK), { name: "feed", receiver: { kind: "calendar" } }),
  "channels.list": plain(all(OK)),
  "channels.update": within("channel", managers, "channel_not_found", (id) => ({ id, name: "renamed" })),
  "channels.delete": within("channel", managers, "channel_not_found"),
  "channels.rotateSecret": within("calendar", managers, "channel_not_found"),
  "channels.test": within("channel", managers, "channel_not_found"),
  "channels.deliveries": within("channel", managers, "channel_not_found"),
  "channels.sendAgain": within("channel", managers, "channel_not_found", (id) => ({
    id,
    messageId: id.replace("chn", "msg"),
  })),
  "codes.list": plain(managers(OK)),
  "codes.uses": within("code", managers, OK),
  "codes.createForLockedOut": plain(managers(OK), {}),
  "codes.create": plain(managers(OK), { name: "edge-1" }),
  "codes.revoke": within("code", managers, "code_not_found"),
  "audit.list": within("key", all, OK, (id) => ({ targetKind: "api_key", targetId: id })),
  "audit.verify": plain(owners(OK)),
  "events.list": within("executor", all, OK, (id) => ({ executorId: id })),
  "executors.list": within("key", all, OK, (id) => ({ apiKeyId: id })),
  "executors.facet": within("key", all, OK, (id) => ({ facet: "state", apiKeyId: id })),
  "executors.get": within("executor", all, "executor_not_found"),
  "executors.activity": within("executor", all, "executor_not_found"),
  "executors.keyHistory": within("executor", all, "executor_not_found"),
  "executors.lockedOut": plain(all(OK)),
  "executors.connect": { ...plain(managers(OK)), input: () => ({ name: `fresh-${(names += 1)}`, place: "bareMetal" }) },
  "executors.recipe": plain(managers(OK), { name: "fresh", place: "docker" }),
  "executors.update": within("executor", managers, "executor_not_found", (id) => ({ id, note: "x" })),
  "executors.revokeAccess": within("executor", managers, "executor_not_found"),
  "executors.renew": within("executor", managers, "executor_not_found"),
  "executors.delete": within("executor", managers, "executor_not_found"),
  "invitations.list": plain(managers(OK)),
  "invitations.create": {
    ...plain(managers(OK)),
    input: () => ({ email: `new-${(names += 1)}@example.com`, role: "member" }),
  },
  "invitations.resend": onInvitations,
  "invitations.cancel": onInvitations,
  "live.subscribe": plain(all(OK)),
  "logins.preview": plain(managers("login_code_invalid"), { code: "AAAAA-AAAAA" }),
  "logins.confirm": plain(managers("login_code_invalid"), { code: "AAAAA-AAAAA" }),
  "logins.refuse": plain(managers("login_code_invalid"), { code: "AAAAA-AAAAA" }),
  "logins.end": plain(all("management_key_not_found"), { id: `mgk_${"0".repeat(26)}` }),
  "managementKeys.list": plain(managers(OK), {}),
  "managementKeys.create": plain(managers(OK), { name: "x", scopes: ["keys:read"], expiresInDays: 1 }),
  "managementKeys.revoke": within("management key", managers, "management_key_not_found"),
  "members.list": plain(all(OK)),
  "members.listFormer": plain(managers(OK)),
  "members.changeRole": onMembers((id) => ({ id, role: "member" }), {
    self: ["last_owner", OK],
    owner: ["last_owner", NO],
    admin: [OK, NO],
    member: ["role_unchanged", "role_unchanged"],
  }),
  "members.remove": onMembers((id) => ({ id }), {
    self: ["last_owner", OK],
    owner: ["last_owner", NO],
    admin: [OK, NO],
    member: [OK, OK],
  }),
  "members.resetPassword": onMembers((id) => ({ id }), {
    self: [NO, NO],
    owner: [NO, NO],
    admin: [OK, NO],
    member: [OK, OK],
  }),
  "members.leave": plain({ owner: "last_owner", admin: OK, member: OK }),
  "notices.list": plain(all(OK)),
  "notices.markRead": plain(all(OK), { until: new Date() }),
  "organizations.create": plain(all(OK), { name: "Fresh" }),
  "organizations.list": plain(all(OK)),
  "organizations.locate": within("key", all, OK),
  "organizations.setActive": {
    input: (id) => ({ id }),
    cells: [
      { target: "organization", whose: "own", outcomes: all(OK) },
      { target: "organization", whose: "another tenant's", outcomes: all("organization_not_found") },
    ],
  },
  "organizations.update": plain(owners(OK), { name: "Renamed" }),
  "organizations.transferOwnership": {
    input: (id) => ({ memberId: id }),
    cells: [
      { target: "member", whose: "own", outcomes: owners("already_owner") },
      { target: "member", whose: "other's", outcomes: owners(OK) },
      { target: "member", whose: "another tenant's", outcomes: owners("member_not_found") },
    ],
  },
  "organizations.setTimeZone": plain(managers(OK), { timeZone: "Europe/Berlin" }),
  "organizations.deactivate": plain(owners(OK)),
  "organizations.reactivate": plain(owners("organization_active")),
  "policies.get": plain(all(OK)),
  "policies.preview": plain(managers(OK), { longestLifeDays: 90 }),
  "policies.update": plain(managers(OK), { longestLifeDays: 90 }),
  "overview.get": plain(all(OK)),
  "witnesses.list": plain(owners(OK)),
  "witnesses.add": plain(owners(OK), { key: UNUSED_WITNESS_KEY }),
  "witnesses.remove": within("witness", owners, "witness_not_found"),
  "witnesses.cosign": plain(owners("cosignature_wrong"), { note: "x" }),
};

/** Anyone may call these, or the holder of the secret that they take. */
const OPEN = [
  "executor.sync",
  "invitations.accept",
  "invitations.preview",
  "logins.begin",
  "logins.poll",
  "passwordResets.complete",
  "passwordResets.preview",
  "server.info",
  "setup.createOwner",
  "setup.status",
];

/** These would change the organization for the cells that follow. */
const CHANGES_EVERYTHING = new Set(["organizations.transferOwnership", "organizations.deactivate"]);

const kinds = procedureKinds();

test("every procedure has its row in this file", () => {
  expect([...Object.keys(MATRIX), ...OPEN].sort()).toEqual([...kinds.keys()].sort());
});

// On one database: these rules are judged before a store is asked. What stores find is tested on both elsewhere.
describe("who may do what to whose", () => {
  let server: TestServer;
  let acme: Tenant;
  let evil: Tenant;

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    [acme, evil] = [await server.addOrganization("Acme"), await server.addOrganization("Evil")];
  });
  afterAll(() => server.close());

  const callerIn = async (tenant: Tenant, role: Role): Promise<Person> =>
    role === "owner" ? tenant.owner : server.addMember(tenant, role);

  const cells = Object.entries(MATRIX).flatMap(([path, { cells }]) =>
    cells.map(({ target, whose, outcomes }) => ({ path, target: target ?? "", whose, outcomes })),
  );

  test.each(cells)("$path, $whose $target", async ({ path, target, whose, outcomes }) => {
    const { input } = MATRIX[path]!;
    const type = kinds.get(path)!;
    const met: Record<string, string> = {};
    for (const role of ROLES) {
      const tenant = CHANGES_EVERYTHING.has(path) ? await server.addOrganization("Fresh") : acme;
      const caller = await callerIn(tenant, role);
      const client: Client = await server.signIn(caller);
      const id = target === "" ? "" : await makeTarget(server, target as Kind, whose, { tenant, evil, caller });
      const { outcome } = await callProcedure(server.url, type, path, input(id), { cookie: client.cookie });
      met[role] = outcome;
    }
    expect(met).toEqual(outcomes);
  });
});
